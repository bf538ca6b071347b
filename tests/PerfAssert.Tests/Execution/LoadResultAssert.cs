using Xunit;

namespace PerfAssert.Tests.Execution;

internal static class LoadResultAssert
{
    /// <summary>Assertions inside an iteration count as failed iterations; this brings them out.</summary>
    public static void AssertNoFailures(this LoadResult result) => Assert.Equal([], result.Errors.SelectMany(error => error.Samples));
}
