namespace SampleApiPerfTests;

/// <summary>
/// A change for the worse is found against a baseline of the same minute, by figures that do not depend on how fast the machine is, nor
/// on how busy: the healthy shop first, its result accepted as a user would do it, then the faulty one.
/// </summary>
[Collection(nameof(RegressionTests))]
[CollectionDefinition(nameof(RegressionTests), DisableParallelization = true)]
public sealed class RegressionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shop-baselines-").FullName;

    private string SourceFile => Path.Combine(folder, "Shop.cs");

    [Fact]
    public async Task One_query_per_order_is_regressed_by_its_SQL_commands()
    {
        var settings = new LoadSettings { Name = "orders", Users = 2, Duration = "2s", WarmUp = "500ms" };
        await AcceptAsync(await RunAsync(settings, "", ListOrders));

        var comparison = await CompareAsync(await RunAsync(settings, "n-plus-one", ListOrders));

        // The orders and their lines: 2 commands. With the fault one for the 50 orders, and one for the lines of each.
        var commands = Find(comparison, RegressionChannel.SqlCommands);
        commands.Verdict.Should().Be(RegressionVerdict.Regressed);
        commands.Baseline.Should().BeApproximately(2, 0.2);
        commands.Measured.Should().BeApproximately(51, 5);
        comparison.Verdict.Should().Be(RegressionVerdict.Regressed);
        comparison.ToString().Should().MatchRegex("SQL commands .* regressed");
    }

    [Fact]
    public async Task Memory_that_each_request_keeps_is_regressed()
    {
        // 1 KB each: 20 MB in all.
        var settings = new LoadSettings { Name = "health", Users = 4, Iterations = 20_000, WarmUp = "500ms" };
        await AcceptAsync(await RunAsync(settings, "", CheckHealth));

        var comparison = await CompareAsync(await RunAsync(settings, "leak", CheckHealth));

        var retained = Find(comparison, RegressionChannel.Retained);
        retained.Verdict.Should().Be(RegressionVerdict.Regressed);
        retained.Measured.Should().BeGreaterThan(1000);
        comparison.Verdict.Should().Be(RegressionVerdict.Regressed);
        comparison.ToString().Should().MatchRegex("retained memory .* regressed");
    }

    [Fact]
    public async Task The_healthy_shop_has_as_many_SQL_commands_as_before()
    {
        var settings = new LoadSettings { Name = "orders", Users = 2, Duration = "2s", WarmUp = "500ms" };
        await AcceptAsync(await RunAsync(settings, "", ListOrders));

        var comparison = await CompareAsync(await RunAsync(settings, "", ListOrders));

        // Iterations that a block cuts in two leave a few per cent of doubt on a slow machine, and never an alarm.
        var commands = Find(comparison, RegressionChannel.SqlCommands);
        commands.Verdict.Should().NotBe(RegressionVerdict.Regressed);
        commands.Measured.Should().BeApproximately(2, 0.2);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task ListOrders(VirtualUser user) => await user.Http.GetStringAsync("/orders?customer=7");

    private static async Task CheckHealth(VirtualUser user) => await user.Http.GetStringAsync("/health");

    private static ChannelComparison Find(BaselineComparison comparison, RegressionChannel channel)
        => comparison.Channels.Single(one => one.Channel == channel && one.Step is null);

    private static async Task<LoadResult> RunAsync(LoadSettings settings, string faults, Func<VirtualUser, Task> iteration)
    {
        using var shop = new FaultyShop(faults);
        return await new LoadRun(settings).Against(shop).RunAsync(iteration);
    }

    /// <summary>A first run fails nothing and leaves a file; renaming it is accepting it.</summary>
    private async Task AcceptAsync(LoadResult result)
    {
        await File.WriteAllTextAsync(SourceFile, "");
        var first = await CompareAsync(result);
        first.Verdict.Should().Be(RegressionVerdict.NoBaseline);
        File.Move(first.ReceivedFile!, first.ReceivedFile!.Replace(".received.", ".verified.", StringComparison.Ordinal));
    }

    /// <summary>Without a second run: what is asserted does not depend on chance.</summary>
    private Task<BaselineComparison> CompareAsync(LoadResult result)
        => result.CompareWithBaselineAsync(new BaselineSettings { Confirm = false }, sourceFile: SourceFile);
}
