using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>
/// A server in a container on a leash: its first process is a shell that waits for the end of its standard input, which the docker command
/// line holds open as long as this process does the same for it. The end of a container's first process is the end of the container.
/// </summary>
internal sealed class ContainerServer : IAsyncDisposable
{
    /// <summary>Last line of the log of a server that has ended by itself. Its container stays until then, so that the log can be read.</summary>
    private const string EndMark = "perfassert: the server has ended";

    /// <summary>
    /// The image's own entry point runs beside the leash. A secret that is no matter of the command line comes by a variable.
    /// </summary>
    private const string Script = $"""
        [ -z "$SERVER_PASSWORD" ] || set -- "$@" --requirepass "$SERVER_PASSWORD"
        ( "$@" </dev/null; echo "{EndMark}" ) &
        read -r end
        exit 0
        """;

    /// <summary>A pull takes as long as the network lets it.</summary>
    private static readonly TimeSpan PullPatience = TimeSpan.FromMinutes(10);

    /// <summary>PostgreSQL's first start in a container includes making its cluster; on a loaded machine that takes many seconds.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly ContainerName name;
    private readonly Process attached;
    private readonly Task<string> complaint;

    private ContainerServer(ContainerName name, Process attached)
    {
        this.name = name;
        this.attached = attached;
        complaint = attached.StandardError.ReadToEndAsync();
        _ = attached.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Starts a container; <see langword="null"/> with the reason when no engine answers.</summary>
    /// <exception cref="LoadTargetException">The engine answers, but there is no such image, or the server in it does not start.</exception>
    public static async Task<(RunningServer? Server, string Problem)> StartAsync(ContainerPlan plan, ImagePull pull, CancellationToken cancellationToken)
    {
        if (await DockerCommand.ProblemAsync(cancellationToken).ConfigureAwait(false) is { } problem)
            return (null, problem);
        await ContainerName.SweepAsync(cancellationToken).ConfigureAwait(false);
        var entry = await EntryPointAsync(plan.Image, pull, cancellationToken).ConfigureAwait(false);
        var name = ContainerName.Create(plan.Kind);
        var container = new ContainerServer(name, Attach(plan, name, entry));
        try
        {
            var connectionString = await container.AnswersAsync(plan, cancellationToken).ConfigureAwait(false);
            return (new RunningServer(connectionString, $"docker {plan.Image}", new ContainerLog(container.name.Value), container.DisposeAsync), "");
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the container, which removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        attached.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await attached.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await DockerCommand.RunAsync(["rm", "--force", "--volumes", name.Value], CancellationToken.None).ConfigureAwait(false);
            attached.Kill(entireProcessTree: true);
        }

        attached.Dispose();
        name.Dispose();
    }

    private static Process Attach(ContainerPlan plan, ContainerName name, IReadOnlyList<string> entry)
    {
        var publish = DockerCommand.EngineHost == "127.0.0.1" ? "127.0.0.1:" : "0.0.0.0:";

        // In a session of its own, so that Ctrl-C ends the tests before it ends their servers. With standard input alone attached, nobody
        // has to read what the server writes.
        List<string> command = ProgramSearch.InPath("setsid") is { } setsid ? [setsid, "docker"] : ["docker"];
        command.AddRange(
        [
            "run", "--interactive", "--attach", "stdin", "--rm", "--pull", "never", "--name", name.Value, .. name.Labels,
            "--publish", string.Create(CultureInfo.InvariantCulture, $"{publish}:{plan.Port}"),
            .. plan.Variables.Keys.SelectMany(variable => new[] { "--env", variable }),
            "--entrypoint", "/bin/sh", plan.Image, "-c", Script, "leash", .. entry, .. plan.Arguments,
        ]);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (variable, value) in plan.Variables)
            start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    /// <summary>What the image itself would start, which may first have to be pulled.</summary>
    private static async Task<IReadOnlyList<string>> EntryPointAsync(string image, ImagePull pull, CancellationToken cancellationToken)
    {
        var known = await InspectAsync().ConfigureAwait(false);
        if (pull == ImagePull.Always || (known is null && pull == ImagePull.Missing))
        {
            await PullAsync(image, cancellationToken).ConfigureAwait(false);
            known = await InspectAsync().ConfigureAwait(false);
        }

        return known ?? throw new LoadTargetException(
            $"Docker's engine does not have the image {image}, and must not pull it (Pull = ImagePull.Never). Pull or build it before, or name another one.");

        async Task<IReadOnlyList<string>?> InspectAsync()
        {
            var answer = await DockerCommand.RunAsync(
                ["image", "inspect", "--format", "[{{json .Config.Entrypoint}},{{json .Config.Cmd}}]", image], cancellationToken).ConfigureAwait(false);
            return answer.ExitCode == 0 ? [.. JsonSerializer.Deserialize<string[]?[]>(answer.Output)!.SelectMany(part => part ?? [])] : null;
        }
    }

    private static async Task PullAsync(string image, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PullPatience);
        try
        {
            var answer = await ServerProcess.RunAsync(["docker", "pull", "--quiet", image], limit.Token, neutral: false).ConfigureAwait(false);
            if (answer.ExitCode != 0)
                throw new LoadTargetException($"Docker could not pull the image {image}. It says: {DockerCommand.LastLine(answer)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadTargetException($"Docker has not pulled the image {image} within {Figure.Duration(PullPatience)}.");
        }
    }

    private async Task<string> AnswersAsync(ContainerPlan plan, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartPatience);
        var log = new ContainerLog(name.Value);
        var last = "it has not been started";
        try
        {
            string? connectionString = null;
            while (!attached.HasExited)
            {
                try
                {
                    connectionString ??= await PortAsync(plan.Port, limit.Token).ConfigureAwait(false) is { } port
                        ? plan.ConnectionString(DockerCommand.EngineHost, port)
                        : null;
                    if (connectionString is not null)
                    {
                        await plan.PrepareAsync(connectionString, limit.Token).ConfigureAwait(false);
                        return connectionString;
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // What publishes the port takes connections before the server does.
                    last = exception.Message;
                    if (log.LinesFrom(0) is { Count: > 0 } lines && lines.Contains(EndMark))
                        throw Ended(plan, log);
                }

                await Task.Delay(20, limit.Token).ConfigureAwait(false);
            }

            throw new LoadTargetException($"Docker does not run the image {plan.Image}. It says:\n{await WordsAsync().ConfigureAwait(false)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadTargetException(
                $"The server in the container of {plan.Image} has not answered within {Figure.Duration(StartPatience)}: {last}. It wrote:\n{log.Tail()}");
        }
    }

    private static LoadTargetException Ended(ContainerPlan plan, ContainerLog log)
        => new($"The server in the container of {plan.Image} ended before it answered. It wrote:\n{log.Tail()}");

    private async Task<int?> PortAsync(int port, CancellationToken cancellationToken)
    {
        var answer = await DockerCommand.RunAsync(["port", name.Value, port.ToString(CultureInfo.InvariantCulture)], cancellationToken).ConfigureAwait(false);
        var place = answer.Output.Split('\n')[0].Trim();
        return answer.ExitCode == 0 && int.TryParse(place[(place.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var published)
            ? published
            : null;
    }

    private async Task<string> WordsAsync() => (await complaint.ConfigureAwait(false)).Trim();
}
