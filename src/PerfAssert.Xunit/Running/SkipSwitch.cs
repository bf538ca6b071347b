namespace PerfAssert;

/// <summary>The environment's say in whether load tests run at all.</summary>
internal static class SkipSwitch
{
    /// <summary>Set to 1, or to the reason, to skip every load test.</summary>
    public const string Variable = BaselineEnvironment.SkipVariable;

    /// <summary>Why a test does not run; <see langword="null"/> when it does.</summary>
    /// <param name="key">Its stable name.</param>
    public static string? Reason(string key) => Reason() ?? NotTheOne(key);

    private static string? Reason() => Environment.GetEnvironmentVariable(Variable)?.Trim() switch
    {
        null or "" or "0" or "false" => null,
        "1" or "true" => $"Load tests are skipped: {Variable} is set.",
        var reason => reason,
    };

    /// <summary>A fresh process that confirms one test is there for that one alone, and for the named runs within it.</summary>
    private static string? NotTheOne(string key)
        => Environment.GetEnvironmentVariable(BaselineEnvironment.OnlyVariable) is { Length: > 0 } only
            && only != key && !only.StartsWith(key + ".", StringComparison.Ordinal)
            ? $"Only {only} is run: {BaselineEnvironment.OnlyVariable} is set."
            : null;
}
