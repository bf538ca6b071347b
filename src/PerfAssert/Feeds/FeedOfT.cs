using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Rows in an order, shared by all users: <c>user.Next(feed)</c>. Every run begins at the start of the order; its warm-up takes rows too.
/// Taking a row neither allocates nor locks.
/// </summary>
/// <typeparam name="T">One row.</typeparam>
public abstract class Feed<T>
{
    // By run, so that two runs side by side do not take each other's rows; a position goes when its run is gone.
    private readonly ConditionalWeakTable<object, FeedPosition> positions = new();
    private FeedPosition? last;

    private protected Feed(string name, T[] rows)
    {
        Name = name;
        Rows = rows;
    }

    /// <summary>Number of rows, at least one.</summary>
    public int Count => Rows.Length;

    /// <summary>As messages call it.</summary>
    internal string Name { get; }

    private protected T[] Rows { get; }

    internal abstract T Next(VirtualUser user);

    /// <summary>How far the user's run has come.</summary>
    private protected FeedPosition PositionFor(VirtualUser user)
    {
        var seen = Volatile.Read(ref last);
        return seen is not null && ReferenceEquals(seen.Run, user.Run) ? seen : FindPosition(user);
    }

    /// <summary>Where a run begins.</summary>
    private protected virtual FeedPosition Begin(VirtualUser user) => new(user.Run);

    private FeedPosition FindPosition(VirtualUser user)
    {
        if (!positions.TryGetValue(user.Run, out var position))
            position = positions.GetValue(user.Run, _ => Begin(user));
        Volatile.Write(ref last, position);
        return position;
    }
}
