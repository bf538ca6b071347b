using PerfAssert.Tests.Planning;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class LoadFingerprintTests
{
    private static readonly LoadSettings Fifty = new() { Users = 50, Duration = "60s" };
    private static readonly LoadSettings Arriving = new() { ArrivalRate = "200/s", MaxUsers = 100, Duration = "60s" };

    public static TheoryData<LoadSettings, string> Texts => new()
    {
        { Fifty, "50 users" },
        { new LoadSettings { Users = 1, Iterations = 100 }, "1 user" },
        { Fifty with { ThinkTime = "1s..3s", RateLimit = "100/s" }, "50 users, at most 100/s, think time 1s..3s" },
        { Fifty with { Pacing = "5s" }, "50 users, every 5s per user" },
        { new LoadSettings { Stages = "0→50 in 10s, 50 for 60s" }, "0→50 users in 10s, 50 users for 60s" },
        { Arriving, "200/s, up to 100 users" },
        { Arriving with { Arrivals = ArrivalPattern.Poisson, MaxStartDelay = "0.5s" }, "200/s, up to 100 users, random arrivals, starts at most 500ms late" },
        { Fifty with { ThinkTime = "normal(1s, 200ms)" }, "50 users, think time normal(1s, 200ms)" },
        { Fifty with { ThinkTime = "exponential(1.5s)" }, "50 users, think time exponential(1.5s)" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_load_is_named_by_what_makes_runs_comparable(LoadSettings settings, string text)
        => Cultures.Each(() => Assert.Equal(text, Of(settings).Text));

    [Fact]
    public void The_length_of_a_constant_load_does_not_count()
    {
        var same = Of(Fifty);

        Assert.Equal(same, Of(Fifty with { Duration = "5s" }));
        Assert.Equal(same, Of(Fifty with { WarmUp = "3s", GracefulStop = "1s", Seed = 4, Name = "other", RequestTimeout = "1s" }));
        Assert.Equal(same, Of(new LoadSettings { Users = 50, Iterations = 1000 }));
    }

    [Fact]
    public void Everything_else_counts()
    {
        LoadSettings[] all =
        [
            Fifty,
            Fifty with { Users = 51 },
            Fifty with { ThinkTime = "1s" },
            Fifty with { ThinkTime = "1.0001s" },
            Fifty with { Pacing = "1s" },
            Fifty with { RateLimit = "100/s" },
            Fifty with { RampUp = "1s" },
            Fifty with { RampUp = "2s" },
            Fifty with { RampUp = "2s", Duration = "61s" },
            Arriving,
            Arriving with { ArrivalRate = "200.5/s" },
            Arriving with { MaxUsers = 101 },
            Arriving with { Arrivals = ArrivalPattern.Poisson },
            Arriving with { MaxStartDelay = "2s" },
        ];

        Assert.Equal(all.Length, all.Select(settings => Of(settings).Hash).Distinct().Count());
    }

    [Fact]
    public void The_hash_stays_over_versions_of_this_library() => Assert.Equal("517bb502", Of(Fifty).Hash);

    private static LoadFingerprint Of(LoadSettings settings) => LoadFingerprint.Of(LoadPlanValidator.CreatePlan(settings));
}
