using System.Text.Json;

namespace PerfAssert;

/// <summary>The immutable outcome of a profile: several runs, or one of a certain shape, and the answer to its question.</summary>
public abstract class ProfileResult
{
    private protected ProfileResult(ProfileContext context)
    {
        Name = context.Name;
        Plan = context.Plan;
        StartedAt = context.StartedAt;
        StoppedEarly = context.StoppedEarly;
        ReportFolder = context.ReportFolder;
        InProcess = context.InProcess;
    }

    /// <summary>Name of the load test.</summary>
    public string Name { get; }

    /// <summary>The plan that the runs were derived from.</summary>
    public LoadPlan Plan { get; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Why it was ended before it was done; <see langword="null"/> when it was done.</summary>
    public string? StoppedEarly { get; }

    /// <summary>Folder with its reports, those of the single runs below it; <see langword="null"/> when none were written.</summary>
    public string? ReportFolder { get; }

    /// <summary>Every run, in the order in which they were made.</summary>
    public abstract IReadOnlyList<LoadResult> Runs { get; }

    /// <summary>What became of the question. Neither <see cref="Verdict.Inconclusive"/> nor <see cref="Verdict.InvalidRun"/> is green.</summary>
    public abstract Verdict Verdict { get; }

    /// <summary>The answer in one or two sentences.</summary>
    public abstract string Answer { get; }

    /// <summary>Several lines for a person to read.</summary>
    public override string ToString() => ProfileConsole.Render(this);

    /// <summary>Whether the code under load shares the load generator's process.</summary>
    internal bool InProcess { get; }

    /// <summary>The run that explains a failure best; <see langword="null"/> where there is none.</summary>
    internal abstract LoadResult? Telling { get; }

    /// <summary>What is expected, as the beginning of a message: <c>Expected Shop.Search to hold at least 200 users</c>.</summary>
    internal abstract string Claim { get; }

    /// <summary>What there is to read.</summary>
    internal abstract ProfileReport Report();

    /// <summary>Writes what is the profile's own into profile.json.</summary>
    internal abstract void Write(Utf8JsonWriter json);

    /// <summary>The text that the test fails with; <see langword="null"/> when it is green.</summary>
    internal string? FailureText() => Verdict is Verdict.Passed or Verdict.Warning ? null : ProfileFailure.Compose(this, Claim, Answer);
}
