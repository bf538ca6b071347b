using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class CertainEndTests
{
    [Theory]
    [InlineData("Passed Passed", 2)]
    [InlineData("Regressed Regressed", 2)]
    [InlineData("Improved Passed", 2)]
    [InlineData("Passed Regressed Regressed", 3)]
    [InlineData("Passed Inconclusive Passed Passed", 4)]
    [InlineData("Inconclusive Inconclusive", null)]
    [InlineData("NoBaseline NoBaseline", null)]
    public void Two_looks_in_a_row_have_to_say_the_same(string verdicts, int? ends)
    {
        var looks = new Queue<RegressionVerdict>(verdicts.Split(' ').Select(Enum.Parse<RegressionVerdict>));
        var end = new CertainEnd(_ => looks.Dequeue());
        var count = 0;

        var ended = false;
        while (!ended && looks.Count > 0)
        {
            ended = end.Look(BlockSet.Empty);
            count++;
        }

        Assert.Equal(ends, ended ? count : null);
    }

    [Fact]
    public void Looks_are_judged_by_the_baseline()
    {
        using var folder = new TemporaryFolder();
        var (result, program) = (FabricatedResult.Create(), new SimulatedProgram());
        var test = new TestIdentity("Shop.Search", "Shop.Tests.Shop.Search", "", "");
        Assert.Null(Of());
        var store = new BaselineStore(Path.Combine(folder.Path, "Shop.Search.verified.json")) { Variable = _ => null };
        for (var seed = 1; seed <= 5; seed++)
        {
            store.UpdateVerified(document => BaselineEdit.Append(
                document,
                new MeasurementFile(test.Key, "", null, true, EnvironmentFingerprint.Of(result.Environment), LoadFingerprint.Of(result.Plan), program.Summary(seed), BlockSet.Empty)));
        }

        var end = Of()!;
        Assert.False(end.Look(program.Run(9)));
        Assert.True(end.Look(program.Run(9)));
        File.WriteAllText(store.VerifiedFile, "{");
        Assert.Null(Of());

        CertainEnd? Of() => CertainEnd.Of(test, result.Plan, result.Environment, _ => folder.Path);
    }
}
