using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Times a fixed piece of arithmetic on one core, while no load runs: how fast the machine is. (How busy it is does not show: a probe
/// this short is hardly ever interrupted.)
/// </summary>
internal static class SpeedProbe
{
    /// <summary>The median of a dozen is not moved by a few interruptions, and they take some 3 ms.</summary>
    private const int Repeats = 12;

    /// <summary>About 0.2 ms on a server core of the 2020s.</summary>
    private const int Rounds = 90_000;

    private static double sink;

    /// <summary>The median of a dozen.</summary>
    public static TimeSpan Run()
    {
        var times = new long[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            sink = Kernel();
            times[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(times);
        return Stopwatch.GetElapsedTime(0, (times[(Repeats - 1) / 2] + times[Repeats / 2]) / 2);
    }

    /// <summary>A chain of integer and floating-point steps, each waiting for the one before. Optimised at once: it must not change as the JIT learns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Kernel()
    {
        var state = 0x9E3779B97F4A7C15UL;
        var sum = 0.0;
        for (var i = 0; i < Rounds; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            sum = (sum * 0.5) + (state >> 40);
        }

        return sum;
    }
}
