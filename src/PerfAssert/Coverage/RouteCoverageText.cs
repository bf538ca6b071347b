using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>What the end of a test run says of routes that no load touched, on the console and as a file.</summary>
internal static class RouteCoverageText
{
    /// <summary>Routes on the console: 10. The file has them all.</summary>
    private const int MostShown = 10;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The lines for the console; none when no application was under load in this process.</summary>
    /// <param name="ledgers">Of the applications.</param>
    /// <param name="ran">Load tests of the assembly that were asked for.</param>
    /// <param name="all">Load tests of the assembly.</param>
    /// <param name="folder">Folder of all runs, which gets the files; <see langword="null"/> for none.</param>
    public static IEnumerable<string> Report(IEnumerable<RouteLedger> ledgers, int ran, int all, string? folder)
    {
        foreach (var ledger in ledgers.Where(ledger => ledger.Touched.Count > 0))
        {
            if (ran < all)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Routes of {ledger.Application}: not judged, as {ran} of the assembly's {all} load tests were asked for.");
                continue;
            }

            var untouched = ledger.Untouched;
            var excluded = ledger.Excluded.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({ledger.Excluded.Count} more are excluded)");
            var counted = ledger.Routes.Count - ledger.Excluded.Count;
            yield return string.Create(CultureInfo.InvariantCulture, $"Routes of {ledger.Application}: load tests touched {ledger.Touched.Count} of {counted}{excluded}{(untouched.Count == 0 ? "." : ", not:")}");
            foreach (var route in untouched.Take(MostShown))
                yield return "  " + route;
            var file = folder is null ? null : Write(ledger, folder);
            if (untouched.Count > MostShown)
                yield return string.Create(CultureInfo.InvariantCulture, $"  and {untouched.Count - MostShown} more{(file is null ? "" : $": {file}")}");
        }
    }

    /// <returns>The path; <see langword="null"/> when it could not be written, which is no reason to fail anything.</returns>
    private static string? Write(RouteLedger ledger, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"routes.{ledger.Application}.json");
            File.WriteAllText(file, JsonSerializer.Serialize(new { application = ledger.Application, touched = ledger.Touched, untouched = ledger.Untouched, excluded = ledger.Excluded }, Indented).ReplaceLineEndings("\n") + "\n");
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
