namespace PerfAssert.Tests.Reporting;

/// <summary>An empty folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("perfassert-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
