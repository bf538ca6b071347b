namespace PerfAssert;

/// <summary>
/// What some code runs for, where no activity tells: set on the way into a request or an iteration, and found wherever its asynchronous flow
/// leads. Nothing is marked unless commands came that belonged to nobody.
/// </summary>
internal sealed class RequestMark
{
    private static readonly AsyncLocal<RequestMark?> Ambient = new();
    private static long last;
    private static int wanted;

    private readonly VirtualUser? user;
    private readonly string where;

    private RequestMark(VirtualUser? user, string where)
    {
        this.user = user;
        this.where = where;
    }

    /// <summary>The mark of the code that asks; <see langword="null"/> without one.</summary>
    public static RequestMark? Current => Ambient.Value;

    /// <summary>Whether iterations are to be marked.</summary>
    public static bool IterationsWanted => Volatile.Read(ref wanted) > 0;

    /// <summary>Its number, unlike that of any other.</summary>
    public ulong Key { get; } = ~(ulong)Interlocked.Increment(ref last);

    /// <summary>The route of a request, the behaviour of an iteration.</summary>
    public string Where => user?.Behaviour ?? where;

    /// <summary>Marks what runs from here on as a request.</summary>
    public static void EnterRequest(string where) => Ambient.Value = new RequestMark(null, where);

    /// <summary>Marks what runs from here on as an iteration.</summary>
    public static void EnterIteration(VirtualUser user) => Ambient.Value = new RequestMark(user, RequestLog.Iteration);

    public static void WantIterations() => Interlocked.Increment(ref wanted);

    public static void StopIterations() => Interlocked.Decrement(ref wanted);
}
