namespace PerfAssert;

/// <summary>
/// Makes a workload of settings. Each setting is checked on its own first, then how they fit together, so that one look
/// shows every mistake.
/// </summary>
internal sealed class WorkloadReader(LoadSettings settings, SettingsReader reader)
{
    /// <summary>The most users of one process: 100,000. Beyond it the ports of one address (65,536) have long run out.</summary>
    internal const int MostUsers = 100_000;

    private bool stagesAreRates;

    /// <summary>Reads the workload; <see langword="null"/> when anything in it is wrong, which the reader then knows.</summary>
    public Workload? Read()
    {
        var mistakesBefore = reader.Errors.Count;
        reader.Count(nameof(settings.Users), settings.Users, 50, MostUsers);
        var duration = reader.Duration(nameof(settings.Duration), settings.Duration, "60s", mayBeLeftOut: false);
        reader.Count(nameof(settings.Iterations), settings.Iterations, 500);
        reader.Count(nameof(settings.IterationsPerUser), settings.IterationsPerUser, 10);
        var arrivalRate = reader.Rate(nameof(settings.ArrivalRate), settings.ArrivalRate, "200/s");
        reader.Count(nameof(settings.MaxUsers), settings.MaxUsers, 100, MostUsers);
        CheckArrivals();
        var maxStartDelay = reader.Duration(nameof(settings.MaxStartDelay), settings.MaxStartDelay, "1s", mayBeZero: true);
        var stages = reader.Stages(nameof(settings.Stages), settings.Stages, out stagesAreRates);
        var rampUp = reader.Duration(nameof(settings.RampUp), settings.RampUp, "10s");
        var rampDown = reader.Duration(nameof(settings.RampDown), settings.RampDown, "5s");
        var rateLimit = reader.Rate(nameof(settings.RateLimit), settings.RateLimit, "100/s");
        CheckCombinations(stages);
        if (reader.Errors.Count > mistakesBefore)
            return null;

        stages ??= Around(arrivalRate ?? settings.Users!.Value, rampUp, duration, rampDown);
        if (arrivalRate is not null || stagesAreRates)
        {
            return new OpenWorkload
            {
                Stages = stages,
                MaxUsers = settings.MaxUsers ?? OpenWorkload.DefaultMaxUsers(stages.Max(stage => Math.Max(stage.From, stage.To))),
                Arrivals = settings.Arrivals ?? ArrivalPattern.Constant,
                MaxStartDelay = maxStartDelay ?? OpenWorkload.DefaultMaxStartDelay,
            };
        }

        return new ClosedWorkload
        {
            Users = settings.Users ?? (int)stages.Max(stage => Math.Max(stage.From, stage.To)),
            Stages = stages,
            Iterations = settings.Iterations,
            IterationsPerUser = settings.IterationsPerUser,
            RateLimit = rateLimit,
        };
    }

    private static List<Stage> Around(double level, TimeSpan? rampUp, TimeSpan? duration, TimeSpan? rampDown)
    {
        var stages = new List<Stage>();
        if (rampUp is { } up)
            stages.Add(new Stage(0, level, up));
        if (duration is { } hold)
            stages.Add(Stage.Hold(level, hold));
        if (rampDown is { } down)
            stages.Add(new Stage(level, 0, down));
        return stages;
    }

    private void CheckArrivals()
    {
        if (settings.Arrivals is { } arrivals && !Enum.IsDefined(arrivals))
        {
            reader.Report(
                Stated(nameof(settings.Arrivals), (int)arrivals),
                "is no pattern of arrivals",
                $"Write {nameof(ArrivalPattern)}.{nameof(ArrivalPattern.Constant)} or {nameof(ArrivalPattern)}.{nameof(ArrivalPattern.Poisson)}.");
        }
    }

    private void CheckCombinations(IReadOnlyList<Stage>? stages)
    {
        if (settings.Iterations is not null && settings.IterationsPerUser is not null)
        {
            reader.Report(
                Stated((nameof(settings.Iterations), settings.Iterations), (nameof(settings.IterationsPerUser), settings.IterationsPerUser)),
                "are two limits of the same kind",
                "Keep Iterations for a total over all users, or IterationsPerUser for each of them.");
        }

        if (settings.Stages is not null)
            CheckNothingBesideStages();
        else if (settings.Users is not null && settings.ArrivalRate is not null)
            ReportTwoModels();
        else if (settings.Users is null && settings.ArrivalRate is null)
            ReportNoLoad();
        else
            CheckEnd();

        if (IsOpen(stages) is not { } open)
            return;
        if (open)
            CheckNothingOfClosedModel();
        else
            CheckNothingOfOpenModel();
        if (!open && settings.ThinkTime is not null && settings.Pacing is not null)
        {
            reader.Report(
                Stated((nameof(settings.ThinkTime), settings.ThinkTime), (nameof(settings.Pacing), settings.Pacing)),
                "cannot be combined: one sets the pause between two iterations, the other makes the pause whatever is left of a period",
                "Keep ThinkTime for a user who reads and thinks, or Pacing for a fixed number of iterations per user and minute.");
        }
    }

    /// <summary>Which model is asked for; <see langword="null"/> when that cannot be told.</summary>
    private bool? IsOpen(IReadOnlyList<Stage>? stages)
    {
        if (settings.Stages is not null)
            return stages is null ? null : stagesAreRates;
        if (settings.Users is null == settings.ArrivalRate is null)
            return null;
        return settings.ArrivalRate is not null;
    }

