namespace PerfAssert;

/// <summary>Transactions wait for each other, or the database had to cancel some.</summary>
internal static class DatabaseLocks
{
    /// <summary>Sessions that wait for a lock at one moment: a single one happens to any application.</summary>
    private const int ManyWaits = 3;

    public static Bottleneck? Find(LoadResult result)
    {
        var locked = result.Databases.Where(database => database.Deadlocks > 0).MaxBy(database => database.Deadlocks);
        if (locked is not null)
        {
            return new(
                BottleneckKind.DatabaseLocks,
                $"{locked.Name} ended {Figure.Count(locked.Deadlocks!.Value)} {(locked.Deadlocks == 1 ? "transaction" : "transactions")} because of deadlocks: several held rows that the others wanted.",
                "Let every transaction change its rows in the same order (ORDER BY the key, SELECT … FOR UPDATE first), keep transactions short, and retry those that were cancelled.");
        }

        var refused = result.Databases.Where(database => database.LockFailures > 0).MaxBy(database => database.LockFailures);
        if (refused is not null)
        {
            return new(
                BottleneckKind.DatabaseLocks,
                $"{Figure.Count(refused.LockFailures!.Value)} commands of {refused.Name} failed because a lock was not to be had in time.",
                "Keep transactions that write short, let one writer go at a time where the database has only one (SQLite), and wait longer or retry where that is meant.");
        }

        var waiting = result.Databases.Where(database => database.PeakLockWaits >= ManyWaits).MaxBy(database => database.PeakLockWaits);
        return waiting is null
            ? null
            : new(
                BottleneckKind.DatabaseLocks,
                $"Up to {waiting.PeakLockWaits} sessions of {waiting.Name} waited for locks at once.",
                "Shorten the transactions that hold the rows, or do not let all users change the same row.");
    }
}
