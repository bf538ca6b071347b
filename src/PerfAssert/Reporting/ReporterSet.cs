namespace PerfAssert;

/// <summary>
/// All reporters of a run as one. An exception of a reporter becomes a warning and never fails the run; a reporter that failed on a
/// slice gets no more slices and still the result.
/// </summary>
internal sealed class ReporterSet
{
    private readonly IReadOnlyList<IReporter> reporters;
    private readonly List<string> warnings = [];
    private readonly HashSet<IReporter> brokenOnSlice = [];

    /// <summary>Composes reporters.</summary>
    /// <param name="reporters">Called in this order.</param>
    /// <param name="folder">Folder of the run's reports; <see langword="null"/> when there is none.</param>
    public ReporterSet(IReadOnlyList<IReporter> reporters, string? folder)
    {
        this.reporters = reporters;
        Folder = folder;
    }

    /// <summary>Folder of the run's reports; <see langword="null"/> when it could not be made.</summary>
    public string? Folder { get; }

    /// <summary>What the user should know, a whole sentence each; grows until <see cref="Complete"/> has returned.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Makes the run's folder and the reporters that every run has: results.json, timeline.csv, latency.hlog, summary.md.</summary>
    /// <param name="key">Stable name of the test: <c>Class.Method</c>, with the row of a theory.</param>
    /// <param name="startedAt">When the run starts.</param>
    /// <param name="own">The user's reporters, called after the others.</param>
    public static ReporterSet CreateDefault(string key, DateTimeOffset startedAt, IReadOnlyList<IReporter>? own = null)
    {
        var folder = ReportFolder.Create(key, startedAt, out var warning);
        var set = Create(folder, Environment.GetEnvironmentVariable(JobSummary.Variable), own);
        if (warning is not null)
            set.warnings.Add(warning);
        return set;
    }

    /// <summary>The reporters of a run that is part of something larger, which tells of it on its own.</summary>
    /// <param name="folder">Folder of the run's reports; <see langword="null"/> for none.</param>
    /// <param name="own">The user's reporters, called after the others.</param>
    public static ReporterSet CreateForPart(string? folder, IReadOnlyList<IReporter>? own = null) => Create(folder, null, own);

    private static ReporterSet Create(string? folder, string? jobSummary, IReadOnlyList<IReporter>? own)
        => new([new JsonReporter(), new CsvReporter(), new HdrLogReporter(), new MarkdownReporter(jobSummary), .. own ?? []], folder);

    /// <summary>The measurement is about to start.</summary>
    public void Start(LoadPlan plan, EnvironmentInfo environment, DateTimeOffset startedAt)
    {
        var start = new ReportStart(plan, environment, startedAt, Folder);
        foreach (var reporter in reporters)
            Try(reporter, "at the start", () => reporter.Start(start));
    }

    /// <summary>A slice has ended.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="response">Response times of its successful iterations, in nanoseconds; only read, and not kept.</param>
    public void Slice(TimeSlice slice, LatencyHistogram response)
    {
        foreach (var reporter in reporters)
        {
            if (!brokenOnSlice.Contains(reporter) && !Try(reporter, "during the run", () => Slice(reporter, slice, response)))
                brokenOnSlice.Add(reporter);
        }
    }

    /// <summary>The run has ended and was judged.</summary>
    public void Complete(LoadResult result)
    {
        foreach (var reporter in reporters)
            Try(reporter, "at the end", () => reporter.Complete(result));
    }

    private static void Slice(IReporter reporter, TimeSlice slice, LatencyHistogram response)
    {
        if (reporter is IHistogramReporter histograms)
            histograms.Slice(slice, response);
        else
            reporter.Slice(slice);
    }

    private bool Try(IReporter reporter, string when, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception)
        {
            warnings.Add($"{reporter.GetType().Name} failed {when} ({exception.GetType().Name}: {PlainText.OneLine(exception.Message)}); the measurement is not affected.");
            return false;
        }
    }
}
