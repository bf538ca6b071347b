using System.Text.Json;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class ResultJsonTests
{
    private static readonly string SchemaPath = Path.Combine(RepositoryFolder.Root, "docs", "schemas", "results-1.0.schema.json");

    public static TheoryData<string> Cases => ReportCases.TheoryData;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_json_keeps_its_schema(string name)
    {
        using var document = JsonDocument.Parse(ResultJson.Write(ReportCases.Create(name)));
        Assert.Empty(JsonSchema.Load(SchemaPath).Validate(document.RootElement));
    }

    [Fact]
    public void Every_kind_of_plan_keeps_the_schema()
    {
        Workload[] workloads =
        [
            new ClosedWorkload { Users = 4, IterationsPerUser = 10, RateLimit = 12.5 },
            new ClosedWorkload { Stages = [new Stage(0, 50, TimeSpan.FromSeconds(1)), Stage.Hold(50, TimeSpan.FromSeconds(1))] },
            new OpenWorkload { MaxUsers = 7, Stages = [Stage.Hold(0.5, TimeSpan.FromHours(2))] },
        ];
        ThinkTime[] thinkTimes =
        [
            ThinkTime.None, ThinkTime.Fixed(TimeSpan.FromSeconds(1)), ThinkTime.Uniform(TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            ThinkTime.Normal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.2)), ThinkTime.Exponential(TimeSpan.FromSeconds(1)),
        ];
        WarmUp[] warmUps = [WarmUp.Auto, WarmUp.None, WarmUp.For(TimeSpan.FromSeconds(3))];
        var schema = JsonSchema.Load(SchemaPath);
        foreach (var workload in workloads)
        {
            foreach (var thinkTime in thinkTimes)
            {
                foreach (var warmUp in warmUps)
                {
                    var plan = FabricatedResult.Plan("plan", workload) with
                    {
                        ThinkTime = thinkTime,
                        WarmUp = warmUp,
                        Overrides = [new("Users", "5", "PERFASSERT_USERS", "50"), new("Seed", "7", "perfassert.json(3)", null)],
                        Expectations = [Expectation.Parse("p95 < 200ms", "p95 < 100ms"), Expectation.Parse("response size < 1MB")],
                    };
                    using var document = JsonDocument.Parse(ResultJson.Write(FabricatedResult.Create([1, 2], plan: plan)));
                    Assert.Empty(schema.Validate(document.RootElement));
                }
            }
        }
    }

    [Fact]
    public void The_schema_notices_a_wrong_type_a_missing_and_an_undescribed_member()
    {
        var text = """{"schemaVersion":"1.0","name":5,"surprise":true}""";
        using var document = JsonDocument.Parse(text);
        var violations = JsonSchema.Load(SchemaPath).Validate(document.RootElement);
        Assert.Contains("$.name: Number is not string", violations);
        Assert.Contains("$: surprise is not described", violations);
        Assert.Contains("$: status is missing", violations);
    }

    [Fact]
    public void Milliseconds_keep_their_full_precision()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(FabricatedResult.Create([1.2345, 2.3456])));
        var response = document.RootElement.GetProperty("metrics").GetProperty("responseTime");
        Assert.Equal(1.2345, response.GetProperty("minMs").GetDouble());
        Assert.Equal(2.3456, response.GetProperty("maxMs").GetDouble());
    }

    [Fact]
    public void A_percentile_with_too_few_samples_is_null()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(FabricatedResult.Create(Enumerable.Repeat(3.0, 298))));
        var response = document.RootElement.GetProperty("metrics").GetProperty("responseTime");
        Assert.Equal(JsonValueKind.Number, response.GetProperty("p95Ms").ValueKind);
        Assert.Equal(JsonValueKind.Null, response.GetProperty("p99Ms").ValueKind);
    }

    [Fact]
    public void An_invalid_run_proves_no_requirement()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(ReportCases.Create("invalid_run")));
        Assert.Equal("invalidRun", document.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("invalidRun", document.RootElement.GetProperty("requirements")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Lines_end_with_a_line_feed_alone()
        => Assert.DoesNotContain((byte)'\r', ResultJson.Write(ReportCases.Create("stopped_early_with_awkward_names")));
}
