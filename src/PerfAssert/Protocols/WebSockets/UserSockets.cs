using System.Diagnostics.CodeAnalysis;

namespace PerfAssert;

/// <summary>The WebSockets of one virtual user: opens them, and closes at the user's end what is still open then.</summary>
internal sealed class UserSockets(VirtualUser user)
{
    /// <summary>Sockets that outlive the iteration: opened in set-up, or kept by the user.</summary>
    private readonly HashSet<UserWebSocket> held = [];

    /// <summary>Deadlines that are not in use. As a rule there is one: a user mostly does one thing at a time.</summary>
    private readonly Stack<RequestDeadline> spare = [];

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The deadline is given back; the socket belongs to the user.")]
    public async Task<UserWebSocket> ConnectAsync(string path, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
    {
        var target = user.Target ?? throw VirtualUser.MissingTarget("user.ConnectWebSocketAsync");
        var address = Address(target.BaseAddress, path);
        var series = WebSocketSeries.Of(user.InGroup(target.NameRequest(HttpMethod.Get, address)));
        var deadline = Take(user.RequestTimeout, cancellationToken);
        var start = user.Now();
        try
        {
            var socket = await target.ConnectWebSocketAsync(
                new UriBuilder(address) { Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri,
                request =>
                {
                    user.AddHeaders(address, request);
                    configure?.Invoke(request);
                },
                deadline.Token).ConfigureAwait(false);
            user.RecordStep(series.Connect, StepKind.Connection, start, user.Now(), null, 101, 0, 0);
            var opened = new UserWebSocket(user, socket, series);
            if (user.Phase is null || user.Unrecorded)
                Hold(opened);
            else
                user.Track(opened);
            return opened;
        }
        catch (Exception exception)
        {
            var shown = Explain(exception, deadline, series.Route, "did not open", cancellationToken);
            user.RecordStep(series.Connect, StepKind.Connection, start, user.Now(), deadline.FailureOf(shown), (exception as WebSocketUpgradeException)?.StatusCode ?? 0, 0, 0);
            if (ReferenceEquals(shown, exception))
                throw;
            throw shown;
        }
        finally
        {
            Return(deadline);
        }
    }

    /// <summary>A running deadline; the end of the load ends it too.</summary>
    /// <param name="limit">From now; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="cancellationToken">Ends it as well.</param>
    public RequestDeadline Take(TimeSpan limit, CancellationToken cancellationToken)
    {
        RequestDeadline? deadline = null;
        lock (spare)
        {
            while (deadline is null && spare.TryPop(out deadline))
            {
                if (deadline.IsGoodFor(user.CancellationToken))
                    continue;
                deadline.Dispose();
                deadline = null;
            }
        }

        deadline ??= new RequestDeadline(user.CancellationToken);
        deadline.Start(limit, cancellationToken);
        return deadline;
    }

    public void Return(RequestDeadline deadline)
    {
        if (!deadline.TryReset())
        {
            deadline.Dispose();
            return;
        }

        lock (spare)
            spare.Push(deadline);
    }

    /// <summary>What the user's code shall see: a cancellation says which of its three causes it had.</summary>
    public Exception Explain(Exception exception, RequestDeadline deadline, string what, string problem, CancellationToken callerToken)
        => deadline.IsOver ? deadline.Explain(what, problem, user.RequestTimeout, callerToken, exception) : exception;

    public void Hold(UserWebSocket socket)
    {
        lock (held)
            held.Add(socket);
    }

    public void Release(UserWebSocket socket)
    {
        lock (held)
            held.Remove(socket);
    }

    /// <summary>Closes what is open at the user's end.</summary>
    /// <param name="abort">Without telling the server: the run was cancelled.</param>
    public async ValueTask CloseAsync(bool abort)
    {
        UserWebSocket[] left;
        lock (held)
            left = [.. held];
        if (abort)
        {
            foreach (var socket in left)
                socket.Abort();
        }
        else
        {
            await Task.WhenAll(left.Select(socket => socket.DisposeAsync().AsTask())).ConfigureAwait(false);
        }

        lock (spare)
        {
            while (spare.TryPop(out var deadline))
                deadline.Dispose();
        }
    }

    /// <summary>The address as http or https, by which routes are named and cookies kept.</summary>
    public static Uri Address(Uri baseAddress, string path)
    {
        var uri = new Uri(baseAddress, path);
        return uri.Scheme switch
        {
            "ws" => new UriBuilder(uri) { Scheme = Uri.UriSchemeHttp }.Uri,
            "wss" => new UriBuilder(uri) { Scheme = Uri.UriSchemeHttps }.Uri,
            "http" or "https" => uri,
            _ => throw new ArgumentException($"\"{path}\" is no WebSocket address. Write a path such as /sockets/echo, or an absolute ws or wss URL.", nameof(path)),
        };
    }
}
