namespace SampleApi.Health;

/// <summary>The answer of the health check.</summary>
public sealed record HealthReport(string Status);
