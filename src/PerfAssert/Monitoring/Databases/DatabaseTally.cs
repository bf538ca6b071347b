namespace PerfAssert;

/// <summary>What one database was asked by the code under load.</summary>
internal sealed class DatabaseTally(string system)
{
    private readonly StripedCounter commands = new();
    private readonly StripedCounter failures = new();
    private string? database;
    private (long Commands, long Failures) before;

    public string System => system;

    /// <summary>Its name, with that of the database where it has one of its own.</summary>
    public string Name => string.IsNullOrEmpty(database) ? system : $"{system} {database}";

    public StatementLog Statements { get; } = new();

    public long Commands => commands.Sum - before.Commands;

    public long Failures => failures.Sum - before.Failures;

    /// <summary>Whether the name of its database is known: it is asked for once.</summary>
    public bool IsNamed => Volatile.Read(ref database) is not null;

    public void NameIt(string name) => Volatile.Write(ref database, name);

    public StatementTally Count(string text, TimeSpan duration, bool hasFailed)
    {
        commands.Increment();
        if (hasFailed)
            failures.Increment();
        var statement = Statements.Find(text);
        statement.Add(duration, hasFailed);
        return statement;
    }

    public void Restart()
    {
        before = (commands.Sum, failures.Sum);
        Statements.Restart();
    }
}
