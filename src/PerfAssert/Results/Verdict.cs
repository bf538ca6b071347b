namespace PerfAssert;

/// <summary>The outcome of an expectation or of a whole run, in order of severity.</summary>
public enum Verdict
{
    /// <summary>Everything expected holds.</summary>
    Passed,

    /// <summary>The limit holds, the stricter warning limit does not. Does not fail the test.</summary>
    Warning,

    /// <summary>There is too little data to tell. Not green.</summary>
    Inconclusive,

    /// <summary>A limit does not hold.</summary>
    Failed,

    /// <summary>The measurement itself cannot be trusted, whatever it says about the code. Not green.</summary>
    InvalidRun,
}
