using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Planning;

public class StagesTextTests
{
    public static TheoryData<string, Stage[], bool, string> StagesTexts => new()
    {
        {
            "0→50 in 10s, 50 for 60s, →0 in 5s",
            [Of(0, 50, 10), Of(50, 50, 60), Of(50, 0, 5)], false,
            "0→50 in 10s, 50 for 60s, →0 in 5s"
        },
        {
            " 0 -> 50 IN 10 s,50 for 1m,->0 in 5s ",
            [Of(0, 50, 10), Of(50, 50, 60), Of(50, 0, 5)], false,
            "0→50 in 10s, 50 for 60s, →0 in 5s"
        },
        { "→50 in 10s, 100 for 5s", [Of(0, 50, 10), Of(100, 100, 5)], false, "0→50 in 10s, 100 for 5s" },
        { "10 for 5s, 20→30 in 5s", [Of(10, 10, 5), Of(20, 30, 5)], false, "10 for 5s, 20→30 in 5s" },
        {
            "0/s→200/s in 10s, 200/s for 60s",
            [Of(0, 200, 10), Of(200, 200, 60)], true,
            "0/s→200/s in 10s, 200/s for 60s"
        },
        { "0→30/min in 10s, →0 in 5s", [Of(0, 0.5, 10), Of(0.5, 0, 5)], true, "0/s→0.5/s in 10s, →0/s in 5s" },
        { "0 for 5s", [Of(0, 0, 5)], false, "0 for 5s" },
    };

    [Theory]
    [MemberData(nameof(StagesTexts))]
    public void Stages_are_read_and_written_the_same_in_every_culture(string text, Stage[] expected, bool expectedRates, string written) => Cultures.Each(() =>
    {
        Assert.True(StagesText.TryParse(text, out var stages, out var areRates, out var problem), problem);
        Assert.Equal(expected, stages);
        Assert.Equal(expectedRates, areRates);
        Assert.Equal(written, StagesText.Format(stages, areRates));
    });

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("50", "cannot be read: stage 1, \"50\": how long it lasts is missing, as in \"50 for 60s\" or \"0→50 in 10s\"")]
    [InlineData("50 for", "cannot be read: stage 1, \"50 for\": how long it lasts is missing, as in \"50 for 60s\" or \"0→50 in 10s\"")]
    [InlineData("50 for 10x", "cannot be read: stage 1, \"50 for 10x\": \"10x\" is not a duration: \"x\" is no unit of time")]
    [InlineData("50 for 0s", "cannot be read: stage 1, \"50 for 0s\": \"0s\" is zero; a jump needs no stage of its own")]
    [InlineData("50 in 10s", "cannot be read: stage 1, \"50 in 10s\": write \"50 for 10s\" to hold or \"→50 in 10s\" to go there")]
    [InlineData("0→50 for 10s", "cannot be read: stage 1, \"0→50 for 10s\": with an arrow, write \"in 10s\"")]
    [InlineData("0→ in 10s", "cannot be read: stage 1, \"0→ in 10s\": the level is missing")]
    [InlineData("1→2→3 in 10s", "cannot be read: stage 1, \"1→2→3 in 10s\": \"2→3\" is neither a whole number of users nor a rate such as 200/s")]
    [InlineData("0.5 for 10s", "cannot be read: stage 1, \"0.5 for 10s\": \"0.5\" is neither a whole number of users nor a rate such as 200/s")]
    [InlineData("-5 for 10s", "cannot be read: stage 1, \"-5 for 10s\": \"-5\" is neither a whole number of users nor a rate such as 200/s")]
    [InlineData("2/x for 10s", "cannot be read: stage 1, \"2/x for 10s\": \"2/x\" is not a rate: after the / stands \"x\", and not s, min or h")]
    [InlineData("x→5 in 1s, 5 for 1s, 6 for 2", "cannot be read: stage 1, \"x→5 in 1s\": \"x\" is neither a whole number of users nor a rate such as 200/s; stage 3, \"6 for 2\": \"2\" has no unit of time")]
    [InlineData("0→50 in 10s, 200/s for 60s", "mixes users and rates: \"50\" is a number of users, \"200/s\" is a rate")]
    public void A_text_that_is_no_stages_is_refused_with_every_reason(string text, string expected) => Cultures.Each(() =>
    {
        Assert.False(StagesText.TryParse(text, out _, out _, out var problem));
        Assert.Equal(expected, problem);
    });

    [Fact]
    public void All_stages_are_read_as_they_were_written()
    {
        var stage = from fromLevel in Gen.Choose(0, 200)
                    from toLevel in Gen.Frequency((1, Gen.Constant(fromLevel)), (2, Gen.Choose(0, 200)))
                    from seconds in Gen.Choose(1, 7200)
                    select Of(fromLevel, toLevel, seconds);
        var stages = from first in stage
                     from others in stage.ListOf()
                     select (IReadOnlyList<Stage>)[first, .. others];
        Prop.ForAll(Arb.From(stages), Arb.From(Gen.Elements(true, false)), (value, areRates) =>
            StagesText.TryParse(StagesText.Format(value, areRates), out var read, out _, out _) && read.SequenceEqual(value))
            .QuickCheckThrowOnFailure();
    }

    private static Stage Of(double from, double to, double seconds) => new(from, to, TimeSpan.FromSeconds(seconds));
}
