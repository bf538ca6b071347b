namespace PerfAssert;

/// <summary>One of several things that an iteration may be, drawn by weight for each iteration. It has a series of its own in the result.</summary>
/// <example><code>
/// await load.Against(api).RunAsync(
///     new Behaviour("browse", user => user.Http.GetStringAsync("/products")) { Weight = 70, Tags = ["read"] },
///     new Behaviour("buy", BuyAsync) { Weight = 5, Tags = ["write"] });
/// </code></example>
public sealed class Behaviour
{
    /// <summary>Creates a behaviour.</summary>
    /// <param name="name">Name of its series in the result; once in a test or class of users.</param>
    /// <param name="iteration">One iteration of one user.</param>
    public Behaviour(string name, Func<VirtualUser, Task> iteration)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(iteration);
        Name = name;
        Iteration = user => new ValueTask(iteration(user));
        Code = iteration.Method.Module.Assembly;
    }

    /// <summary>Creates a behaviour whose iteration is synchronous.</summary>
    /// <param name="name">Name of its series in the result; once in a test or class of users.</param>
    /// <param name="iteration">One iteration of one user.</param>
    public Behaviour(string name, Action<VirtualUser> iteration)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(iteration);
        Name = name;
        Iteration = user =>
        {
            iteration(user);
            return default;
        };
        Code = iteration.Method.Module.Assembly;
    }

    /// <summary>Name of its series in the result.</summary>
    public string Name { get; }

    /// <summary>Its share of the iterations, beside the other behaviours'; above zero, by default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Words by which it can be chosen or left out: <c>[LoadFact(Tags = "read")]</c>. Case does not matter.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    internal Func<VirtualUser, ValueTask> Iteration { get; }

    internal System.Reflection.Assembly Code { get; }
}
