using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class BaselineEditTests
{
    private static readonly EnvironmentFingerprint Other = FabricatedBaseline.Fingerprint with { OperatingSystem = "windows" };

    [Fact]
    public void The_first_run_makes_the_document()
    {
        var document = BaselineEdit.Append(null, FabricatedBaseline.Measurement());

        Assert.Equal("Products.Search", document.Test);
        Assert.Equal(FabricatedBaseline.Load, document.Load);
        Assert.Equal(FabricatedBaseline.Fingerprint, Assert.Single(document.Environments).Fingerprint);
        Assert.Equal([12.3456], P95s(document));
    }

    [Fact]
    public void The_ninth_run_drops_the_first()
    {
        BaselineDocument? document = null;
        for (var p95 = 1; p95 <= 9; p95++)
            document = BaselineEdit.Append(document, Measurement(p95));

        Assert.Equal([2.0, 3, 4, 5, 6, 7, 8, 9], P95s(document!));
    }

    [Fact]
    public void Each_environment_has_its_section()
    {
        var document = BaselineEdit.Append(BaselineEdit.Append(null, Measurement(5)), Measurement(7) with { Fingerprint = Other });

        Assert.Equal([5.0], P95s(document));
        Assert.Equal([7.0], P95s(document, Other));
        Assert.Equal(document.Environments.Select(section => section.Fingerprint.Key).Order(StringComparer.Ordinal), document.Environments.Select(section => section.Fingerprint.Key));
    }

    [Fact]
    public void Another_load_starts_anew()
    {
        var other = new LoadFingerprint("60 users", "12345678");

        var document = BaselineEdit.Append(FabricatedBaseline.Document(Run(5), Run(6)), Measurement(7) with { Load = other });

        Assert.Equal(other, document.Load);
        Assert.Equal([7.0], P95s(document));
    }

    [Fact]
    public void A_rebase_replaces_the_runs_and_keeps_their_spread()
    {
        var document = BaselineEdit.Rebase(FabricatedBaseline.Document(Run(10), Run(11), Run(12)), [Measurement(20), Measurement(21)]);

        var section = document.Find(FabricatedBaseline.Fingerprint)!;
        Assert.Equal([20.0, 21], P95s(document));
        Assert.Equal(VarianceOfLogarithm(10, 11, 12), section.InheritedVariance[("", RegressionChannel.P95)], 12);
        Assert.Equal(0, section.InheritedVariance[("", RegressionChannel.SqlCommands)]);
        Assert.Equal(VarianceOfLogarithm(5, 5.5, 6), section.InheritedVariance[("GET /shop/items/01", RegressionChannel.P95)], 12);
    }

    [Fact]
    public void Counts_per_iteration_vary_as_they_are()
    {
        var document = BaselineEdit.Rebase(FabricatedBaseline.Document(WithSql(2), WithSql(3), WithSql(7)), [Measurement(1)]);

        Assert.Equal(7, document.Environments[0].InheritedVariance[("", RegressionChannel.SqlCommands)], 12);

        static RunSummary WithSql(double commands)
        {
            var run = Run(5);
            var channels = run.Total.Channels.ToDictionary();
            channels[RegressionChannel.SqlCommands] = new ChannelEstimate(commands, commands, 0);
            return run with { Total = run.Total with { Channels = channels } };
        }
    }

    [Fact]
    public void Two_rebases_in_a_row_do_not_forget_what_was_learned()
    {
        var first = BaselineEdit.Rebase(FabricatedBaseline.Document(Run(10), Run(11), Run(12)), [Measurement(20)]);
        var learned = VarianceOfLogarithm(10, 11, 12);

        var afterOne = BaselineEdit.Rebase(first, [Measurement(30)]);
        Assert.Equal(learned, afterOne.Environments[0].InheritedVariance[("", RegressionChannel.P95)], 12);

        var afterTwo = BaselineEdit.Rebase(BaselineEdit.Append(first, Measurement(22)), [Measurement(30)]);
        Assert.Equal(
            (VarianceOfLogarithm(20, 22) + (2 * learned)) / 3,
            afterTwo.Environments[0].InheritedVariance[("", RegressionChannel.P95)],
            12);
    }

    [Fact]
    public void A_rebase_leaves_other_environments_alone()
    {
        var document = BaselineEdit.Append(FabricatedBaseline.Document(Run(10)), Measurement(50) with { Fingerprint = Other });

        var rebased = BaselineEdit.Rebase(document, [Measurement(20)]);

        Assert.Equal([20.0], P95s(rebased));
        Assert.Equal([50.0], P95s(rebased, Other));
    }

    private static RunSummary Run(double p95) => FabricatedBaseline.Run(p95);

    private static MeasurementFile Measurement(double p95) => FabricatedBaseline.Measurement(Run(p95));

    private static IEnumerable<double> P95s(BaselineDocument document, EnvironmentFingerprint? fingerprint = null)
        => document.Find(fingerprint ?? FabricatedBaseline.Fingerprint)!.Runs.Select(run => run.Total.Channels[RegressionChannel.P95].Calm);

    private static double VarianceOfLogarithm(params double[] values)
    {
        var logarithms = Array.ConvertAll(values, Math.Log);
        return logarithms.Sum(value => Math.Pow(value - logarithms.Average(), 2)) / (values.Length - 1);
    }
}
