namespace PerfAssert;

/// <summary>The sign by which an exception skips the test instead of failing it.</summary>
internal static class DynamicSkip
{
    /// <summary>What the message starts with, as xUnit v3 and the skipping libraries for v2 have it; the reason follows.</summary>
    public const string Prefix = "$XunitDynamicSkip$";

    public static bool IsMeantBy(Exception exception) => exception.Message.StartsWith(Prefix, StringComparison.Ordinal);
}
