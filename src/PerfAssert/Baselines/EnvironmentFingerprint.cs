namespace PerfAssert;

/// <summary>
/// What must be equal for times to be comparable. The name of the machine is not in it: the runners of a CI service come and go and are
/// alike.
/// </summary>
internal sealed record EnvironmentFingerprint
{
    /// <summary><c>linux</c>, <c>windows</c>, <c>macos</c> or another family.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Such as <c>x64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Processor model; empty where it cannot be read.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Width of the vector instructions in bits, 0 without.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Such as <c>.NET 10.0</c>: without the patch.</summary>
    public required string Runtime { get; init; }

    /// <summary>As <see cref="EnvironmentInfo.GarbageCollector"/>.</summary>
    public required string GarbageCollector { get; init; }

    /// <summary><c>pinned</c> (no profile-guided tiering, no call-counting delay), <c>tiered PGO</c> or <c>tiered</c>.</summary>
    public required string Jit { get; init; }

    /// <summary><c>Release</c> or <c>Debug</c>.</summary>
    public required string Build { get; init; }

    /// <summary>As <see cref="EnvironmentInfo.Transport"/>; for in-process hosts without the port.</summary>
    public required string Transport { get; init; }

    /// <summary>Readable and unique, such as <c>linux-x64-2c-net10.0-kestrel-1f0c9a3b</c>: the key in the file.</summary>
    public string Key => throw new NotImplementedException();

    public static EnvironmentFingerprint Of(EnvironmentInfo environment) => throw new NotImplementedException();
}
