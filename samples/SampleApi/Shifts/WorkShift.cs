using System.Globalization;

namespace SampleApi.Shifts;

/// <summary>
/// Changes of known size in the endpoints below <c>/work</c>, switched on to see which of them a comparison with a baseline finds: the
/// environment variable <c>SAMPLEAPI_SHIFT</c>, or the setting <c>Shift</c> of one host, which goes first. Names separated by commas:
/// <c>cpu:1.2,sql:+1</c>. A factor of 1, or nothing, is the unchanged code.
/// </summary>
internal sealed record WorkShift
{
    private const string Known = "cpu:1.2, wait:1.2, lock:1.2, tail:1.2, alloc:1.2, sql:+1";
    private const double LeastFactor = 0.5;
    private const double LargestFactor = 10;
    private const int MostQueries = 100;

    /// <summary>Of the CPU time of a whole request.</summary>
    public double Cpu { get; private init; } = 1;

    /// <summary>Of the time that each request waits.</summary>
    public double Wait { get; private init; } = 1;

    /// <summary>Of the time for which the lock is held.</summary>
    public double Lock { get; private init; } = 1;

    /// <summary>Of the slow path that a few requests take.</summary>
    public double Tail { get; private init; } = 1;

    /// <summary>Of the memory that each request allocates.</summary>
    public double Alloc { get; private init; } = 1;

    /// <summary>Queries that each request sends besides its own.</summary>
    public int MoreQueries { get; private init; }

    public static WorkShift From(IConfiguration configuration)
        => Parse(configuration["Shift"] ?? configuration["SAMPLEAPI_SHIFT"] ?? "");

    /// <exception cref="ArgumentException">A name is not known, or its size is not one.</exception>
    public static WorkShift Parse(string text)
        => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Aggregate(new WorkShift(), (shifts, shift) => shifts.With(shift));

    private WorkShift With(string shift) => shift.Split(':') switch
    {
        ["cpu", var factor] => this with { Cpu = FactorOf(shift, factor) },
        ["wait", var factor] => this with { Wait = FactorOf(shift, factor) },
        ["lock", var factor] => this with { Lock = FactorOf(shift, factor) },
        ["tail", var factor] => this with { Tail = FactorOf(shift, factor) },
        ["alloc", var factor] => this with { Alloc = FactorOf(shift, factor) },
        ["sql", var count] => this with { MoreQueries = CountOf(shift, count) },
        ["cpu" or "wait" or "lock" or "tail" or "alloc"] => throw new ArgumentException($"Shift \"{shift}\" needs a factor. Write {shift}:1.2."),
        ["sql"] => throw new ArgumentException("Shift \"sql\" needs a number of queries. Write sql:+1."),
        _ => throw new ArgumentException($"There is no shift \"{shift}\". SAMPLEAPI_SHIFT and the setting Shift know: {Known}."),
    };

    private static double FactorOf(string shift, string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
            && factor is >= LeastFactor and <= LargestFactor
            ? factor
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Shift \"{shift}\": \"{text}\" is not a factor of {LeastFactor} to {LargestFactor}. Write {shift.Split(':')[0]}:1.2."));

    private static int CountOf(string shift, string text)
        => text.StartsWith('+')
            && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= MostQueries
            ? count
            : throw new ArgumentException($"Shift \"{shift}\": \"{text}\" is not +0 to +{MostQueries}. Write sql:+1.");
}
