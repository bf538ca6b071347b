using System.Globalization;

namespace PerfAssert;

/// <summary>What a server tells of one of its databases.</summary>
internal sealed class ServerTally
{
    /// <summary>Pairs of statements beyond this are left out.</summary>
    private const int MostBlockings = 10;

    private readonly Dictionary<(string Waiting, string Holding), int> blockings = [];

    public List<StatementSummary> Statements { get; } = [];

    public long Deadlocks { get; set; }

    public int PeakWaits { get; private set; }

    /// <summary>Whether anything happened in it.</summary>
    public bool IsUsed => Statements.Count > 0 || PeakWaits > 0 || Deadlocks > 0;

    public void AddWaits(int sessions, IEnumerable<(string Waiting, string Holding)> pairs)
    {
        PeakWaits = Math.Max(PeakWaits, sessions);
        foreach (var pair in pairs)
            blockings[pair] = blockings.GetValueOrDefault(pair) + 1;
    }

    /// <summary>Who was seen waiting for whom, the most frequent first.</summary>
    public IReadOnlyList<string> Blockings() =>
    [
        .. blockings.OrderByDescending(blocking => blocking.Value).ThenBy(blocking => blocking.Key.Waiting, StringComparer.Ordinal).Take(MostBlockings)
            .Select(blocking => string.Create(CultureInfo.InvariantCulture, $"{blocking.Key.Waiting} waits for {blocking.Key.Holding} (seen {blocking.Value} times)")),
    ];
}
