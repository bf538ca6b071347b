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
        SerialSection.Find,
        SlowPath.Find,
    ];

    /// <summary>What stays a guess once something of the others is seen.</summary>
    private static readonly BottleneckKind[] Guesses = [BottleneckKind.SerialSection, BottleneckKind.SlowPath];

    /// <summary>Every bottleneck there is evidence of.</summary>
    public static IReadOnlyList<Bottleneck> Find(LoadResult result)
    {
        if (result.Count == 0 || result.MeasuredDuration <= TimeSpan.Zero)
            return [];
        List<Bottleneck> found = [.. Recipes.Select(recipe => recipe(result)).OfType<Bottleneck>()];
        if (found.Exists(one => !IsGuess(one) && one.Kind is not BottleneckKind.Leak))
            found.RemoveAll(IsGuess);
        return found;
    }

    /// <summary>Whether it describes what is seen from outside, and does not name what is waited for.</summary>
    public static bool IsGuess(Bottleneck bottleneck) => Guesses.Contains(bottleneck.Kind);
}
