using FluentAssertions.Execution;
using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Reporting;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Baselines;

/// <summary>A result with its baseline, from the file to the message; the second run comes from the test instead of a process.</summary>
public sealed class BaselineCheckTests : IDisposable
{
    private static readonly SimulatedProgram Program = new();
    private static readonly SimulatedProgram OneQueryMore = Program with { SqlCommands = 4 };
    private static readonly SimulatedProgram OneQueryLess = Program with { SqlCommands = 2 };

    private readonly TemporaryFolder project = new();
    private readonly TemporaryFolder reports = new();
    private readonly Dictionary<string, string> variables = [];
    private readonly List<string> output = [];
    private readonly List<string> progress = [];
    private FreshRun again = new(null, TimeSpan.FromSeconds(7), "nobody ran it");
    private int confirmations;

    public BaselineCheckTests() => variables[SourceFolder.ProjectVariable] = project.Path;

    private string Verified => Path.Combine(project.Path, "Shop.Search.verified.json");

    private string Received => Path.Combine(project.Path, "Shop.Search.received.json");

    public void Dispose()
    {
        project.Dispose();
        reports.Dispose();
    }

    [Fact]
    public async Task A_first_run_passes_and_writes_what_can_be_accepted()
    {
        var comparison = await Result(Program).ShouldMatchBaselineAsync();

        Assert.Equal((RegressionVerdict.NoBaseline, Received, null), (comparison.Verdict, comparison.ReceivedFile, comparison.VerifiedFile));
        Assert.Contains("perfassert accept", string.Concat(output));
        File.Move(Received, Verified);
        Assert.NotEqual(RegressionVerdict.NoBaseline, (await Result(Program, seed: 2).ShouldMatchBaselineAsync()).Verdict);
    }

    [Fact]
    public async Task An_unchanged_run_passes_and_removes_an_old_received_file()
    {
        Accept(5);
        File.WriteAllText(Received, "old");

        var comparison = await Result(Program).ShouldMatchBaselineAsync();

        Assert.Equal((RegressionVerdict.Passed, null, Verified), (comparison.Verdict, comparison.ReceivedFile, comparison.VerifiedFile));
        Assert.False(File.Exists(Received));
        Assert.Contains("Baseline: PASSED, ", Assert.Single(output));
    }

    [Fact]
    public async Task A_confirmed_regression_fails_and_its_received_file_is_the_new_level()
    {
        Accept(5);
        again = Again(OneQueryMore);

        var error = await Assert.ThrowsAsync<BaselineMismatchException>(() => Result(OneQueryMore).ShouldMatchBaselineAsync());

        Assert.Equal((RegressionVerdict.Regressed, true), (error.Comparison.Verdict, error.Comparison.Confirmation!.Confirmed));
        Assert.Equal(error.Comparison.ToString(), error.Message);
        Assert.StartsWith("Shop.Search: regressed in the first run (", Assert.Single(progress));
        Assert.EndsWith("); confirming in a fresh process…", progress[0]);
        File.Move(Received, Verified, overwrite: true);
        var section = new BaselineStore(Verified).ReadVerified()!.Environments.Single();
        Assert.Equal([4.0, 4], section.Runs.Select(run => run.Total.Channels[RegressionChannel.SqlCommands].Calm));
        Assert.NotEmpty(section.InheritedVariance);
        Assert.NotEqual(RegressionVerdict.Regressed, (await Result(OneQueryMore, seed: 3).ShouldMatchBaselineAsync()).Verdict);
    }

    [Fact]
    public async Task A_regression_that_the_second_run_does_not_see_is_none()
    {
        Accept(5);
        again = Again(Program);

        var comparison = await Result(OneQueryMore).ShouldMatchBaselineAsync();

        Assert.Equal((RegressionVerdict.Inconclusive, false, null), (comparison.Verdict, comparison.Confirmation!.Confirmed, comparison.ReceivedFile));
        Assert.False(File.Exists(Received));
    }

