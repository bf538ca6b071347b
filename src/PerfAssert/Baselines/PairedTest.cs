namespace PerfAssert;

/// <summary>
/// Judges two versions that were measured in turns on the same machine at the same time: what disturbs one disturbs the other. Pure.
/// </summary>
internal static class PairedTest
{
    /// <param name="test">Stable name of the test.</param>
    /// <param name="baseline">Blocks of the base version, one for each of its turns.</param>
    /// <param name="changed">Blocks of the changed version, the n-th beside the n-th of the base.</param>
    public static BaselineComparison Compare(string test, BlockSet baseline, BlockSet changed) => throw new NotImplementedException();
}
