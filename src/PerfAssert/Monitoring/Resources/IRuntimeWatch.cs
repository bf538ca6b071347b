namespace PerfAssert;

/// <summary>
/// What the package PerfAssert.Diagnostics adds to watching another process. The core does not refer to the package, whose libraries are large; it
/// finds it by name where a test project does, and does without it elsewhere.
/// </summary>
internal interface IRuntimeWatch
{
    private static readonly Lazy<IRuntimeWatch?> Known = new(static ()
        => Type.GetType("PerfAssert.RuntimeWatch, PerfAssert.Diagnostics", throwOnError: false) is { } type ? (IRuntimeWatch?)Activator.CreateInstance(type) : null);

    /// <summary>The package's; <see langword="null"/> without it.</summary>
    static IRuntimeWatch? Found => Known.Value;

    /// <summary>A monitor of the .NET runtime of a process; it reads nothing of one that has none.</summary>
    /// <param name="processId">Its id.</param>
    /// <param name="process">As messages name it.</param>
    /// <param name="interval">Time between two samples.</param>
    IMonitor Watch(int processId, string process, TimeSpan interval);
}