    public static TheoryData<string> Unusable => ["none", "invalid", "another load", "another environment"];

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Without_a_second_run_that_counts_nothing_fails(string what)
    {
        Accept(5);
        var measured = Again(OneQueryMore).Measurement!;
        var (second, reason) = what switch
        {
            "none" => (null, "no dotnet was found"),
            "invalid" => (measured with { Valid = false }, "the run in a fresh process is invalid"),
            "another load" => (measured with { Load = new LoadFingerprint("60 users", "1") }, "the run in a fresh process had another load (60 users)"),
            _ => ((MeasurementFile?)(measured with { Fingerprint = SimulatedProgram.Machine }), $"the fresh process had another environment ({SimulatedProgram.Machine.Key})"),
        };
        again = new FreshRun(second, TimeSpan.FromSeconds(1), second is null ? reason : null);

        var comparison = await Result(OneQueryMore).ShouldMatchBaselineAsync();

        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.EndsWith(reason, comparison.Reason);
    }

    [Fact]
    public async Task Without_confirmation_one_run_is_enough()
    {
        Accept(5);

        await Assert.ThrowsAsync<BaselineMismatchException>(() => Result(OneQueryMore).ShouldMatchBaselineAsync(new BaselineSettings { Confirm = false }));
        variables[BaselineEnvironment.ConfirmVariable] = "0";
        await Assert.ThrowsAsync<BaselineMismatchException>(() => Result(OneQueryMore).ShouldMatchBaselineAsync());

        Assert.Equal(0, confirmations);
    }

    [Fact]
    public async Task Every_way_of_asking_gives_the_same_verdict_and_confirms_once()
    {
        Accept(5);
        again = Again(OneQueryMore);
        var result = Result(OneQueryMore);

        var compared = await result.CompareWithBaselineAsync();
        var thrown = await Assert.ThrowsAsync<BaselineMismatchException>(() => result.ShouldMatchBaselineAsync());
        var fluent = Assert.Throws<XunitException>(() => result.Should().MatchBaseline(because: "it was fast once"));
        var judged = await BaselineExtensions.JudgeAsync(result, null, "", CancellationToken.None);

        Assert.Equal(RegressionVerdict.Regressed, compared.Verdict);
        Assert.Same(compared, thrown.Comparison);
        Assert.Same(compared, judged.Comparison);
        Assert.True(judged.Fails);
        Assert.Equal($"Expected Shop.Search to match its baseline because it was fast once, but it is regressed.\n\n{compared}", fluent.Message);
        Assert.Equal(1, confirmations);
        Assert.Single(output);
    }

    [Fact]
    public async Task Every_way_of_asking_passes_alike()
    {
        Accept(5);
        var result = Result(Program);

        var passed = await result.ShouldMatchBaselineAsync();
        result.Should().MatchBaseline().And.BeValid();

        Assert.Same(passed, await result.CompareWithBaselineAsync());
    }

    [Fact]
    public void A_mismatch_is_one_failure_among_others_in_a_scope()
    {
        Accept(5);
        again = Again(OneQueryMore);
        var result = Result(OneQueryMore);

        var error = Assert.Throws<XunitException>(() =>
        {
            using var scope = new AssertionScope();
            result.Should().MatchBaseline().And.HaveRequestsAtLeast(1);
        });

        Assert.Contains("Expected Shop.Search to match its baseline, but it is regressed.", error.Message);
        Assert.Contains("number of requests", error.Message);
    }

    [Fact]
    public async Task An_improvement_passes_and_can_be_accepted()
    {
        Accept(5);

        var comparison = await Result(OneQueryLess).ShouldMatchBaselineAsync();

        Assert.Equal((RegressionVerdict.Improved, Received), (comparison.Verdict, comparison.ReceivedFile));
        Assert.Single(new BaselineStore(Verified).ReadReceived()!.Environments.Single().Runs);
    }

    [Fact]
    public async Task What_fails_can_be_said()
    {
        Assert.Equal(RegressionVerdict.NoBaseline, (await Result(Program).ShouldMatchBaselineAsync()).Verdict);

        await Assert.ThrowsAsync<BaselineMismatchException>(() => Result(Program).ShouldMatchBaselineAsync(new BaselineSettings { FailOn = [RegressionVerdict.NoBaseline] }));
        variables[BaselineEnvironment.FailOnVariable] = "regressed, no-baseline";
        await Assert.ThrowsAsync<BaselineMismatchException>(() => Result(Program).ShouldMatchBaselineAsync());
        variables[BaselineEnvironment.FailOnVariable] = "none";
        Assert.Equal(RegressionVerdict.NoBaseline, (await Result(Program).ShouldMatchBaselineAsync(new BaselineSettings { FailOn = [RegressionVerdict.NoBaseline] })).Verdict);
    }

