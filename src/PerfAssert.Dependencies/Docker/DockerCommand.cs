namespace PerfAssert;

/// <summary>The <c>docker</c> command line.</summary>
internal static class DockerCommand
{
    /// <summary>An engine that does not answer within this time does not work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The host that published ports are on: this machine, unless the engine is elsewhere.</summary>
    public static string EngineHost
        => Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } text && Uri.TryCreate(text, UriKind.Absolute, out var engine)
            && engine.Scheme is "tcp" or "http" or "https" or "ssh" && !engine.IsLoopback
            ? engine.Host
            : "127.0.0.1";

    /// <summary>Why containers cannot be used here; <see langword="null"/> when an engine answers.</summary>
    public static async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (ProgramSearch.InPath("docker") is null)
            return "The docker command is not in PATH: install Docker.";
        var answer = await RunAsync(["version", "--format", "{{.Server.Version}}"], cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 ? null
            : answer.Words.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
                ? $"Docker's engine does not let this user in: add the user to the group docker. It says: {LastLine(answer)}"
                : $"Docker's engine does not answer: start it, or set DOCKER_HOST. It says: {LastLine(answer)}";
    }

    public static string LastLine(ProcessOutput output) => output.Words.Split('\n')[^1].Trim();

    /// <summary>Runs a command of docker that does not take long.</summary>
    public static async Task<ProcessOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await ServerProcess.RunAsync(["docker", .. arguments], limit.Token, neutral: false).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProcessOutput(-1, "", $"docker {arguments[0]} did not end within {Figure.Duration(Patience)}.");
        }
    }
}
