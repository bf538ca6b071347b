namespace PerfAssert;

/// <summary>Whether this is a build of a CI service, which must not accept what it has itself measured.</summary>
internal static class CiEnvironment
{
    private static readonly string[] Names = ["CI", "TF_BUILD"];

    /// <summary>The variable that says so (<c>CI</c> on most services, <c>TF_BUILD</c> on Azure Pipelines); <see langword="null"/> outside CI.</summary>
    /// <param name="variable">Reads an environment variable; by default of this process.</param>
    public static string? Variable(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return Names.FirstOrDefault(name => variable(name)?.Trim().ToUpperInvariant() is "1" or "TRUE");
    }
}
