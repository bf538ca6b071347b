namespace PerfAssert;

/// <summary>What is known when the measurement starts.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Environment">Where it is measured.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Folder">Folder of this run's reports, which exists; <see langword="null"/> when none can be written.</param>
public sealed record ReportStart(LoadPlan Plan, EnvironmentInfo Environment, DateTimeOffset StartedAt, string? Folder);
