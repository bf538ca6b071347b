namespace PerfAssert;

/// <summary>Questions that take more than one load: how much the code under load holds, how it recovers, how it grows with its data.</summary>
public static class ProfileRunExtensions
{
    /// <summary>Applies one level of load after the other, and gives a result for each.</summary>
    /// <param name="run">The plan's model, warm-up and pauses hold; its level does not matter.</param>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <param name="settings">The levels; by default those of the test's <c>[StepUpFact]</c>.</param>
    /// <exception cref="LoadConfigurationException">A setting is wrong; the exception lists all mistakes.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was measured.</exception>
    public static Task<StepSeriesResult> RunStepsAsync(this LoadRun run, Func<VirtualUser, Task> iteration, StepSeriesSettings? settings = null)
        => StepsOf(run, settings).AskAsync(run, () => run.Compose(ToScenario(iteration)));

    /// <param name="run">The plan's model, warm-up and pauses hold; its level does not matter.</param>
    /// <param name="behaviours">Each iteration is one of these, drawn by weight.</param>
    /// <param name="settings">The levels; by default those of the test's <c>[StepUpFact]</c>.</param>
    /// <inheritdoc cref="RunStepsAsync(LoadRun, Func{VirtualUser, Task}, StepSeriesSettings?)" />
    public static Task<StepSeriesResult> RunStepsAsync(this LoadRun run, IReadOnlyList<Behaviour> behaviours, StepSeriesSettings? settings = null)
        => StepsOf(run, settings).AskAsync(run, () => run.Compose(LoadRun.AsClass(behaviours), named: false));

    /// <param name="run">The plan's model, warm-up and pauses hold; its level does not matter.</param>
    /// <param name="classes">Users of several kinds.</param>
    /// <param name="settings">The levels; by default those of the test's <c>[StepUpFact]</c>.</param>
    /// <inheritdoc cref="RunStepsAsync(LoadRun, Func{VirtualUser, Task}, StepSeriesSettings?)" />
    public static Task<StepSeriesResult> RunStepsAsync(this LoadRun run, IReadOnlyList<UserClass> classes, StepSeriesSettings? settings = null)
        => StepsOf(run, settings).AskAsync(run, () => run.Compose(classes, named: true));

    /// <summary>
    /// Raises the load until what is expected no longer holds, and finds the limit. Expected is what the test declares; without any: an error
    /// rate below 1 %, throughput that follows the load, and fewer than 1 % dropped iterations.
    /// </summary>
    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <param name="settings">Where to look; by default as the test's <c>[StressFact]</c> says, or from the plan's own level to 100 times that.</param>
    /// <exception cref="LoadConfigurationException">A setting is wrong; the exception lists all mistakes.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was measured.</exception>
    public static Task<StressResult> StressAsync(this LoadRun run, Func<VirtualUser, Task> iteration, StressSettings? settings = null)
        => StressOf(run, settings).AskAsync(run, () => run.Compose(ToScenario(iteration)));

    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="behaviours">Each iteration is one of these, drawn by weight.</param>
    /// <param name="settings">Where to look; by default as the test's <c>[StressFact]</c> says, or from the plan's own level to 100 times that.</param>
    /// <inheritdoc cref="StressAsync(LoadRun, Func{VirtualUser, Task}, StressSettings?)" />
    public static Task<StressResult> StressAsync(this LoadRun run, IReadOnlyList<Behaviour> behaviours, StressSettings? settings = null)
        => StressOf(run, settings).AskAsync(run, () => run.Compose(LoadRun.AsClass(behaviours), named: false));

    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="classes">Users of several kinds.</param>
    /// <param name="settings">Where to look; by default as the test's <c>[StressFact]</c> says, or from the plan's own level to 100 times that.</param>
    /// <inheritdoc cref="StressAsync(LoadRun, Func{VirtualUser, Task}, StressSettings?)" />
    public static Task<StressResult> StressAsync(this LoadRun run, IReadOnlyList<UserClass> classes, StressSettings? settings = null)
        => StressOf(run, settings).AskAsync(run, () => run.Compose(classes, named: true));

    /// <summary>Applies a load, a spike on top of it, and the load again, and finds out how soon the system is as before.</summary>
    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <param name="settings">The spike; by default that of the test's <c>[SpikeFact]</c>.</param>
    /// <exception cref="LoadConfigurationException">A setting is wrong; the exception lists all mistakes.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was measured.</exception>
    public static Task<SpikeResult> SpikeAsync(this LoadRun run, Func<VirtualUser, Task> iteration, SpikeSettings? settings = null)
        => SpikeOf(run, settings).AskAsync(run, () => run.Compose(ToScenario(iteration)));

    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="behaviours">Each iteration is one of these, drawn by weight.</param>
    /// <param name="settings">The spike; by default that of the test's <c>[SpikeFact]</c>.</param>
    /// <inheritdoc cref="SpikeAsync(LoadRun, Func{VirtualUser, Task}, SpikeSettings?)" />
    public static Task<SpikeResult> SpikeAsync(this LoadRun run, IReadOnlyList<Behaviour> behaviours, SpikeSettings? settings = null)
        => SpikeOf(run, settings).AskAsync(run, () => run.Compose(LoadRun.AsClass(behaviours), named: false));

