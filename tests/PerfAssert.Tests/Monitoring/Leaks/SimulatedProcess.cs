namespace PerfAssert.Tests.Monitoring.Leaks;

/// <summary>A process whose memory behaves as told, checked for leaks by the whole procedure. Every draw is seeded.</summary>
internal sealed class SimulatedProcess(int seed)
{
    private readonly Random random = new(seed);
    private double steps;
    private long points;

    /// <summary>Bytes that it keeps after so many iterations.</summary>
    public Func<long, double> Kept { get; init; } = _ => 0;

    /// <summary>Handles after so many iterations.</summary>
    public Func<long, double> Handles { get; init; } = _ => 120;

    /// <summary>Standard deviation of what a point reads, in bytes: buffers and tables that are there or not.</summary>
    public double Noise { get; init; } = 20_000;

    /// <summary>Chance of a step between two points, such as a pool or a table that grows for good.</summary>
    public double StepChance { get; init; }

    /// <summary>The largest step in bytes; steps go up only.</summary>
    public double LargestStep { get; init; } = 500_000;

    /// <summary>Iterations before the check.</summary>
    public long Before { get; init; } = 5_000;

    /// <summary>Iterations so far.</summary>
    public long Iterations { get; private set; }

    /// <summary>Points read.</summary>
    public long Points => points;

    public LeakReport Check(long iterations = LeakCheck.DefaultIterations, double? rateBefore = null)
    {
        Iterations = Before;
        var check = new LeakCheck(Read, (wanted, _) =>
        {
            Iterations += wanted;
            return Task.FromResult(wanted);
        })
        {
            HeapRateBefore = rateBefore,
        };
        return check.RunAsync(iterations, TimeSpan.FromMinutes(1), CancellationToken.None).GetAwaiter().GetResult();
    }

    private LeakPoint? Read()
    {
        points++;
        if (random.NextDouble() < StepChance)
            steps += random.NextDouble() * LargestStep;
        return new LeakPoint(10e6 + Kept(Iterations) + steps + Normal(Noise), 50e6 + Normal(Noise * 2), Handles(Iterations), 4, 20 + random.Next(-1, 2), 150);
    }

    private double Normal(double deviation)
        => deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
