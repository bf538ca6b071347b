namespace PerfAssert.Tool;

/// <summary>The git repository around a folder.</summary>
internal sealed class GitRepository
{
    private readonly ToolEnvironment environment;

    private GitRepository(ToolEnvironment environment, string root)
    {
        this.environment = environment;
        Root = root;
    }

    /// <summary>Full path of its top folder.</summary>
    public string Root { get; }

    /// <exception cref="ToolException">There is none.</exception>
    public static async Task<GitRepository> AroundAsync(ToolEnvironment environment, string folder, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(environment, folder, ["rev-parse", "--show-toplevel"], cancellationToken);
        if (outcome.ExitCode != 0)
            throw new ToolException($"{folder} is not in a git repository, and the base version is checked out of one; run perfassert ab inside of the repository");
        return new GitRepository(environment, Path.GetFullPath(outcome.Output.Trim()));
    }

    /// <summary>The commit at which this branch left another: what a pull request would be compared with.</summary>
    /// <exception cref="ToolException">There is no such commit here.</exception>
    public async Task<string> MergeBaseAsync(string reference, CancellationToken cancellationToken)
    {
        if (reference.StartsWith('-') || await TryAsync(["rev-parse", "--verify", "--quiet", $"{reference}^{{commit}}"], cancellationToken) is null)
            throw new ToolException($"--base {reference}: there is no such commit in {Root}; write a branch, a tag or a commit, such as --base origin/main, and fetch it first (in CI: fetch-depth: 0)");
        return await TryAsync(["merge-base", reference, "HEAD"], cancellationToken)
            ?? throw new ToolException($"--base {reference} and HEAD have no common commit in {Root}; fetch the whole history (in CI: fetch-depth: 0)");
    }

    /// <summary>The path of a folder in the repository, as git sees it: the same in every worktree.</summary>
    /// <exception cref="ToolException">It is not in this repository.</exception>
    public async Task<string> PathOfAsync(string folder, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(environment, folder, ["rev-parse", "--show-toplevel", "--show-prefix"], cancellationToken);
        var lines = outcome.Output.ReplaceLineEndings("\n").Split('\n');
        if (outcome.ExitCode != 0 || Path.GetFullPath(lines[0].Trim()) != Root)
            throw new ToolException($"{folder} is not in the repository {Root}; compare the projects of one repository at a time");
        return lines.Length > 1 ? lines[1].Trim() : "";
    }

    public async Task<string> HeadAsync(CancellationToken cancellationToken)
        => await TryAsync(["rev-parse", "HEAD"], cancellationToken) ?? throw new ToolException($"{Root} has no commit yet");

    /// <summary>Whether files that git knows, or would know, differ from HEAD.</summary>
    public async Task<bool> HasChangesAsync(CancellationToken cancellationToken)
        => await TryAsync(["status", "--porcelain"], cancellationToken) is { Length: > 0 };

    /// <exception cref="ToolException">It cannot be checked out.</exception>
    public async Task CheckOutAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(environment, Root, ["worktree", "add", "--detach", "--force", folder, commit], cancellationToken);
        if (outcome.ExitCode != 0)
            throw new ToolException($"{Short(commit)} cannot be checked out to {folder}{outcome.Tail()}");
    }

    /// <summary>Forgets a worktree, however much of it is there.</summary>
    public async Task RemoveAsync(string folder)
    {
        await RunAsync(environment, Root, ["worktree", "remove", "--force", "--force", folder], CancellationToken.None);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await RunAsync(environment, Root, ["worktree", "prune"], CancellationToken.None);
    }

    public static string Short(string commit) => commit[..Math.Min(10, commit.Length)];

    private async Task<string?> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(environment, Root, arguments, cancellationToken);
        return outcome.ExitCode == 0 ? outcome.Output.Trim() : null;
    }

    private static Task<ProcessOutcome> RunAsync(ToolEnvironment environment, string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        => environment.Processes.RunAsync(new ProcessRequest("git", arguments, folder), cancellationToken);
}
