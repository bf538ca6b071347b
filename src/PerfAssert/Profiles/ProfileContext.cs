namespace PerfAssert;

/// <summary>What every result of a profile has, whatever it asked.</summary>
/// <param name="Name">Of the load test.</param>
/// <param name="Plan">The plan that the runs were derived from.</param>
/// <param name="StartedAt">When the first run was about to start.</param>
/// <param name="InProcess">Whether the code under load shares the load generator's process.</param>
/// <param name="StoppedEarly">Why it was ended before it was done; <see langword="null"/> when it was done.</param>
/// <param name="ReportFolder">Folder of its reports.</param>
internal sealed record ProfileContext(string Name, LoadPlan Plan, DateTimeOffset StartedAt, bool InProcess, string? StoppedEarly = null, string? ReportFolder = null);
