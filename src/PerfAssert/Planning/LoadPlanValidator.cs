namespace PerfAssert;

/// <summary>Makes a plan of settings, or lists every mistake in them at once.</summary>
public static class LoadPlanValidator
{
    /// <summary>Checks the settings.</summary>
    /// <param name="settings">As the user wrote them.</param>
    /// <param name="plan">The plan; <see langword="null"/> when there are mistakes.</param>
    /// <returns>Every mistake; empty when there is none.</returns>
    public static IReadOnlyList<ConfigurationError> Validate(LoadSettings settings, out LoadPlan? plan)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings = SettingLayers.WithPreset(settings, LoadPresets.Settings);
        var reader = new SettingsReader(SettingNotation.Of(settings));
        var workload = new WorkloadReader(settings, reader).Read();
        var warmUp = reader.WarmUp(nameof(settings.WarmUp), settings.WarmUp);
        var thinkTime = reader.ThinkTime(nameof(settings.ThinkTime), settings.ThinkTime);
        var pacing = reader.Duration(nameof(settings.Pacing), settings.Pacing, "1s");
        var gracefulStop = reader.Duration(nameof(settings.GracefulStop), settings.GracefulStop, "10s", mayBeZero: true);
        var requestTimeout = reader.Duration(nameof(settings.RequestTimeout), settings.RequestTimeout, "30s");
        var monitorInterval = ReadMonitorInterval(settings, reader);
        reader.Actions(nameof(settings.Actions), settings.Actions);
        var tags = reader.Tags(nameof(settings.Tags), settings.Tags);
        var excludedTags = reader.Tags(nameof(settings.ExcludeTags), settings.ExcludeTags);
        var expectations = ReadExpectations(settings.Expectations, reader);
        CheckHope(settings, expectations, reader);

        plan = workload is null || reader.Errors.Count > 0 ? null : new LoadPlan
        {
            Name = settings.Name,
            Workload = workload,
            WarmUp = warmUp ?? DefaultWarmUp(settings),
            ThinkTime = thinkTime ?? ThinkTime.None,
            Pacing = pacing,
            GracefulStop = gracefulStop ?? LoadPlan.DefaultGracefulStop,
            RequestTimeout = requestTimeout ?? LoadPlan.DefaultRequestTimeout,
            MonitorInterval = monitorInterval ?? LoadPlan.DefaultMonitorInterval,
            Seed = settings.Seed ?? LoadPlan.DefaultSeed,
            Actions = settings.Actions,
            Overrides = settings.Overrides,
            Tags = tags,
            ExcludedTags = excludedTags,
            AllowErrors = settings.AllowErrors,
            AllowDebugBuild = settings.AllowDebugBuild,
            EndWhenHopeless = settings.EndWhenHopeless,
            LeakCheck = settings.LeakCheck || expectations.Exists(expectation => expectation.Metric.NeedsLeakCheck),
            Expectations = expectations,
        };
        return reader.Errors;
    }

    /// <summary>Checks the settings.</summary>
    /// <param name="settings">As the user wrote them.</param>
    /// <exception cref="LoadConfigurationException">There are mistakes; the exception lists them all.</exception>
    public static LoadPlan CreatePlan(LoadSettings settings)
    {
        var errors = Validate(settings, out var plan);
        return plan ?? throw new LoadConfigurationException(errors);
    }

    /// <summary>
    /// Auto, except for a load that is limited by a number of iterations: who asks for ten iterations wants exactly ten, not
    /// a second of others before them. A written warm-up is honoured there too.
    /// </summary>
    private static WarmUp DefaultWarmUp(LoadSettings settings)
        => settings.Iterations is null && settings.IterationsPerUser is null ? WarmUp.Auto : WarmUp.None;

    private static TimeSpan? ReadMonitorInterval(LoadSettings settings, SettingsReader reader)
    {
        const string Example = "500ms";
        var interval = reader.Duration(nameof(settings.MonitorInterval), settings.MonitorInterval, Example);
        var problem = interval < LoadPlan.ShortestMonitorInterval ? $"is shorter than {Figure.Duration(LoadPlan.ShortestMonitorInterval)}, which would disturb what is measured"
            : interval > LoadPlan.LongestMonitorInterval ? $"is longer than {Figure.Duration(LoadPlan.LongestMonitorInterval)}, which would miss every peak"
            : null;
        if (problem is not null)
            reader.Report(reader.Stated(nameof(settings.MonitorInterval), settings.MonitorInterval), problem, $"Write a length between them, such as {reader.Wanted(nameof(settings.MonitorInterval), Example)}, or leave MonitorInterval out.");
        return interval;
    }

    private static void CheckHope(LoadSettings settings, List<Expectation> expectations, SettingsReader reader)
    {
        if (!settings.EndWhenHopeless || (settings.Expectations.Count > 0 && expectations.Count == 0))
            return;
        if (expectations.Count == 0)
        {
            reader.Report(
                $"{nameof(settings.EndWhenHopeless)} = true",
                "has nothing to look at: no expectation is declared, and what a test asserts after the run is not known while it runs",
                $"Declare one, such as [Expect(\"p95 < 200ms\")], or remove {nameof(settings.EndWhenHopeless)}.");
        }
        else if (!expectations.Exists(expectation => expectation.Metric.Reach is not null))
        {
            reader.Report(
                $"{nameof(settings.EndWhenHopeless)} = true",
                $"can never end a run: of {string.Join(", ", expectations.Select(expectation => $"\"{expectation.Metric.Name}\"").Distinct())} nobody can tell before the end",
                $"Declare an expectation of times, errors, counts or throughput too, or remove {nameof(settings.EndWhenHopeless)}.");
        }
    }

    private static List<Expectation> ReadExpectations(IReadOnlyList<ExpectationSettings> written, SettingsReader reader)
    {
        var expectations = new List<Expectation>();
        foreach (var settings in written)
        {
            if (ExpectationParser.TryParse(settings, out var expectation, out var error))
                expectations.Add(expectation);
            else
                reader.Report(error);
        }

        return expectations;
    }
}
