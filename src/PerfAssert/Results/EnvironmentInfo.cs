namespace PerfAssert;

/// <summary>Where a run was measured.</summary>
public sealed record EnvironmentInfo
{
    /// <summary>The <see cref="Transport"/> of a run without a target.</summary>
    internal const string Code = "code";

    /// <summary>Name of the machine.</summary>
    public required string MachineName { get; init; }

    /// <summary>Operating system and version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Processor architecture, such as <c>X64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Processor model; empty where it cannot be read.</summary>
    public required string ProcessorModel { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory that this process may use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime, such as <c>.NET 10.0.12</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary><c>Workstation</c> or <c>Server</c>, and <c>concurrent</c> where it is.</summary>
    public required string GarbageCollector { get; init; }

    /// <summary><c>Release</c> or <c>Debug</c>: of the test and of the application, the worse of the two.</summary>
    public required string Build { get; init; }

    /// <summary>How the target was reached, such as <c>Kestrel (loopback)</c>, <c>TestServer</c>, <c>direct dispatch</c>, <c>https://…</c> or <c>code</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>Whether tiered JIT compilation with profiling was on, which lets figures drift while it learns.</summary>
    public required bool TieredPgo { get; init; }

    /// <summary>
    /// <c>pinned</c> (no profiling, and methods are counted from their first call: figures are steady soon and comparable between
    /// runs), <c>tiered PGO</c>, <c>tiered</c> (no profiling), or <c>untiered</c>.
    /// </summary>
    public required string Jit { get; init; }

    /// <summary>Width of the widest vector instructions that hardware and settings allow, in bits; 0 without.</summary>
    public required int VectorBits { get; init; }

    /// <summary>
    /// Servers that the code under load needs, with the settings that make them faster than in production, such as
    /// <c>PostgreSQL 15.18, native (fsync=off)</c>; empty when it said nothing of them.
    /// </summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
}
