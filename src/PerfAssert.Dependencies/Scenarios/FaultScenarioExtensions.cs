namespace PerfAssert;

/// <summary>Runs ready scenarios.</summary>
public static class FaultScenarioExtensions
{
    /// <summary>
    /// Provokes the fault. Where its counts follow from the number of users and iterations, it brings both and those of the test are not used.
    /// </summary>
    /// <param name="run">The configured run.</param>
    /// <param name="scenario">Such as <see cref="DatabaseScenarios.PoolSaturation"/>.</param>
    /// <returns>The result; an iteration fails when something else happened than what the scenario provokes.</returns>
    public static Task<LoadResult> RunAsync(this LoadRun run, FaultScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(scenario);
        var fault = scenario.Begin();

        // The test's own set-up and tear-down go around those of the scenario, where a scenario's would be left out.
        if (run.BeforeRunAction is { } before)
            run = run.BeforeRun(cancellation => InTurn(before, fault.BeforeRun, cancellation));
        if (run.AfterRunAction is { } after)
            run = run.AfterRun(cancellation => InTurn(fault.AfterRun, after, cancellation));
        if (run.BeforeUserAction is { } beforeUser && fault.BeforeUser is { } logIn)
        {
            run = run.BeforeUser(async user =>
            {
                await beforeUser(user).ConfigureAwait(false);
                await logIn(user).ConfigureAwait(false);
            });
        }

        return run.With(scenario.Shape).RunAsync(fault);
    }

    private static async Task InTurn(Func<CancellationToken, Task>? first, Func<CancellationToken, Task>? second, CancellationToken cancellation)
    {
        try
        {
            if (first is not null)
                await first(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (second is not null)
                await second(cancellation).ConfigureAwait(false);
        }
    }
}
