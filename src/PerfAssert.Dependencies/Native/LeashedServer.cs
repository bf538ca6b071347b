using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// A server process on a leash: a shell waits for the end of its standard input, which this process holds open, and then ends the server
/// and removes its folder. However this process ends, the system closes the pipe. (A parent-death signal would not do: it comes with the end
/// of the thread that started the child.)
/// </summary>
internal sealed class LeashedServer : IAsyncDisposable
{
    /// <summary>
    /// A session of its own, so that Ctrl-C reaches the tests only, and they can end before their servers do. The server becomes the
    /// process whose id is noted: nothing here forks in between.
    /// </summary>
    private const string Script = """
        signal=$1 folder=$2; shift 2
        exec >>"$folder/server.log" 2>&1
        trap '' INT
        trap : HUP TERM
        ( sh -c 'echo $$ >"$0/pid"; exec "$@"' "$folder" "$@" </dev/null; echo $? >"$folder/ended" ) &
        server=$!
        read -r end
        [ -e "$folder/ended" ] || kill -"$signal" "$(cat "$folder/pid")"
        wait $server
        rm -rf "$folder" "$folder.lock"
        """;

    /// <summary>A server that does not follow its signal by then is killed.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly Process leash;
    private readonly ServerFolder folder;

    private LeashedServer(Process leash, ServerFolder folder)
    {
        this.leash = leash;
        this.folder = folder;
    }

    /// <summary>Whether the server has ended by itself.</summary>
    public bool HasEnded => leash.HasExited || File.Exists(folder.EndMark);

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The server's; deleted when it ends.</param>
    /// <param name="signal">Ends the server at once, such as <c>QUIT</c>.</param>
    /// <param name="command">Program and arguments.</param>
    public static LeashedServer Start(ServerFolder folder, string signal, IEnumerable<string> command)
    {
        List<string> whole = ProgramSearch.InPath("setsid") is { } setsid ? [setsid, "sh", "-c", Script] : ["sh", "-c", "set -m\n" + Script];
        whole.AddRange(["leash", signal, folder.Path, .. command]);
        var start = new ProcessStartInfo(whole[0], whole.Skip(1)) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder.Path };
        ServerProcess.Neutralise(start);
        return new LeashedServer(Process.Start(start)!, folder);
    }

    /// <summary>Ends the server at once.</summary>
    public async ValueTask DisposeAsync()
    {
        leash.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await leash.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            leash.Kill(entireProcessTree: true);
            await leash.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        leash.Dispose();
        folder.Dispose();
    }
}
