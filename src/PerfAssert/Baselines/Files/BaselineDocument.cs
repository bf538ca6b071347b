namespace PerfAssert;

/// <summary>A baseline file: the accepted runs of one load test, a section for each environment. Immutable.</summary>
internal sealed record BaselineDocument
{
    /// <summary>Files of a higher schema are refused, untouched.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Stable name of the test.</summary>
    public required string Test { get; init; }

    public required LoadFingerprint Load { get; init; }

    /// <summary>By the key of their fingerprint, in ordinal order.</summary>
    public required IReadOnlyList<BaselineSection> Environments { get; init; }

    public BaselineSection? Find(EnvironmentFingerprint fingerprint) => Environments.FirstOrDefault(section => section.Fingerprint == fingerprint);
}
