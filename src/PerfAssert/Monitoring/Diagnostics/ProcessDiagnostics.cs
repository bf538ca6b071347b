using System.Reflection;

namespace PerfAssert;

/// <summary>Finds the package PerfAssert.Diagnostics where it is referenced: the core does not need it, and its libraries are large.</summary>
internal static class ProcessDiagnostics
{
    private const string Package = "PerfAssert.Diagnostics";
    private const string Implementation = "PerfAssert.RuntimeDiagnostics";

    private static readonly Lazy<IProcessDiagnostics?> Found = new(Find);

    /// <summary>What looks into processes; <see langword="null"/> without the package.</summary>
    public static IProcessDiagnostics? Instance => Found.Value;

    private static IProcessDiagnostics? Find()
    {
        try
        {
            return Assembly.Load(Package).GetType(Implementation) is { } type ? (IProcessDiagnostics?)Activator.CreateInstance(type) : null;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or InvalidCastException)
        {
            return null;
        }
    }
}
