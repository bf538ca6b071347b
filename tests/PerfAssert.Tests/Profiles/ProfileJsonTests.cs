using System.Text.Json;
using PerfAssert.Tests.Execution;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Profiles;

public class ProfileJsonTests
{
    private static readonly ProfileContext Context = new("Shop", EngineRun.Closed(5, TimeSpan.FromSeconds(10)), new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), InProcess: true);

    public static TheoryData<string> Kinds => ["steps", "stress", "spike", "volume"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_document_is_as_its_schema_says(string kind) => Check(Make(kind, Run()), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_document_without_a_run_is_so_too(string kind) => Check(Make(kind, null), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_summary_has_the_answer_and_a_row_for_each_run(string kind)
    {
        var summary = ProfileMarkdown.Render(Make(kind, Run()));

        Assert.StartsWith("## ", summary, StringComparison.Ordinal);
        Assert.Contains("\n**", summary, StringComparison.Ordinal);
        Assert.Contains("\n|---|---:|", summary, StringComparison.Ordinal);
    }

    private static void Check(ProfileResult result, string kind)
    {
        using var document = JsonDocument.Parse(ProfileJson.Write(result));

        Assert.Empty(JsonSchema.Load(Path.Combine(RepositoryFolder.Root, "docs", "schemas", "profile-1.0.schema.json")).Validate(document.RootElement));
        Assert.Equal(kind, document.RootElement.GetProperty("kind").GetString());
    }

    private static LoadResult Run() => EngineRun.Run(EngineRun.Closed(5, TimeSpan.FromSeconds(10)), (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(10)));

    private static ProfileResult Make(string kind, LoadResult? run)
    {
        var reader = new SettingsReader();
        return kind switch
        {
            "steps" => new StepSeriesResult(Context, StepSeriesProfile.Read(new StepSeriesSettings { Steps = "5 → 10 users" }, reader)!, run is null ? [] : [run, run]),
            "stress" => new StressResult(Context, StressProfile.Read(new StressSettings { From = 5, To = 10 }, reader)!, run is null ? [] : [new StressStep(5, run, StressOutcome.Held, [], false), new StressStep(10, run, StressOutcome.Failed, ["too slow"], false)]),
            "spike" => new SpikeResult(Context, SpikeProfile.Read(new SpikeSettings { From = 5, Peak = 10, Before = "2s", Hold = "2s", Observe = "5s" }, reader)!, run),
            _ => new VolumeResult(Context, VolumeProfile.Read(new VolumeSettings { Rows = "10, 100", MaxExponent = 1.1 }, reader)!, run is null ? [] : [new VolumeSize(10, run), new VolumeSize(100, run)]),
        };
    }
}
