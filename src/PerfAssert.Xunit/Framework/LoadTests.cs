using System.Reflection;

namespace PerfAssert;

/// <summary>The load tests of an assembly, asked for or not.</summary>
internal static class LoadTests
{
    /// <summary>Their names, with and without the namespace.</summary>
    public static IReadOnlyList<(string Name, string FullName)> Of(Assembly assembly)
        => [.. from type in assembly.GetExportedTypes()
               where !type.IsAbstract || type.IsSealed
               from method in type.GetMethods()
               where method.IsDefined(typeof(LoadAttribute), inherit: true)
               select ($"{type.Name}.{method.Name}", $"{type.FullName}.{method.Name}")];
}
