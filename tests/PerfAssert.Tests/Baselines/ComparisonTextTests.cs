using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class ComparisonTextTests
{
    private static readonly SimulatedProgram Program = new() { Step = 1 };
    private static readonly BaselineDocument Baseline = Program.Baseline(5);
    private const string Verified = "/src/Shop.Tests/Shop.Search.verified.json";
    private const string Received = "/src/Shop.Tests/Shop.Search.received.json";

    private static BaselineComparison Of(SimulatedProgram program, int seed = 1, EnvironmentFingerprint? machine = null)
        => SimulatedProgram.Compare(Baseline, program.Summary(seed), machine) with { VerifiedFile = Verified };

    private static void Verify(string name, BaselineComparison comparison)
        => Snapshot.Verify("Baseline-" + name, "txt", () => comparison.ToString());

    [Fact]
    public void First_run() => Verify("first-run", SimulatedProgram.Compare(null, Program.Summary(1)) with { ReceivedFile = Received });

    [Fact]
    public void Passed() => Verify("passed", Of(Program));

    [Fact]
    public void Improved() => Verify("improved", Of(Program.Slower(0.7)) with { ReceivedFile = Received });

    [Fact]
    public void N_plus_one() => Verify("n-plus-one", Confirmed(Program with { SqlCommands = 13 }));

    [Fact]
    public void Leak() => Verify("leak", Confirmed(Program with { Retained = 4800 * 2060, Allocated = 21_300 }));

    [Fact]
    public void Slower() => Verify("slower", Confirmed(Program.Slower(1.3)));

    [Fact]
    public void Not_confirmed() => Verify("not-confirmed", RegressionTest.Confirm(Of(Program.Slower(1.3)), Of(Program, 2), TimeSpan.FromSeconds(8.1), null));

    [Fact]
    public void Busy_machine() => Verify("busy-machine", Of(Program with { Bursts = 0.8 }));

    [Fact]
    public void Another_environment()
        => Verify("another-environment", KeyOf(Of(Program.Slower(2), machine: SimulatedProgram.Machine with { Processor = "Another CPU" })) with { ReceivedFile = Received });

    /// <summary>The key holds a hash that is tested where it is made.</summary>
    private static BaselineComparison KeyOf(BaselineComparison comparison)
        => comparison with { Reason = comparison.Reason.Replace(SimulatedProgram.Machine.Key, "linux-x64-4c-…", StringComparison.Ordinal) };

    private static BaselineComparison Confirmed(SimulatedProgram program)
        => RegressionTest.Confirm(Of(program), Of(program, 2), TimeSpan.FromSeconds(8.1), null) with { ReceivedFile = Received };
}
