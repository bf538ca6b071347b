using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Profiles;

/// <summary>The growth of targets whose time follows from the number of rows, in virtual time.</summary>
public class VolumeTruthTests
{
    /// <summary>Time in ms by rows, and the mean slope over 10⁴ … 10⁶ that follows from it.</summary>
    public static TheoryData<string, double> Laws => new()
    {
        { "constant", 0 },
        { "logarithmic", Math.Log(Math.Log(1e6) / Math.Log(1e4)) / Math.Log(100) },
        { "linear", 1 },
        { "n log n", 1 + (Math.Log(Math.Log(1e6) / Math.Log(1e4)) / Math.Log(100)) },
        { "square", 2 },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void The_exponent_is_that_of_the_law(string law, double exponent)
    {
        var volume = Ask(law, "10^4, 10^5, 10^6");

        Assert.Equal(exponent, volume.Growth!.Exponent, 0.01);
        Assert.InRange(volume.Growth.Upper - volume.Growth.Exponent, 0.01, 0.1);
        Assert.Equal(Verdict.Passed, volume.Verdict);
    }

    [Theory]
    [InlineData("constant", 0.2, Verdict.Passed)]
    [InlineData("logarithmic", 0.2, Verdict.Passed)]
    [InlineData("linear", 0.2, Verdict.Failed)]
    [InlineData("linear", 1.1, Verdict.Passed)]
    [InlineData("n log n", 1.1, Verdict.Passed)]
    [InlineData("square", 1.1, Verdict.Failed)]
    [InlineData("linear", 0.99, Verdict.Inconclusive)]
    public void A_growth_is_failed_only_beyond_doubt(string law, double most, Verdict verdict)
    {
        var volume = Ask(law, "10^4, 10^5, 10^6", most);

        Assert.Equal(verdict, volume.Verdict);
        Assert.Equal(verdict, volume.Judge(most));
    }

    /// <summary>Sizes that hardly differ say hardly anything of a growth, and do not pretend to.</summary>
    [Fact]
    public void Sizes_that_hardly_differ_are_inconclusive()
    {
        var volume = Ask("linear", "10000, 11000", most: 1.1);

        Assert.True(volume.Growth!.Upper - volume.Growth.Lower > 1);
        Assert.Equal(Verdict.Inconclusive, volume.Verdict);
    }

    [Fact]
    public void Too_few_iterations_are_inconclusive()
    {
        var volume = Ask("linear", "10^4, 10^5, 10^7");

        Assert.Null(volume.Growth);
        Assert.Equal(Verdict.Inconclusive, volume.Verdict);
        Assert.StartsWith("The growth is not known: a median needs 6 iterations", volume.Answer, StringComparison.Ordinal);
    }

    /// <summary>50 ms and 1 µs for each row: the mean slope is that of the whole range, and the last one is told.</summary>
    [Fact]
    public void A_fixed_cost_that_hides_the_growth_is_told()
    {
        var volume = Ask("fixed cost", "10^3, 10^5, 10^7", seconds: 60);

        Assert.True(volume.Growth!.Last > volume.Growth.Exponent + 0.2);
        Assert.Contains("a fixed cost hides the growth", volume.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_that_fails_at_a_size_fails_there()
    {
        var volume = Ask("linear", "10^4, 10^5, 10^6", expectation: "p95 < 500ms");

        Assert.Equal(Verdict.Failed, volume.Verdict);
        Assert.Contains("With 1,000,000 rows it did not pass: Expected P95 of virtual with 1,000,000 rows to be below 500 ms", volume.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_that_grows_is_named()
    {
        var volume = Ask("steps", "10^4, 10^5, 10^6");

        var block = volume.ToString();
        Assert.Contains("By step       list: rows^1.00 ", block, StringComparison.Ordinal);
        Assert.All(block.Split('\n').Where(line => !line.StartsWith("PerfAssert", StringComparison.Ordinal)), line => Assert.True(PlainText.Width(line) <= 100, line));
    }

    [Fact]
    public void The_store_is_filled_before_each_load()
    {
        var filled = new List<long>();

        Ask("constant", "10, 20, 30", prepared: filled.Add);

        Assert.Equal([10, 20, 30], filled);
    }

    private static VolumeResult Ask(string law, string rows, double? most = null, string? expectation = null, int seconds = 20, Action<long>? prepared = null)
    {
        var reader = new SettingsReader();
        var profile = VolumeProfile.Read(new VolumeSettings { Rows = rows, MaxExponent = most }, reader);
        Assert.Empty(reader.Errors);
        long size = 0;
        var plan = EngineRun.Closed(2, TimeSpan.FromSeconds(seconds)) with { Expectations = expectation is null ? [] : [Expectation.Parse(expectation)] };
        var measurement = new VolumeMeasurement(
            profile! with
            {
                Prepare = (count, _) =>
                {
                    prepared?.Invoke(count);
                    size = count;
                    return Task.CompletedTask;
                },
            },
            plan,
            CancellationToken.None);
        return VirtualProfile.Ask(measurement, plan, (_, _) => async user =>
        {
            if (law == "steps")
            {
                await user.StepAsync("one", () => user.PauseAsync(TimeSpan.FromMilliseconds(10)).AsTask());
                await user.StepAsync("list", () => user.PauseAsync(TimeSpan.FromMicroseconds(size)).AsTask());
                return;
            }

            await user.PauseAsync(TimeSpan.FromMilliseconds(law switch
            {
                "constant" => 20,
                "logarithmic" => 5 * Math.Log(size),
                "linear" => size / 1e3,
                "n log n" => size * Math.Log(size) / 2e4,
                "square" => size * (double)size / 1e9,
                _ => 50 + (size / 1e3),
            }));
        });
    }
}
