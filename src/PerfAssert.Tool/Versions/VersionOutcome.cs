namespace PerfAssert.Tool;

/// <summary>What came of comparing two versions.</summary>
internal sealed record VersionOutcome
{
    /// <summary>Of each test that both versions have.</summary>
    public List<BaselineComparison> Comparisons { get; } = [];

    public List<string> OnlyBase { get; } = [];

    public List<string> OnlyChanged { get; } = [];

    /// <summary>Tests that could not be compared, with the reason.</summary>
    public List<string> Failures { get; } = [];

    public void Add(PairedOutcome paired)
    {
        Comparisons.AddRange(paired.Comparisons);
        OnlyBase.AddRange(paired.OnlyBase);
        OnlyChanged.AddRange(paired.OnlyChanged);
        if (paired.Failure is { } failure)
            Failures.Add(failure);
    }
}
