using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Runs the tests of a method in two test hosts.</summary>
/// <param name="environment">Starts the processes.</param>
/// <param name="slice">Length of a turn.</param>
/// <param name="scratch">Folder for the reports.</param>
internal sealed class PairedProcesses(ToolEnvironment environment, TimeSpan slice, string scratch) : IPairedProcesses
{
    private const string BaseName = "base";
    private const string ChangedName = "changed";

    private int rounds;

    public async Task<RoundOutcome> RunAsync(VersionPair versions, string fullyQualifiedName, string? only, int pairs, CancellationToken cancellationToken)
    {
        var started = environment.Time.GetTimestamp();
        var folder = Path.Combine(scratch, (++rounds).ToString("000", CultureInfo.InvariantCulture));
        await using var before = new TestHostSide(environment, BaseName, versions.Base, fullyQualifiedName, only, Path.Combine(folder, BaseName));
        await using var after = new TestHostSide(environment, ChangedName, versions.Changed, fullyQualifiedName, only, Path.Combine(folder, ChangedName));

        // Who goes first goes second in the next pair of processes.
        var (first, second) = rounds % 2 == 1 ? (before, after) : (after, before);
        TurnsGiven given;
        try
        {
            given = await new TurnCoordinator(slice, pairs).RunAsync(first, second, cancellationToken);
        }
        catch (TurnsBrokenException exception)
        {
            // Ctrl+C reaches the tests too, and sometimes before this process.
            cancellationToken.ThrowIfCancellationRequested();
            return new RoundOutcome([], [], [], [], $"{exception.Message}{Said(before)}{Said(after)}", environment.Time.GetElapsedTime(started));
        }

        await before.EndAsync(cancellationToken);
        await after.EndAsync(cancellationToken);
        var found = Tests(Measured.ReadAll(before.Output)).Join(Tests(Measured.ReadAll(after.Output)), one => one.Measurement.Test, two => two.Measurement.Test, (one, two) => new PairedRound(one.Measurement.Test, one, two), StringComparer.Ordinal)
            .Where(round => given.Paired.Contains(round.Test)).ToList();
        if (NotReady(given, before, after) is { } silent)
            return new RoundOutcome([], [], [], [], $"no test of the {silent.Name} version got ready for its turns{Said(silent)}", environment.Time.GetElapsedTime(started));
        var onlyBase = given.Skipped.GetValueOrDefault(BaseName) ?? [];
        var onlyChanged = given.Skipped.GetValueOrDefault(ChangedName) ?? [];
        string[] misplaced = [.. onlyBase.Intersect(onlyChanged, StringComparer.Ordinal)];
        return new RoundOutcome(
            found,
            misplaced,
            [.. onlyBase.Except(misplaced, StringComparer.Ordinal)],
            [.. onlyChanged.Except(misplaced, StringComparer.Ordinal)],
            given.Paired.FirstOrDefault(test => found.All(round => round.Test != test)) is { } missing ? $"{missing} left no measurement{Said(after)}{Said(before)}" : null,
            environment.Time.GetElapsedTime(started));
    }

    private static IEnumerable<Measured> Tests(IReadOnlyList<Measured> measured) => measured.GroupBy(test => test.Measurement.Test, StringComparer.Ordinal).Select(test => test.Last());

    /// <summary>Both versions have the method: one whose process ended without a single test has failed.</summary>
    private static TestHostSide? NotReady(TurnsGiven given, TestHostSide before, TestHostSide after)
        => given.Paired.Count > 0 ? null : new[] { after, before }.FirstOrDefault(side => !given.Skipped.ContainsKey(side.Name));

    private static string Said(TestHostSide side) => side.Outcome is { ExitCode: not 0 } outcome ? outcome.Tail() : "";
}
