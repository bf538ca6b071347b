namespace PerfAssert;

/// <summary>
/// Users who are alike: what they do, how long they think, and how many of all users they are. In the open model the arrivals are shared
/// out among the classes, and each class has users of its own.
/// </summary>
/// <example><code>
/// await load.Against(api).RunAsync(
///     new UserClass("shopper", browse, buy) { Weight = 3, ThinkTime = ThinkTime.Uniform(1.Seconds(), 3.Seconds()) },
///     new UserClass("rapid-fire", browse),
///     new UserClass("admin", report) { Users = 1 });
/// </code></example>
public sealed class UserClass
{
    /// <summary>Creates a class of users.</summary>
    /// <param name="name">Once in a test. The series of its behaviours are named <c>shopper: browse</c>.</param>
    /// <param name="behaviours">What an iteration of its users may be; one is enough. Classes may share behaviours.</param>
    public UserClass(string name, params Behaviour[] behaviours)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(behaviours);
        Name = name;
        Behaviours = [.. behaviours];
    }

    /// <summary>Creates a class of users who all do one thing, named after the class.</summary>
    /// <param name="name">Once in a test.</param>
    /// <param name="iteration">One iteration of one user.</param>
    public UserClass(string name, Func<VirtualUser, Task> iteration)
        : this(name, new Behaviour(name, iteration))
    {
    }

    /// <summary>Name of the class.</summary>
    public string Name { get; }

    /// <summary>What an iteration of its users may be.</summary>
    public IReadOnlyList<Behaviour> Behaviours { get; }

    /// <summary>Its share of the users, or of the arrivals in the open model, beside the other classes'; above zero, by default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>So many users, whatever the share, and the first of all to start (closed model); <see langword="null"/> for a share.</summary>
    public int? Users { get; init; }

    /// <summary>Pause between two iterations of its users (closed model); <see langword="null"/> for that of the whole load.</summary>
    public ThinkTime? ThinkTime { get; init; }

    /// <summary>Run for each of its users before the first iteration and after that of the whole load, outside the measured time.</summary>
    public Func<VirtualUser, Task>? BeforeUser { get; init; }

    /// <summary>Run for each of its users after the last iteration and before that of the whole load, whatever happened.</summary>
    public Func<VirtualUser, Task>? AfterUser { get; init; }
}
