namespace PerfAssert;

/// <summary>Rows without an order yet. Each of its orders is a feed with a position of its own; the rows are the same.</summary>
/// <typeparam name="T">One row.</typeparam>
public sealed class FeedRows<T>
{
    private readonly string name;
    private readonly T[] rows;

    internal FeedRows(string name, T[] rows)
    {
        if (rows.Length == 0)
            throw new LoadConfigurationException([new ConfigurationError(name, "has no rows", "A feed needs at least one.")]);
        this.name = name;
        this.rows = rows;
    }

    /// <summary>Number of rows, at least one.</summary>
    public int Count => rows.Length;

    /// <summary>Each row once, in the order of the source, over all users of a run. Then the feed is exhausted, and an iteration that asks it fails.</summary>
    public Feed<T> Sequential() => new QueueFeed<T>(name, rows, shuffled: false);

    /// <summary>Each row once, in an order that follows from the run's seed, over all users of a run. Then the feed is exhausted, and an iteration that asks it fails.</summary>
    public Feed<T> Shuffled() => new QueueFeed<T>(name, rows, shuffled: true);

    /// <summary>One row after the other over all users of a run, and after the last the first again.</summary>
    public Feed<T> Circular() => new CircularFeed<T>(name, rows);

    /// <summary>Any row, each as likely as the others. A user's rows follow from the run's seed and the user's number, so that a run can be repeated.</summary>
    public Feed<T> Random() => new RandomFeed<T>(name, rows);

    /// <summary>The row of the user's number: the same in each of its iterations, and no other user's. There must be as many rows as users.</summary>
    public Feed<T> UniquePerUser() => new UniqueFeed<T>(name, rows);
}
