namespace PerfAssert;

/// <summary>Amounts of memory in the words of a test: <c>50.Megabytes()</c>. 1 KB is 1,024 bytes, as in every message and report.</summary>
public static class ByteCountExtensions
{
    private const double Step = 1024;

    /// <summary>The number of kilobytes in bytes.</summary>
    /// <param name="value">1 is 1,024 bytes.</param>
    public static double Kilobytes(this int value) => value * Step;

    /// <summary>The number of megabytes in bytes.</summary>
    /// <param name="value">1 is 1,048,576 bytes.</param>
    public static double Megabytes(this int value) => value * Step * Step;

    /// <summary>The number of gigabytes in bytes.</summary>
    /// <param name="value">1 is 1,073,741,824 bytes.</param>
    public static double Gigabytes(this int value) => value * Step * Step * Step;
}
