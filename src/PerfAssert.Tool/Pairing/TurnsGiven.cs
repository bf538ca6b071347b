namespace PerfAssert.Tool;

/// <summary>What came of the turns of two processes.</summary>
internal sealed record TurnsGiven
{
    /// <summary>Tests that both sides had, in their order.</summary>
    public List<string> Paired { get; } = [];

    /// <summary>Tests that got no turns because the other side had another one at that point: by side.</summary>
    public Dictionary<string, List<string>> Skipped { get; } = [];

    public void Skip(string side, string test)
    {
        if (!Skipped.TryGetValue(side, out var tests))
            Skipped[side] = tests = [];
        tests.Add(test);
    }
}
