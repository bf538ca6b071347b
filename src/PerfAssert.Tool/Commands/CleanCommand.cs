using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert clean</c>: removes old report folders, and nothing else.</summary>
internal static class CleanCommand
{
    private const int KeptByDefault = 20;

    public static Command Create(ToolEnvironment environment)
    {
        var folder = ToolOptions.Folder("Where to look for report folders, at any depth; the working directory by default");
        var keep = ToolOptions.Number("--keep", "Newest runs of each test that stay, whatever their age", KeptByDefault, 0, 1_000_000);
        var olderThan = ToolOptions.Age("--older-than", "Of the others, remove only those that are older: 30d, 2w, 12h");
        var dryRun = ToolOptions.Flag("--dry-run", "Say what would be removed, and remove nothing");
        var command = new Command("clean", "Removes old report folders. Only folders that PerfAssert wrote are ever touched: a name with the time of the run, and a results.json in it.")
        {
            folder, keep, olderThan, dryRun,
        };
        command.SetAction(parsed =>
        {
            var path = ReportFolders.Existing(environment, parsed.GetValue(folder));
            var retention = new Retention(parsed.GetValue(keep), parsed.GetValue(olderThan), environment.Time.GetUtcNow());
            return Clean(environment, path, retention, parsed.GetValue(dryRun));
        });
        return command.WithHelp(
            [],
            ("perfassert clean --dry-run", "what would go: all but the 20 newest runs of each test"),
            ("perfassert clean --keep 5 --older-than 30d", "removes what is older than 30 days, but never the 5 newest runs of a test"),
            ("perfassert clean artifacts/perf-results --keep 0 --older-than 2w", "removes everything older than two weeks"));
    }

    private static int Clean(ToolEnvironment environment, string path, Retention retention, bool dryRun)
    {
        var terminal = environment.Terminal;
        var folders = ReportFolders.Find(path, profiles: true);
        var removed = 0;
        long bytes = 0;
        var failed = 0;
        foreach (var folder in retention.Expired(folders))
        {
            try
            {
                var size = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
                if (!dryRun)
                    Directory.Delete(folder, recursive: true);
                terminal.Line($"{(dryRun ? "would remove" : "removed")} {environment.Shown(folder)} ({ShownFigure.Size(size)})");
                removed++;
                bytes += size;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                terminal.Error($"{environment.Shown(folder)} cannot be removed ({exception.Message.TrimEnd('.')})");
                failed++;
            }
        }

        terminal.Line(removed == 0
            ? $"Nothing to remove: {ShownFigure.Of(folders.Count, "report folder")} below {environment.Shown(path)}, all of them within {retention}."
            : $"{(dryRun ? "Would remove" : "Removed")} {removed} of {ShownFigure.Of(folders.Count, "report folder")}, {ShownFigure.Size(bytes)}; kept: {retention}.");
        return failed > 0 ? ExitCode.Error : ExitCode.Fine;
    }
}
