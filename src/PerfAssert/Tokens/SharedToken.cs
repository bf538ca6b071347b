using System.Runtime.ExceptionServices;

namespace PerfAssert;

/// <summary>The one token of all users: whoever comes first renews it, and nobody else logs in meanwhile.</summary>
/// <param name="fetch">Logs a user in.</param>
internal sealed class SharedToken(Func<VirtualUser, Task<HeldToken>> fetch)
{
    private readonly object gate = new();
    private HeldToken? current;
    private Renewal? running;

    /// <summary>
    /// A newer token than the user's; the user's own while another user is renewing it and it is still valid; otherwise what the log-in
    /// brings that is running or starts now.
    /// </summary>
    public async ValueTask<HeldToken> GetAsync(VirtualUser user)
    {
        var held = user.HeldToken;
        Renewal renewal;
        Latch? end = null;
        lock (gate)
        {
            if (current is not null && current != held)
                return current;
            if (running is not null && held?.IsValid(user.Now()) == true)
                return held;
            if (running is not null)
                running.Waiting.Add(end = user.NewLatch());
            renewal = running ??= new Renewal();
        }

        if (end is not null)
            await end.WaitAsync().ConfigureAwait(false);
        else
            await RenewAsync(renewal, user).ConfigureAwait(false);
        if (renewal.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return renewal.Token!;
    }

    private async Task RenewAsync(Renewal renewal, VirtualUser user)
    {
        try
        {
            renewal.Token = await fetch(user).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            renewal.Failure = exception;
        }

        lock (gate)
        {
            current = renewal.Token ?? current;
            running = null;
        }

        // Nobody joins a renewal that is no longer running.
        foreach (var end in renewal.Waiting)
            end.Open();
    }

    private sealed class Renewal
    {
        public List<Latch> Waiting { get; } = [];

        public HeldToken? Token { get; set; }

        public Exception? Failure { get; set; }
    }
}