    private void CheckNothingBesideStages()
    {
        (string Name, object? Value)[] others =
        [
            (nameof(settings.Users), settings.Users),
            (nameof(settings.ArrivalRate), settings.ArrivalRate),
            (nameof(settings.Duration), settings.Duration),
            (nameof(settings.RampUp), settings.RampUp),
            (nameof(settings.RampDown), settings.RampDown),
        ];
        var written = others.Where(other => other.Value is not null).ToArray();
        if (written.Length == 0)
            return;
        var names = string.Join(", ", written.Select(other => other.Name));
        reader.Report(
            Stated([(nameof(settings.Stages), settings.Stages), .. written]),
            "cannot be combined: the stages alone say how much load there is, and for how long",
            $"Remove Stages, or remove what stands beside it ({names}).");
    }

    private void ReportTwoModels() => reader.Report(
        Stated((nameof(settings.Users), settings.Users), (nameof(settings.ArrivalRate), settings.ArrivalRate)),
        "are two models of load: a number of users who each wait for their last iteration, and starts that wait for nobody",
        $"Keep Users, or keep ArrivalRate; to limit the users of an arrival rate write {Wanted(nameof(settings.MaxUsers), settings.Users)}.");

    private void ReportNoLoad() => reader.Report(
        $"{nameof(settings.Users)}, {nameof(settings.ArrivalRate)} and {nameof(settings.Stages)}",
        "are all missing, so nothing says how much load to apply",
        settings.Iterations is null && settings.IterationsPerUser is null
            ? "Write a number of users, such as Users = 50, Duration = \"60s\", or a rate of starts, such as ArrivalRate = \"200/s\", Duration = \"60s\"."
            : $"Write the number of users, such as {Wanted(("Users", 1), (nameof(settings.Iterations), settings.Iterations), (nameof(settings.IterationsPerUser), settings.IterationsPerUser))}.");

    private void CheckEnd()
    {
        var iterations = settings.Iterations is not null || settings.IterationsPerUser is not null;
        if (settings.ArrivalRate is not null && settings.Duration is null)
        {
            reader.Report(
                Stated(nameof(settings.ArrivalRate), settings.ArrivalRate),
                "does not say when the load ends",
                $"Add a duration: {Wanted((nameof(settings.ArrivalRate), settings.ArrivalRate), (nameof(settings.Duration), "60s"))}.");
        }
        else if (settings.Users is not null && settings.Duration is null && !iterations)
        {
            reader.Report(
                Stated(nameof(settings.Users), settings.Users),
                "does not say when the load ends",
                $"Add a duration, such as {Wanted((nameof(settings.Users), settings.Users), (nameof(settings.Duration), "60s"))}, or a number of iterations, such as Iterations = 500.");
        }

        if (settings.Users is not null && iterations && (settings.RampUp ?? settings.RampDown) is not null)
        {
            reader.Report(
                Stated(
                    (nameof(settings.RampUp), settings.RampUp),
                    (nameof(settings.RampDown), settings.RampDown),
                    (nameof(settings.Iterations), settings.Iterations),
                    (nameof(settings.IterationsPerUser), settings.IterationsPerUser)),
                "cannot be combined: a load that ends by a number of iterations may end before or within a ramp",
                "Remove the ramp, or limit the load by Duration alone.");
        }
    }

    private void CheckNothingOfClosedModel()
    {
        foreach (var (setting, value) in new (string, object?)[]
        {
            (nameof(settings.Iterations), settings.Iterations),
            (nameof(settings.IterationsPerUser), settings.IterationsPerUser),
            (nameof(settings.ThinkTime), settings.ThinkTime),
            (nameof(settings.Pacing), settings.Pacing),
            (nameof(settings.RateLimit), settings.RateLimit),
        })
        {
            if (value is not null)
            {
                reader.Report(
                    Stated(setting, value),
                    $"has no place beside {StatedLoad}: the starts are already scheduled and wait for no user",
                    $"Remove {setting}, or write {UsersInstead} instead of {Load}.");
            }
        }
    }

    private void CheckNothingOfOpenModel()
    {
        foreach (var (setting, value) in new (string, object?)[]
        {
            (nameof(settings.MaxUsers), settings.MaxUsers),
            (nameof(settings.Arrivals), settings.Arrivals),
            (nameof(settings.MaxStartDelay), settings.MaxStartDelay),
        })
        {
            if (value is not null)
            {
                reader.Report(
                    Stated(setting, value),
                    $"has no place beside {StatedLoad}: it belongs to a rate of arrivals, and here the number of users is given",
                    $"Remove {setting}, or write {RateInstead} instead of {Load}.");
            }
        }
    }

    /// <summary>The setting that says how much load there is.</summary>
    private (string Name, object? Value) Level => settings switch
    {
        { Stages: { } stages } => (nameof(settings.Stages), stages),
        { ArrivalRate: { } rate } => (nameof(settings.ArrivalRate), rate),
        _ => (nameof(settings.Users), settings.Users),
    };

    private string Load => Wanted(Level);

    private string StatedLoad => Stated(Level);

    private string UsersInstead => settings.Stages is null ? Wanted(nameof(settings.Users), 50) : Wanted(nameof(settings.Stages), SettingsReader.UserStages);

    private string RateInstead => settings.Stages is null ? Wanted(nameof(settings.ArrivalRate), "200/s") : Wanted(nameof(settings.Stages), SettingsReader.RateStages);

    private string Wanted(string name, object? value) => reader.Wanted(name, value);

    private string Wanted(params (string Name, object? Value)[] written) => reader.Wanted(written);

    private string Stated(string name, object? value) => reader.Stated(name, value);

    private string Stated(params (string Name, object? Value)[] stated) => reader.Stated(stated);
}
