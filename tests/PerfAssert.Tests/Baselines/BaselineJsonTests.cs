using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Planning;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class BaselineJsonTests
{
    private static readonly string Snapshots = Path.Combine(RepositoryFolder.Root, "tests", "PerfAssert.Tests", "Baselines", "Snapshots");

    private static readonly BaselineDocument Rich = new()
    {
        Test = "Products.Search(term: \"lamp\")",
        Load = FabricatedBaseline.Load,
        Environments =
        [
            new BaselineSection
            {
                Fingerprint = FabricatedBaseline.Fingerprint,
                InheritedVariance = new Dictionary<(string, RegressionChannel), double>
                {
                    [("", RegressionChannel.P95)] = 0.0009123456,
                    [("", RegressionChannel.SqlCommands)] = 0,
                    [("log in", RegressionChannel.P50)] = 0.00000123456,
                },
                Runs = [FabricatedBaseline.Run(), FabricatedBaseline.Run(13.5, 0, null) with { ForeignCpu = double.NaN, KernelTime = null }],
            },
            new BaselineSection { Fingerprint = FabricatedBaseline.Fingerprint with { OperatingSystem = "windows", Processor = "Größer µ \"9\"" }, Runs = [] },
        ],
    };

    [Fact]
    public void A_file_can_be_reviewed()
        => Cultures.Each(() => Snapshot.Compare(Snapshots, "baseline", "json", Encoding.UTF8.GetString(BaselineJson.Write(Rich))));

    [Fact]
    public void Reading_and_writing_again_changes_no_byte() => Cultures.Each(() =>
    {
        var bytes = BaselineJson.Write(Rich);

        Assert.Equal(bytes, BaselineJson.Write(BaselineJson.Read(bytes)));
        Assert.NotEqual(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
    });

    [Fact]
    public void A_document_is_read_as_it_was_written()
    {
        var read = BaselineJson.Read(BaselineJson.Write(Rich));

        Assert.Equal(Rich.Test, read.Test);
        Assert.Equal(Rich.Load, read.Load);
        var section = read.Find(FabricatedBaseline.Fingerprint)!;
        Assert.Equal(0.0009123, section.InheritedVariance[("", RegressionChannel.P95)]);
        Assert.Equal(0.000001235, section.InheritedVariance[("log in", RegressionChannel.P50)]);
        var run = section.Runs[0];
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 16, 30, 5, TimeSpan.Zero), run.RecordedAt);
        Assert.Equal("a1b2c3d4e5", run.Commit);
        Assert.Equal(TimeSpan.FromMilliseconds(10_020), run.Measured);
        Assert.Equal(0.03125, run.ForeignCpu);
        Assert.Equal(TimeSpan.FromMicroseconds(210.4), run.KernelTime);
        Assert.Equal((12_345, 3), (run.Total.Count, run.Total.Failed));
        Assert.Equal(new ChannelEstimate(12.35, 12.96, 0.012), run.Total.Channels[RegressionChannel.P95]);
        Assert.Equal(new ChannelEstimate(1500, 1500, 0), run.Total.Channels[RegressionChannel.BytesReceived]);
        Assert.Equal(8, run.Total.Channels.Count);
        Assert.Equal(["GET /shop/items/01", "GET /shop/items/02"], run.Steps.Select(step => step.Step));
        Assert.Equal(double.NaN, section.Runs[1].ForeignCpu);
        Assert.Null(section.Runs[1].KernelTime);
        Assert.Equal("Größer µ \"9\"", read.Environments[1].Fingerprint.Processor);
    }

    [Fact]
    public void Any_figures_are_stable_and_right_to_four_digits() => Cultures.Each(() => Check.QuickThrowOnFailure(
        Prop.ForAll<double, double, int>((one, two, exponent) =>
        {
            var value = one / (1 + Math.Abs(two)) * Math.Pow(10, exponent % 40);
            var text = JsonText.Of(value);
            if (!double.IsFinite(value) || Math.Abs(value) is > 1e300 or < 1e-300)
                return text.Length < 16;
            var read = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            return JsonText.Of(read) == text && Math.Abs(read - value) <= 0.000501 * Math.Abs(value);
        })));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(1, "1")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(999.96, "1000")]
    [InlineData(123_456.7, "123500")]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(1.5e-9, "1.5e-9")]
    [InlineData(2e20, "2e20")]
    [InlineData(double.NaN, "null")]
    public void Figures_are_short(double value, string text) => Cultures.Each(() => Assert.Equal(text, JsonText.Of(value)));

    [Fact]
    public void Any_names_are_kept() => Check.QuickThrowOnFailure(Prop.ForAll<string>(name =>
    {
        var run = FabricatedBaseline.Run(steps: 0) with { Steps = [FabricatedBaseline.Series(name ?? "", 3, total: false)] };
        var bytes = BaselineJson.Write(FabricatedBaseline.Document(run));
        var read = BaselineJson.Read(bytes).Environments[0].Runs[0].Steps[0].Step;
        return BaselineJson.Write(BaselineJson.Read(bytes)).SequenceEqual(bytes) && (read == (name ?? "") || read!.Contains('\uFFFD'));
    }));

    [Fact]
    public void A_run_with_a_dozen_steps_takes_two_kilobytes()
    {
        var none = BaselineJson.Write(FabricatedBaseline.Document()).Length;
        RunSummary[] runs = [.. Enumerable.Repeat(FabricatedBaseline.Run(steps: 12), BaselineSection.MostRuns)];

        var perRun = (BaselineJson.Write(FabricatedBaseline.Document(runs)).Length - none) / runs.Length;

        Assert.InRange(perRun, 500, 2048);
    }

    [Fact]
    public void An_added_run_is_a_few_added_lines()
    {
        string[] before = Lines(FabricatedBaseline.Run(10));
        string[] after = Lines(FabricatedBaseline.Run(10), FabricatedBaseline.Run(11));

        // The line that ended the list begins the new run; everything else stays.
        Assert.Equal(7, after.Length - before.Length);
        Assert.Empty(before.Except(after));

        static string[] Lines(params RunSummary[] runs) => Encoding.UTF8.GetString(BaselineJson.Write(FabricatedBaseline.Document(runs))).Split('\n');
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_damaged_and_nothing_worse()
    {
        var bytes = BaselineJson.Write(Rich);
        for (var length = 0; length < bytes.Length - 1; length++)
            Assert.Throws<LocatedJsonException>(() => BaselineJson.Read(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_read_or_damaged_and_nothing_worse()
    {
        var bytes = BaselineJson.Write(Rich);
        for (var index = 0; index < bytes.Length; index++)
        {
            foreach (var other in new byte[] { 0, (byte)'9', (byte)'"', (byte)'}', 0xE2 })
            {
                var changed = (byte[])bytes.Clone();
                changed[index] = other;
                try
                {
                    _ = BaselineJson.Write(BaselineJson.Read(changed));
                }
                catch (LocatedJsonException)
                {
                    // As it should be.
                }
            }
        }
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_read()
    {
        var bytes = BaselineJson.Write(Rich);
        var windows = Encoding.UTF8.GetBytes("\uFEFF" + Encoding.UTF8.GetString(bytes).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(bytes, BaselineJson.Write(BaselineJson.Read(windows)));
    }
}
