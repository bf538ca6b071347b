namespace PerfAssert.Tool;

/// <summary>What the process answers with; the same for every command.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing to complain of.</summary>
    public const int Fine = 0;

    /// <summary>A regression, or another verdict that <c>--fail-on</c> names.</summary>
    public const int Regression = 1;

    /// <summary>The command cannot be understood, or something it needs is missing or broken.</summary>
    public const int Error = 2;

    /// <summary>There was something to judge, and not one test of it could be.</summary>
    public const int NothingJudged = 3;
}
