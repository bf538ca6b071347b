namespace PerfAssert.VerdictBench;

/// <summary>What goes on beside a measurement.</summary>
internal static class Noise
{
    /// <summary>Measured only while the machine has little else to do.</summary>
    public const string Quiet = "quiet";

    /// <summary>One thread that computes in bursts, its own process.</summary>
    public const string Hog = "hog";

    /// <summary>Two threads that compute all the time, in one other process.</summary>
    public const string Steady = "steady";

    /// <summary>Whatever the machine is doing.</summary>
    public const string AsIs = "as-is";

    public static IReadOnlyCollection<string> All { get; } = [Quiet, Hog, AsIs, Steady];
}
