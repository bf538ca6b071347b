using PerfAssert;
using VerifyTests;

namespace WithVerify;

/// <summary>Tells Verify how two results are compared: as a run is with its baseline, not character by character.</summary>
public static class PerfBaseline
{
    public static Task<CompareResult> Compare(string received, string verified, IReadOnlyDictionary<string, object> context)
    {
        var (isMatch, message) = BaselineSnapshot.Compare(received, verified);
        return Task.FromResult(isMatch ? CompareResult.Equal : CompareResult.NotEqual(message));
    }
}
