using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public sealed class SourceCommitTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_branch_is_followed_to_its_commit()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/refs/heads/main", Commit + "\n");

        Assert.Equal("0123456789", Read("src/deep"));
    }

    [Fact]
    public void A_packed_branch_is_found()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/packed-refs", $"# pack-refs with: peeled fully-peeled sorted\n{Commit} refs/heads/main\n");

        Assert.Equal("0123456789", Read("src"));
    }

    [Fact]
    public void A_worktree_shares_the_branches()
    {
        Write("main/.git/worktrees/other/HEAD", Commit + "\n");
        Write("main/.git/worktrees/third/HEAD", "ref: refs/heads/third\n");
        Write("main/.git/worktrees/third/commondir", "../..\n");
        Write("main/.git/refs/heads/third", Commit + "\n");
        Write("other/.git", "gitdir: ../main/.git/worktrees/other\n");
        Write("third/.git", $"gitdir: {Path.Combine(root.Path, "main/.git/worktrees/third")}\n");

        Assert.Equal("0123456789", Read("other"));
        Assert.Equal("0123456789", Read("third"));
    }

    [Fact]
    public void A_damaged_repository_has_no_commit()
    {
        Write(".git/HEAD", "ref: refs/heads/none\n");

        Assert.Null(Read("src"));
    }

    private string? Read(string folder) => SourceCommit.Read(Directory.CreateDirectory(Path.Combine(root.Path, folder)).FullName);

    private void Write(string path, string text)
    {
        var full = Path.Combine(root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
