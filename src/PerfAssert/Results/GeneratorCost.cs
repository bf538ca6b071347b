namespace PerfAssert;

/// <summary>What measuring cost, and how exactly the load was applied.</summary>
/// <param name="StartLagP50">Median delay from an iteration's intended start to the engine's start of it, not counting a wait for a free user.</param>
/// <param name="StartLagP95">95th percentile of the same.</param>
/// <param name="StartLagP99">99th percentile of the same.</param>
/// <param name="ProcessCpuCores">CPU of this process (engine, test and an in-process host together) in cores.</param>
/// <param name="ForeignCpu">CPU used by others on this machine, as a share of all cores; NaN where it cannot be read.</param>
/// <param name="GcPause">Time the garbage collector paused this process.</param>
/// <param name="PoolDelayP95">95th percentile of the time that a work item waited for a thread of the pool.</param>
/// <param name="WarmUp">Length of the warm-up that was run.</param>
/// <param name="AllocatedBytesPerIteration">Bytes allocated in this process per iteration.</param>
/// <param name="CpuPerIteration">CPU time of this process per iteration.</param>
public sealed record GeneratorCost(
    TimeSpan StartLagP50,
    TimeSpan StartLagP95,
    TimeSpan StartLagP99,
    double ProcessCpuCores,
    double ForeignCpu,
    TimeSpan GcPause,
    TimeSpan PoolDelayP95,
    TimeSpan WarmUp,
    double AllocatedBytesPerIteration,
    TimeSpan CpuPerIteration);
