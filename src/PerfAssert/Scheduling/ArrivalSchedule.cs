namespace PerfAssert;

/// <summary>
/// When the iterations of an open workload are due: a pure sequence of offsets, without a clock.
/// <para>
/// The stages make the rate of arrivals λ(t) piecewise linear, and Λ(t) = ∫₀ᵗ λ the number of arrivals that are due by t. The
/// n-th arrival is due at t = Λ⁻¹(ℓₙ). Evenly spaced arrivals have ℓₙ = 0, 1, 2, …; a Poisson process has ℓₙ = E₁ + … + Eₙ with
/// independent Eᵢ ~ Exp(1) (the inversion of the integrated rate: E. Çinlar, Introduction to Stochastic Processes, 1975, chapter 4.7;
/// L. Devroye, Non-Uniform Random Variate Generation, 1986, chapter VI.1.3).
/// </para>
/// <para>
/// Within a stage that goes from a to b in D seconds, slope s = (b − a)/D, Λ grows by ℓ in τ = 2ℓ / (a + √(a² + 2sℓ)): the root of
/// aτ + sτ²/2 = ℓ in the form that neither divides by s (a hold has s = 0) nor subtracts close numbers. A falling stage is
/// solved backwards from its end, as a rising one. Levels are counted from the start of each stage and whole steps are
/// exact in a double, so nothing drifts however long the run. Where no rate is, no arrival is: a level that is reached at
/// the start of a pause is due at the end of the pause.
/// </para>
/// </summary>
/// <param name="stages">The stages, levels in arrivals per second.</param>
/// <param name="pattern">Evenly spaced, or a Poisson process.</param>
/// <param name="seed">Seed of the Poisson process; the same seed gives the same sequence.</param>
internal sealed class ArrivalSchedule(IReadOnlyList<Stage> stages, ArrivalPattern pattern, int seed)
{
    private const long NanosecondsPerTick = 100;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Rounding error of a stage's arrivals, as a share of them: an arrival this close to the end of a stage is on its border.</summary>
    private const double BorderTolerance = 1.0 / (1L << 50);

    private readonly Random? random = pattern == ArrivalPattern.Poisson ? new Random(seed) : null;
    private readonly long end = stages.Sum(stage => stage.Duration.Ticks) * NanosecondsPerTick;

    private int index = -1;
    private Stage stage;
    private long stageStart;
    private double stageSeconds;
    private double slope;
    private double arrivalsInStage;

    /// <summary>Level of the next arrival, from the start of the stage: the first one in it, and the steps made since.</summary>
    private double firstLevel;
    private double steps;
    private bool started;

    /// <summary>Gives the next arrival.</summary>
    /// <param name="offsetNanoseconds">When it is due, from the start of the measurement; not before the one before it, and before the end.</param>
    /// <returns><see langword="false"/> when no more arrivals are due.</returns>
    public bool TryNext(out long offsetNanoseconds)
    {
        if (started || random is not null)
            steps += random is null ? 1 : Exponential(random);
        started = true;
        while (index < 0 || firstLevel + steps >= arrivalsInStage * (1 - BorderTolerance))
        {
            if (!EnterNextStage())
            {
                offsetNanoseconds = end;
                return false;
            }
        }

        offsetNanoseconds = stageStart + (long)Math.Round(TimeOf(firstLevel + steps) * NanosecondsPerSecond);
        return offsetNanoseconds < end;
    }

    /// <summary>How many arrivals there are in all; of evenly spaced ones perhaps one more than there are, by rounding.</summary>
    /// <param name="stages">The stages, levels in arrivals per second.</param>
    /// <param name="pattern">Evenly spaced, or a Poisson process.</param>
    /// <param name="seed">Seed of the Poisson process.</param>
    public static long Count(IReadOnlyList<Stage> stages, ArrivalPattern pattern, int seed)
    {
        // The n-th of evenly spaced ones is due at Λ⁻¹(n), n = 0, 1, …
        if (pattern == ArrivalPattern.Constant)
            return (long)Math.Ceiling(stages.Sum(stage => (stage.From + stage.To) / 2 * stage.Duration.TotalSeconds));
        var schedule = new ArrivalSchedule(stages, pattern, seed);
        long count = 0;
        while (schedule.TryNext(out _))
            count++;
        return count;
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    /// <summary>Solves from·τ + slope·τ²/2 = area for τ ≥ 0, with from ≥ 0 and slope ≥ 0.</summary>
    private static double Solve(double from, double slope, double area)
        => area <= 0 ? 0 : 2 * area / (from + Math.Sqrt((from * from) + (2 * slope * area)));

    private double TimeOf(double level) => slope >= 0
        ? Math.Min(Solve(stage.From, slope, level), stageSeconds)
        : Math.Max(stageSeconds - Solve(stage.To, -slope, arrivalsInStage - level), 0);

    private bool EnterNextStage()
    {
        if (index + 1 >= stages.Count)
            return false;
        if (index >= 0)
        {
            var level = firstLevel + steps - arrivalsInStage;
            firstLevel = Math.Abs(level) <= arrivalsInStage * BorderTolerance ? 0 : level;
            steps = 0;
            stageStart += stage.Duration.Ticks * NanosecondsPerTick;
        }

        stage = stages[++index];
        stageSeconds = stage.Duration.TotalSeconds;
        slope = (stage.To - stage.From) / stageSeconds;
        arrivalsInStage = (stage.From + stage.To) / 2 * stageSeconds;
        return true;
    }
}
