namespace PerfAssert;

/// <summary>What a run says about the code when it is compared with its baseline.</summary>
public enum RegressionVerdict
{
    /// <summary>No relevant change: a regression of relevant size would have shown.</summary>
    Passed,

    /// <summary>Faster, or cheaper, than the baseline.</summary>
    Improved,

    /// <summary>Slower, costlier or more faulty than the baseline, beyond chance; confirmed in a fresh process unless that was switched off.</summary>
    Regressed,

    /// <summary>The run could not have told a relevant regression from chance; the comparison says why.</summary>
    Inconclusive,

    /// <summary>There is nothing to compare with: a first run, or a load that differs from the baseline's.</summary>
    NoBaseline,

    /// <summary>The measurement itself cannot be trusted; see <see cref="LoadResult.Validity"/>.</summary>
    InvalidRun,
}
