namespace PerfAssert;

/// <summary>The servers that must be there, by the environment variable <see cref="Variable"/>: CI demands what a laptop may lack.</summary>
internal sealed record RequiredServers(IReadOnlySet<string> Names)
{
    public const string Variable = "PERFASSERT_REQUIRE";

    /// <summary>Every container, whatever runs in it.</summary>
    public const string Docker = "docker";

    private static readonly string[] Known = ["postgres", "redis", Docker];

    /// <exception cref="LoadConfigurationException">A name in it means nothing.</exception>
    public static RequiredServers Read(Func<string, string?> variable)
    {
        var names = (variable(Variable) ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Except(Known).ToList();
        return unknown.Count == 0
            ? new RequiredServers(names.ToHashSet())
            : throw new LoadConfigurationException([new ConfigurationError(
                $"{Variable}={variable(Variable)}",
                $"has {string.Join(" and ", unknown.Select(name => $"\"{name}\""))}, which is no server that can be required",
                $"Write some of {string.Join(", ", Known)}, with commas between them.")]);
    }
}
