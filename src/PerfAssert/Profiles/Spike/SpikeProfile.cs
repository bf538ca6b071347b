namespace PerfAssert;

/// <summary>A spike of load, checked.</summary>
internal sealed record SpikeProfile : Profile
{
    public override string Attribute => "[SpikeFact]";

    public override string Call => "load.SpikeAsync";

    public required LoadLevel From { get; init; }

    public required LoadLevel Peak { get; init; }

    public required TimeSpan Before { get; init; }

    public required TimeSpan RampUp { get; init; }

    public required TimeSpan Hold { get; init; }

    public required TimeSpan RampDown { get; init; }

    public required TimeSpan Observe { get; init; }

    public required TimeSpan? RecoveredWithin { get; init; }

    public required double Band { get; init; }

    /// <summary>When the load leaves its level.</summary>
    public TimeSpan Start => Before;

    /// <summary>When it is back.</summary>
    public TimeSpan End => Before + RampUp + Hold + RampDown;

    private TimeSpan Length => End + Observe;

    /// <summary>Reads the settings; <see langword="null"/> when something is wrong, which the reader then knows.</summary>
    /// <param name="settings">As written.</param>
    /// <param name="reader">Told what is wrong.</param>
    /// <param name="level">The level before the spike when none is written; <see langword="null"/> where one has to be.</param>
    public static SpikeProfile? Read(SpikeSettings settings, SettingsReader reader, LoadLevel? level = null)
    {
        var mistakes = reader.Errors.Count;
        var before = Time(nameof(settings.Before), settings.Before, SpikeSettings.DefaultBefore);
        var up = Time(nameof(settings.RampUp), settings.RampUp, SpikeSettings.DefaultRampUp, mayBeZero: true);
        var hold = Time(nameof(settings.Hold), settings.Hold, SpikeSettings.DefaultHold);
        var down = Time(nameof(settings.RampDown), settings.RampDown, "0s", mayBeZero: true);
        var observe = Time(nameof(settings.Observe), settings.Observe, SpikeSettings.DefaultObserve);
        var within = reader.Duration(nameof(settings.RecoveredWithin), settings.RecoveredWithin, "10s");
        if (settings.Band is { } band && band is not (>= 1 and <= 100))
            reader.Report(reader.Stated(nameof(settings.Band), band), "is no multiple of the usual P95", $"Write at least 1, such as {reader.Wanted(nameof(settings.Band), SpikeSettings.DefaultBand)}.");
        if (settings.Peak is null)
            reader.Report(nameof(settings.Peak), "is missing, so there is no spike", "Write its level, such as Peak = 1000 or Peak = \"500/s\".");
        var from = settings.From ?? level;
        if (from is null)
            reader.Report("Users and ArrivalRate", "are both missing, so nothing says how much load is usual", "Write the level before and after the spike, such as Users = 10 or ArrivalRate = \"20/s\".");
        if (from is { } usual && settings.Peak is { } peak)
        {
            if (usual.IsRate != peak.IsRate)
                reader.Report(reader.Stated(nameof(settings.Peak), peak.Written), $"is a {(peak.IsRate ? "rate" : "number of users")} where the level before it is {usual}", "Write both as users, such as 10 and 1000, or both as rates, such as \"20/s\" and \"500/s\".");
            else if (peak.Value <= usual.Value)
                reader.Report(reader.Stated(nameof(settings.Peak), peak.Written), $"is not above {usual}, the level before it", "Write a higher Peak.");
        }

        if (within > observe)
            reader.Report(reader.Stated((nameof(settings.RecoveredWithin), settings.RecoveredWithin), (nameof(settings.Observe), settings.Observe ?? SpikeSettings.DefaultObserve)), "cannot both hold: what happens later is not observed", "Write an Observe of at least RecoveredWithin.");
        return reader.Errors.Count > mistakes ? null : new SpikeProfile
        {
            From = from!.Value, Peak = settings.Peak!.Value, Before = before, RampUp = up, Hold = hold, RampDown = down, Observe = observe,
            RecoveredWithin = within, Band = settings.Band ?? SpikeSettings.DefaultBand,
        };

        TimeSpan Time(string name, string? text, string usual, bool mayBeZero = false) => reader.Duration(name, text ?? usual, usual, mayBeZero) ?? TimeSpan.Zero;
    }

    /// <summary>Reads the settings of a test, and gives those of its load.</summary>
    public static (SpikeProfile? Profile, LoadSettings Load) Read(SpikeSettings settings, LoadSettings written, SettingsReader reader)
    {
        Refuse(reader, written, "Before, RampUp, Hold, RampDown and Observe say how long it lasts, Users or ArrivalRate and Peak how high it goes",
            nameof(written.Users), nameof(written.ArrivalRate), nameof(written.RampUp), nameof(written.RampDown));
        if (written.Users is not null && written.ArrivalRate is not null)
            reader.Report(reader.Stated((nameof(written.Users), written.Users), (nameof(written.ArrivalRate), written.ArrivalRate)), "are two models of load", "Keep one of them.");
        var from = LoadLevel.Read(reader, nameof(written.Users), written.Users, 10) ?? LoadLevel.Read(reader, nameof(written.ArrivalRate), written.ArrivalRate, "20/s");
        var profile = Read(settings with { From = from, RampUp = written.RampUp, RampDown = written.RampDown }, reader);
        return (profile, StepPlan.Load(written, profile?.Peak, profile is null ? null : DurationText.Format(profile.Length)));
    }

    /// <summary>Where the plan has another length, every part has its share of it; what is required stays.</summary>
    public override Profile For(LoadPlan plan)
    {
        var factor = (plan.Workload.Duration ?? Length) / Length;
        return factor.Equals(1.0) ? this : this with { Before = Before * factor, RampUp = RampUp * factor, Hold = Hold * factor, RampDown = RampDown * factor, Observe = Observe * factor };
    }

    /// <summary>The plan of the one load.</summary>
    public LoadPlan Plan(LoadPlan plan)
    {
        var (usual, peak) = (From.Value, Peak.Value);
        Stage[] stages = [Stage.Hold(usual, Before), new(usual, peak, RampUp), Stage.Hold(peak, Hold), new(peak, usual, RampDown), Stage.Hold(usual, Observe)];
        return plan with { Workload = LevelWorkload.Of(plan.Workload, From.IsRate, [.. stages.Where(stage => stage.Duration > TimeSpan.Zero)]) };
    }

    public override async Task<ProfileResult> RunAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose) => await AskAsync(run, compose).ConfigureAwait(false);

    public Task<SpikeResult> AskAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose)
        => ProfileRun.RunAsync(run, compose, new ProfilePart(null) { MayOverload = true, BlockCapacity = SpikeMeasurement.BlockCapacity }, plan => new SpikeMeasurement(this, plan));
}
