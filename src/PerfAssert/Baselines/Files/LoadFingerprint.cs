using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfAssert;

/// <summary>
/// What of a plan must be equal for runs to be comparable: the model, users or rate with their stages, think time, pacing and limits. Not
/// the length of a constant load, its warm-up or its graceful stop: a pull request may run the same test shorter. Not the seed and the
/// time-out of requests either: neither changes what is asked of the application. Two are equal when their hashes are.
/// </summary>
/// <param name="Text">Readable, such as <c>50 users, think time 1s</c>.</param>
/// <param name="Hash">Eight hexadecimal digits over the exact values.</param>
internal sealed record LoadFingerprint(string Text, string Hash)
{
    public static LoadFingerprint Of(LoadPlan plan)
    {
        var text = string.Join(", ", Parts(plan));
        return new LoadFingerprint(text, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8].ToLowerInvariant());
    }

    public bool Equals(LoadFingerprint? other) => other is not null && other.Hash == Hash;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hash);

    /// <summary>Exact and readable at once: durations and numbers are written so that they read back as they were.</summary>
    private static IEnumerable<string> Parts(LoadPlan plan)
    {
        var workload = plan.Workload;
        var unit = workload is ClosedWorkload ? " users" : "/s";
        if (workload.Stages is [var only] && only.From.Equals(only.To))
            yield return Level(only.To, unit);
        else if (workload.Stages.Count == 0)
            yield return Level(workload.UserCount, unit);
        foreach (var stage in Changing(workload))
        {
            yield return stage.From.Equals(stage.To)
                ? $"{Level(stage.To, unit)} for {DurationText.Format(stage.Duration)}"
                : $"{Exact(stage.From)}→{Level(stage.To, unit)} in {DurationText.Format(stage.Duration)}";
        }

        if (workload is ClosedWorkload { RateLimit: { } limit })
            yield return $"at most {Exact(limit)}/s";
        if (workload is OpenWorkload open)
        {
            yield return $"up to {Level(open.MaxUsers, " users")}";
            if (open.Arrivals != ArrivalPattern.Constant)
                yield return "random arrivals";
            if (open.MaxStartDelay != OpenWorkload.DefaultMaxStartDelay)
                yield return $"starts at most {DurationText.Format(open.MaxStartDelay)} late";
        }

        if (!plan.ThinkTime.IsNone)
            yield return "think time " + Pause(plan.ThinkTime);
        if (plan.Pacing is { } pacing)
            yield return $"every {DurationText.Format(pacing)} per user";
        foreach (var share in plan.Mix)
            yield return Share(share);
    }

    private static string Share(UserShare share)
    {
        var behaviours = string.Join(" + ", share.Behaviours.Select(behaviour => $"{Exact(behaviour.Weight)} {behaviour.Name}"));
        var much = share.Users is { } users ? Level(users, " users") : $"weight {Exact(share.Weight)}";
        var think = share.ThinkTime is { } pause ? "; think time " + Pause(pause) : "";
        return share.Name is null ? behaviours : $"{share.Name}: {much} ({behaviours}{think})";
    }

    /// <summary>The stages of a load that is not constant.</summary>
    private static IEnumerable<Stage> Changing(Workload workload)
        => workload.Stages is [var only] && only.From.Equals(only.To) ? [] : workload.Stages;

    private static string Level(double level, string unit) => level.Equals(1.0) && unit == " users" ? "1 user" : Exact(level) + unit;

    private static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Pause(ThinkTime think) => think.Distribution switch
    {
        ThinkTimeDistribution.Fixed => DurationText.Format(think.First),
        ThinkTimeDistribution.Uniform => $"{DurationText.Format(think.First)}..{DurationText.Format(think.Second)}",
        ThinkTimeDistribution.Normal => $"normal({DurationText.Format(think.First)}, {DurationText.Format(think.Second)})",
        _ => $"exponential({DurationText.Format(think.First)})",
    };
}
