namespace PerfAssert;

/// <summary>What each kind of method of a load test can be given.</summary>
internal static class Supplies
{
    /// <summary>An iteration, and the work around a user.</summary>
    public static Supply<VirtualUser> User { get; } = new(
        (typeof(VirtualUser), ""),
        (typeof(HttpClient), nameof(VirtualUser.Http)),
        (typeof(CancellationToken), nameof(VirtualUser.CancellationToken)),
        (typeof(Random), nameof(VirtualUser.Random)));

    /// <summary>A body that is the whole test.</summary>
    public static Supply<LoadRun> Run { get; } = new(
        (typeof(LoadRun), ""),
        (typeof(CancellationToken), nameof(LoadRun.CancellationToken)));

    /// <summary>The work around a run.</summary>
    public static Supply<CancellationToken> Token { get; } = new((typeof(CancellationToken), ""));

    /// <summary>A method that fills a store.</summary>
    public static Supply<StoreSize> Size { get; } = new(
        (typeof(long), nameof(StoreSize.Rows)),
        (typeof(int), nameof(StoreSize.RowCount)),
        (typeof(CancellationToken), nameof(StoreSize.CancellationToken)));

    /// <summary>A method that judges the answer of a profile.</summary>
    /// <param name="answer">Its type.</param>
    public static Supply<ProfileResult> Answer(Type answer) => new((answer, ""));

    /// <summary>A method that judges the result.</summary>
    public static Supply<LoadResult> Result { get; } = new((typeof(LoadResult), ""));
}