    [Fact]
    public async Task An_invalid_run_is_never_green_and_writes_nothing()
    {
        Accept(5);
        var invalid = Result(Program, validity: new RunValidity([new ValidityFinding("debug-build", ValiditySeverity.Invalid, "The test was built for Debug.", "Run dotnet test -c Release.")]));

        var error = await Assert.ThrowsAsync<BaselineMismatchException>(() => invalid.ShouldMatchBaselineAsync(new BaselineSettings { FailOn = [] }));

        Assert.Equal(RegressionVerdict.InvalidRun, error.Comparison.Verdict);
        Assert.Equal("the run proves nothing: The test was built for Debug. Run dotnet test -c Release", error.Comparison.Reason);
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task Who_only_measures_neither_judges_nor_writes()
    {
        variables[BaselineEnvironment.ModeVariable] = "measure";

        var comparison = await Result(Program).ShouldMatchBaselineAsync(new BaselineSettings { FailOn = Enum.GetValues<RegressionVerdict>() });

        Assert.Equal("not judged: this process only measures (PERFASSERT_BASELINE=measure)", comparison.Reason);
        Assert.Empty(Directory.GetFiles(project.Path));
        Assert.Empty(output);
    }

    [Fact]
    public async Task Accepting_adds_runs_and_rebasing_starts_anew()
    {
        variables[BaselineEnvironment.ModeVariable] = "accept";
        File.WriteAllText(Received, "old");
        await Result(Program, seed: 1).ShouldMatchBaselineAsync();
        var accepted = await Result(Program, seed: 2).ShouldMatchBaselineAsync();
        variables[BaselineEnvironment.ModeVariable] = "rebase";

        Assert.Equal((RegressionVerdict.Passed, 2, Verified), (accepted.Verdict, accepted.BaselineRuns, accepted.VerifiedFile));
        Assert.Equal("not judged: the run was added to the baseline (PERFASSERT_BASELINE=accept)", accepted.Reason);
        Assert.False(File.Exists(Received));
        Assert.Equal(1, (await Result(OneQueryMore).ShouldMatchBaselineAsync()).BaselineRuns);
    }

    [Fact]
    public async Task Continuous_integration_accepts_nothing()
    {
        variables[BaselineEnvironment.ModeVariable] = "accept";
        variables["CI"] = "true";

        var error = await Assert.ThrowsAsync<BaselineFileException>(() => Result(Program).ShouldMatchBaselineAsync());

        Assert.StartsWith($"{Verified} is not changed, because this is a CI build (CI is set)", error.Message);
        Assert.Empty(Directory.GetFiles(project.Path));
    }

    [Fact]
    public async Task A_damaged_baseline_fails_and_stays()
    {
        File.WriteAllText(Verified, "{");

        await Assert.ThrowsAsync<BaselineFileException>(() => Result(Program).CompareWithBaselineAsync());

        Assert.Equal("{", File.ReadAllText(Verified));
    }

    [Fact]
    public async Task Where_the_sources_cannot_be_written_the_received_file_is_among_the_reports()
    {
        Directory.CreateDirectory(Received);
        File.WriteAllText(Path.Combine(Received, "in the way"), "");

        var comparison = await Result(Program).ShouldMatchBaselineAsync();

        Assert.Equal(Path.Combine(reports.Path, "Shop.Search.received.json"), comparison.ReceivedFile);
        Assert.Single(new BaselineStore(Path.Combine(reports.Path, "Shop.Search.verified.json")).ReadReceived()!.Environments);
        Assert.StartsWith($"{Received} cannot be written: ", output[0]);
        Assert.EndsWith($" The received file is among the reports instead: {comparison.ReceivedFile}", output[0]);
    }

    [Fact]
    public async Task A_run_whose_source_is_nowhere_says_what_to_set()
    {
        variables.Clear();
        var lost = Result(Program, sourceFile: "/_/Shop.Tests/Search.cs");

        var error = await Assert.ThrowsAsync<BaselineFileException>(() => lost.CompareWithBaselineAsync());

        Assert.Equal(
            "The source file /_/Shop.Tests/Search.cs is not on this machine, so the place of the baseline is not known. Set the environment variable PERFASSERT_PROJECT_DIR to the folder of the test project.",
            error.Message);
    }

    [Fact]
    public async Task A_run_outside_a_test_has_its_baseline_beside_the_caller()
    {
        variables.Clear();
        var result = FabricatedResult.Create(
            blocks: Program.Run(1), session: Session(), reportFolder: reports.Path, plan: FabricatedResult.Plan("no test"));
        var source = Path.Combine(project.Path, "Caller.cs");
        File.WriteAllText(source, "");

        var comparison = await result.ShouldMatchBaselineAsync(sourceFile: source);

        Assert.Equal(project.Path, Path.GetDirectoryName(comparison.ReceivedFile));
        Assert.StartsWith("no_test~", Path.GetFileName(comparison.ReceivedFile));
    }

    [Fact]
    public async Task The_reports_say_it_too()
    {
        Accept(5);
        again = Again(OneQueryMore);
        File.WriteAllText(Path.Combine(reports.Path, "summary.md"), "## Shop.Search\n");

        var comparison = await Result(OneQueryMore).CompareWithBaselineAsync();

        var summary = File.ReadAllText(Path.Combine(reports.Path, "summary.md"));
        Assert.StartsWith("## Shop.Search\n\n### Baseline\n\nregressed, ", summary);
        Assert.Contains($"```text\n{comparison.ToString().TrimEnd()}\n```\n", summary);
        var verdict = VerdictFile.Read(Path.Combine(reports.Path, VerdictFile.FileName));
        Assert.Equal(
            ("Shop.Search", "Shop.Tests.Shop.Search", RegressionVerdict.Regressed, true, true, comparison.Reason, Received, Verified, comparison.ToString()),
            (verdict.Test, verdict.FullyQualifiedName, verdict.Verdict, verdict.Fails, verdict.Confirmed, verdict.Reason, verdict.ReceivedFile, verdict.VerifiedFile, verdict.Text));
        Assert.Equal(
            comparison.Channels.Select(channel => (channel.Channel, channel.Step, channel.Verdict, channel.Note)),
            verdict.Channels.Select(channel => (channel.Channel, channel.Step, channel.Verdict, channel.Note)));
    }

    [Fact]
    public async Task A_mistake_in_the_environment_is_told()
    {
        variables[BaselineEnvironment.ModeVariable] = "update";
        variables[BaselineEnvironment.FailOnVariable] = "regressed,slow";
        variables[BaselineEnvironment.ConfirmVariable] = "maybe";

        var error = await Assert.ThrowsAsync<LoadConfigurationException>(() => Result(Program).CompareWithBaselineAsync());

        Assert.Equal(
            "The load test cannot start, 3 settings need a change:\n"
            + "  1. PERFASSERT_BASELINE=update is no mode. Set it to compare, measure, accept or rebase.\n"
            + "  2. PERFASSERT_CONFIRM=maybe is neither on nor off. Set it to 1 or 0.\n"
            + "  3. PERFASSERT_FAIL_ON=slow is no verdict. Write one or more of passed, improved, regressed, inconclusive, no-baseline, invalid-run, or none.",
            error.Message);
    }

    private LoadResult Result(SimulatedProgram program, int seed = 7, RunValidity? validity = null, string sourceFile = "") => FabricatedResult.Create(
        plan: FabricatedResult.Plan("Shop.Search"),
        blocks: program.Run(seed),
        test: new TestIdentity("Shop.Search", "Shop.Tests.Shop.Search", "/bin/Shop.Tests.dll", sourceFile),
        session: Session(),
        validity: validity,
        reportFolder: reports.Path);

    private LoadSession Session() => new()
    {
        Variable = name => variables.GetValueOrDefault(name),
        Summary = output.Add,
        Progress = progress.Add,
        RunAgain = (_, _) =>
        {
            confirmations++;
            return Task.FromResult(again);
        },
    };

    private FreshRun Again(SimulatedProgram program)
        => new(MeasurementMaker.Of(Result(program, seed: 99), "", out _), TimeSpan.FromSeconds(7), null);

    private void Accept(int runs)
    {
        var store = new BaselineStore(Verified) { Variable = _ => null };
        for (var seed = 100; seed < 100 + runs; seed++)
            store.UpdateVerified(document => BaselineEdit.Append(document, MeasurementMaker.Of(Result(Program, seed), "", out _)));
    }
}
