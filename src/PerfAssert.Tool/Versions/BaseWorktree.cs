namespace PerfAssert.Tool;

/// <summary>The base version in a folder of its own, beside nothing of the user's; gone when disposed, unless it is to be kept.</summary>
internal sealed class BaseWorktree : IAsyncDisposable
{
    private readonly GitRepository repository;
    private readonly bool keep;

    private BaseWorktree(GitRepository repository, string folder, bool keep)
    {
        this.repository = repository;
        this.keep = keep;
        Folder = folder;
    }

    public string Folder { get; }

    public static async Task<BaseWorktree> CheckOutAsync(GitRepository repository, string commit, bool keep, CancellationToken cancellationToken)
    {
        // The worktree itself must not exist yet; the folder above it is ours alone. Links are resolved, as git and the compiler do.
        var parent = Directory.CreateTempSubdirectory("perfassert-base-");
        var worktree = new BaseWorktree(repository, Path.Combine(Resolved(parent), GitRepository.Short(commit)), keep);
        try
        {
            await repository.CheckOutAsync(commit, worktree.Folder, cancellationToken);
            return worktree;
        }
        catch
        {
            await worktree.RemoveAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => keep ? ValueTask.CompletedTask : new ValueTask(RemoveAsync());

    private async Task RemoveAsync()
    {
        await repository.RemoveAsync(Folder);
        var parent = Path.GetDirectoryName(Folder)!;
        if (Directory.Exists(parent))
            Directory.Delete(parent, recursive: true);
    }

    private static string Resolved(DirectoryInfo folder) => folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
}
