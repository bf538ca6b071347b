namespace PerfAssert.VerdictBench;

/// <summary>One channel of a judged run.</summary>
internal sealed record ChannelFigures(double Measured, double Change, double Low, double High, string Verdict)
{
    public static IReadOnlyList<string> Columns { get; } = ["measured", "change", "low", "high", "verdict"];

    public static ChannelFigures Of(ChannelComparison channel)
        => new(channel.Measured, channel.Change, channel.ChangeLow, channel.ChangeHigh, channel.Verdict.ToString());

    public IEnumerable<string> Write() => [CsvText.Of(Measured), CsvText.Of(Change), CsvText.Of(Low), CsvText.Of(High), Verdict];

    public static ChannelFigures? Read(IReadOnlyList<string> fields, int from) => fields[from].Length == 0
        ? null
        : new(CsvText.Number(fields[from]), CsvText.Number(fields[from + 1]), CsvText.Number(fields[from + 2]), CsvText.Number(fields[from + 3]), fields[from + 4]);
}
