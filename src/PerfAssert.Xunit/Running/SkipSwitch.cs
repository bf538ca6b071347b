namespace PerfAssert;

/// <summary>The environment's say in whether load tests run at all.</summary>
internal static class SkipSwitch
{
    /// <summary>Set to 1, or to the reason, to skip every load test.</summary>
    public const string Variable = "PERFASSERT_SKIP";

    public static string? Reason() => Environment.GetEnvironmentVariable(Variable)?.Trim() switch
    {
        null or "" or "0" or "false" => null,
        "1" or "true" => $"Load tests are skipped: {Variable} is set.",
        var reason => reason,
    };
}
