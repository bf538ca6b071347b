namespace PerfAssert.Tool;

/// <summary>Checks the base version out, builds both, compares their load tests, and clears up whatever happens.</summary>
/// <param name="environment">Starts the processes.</param>
/// <param name="settings">What was asked for.</param>
internal sealed class VersionComparison(ToolEnvironment environment, VersionComparisonSettings settings)
{
    private readonly LoadTestProcess process = new(environment);
    private readonly TestAssembly assemblies = new(environment);

    /// <exception cref="ToolException">A version cannot be checked out, or does not build.</exception>
    public async Task<VersionOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var repository = await GitRepository.AroundAsync(environment, Path.GetDirectoryName(settings.Projects[0])!, cancellationToken);
        var commit = await repository.MergeBaseAsync(settings.Reference, cancellationToken);
        await DescribeAsync(repository, commit, cancellationToken);

        await using var worktree = await BaseWorktree.CheckOutAsync(repository, commit, settings.Keep, cancellationToken);
        using var scratch = new ScratchFolder("ab", settings.Keep);
        if (settings.Keep)
            environment.Terminal.Line($"kept     {worktree.Folder} (git worktree remove --force to remove it), reports in {scratch.Path}");
        var pairs = new List<VersionPair>();
        foreach (var project in settings.Projects)
        {
            if (await BuildAsync(repository, worktree, project, cancellationToken) is { } pair)
                pairs.Add(pair);
        }

        // Both versions' tests are told not to wait for the machine: this process holds it for them.
        using var machine = await environment.Machine.AcquireAsync("perfassert ab", line => environment.Terminal.Line(line), cancellationToken);
        var judge = new PairedJudge(new PairedProcesses(environment, settings.Plan.Slice, scratch.Path), settings.Plan, line => environment.Terminal.Line(line));
        var outcome = new VersionOutcome();
        foreach (var pair in pairs)
            await CompareAsync(pair, judge, scratch.Path, outcome, cancellationToken);
        return outcome;
    }

    private async Task DescribeAsync(GitRepository repository, string commit, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var head = await repository.HeadAsync(cancellationToken);
        var changed = await repository.HasChangesAsync(cancellationToken);
        terminal.Line($"base     {GitRepository.Short(commit)} ({settings.Reference})");
        terminal.Line($"changed  {GitRepository.Short(head)}{(changed ? " and the uncommitted changes of the working tree" : "")}");
        if (commit == head && !changed)
            terminal.Line("         both are the same code: whatever is found is chance", Tone.Warning);
    }

    /// <returns>Both assemblies; <see langword="null"/> for a project that the base version does not have.</returns>
    private async Task<VersionPair?> BuildAsync(GitRepository repository, BaseWorktree worktree, string project, CancellationToken cancellationToken)
    {
        var folder = await repository.PathOfAsync(Path.GetDirectoryName(project)!, cancellationToken);
        var before = Path.GetFullPath(Path.Combine(worktree.Folder, folder, Path.GetFileName(project)));
        if (!File.Exists(before))
        {
            environment.Terminal.Line($"{environment.Shown(project)} is not in the base version: nothing to compare it with");
            return null;
        }

        environment.Terminal.Line($"building {environment.Shown(project)} in both versions ({settings.Configuration})");
        await process.BuildAsync(project, settings.Configuration, cancellationToken);
        await process.BuildAsync(before, settings.Configuration, cancellationToken);
        return new VersionPair(
            await assemblies.PathAsync(before, settings.Configuration, settings.Framework, cancellationToken),
            await assemblies.PathAsync(project, settings.Configuration, settings.Framework, cancellationToken));
    }

    private async Task CompareAsync(VersionPair pair, PairedJudge judge, string scratch, VersionOutcome outcome, CancellationToken cancellationToken)
    {
        var before = await assemblies.TestsAsync(pair.Base, settings.Filter, scratch, cancellationToken);
        var after = await assemblies.TestsAsync(pair.Changed, settings.Filter, scratch, cancellationToken);
        outcome.OnlyBase.AddRange(before.Except(after, StringComparer.Ordinal));
        outcome.OnlyChanged.AddRange(after.Except(before, StringComparer.Ordinal));
        foreach (var test in after.Intersect(before, StringComparer.Ordinal))
            outcome.Add(await judge.CompareAsync(pair, test, cancellationToken));
        if (before.Count == 0 && after.Count == 0)
            environment.Terminal.Line($"no load test of {Path.GetFileName(pair.Changed)} matches {settings.Filter}");
    }
}
