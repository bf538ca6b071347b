namespace PerfAssert;

/// <summary>Redis, or Valkey, which is the same to its clients, on this machine.</summary>
internal static class RedisPrograms
{
    /// <summary>Where packages install it, beside PATH.</summary>
    public static readonly IReadOnlyList<string> UsualFolders =
        ["/usr/bin", "/usr/local/bin", "/usr/sbin", "/opt/homebrew/bin", "/home/linuxbrew/.linuxbrew/bin"];

    private static readonly string[] Names = ["redis-server", "valkey-server"];

    /// <summary>The server's program; <see langword="null"/> when there is none.</summary>
    /// <param name="folder">The only place to look at; <see langword="null"/> for all usual ones.</param>
    public static string? Find(string? folder)
        => (from name in Names
            from place in folder is not null ? [folder] : ProgramSearch.Folders().Concat(UsualFolders)
            select ProgramSearch.In(place, name)).FirstOrDefault(file => file is not null);
}
