using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>What became of a candidate: a line of the CSV file.</summary>
internal sealed record CandidateLine
{
    private static readonly RegressionChannel[] Channels =
        [RegressionChannel.P95, RegressionChannel.P50, RegressionChannel.Cost, RegressionChannel.Allocations, RegressionChannel.SqlCommands];

    public required string Id { get; init; }

    public required Cell Cell { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Commit { get; init; }

    public required RegressionVerdict First { get; init; }

    /// <summary>After a confirmation, where one was made.</summary>
    public required RegressionVerdict Final { get; init; }

    public required double ForeignCpu { get; init; }

    /// <summary>Of the first process.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of both processes.</summary>
    public required double AllSeconds { get; init; }

    public required IReadOnlyDictionary<RegressionChannel, ChannelFigures> Figures { get; init; }

    public required string Reason { get; init; }

    public static string Header { get; } = CsvText.Join(
    [
        "id", "noise", "variant", "shift", "at", "commit", "first", "final", "foreign_cpu", "seconds", "all_seconds",
        .. Channels.SelectMany(channel => ChannelFigures.Columns.Select(column => $"{channel}_{column}")),
        "reason",
    ]);

    public static CandidateLine Of(
        Candidate candidate, DateTimeOffset at, string commit, BaselineComparison first, BaselineComparison final, TimeSpan took, TimeSpan tookInAll) => new()
        {
            Id = candidate.Id,
            Cell = candidate.Cell,
            At = at,
            Commit = commit,
            First = first.Verdict,
            Final = final.Verdict,
            ForeignCpu = first.ForeignCpu,
            Seconds = took.TotalSeconds,
            AllSeconds = tookInAll.TotalSeconds,
            Figures = first.Channels.Where(channel => channel.Step is null && Channels.Contains(channel.Channel))
                .ToDictionary(channel => channel.Channel, ChannelFigures.Of),
            Reason = final.Reason,
        };

    public string Write() => CsvText.Join(
    [
        Id, Cell.Noise, Cell.Variant, Cell.Shift, At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), Commit,
        First.ToString(), Final.ToString(), CsvText.Of(ForeignCpu), CsvText.Of(Seconds), CsvText.Of(AllSeconds),
        .. Channels.SelectMany(channel => Figures.TryGetValue(channel, out var figures) ? figures.Write() : ChannelFigures.Columns.Select(_ => "")),
        Reason,
    ]);

    /// <summary>All lines of a file; none, when there is no file. A last line that was cut off is left out, and measured again.</summary>
    public static IReadOnlyList<CandidateLine> ReadAll(string file)
        => File.Exists(file)
            ? [.. File.ReadAllText(file).Split('\n')[1..^1].Where(line => line.Length > 0).Select(Read)]
            : [];

    private static CandidateLine Read(string line)
    {
        var fields = CsvText.Split(line);
        var figures = new Dictionary<RegressionChannel, ChannelFigures>();
        const int firstFigure = 11;
        for (var i = 0; i < Channels.Length; i++)
        {
            if (ChannelFigures.Read(fields, firstFigure + (i * ChannelFigures.Columns.Count)) is { } read)
                figures.Add(Channels[i], read);
        }

        return new CandidateLine
        {
            Id = fields[0],
            Cell = new Cell(fields[1], fields[2], fields[3]),
            At = DateTimeOffset.Parse(fields[4], CultureInfo.InvariantCulture),
            Commit = fields[5],
            First = Enum.Parse<RegressionVerdict>(fields[6]),
            Final = Enum.Parse<RegressionVerdict>(fields[7]),
            ForeignCpu = CsvText.Number(fields[8]),
            Seconds = CsvText.Number(fields[9]),
            AllSeconds = CsvText.Number(fields[10]),
            Figures = figures,
            Reason = fields[^1],
        };
    }
}
