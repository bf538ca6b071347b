namespace PerfAssert;

/// <summary>Looks for what slowed a run down, one recipe a file. Each speaks only where its figures leave little doubt. Pure.</summary>
internal static class BottleneckFinder
{
    /// <summary>The gravest and most precise first: a deadlock explains waiting callers, a lock explains blocked threads, blocked threads explain a long tail.</summary>
    private static readonly Func<LoadResult, Bottleneck?>[] Recipes =
    [
        ClientLimit.Find,
        RequestLimit.Find,
        DatabaseLocks.Find,
        ConnectionPool.Find,
        RepeatedStatements.Find,
        SlowStatement.Find,
        LockContention.Find,
        ThreadPoolStarvation.Find,
        Leaking.Find,
        LargeObjectChurn.Find,
        GarbageCollection.Find,
        BusyCores.Find,
    ];

    /// <summary>They describe what is seen from outside, which something of the others explains better.</summary>
    private static readonly Func<LoadResult, Bottleneck?>[] Guesses = [SerialSection.Find, SlowPath.Find, AwaitedConnections.Find];

    /// <summary>Every bottleneck there is evidence of.</summary>
    public static IReadOnlyList<Bottleneck> Find(LoadResult result)
    {
        if (result.Count == 0 || result.MeasuredDuration <= TimeSpan.Zero)
            return [];
        List<Bottleneck> found = [.. Recipes.Select(recipe => recipe(result)).OfType<Bottleneck>()];

        // A statement that waits for rows is slow for that reason, and a thread that waits for a lock is blocked for that one.
        Explains(BottleneckKind.DatabaseLocks, BottleneckKind.SlowStatement);
        Explains(BottleneckKind.LockContention, BottleneckKind.ThreadPoolStarvation);
        if (found.TrueForAll(one => one.Kind == BottleneckKind.Leak))
            found.AddRange(Guesses.Select(guess => guess(result)).OfType<Bottleneck>());
        return found;

        void Explains(BottleneckKind cause, BottleneckKind effect)
        {
            if (found.Exists(one => one.Kind == cause))
                found.RemoveAll(one => one.Kind == effect);
        }
    }

    /// <summary>Whether it describes what is seen from outside, and does not name what is waited for.</summary>
    public static bool IsGuess(Bottleneck bottleneck) => bottleneck.Kind is BottleneckKind.SerialSection or BottleneckKind.SlowPath;
}
