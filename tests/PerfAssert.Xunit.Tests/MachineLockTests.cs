using Xunit;

namespace PerfAssert.Xunit.Tests;

/// <summary>Two locks over one file stand for two processes: the operating system does not tell them apart.</summary>
public sealed class MachineLockTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly MachineLock ours;
    private readonly MachineLock theirs;

    public MachineLockTests()
    {
        ours = new MachineLock(path);
        theirs = new MachineLock(path);
    }

    public void Dispose()
    {
        ours.Dispose();
        theirs.Dispose();
        File.Delete(path);
        File.Delete(path + ".holder");
    }

    [Fact]
    public async Task Another_process_waits_is_told_once_for_whom_and_gets_its_turn()
    {
        var told = new List<string>();
        var held = await ours.AcquireAsync("Shop.Search", _ => Assert.Fail("nobody is waiting"), CancellationToken.None);

        var waiting = theirs.AcquireAsync("Shop.Login", told.Add, CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        Assert.Equal([$"Shop.Login waits for another load test on this machine to end: process {Environment.ProcessId}, Shop.Search"], told);
        held.Dispose();
        (await waiting).Dispose();
        Assert.Single(told);
    }

    [Fact]
    public async Task One_process_shares_it_and_gives_it_free_with_the_last_run()
    {
        var first = await ours.AcquireAsync("first", _ => { }, CancellationToken.None);
        var second = await ours.AcquireAsync("second", _ => Assert.Fail("it is ours already"), CancellationToken.None);

        first.Dispose();
        first.Dispose();
        Assert.True(await IsHeldAsync());
        second.Dispose();

        Assert.False(await IsHeldAsync());
    }

    [Fact]
    public async Task The_wait_ends_when_the_test_is_stopped()
    {
        using var held = await ours.AcquireAsync("holder", _ => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var waiting = theirs.AcquireAsync("waiter", _ => { }, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Every_user_of_the_machine_may_take_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var held = await ours.AcquireAsync("holder", _ => { }, CancellationToken.None);

        Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
    }

    private async Task<bool> IsHeldAsync()
    {
        using var stop = new CancellationTokenSource();
        var held = false;
        try
        {
            using var probe = await theirs.AcquireAsync(
                "probe",
                _ =>
                {
                    held = true;
                    stop.Cancel();
                },
                stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It would have had to wait.
        }

        return held;
    }
}
