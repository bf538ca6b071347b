namespace PerfAssert;

/// <summary>What a program left when it ended.</summary>
internal sealed record ProcessOutput(int ExitCode, string Output, string Error)
{
    /// <summary>Its complaint, or what else it said.</summary>
    public string Words => Error.Trim() is { Length: > 0 } error ? error : Output.Trim();
}