    /// <param name="run">The plan's model, warm-up and pauses hold.</param>
    /// <param name="classes">Users of several kinds.</param>
    /// <param name="settings">The spike; by default that of the test's <c>[SpikeFact]</c>.</param>
    /// <inheritdoc cref="SpikeAsync(LoadRun, Func{VirtualUser, Task}, SpikeSettings?)" />
    public static Task<SpikeResult> SpikeAsync(this LoadRun run, IReadOnlyList<UserClass> classes, SpikeSettings? settings = null)
        => SpikeOf(run, settings).AskAsync(run, () => run.Compose(classes, named: true));

    /// <summary>Applies the plan's load at several sizes of a store, and finds out how the time of an iteration grows with them.</summary>
    /// <param name="run">The plan is applied as it is, at each size.</param>
    /// <param name="prepare">Brings the store to a number of rows, outside the measured time; by default the test's <c>Prepare</c>.</param>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <param name="settings">The sizes; by default those of the test's <c>[VolumeFact]</c>.</param>
    /// <exception cref="LoadConfigurationException">A setting is wrong; the exception lists all mistakes.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was measured.</exception>
    public static Task<VolumeResult> VolumeAsync(this LoadRun run, Func<long, CancellationToken, Task>? prepare, Func<VirtualUser, Task> iteration, VolumeSettings? settings = null)
        => VolumeOf(run, settings, prepare).AskAsync(run, () => run.Compose(ToScenario(iteration)));

    /// <param name="run">The plan is applied as it is, at each size.</param>
    /// <param name="prepare">Brings the store to a number of rows, outside the measured time; by default the test's <c>Prepare</c>.</param>
    /// <param name="behaviours">Each iteration is one of these, drawn by weight.</param>
    /// <param name="settings">The sizes; by default those of the test's <c>[VolumeFact]</c>.</param>
    /// <inheritdoc cref="VolumeAsync(LoadRun, Func{long, CancellationToken, Task}?, Func{VirtualUser, Task}, VolumeSettings?)" />
    public static Task<VolumeResult> VolumeAsync(this LoadRun run, Func<long, CancellationToken, Task>? prepare, IReadOnlyList<Behaviour> behaviours, VolumeSettings? settings = null)
        => VolumeOf(run, settings, prepare).AskAsync(run, () => run.Compose(LoadRun.AsClass(behaviours), named: false));

    /// <param name="run">The plan is applied as it is, at each size.</param>
    /// <param name="prepare">Brings the store to a number of rows, outside the measured time; by default the test's <c>Prepare</c>.</param>
    /// <param name="classes">Users of several kinds.</param>
    /// <param name="settings">The sizes; by default those of the test's <c>[VolumeFact]</c>.</param>
    /// <inheritdoc cref="VolumeAsync(LoadRun, Func{long, CancellationToken, Task}?, Func{VirtualUser, Task}, VolumeSettings?)" />
    public static Task<VolumeResult> VolumeAsync(this LoadRun run, Func<long, CancellationToken, Task>? prepare, IReadOnlyList<UserClass> classes, VolumeSettings? settings = null)
        => VolumeOf(run, settings, prepare).AskAsync(run, () => run.Compose(classes, named: true));

    private static SpikeProfile SpikeOf(LoadRun run, SpikeSettings? settings)
        => Of<SpikeProfile>(run, settings is null ? null : reader => SpikeProfile.Read(settings, reader, LevelWorkload.Peak(run.Plan.Workload)), nameof(SpikeSettings));

    private static VolumeProfile VolumeOf(LoadRun run, VolumeSettings? settings, Func<long, CancellationToken, Task>? prepare)
    {
        var profile = Of<VolumeProfile>(run, settings is null ? null : reader => VolumeProfile.Read(settings, reader), nameof(VolumeSettings));
        return prepare is null ? profile : profile with { Prepare = prepare };
    }

    private static StepSeriesProfile StepsOf(LoadRun run, StepSeriesSettings? settings)
        => Of<StepSeriesProfile>(run, settings is null ? null : reader => StepSeriesProfile.Read(settings, reader), nameof(StepSeriesSettings));

    private static StressProfile StressOf(LoadRun run, StressSettings? settings)
        => run.Profile is null || settings is not null
            ? Of(run, reader => StressProfile.Read(settings ?? new(), reader, LevelWorkload.Peak(run.Plan.Workload)), nameof(StressSettings))
            : Of<StressProfile>(run, null, nameof(StressSettings));

    /// <summary>What the call says, or else the test's attribute.</summary>
    private static TProfile Of<TProfile>(LoadRun run, Func<SettingsReader, TProfile?>? read, string settings)
        where TProfile : Profile
    {
        ArgumentNullException.ThrowIfNull(run);
        if (read is null)
        {
            return run.Profile as TProfile ?? throw new LoadConfigurationException([run.Profile is { } other
                ? new ConfigurationError($"The call in a {other.Attribute}", "asks something else than the attribute", $"Write {other.Call}, or give the call settings of its own: new {settings} {{ … }}.")
                : new ConfigurationError($"The call in a [LoadFact]", "does not say what to ask", $"Give it settings: new {settings} {{ … }}.")]);
        }

        var reader = new SettingsReader();
        return read(reader) ?? throw new LoadConfigurationException(reader.Errors);
    }

    private static Scenario ToScenario(Func<VirtualUser, Task> iteration)
    {
        ArgumentNullException.ThrowIfNull(iteration);
        return new Scenario(user => new ValueTask(iteration(user))) { Code = iteration.Method.Module.Assembly };
    }
}
