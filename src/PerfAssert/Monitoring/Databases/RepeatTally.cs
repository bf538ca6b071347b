namespace PerfAssert;

/// <summary>How often single requests of one route sent one statement. Counted as the executions come, so that no request's end has to be seen.</summary>
internal sealed class RepeatTally(DatabaseTally database, StatementTally statement, string where)
{
    /// <summary>This many executions in one request are many.</summary>
    public const int Many = 5;

    /// <summary>Requests that vary have to be more than a chance one.</summary>
    private const int EnoughRequests = 5;

    /// <summary>Of the requests that sent the statement, this share many times over: the number grows with what was found, and often it is small.</summary>
    private const double EnoughShare = 0.1;

    private long requests;
    private long executions;
    private long repeating;
    private long many;
    private long most;

    public DatabaseTally Database => database;

    public StatementTally Statement => statement;

    /// <summary>Counts an execution.</summary>
    /// <param name="number">Its number within its request, from 1.</param>
    public void Add(long number)
    {
        Interlocked.Increment(ref executions);
        if (number == 1)
            Interlocked.Increment(ref requests);
        else if (number == 2)
            Interlocked.Increment(ref repeating);
        if (number == Many)
            Interlocked.Increment(ref many);
        var seen = Volatile.Read(ref most);
        while (number > seen && Interlocked.CompareExchange(ref most, number, seen) is var found && found != seen)
            seen = found;
    }

    /// <summary>What it comes to; <see langword="null"/> where it is no more than what healthy code does.</summary>
    public RepeatedStatement? Suspicion()
    {
        var all = Math.Max(1, Volatile.Read(ref requests));
        var mean = (double)Volatile.Read(ref executions) / all;
        var often = Volatile.Read(ref many);
        return statement.IsControl || (mean < Many && (often < EnoughRequests || often < all * EnoughShare))
            ? null
            : new RepeatedStatement(statement.Text, where, mean, Volatile.Read(ref most), Volatile.Read(ref repeating)) { IsWrite = statement.IsWrite };
    }
}
