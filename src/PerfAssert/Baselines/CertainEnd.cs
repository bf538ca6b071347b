namespace PerfAssert;

/// <summary>Ends a load as soon as two looks in a row find the same: no regression, or one.</summary>
/// <param name="judge">What the blocks so far say.</param>
internal sealed class CertainEnd(Func<BlockSet, RegressionVerdict> judge)
{
    private RegressionVerdict? last;

    /// <summary>For a test that has a baseline; <see langword="null"/> where nothing could become certain.</summary>
    /// <param name="test">The test, with the key of the run.</param>
    /// <param name="plan">What load is applied.</param>
    /// <param name="environment">Where it is measured.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static CertainEnd? Of(TestIdentity test, LoadPlan plan, EnvironmentInfo environment, Func<string, string?> variable)
    {
        if (MeasurementMaker.VerifiedFile(test.Key, test.SourceFile, test.Assembly, variable, out _) is not { } verified)
            return null;
        BaselineDocument? document;
        try
        {
            document = new BaselineStore(verified).ReadVerified();
        }
        catch (BaselineFileException)
        {
            // The comparison says so when the load has ended.
            return null;
        }

        if (document is null)
            return null;
        var (fingerprint, load) = (EnvironmentFingerprint.Of(environment), LoadFingerprint.Of(plan));
        return new CertainEnd(blocks =>
            RegressionTest.Compare(test.Key, document, fingerprint, load, RunSummaryBuilder.Build(blocks, DateTimeOffset.UnixEpoch, null)).Verdict);
    }

    /// <summary>Whether enough has been seen.</summary>
    public bool Look(BlockSet blocks)
    {
        // To be faster is no regression.
        var now = judge(blocks) is var verdict && verdict == RegressionVerdict.Improved ? RegressionVerdict.Passed : verdict;
        var certain = now == last && now is (RegressionVerdict.Passed or RegressionVerdict.Regressed);
        last = now;
        return certain;
    }
}
