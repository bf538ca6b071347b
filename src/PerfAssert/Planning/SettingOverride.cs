namespace PerfAssert;

/// <summary>A setting whose value was given from outside the test: by a settings file or an environment variable.</summary>
/// <param name="Setting">Name of the setting, such as <c>Users</c>.</param>
/// <param name="Value">The value that holds, such as <c>5</c>.</param>
/// <param name="Source">What gave it, such as <c>PERFASSERT_USERS</c> or <c>perfassert.json(7)</c>, the file with its line.</param>
/// <param name="Instead">The value that the test has without it; <see langword="null"/> when it has none.</param>
public sealed record SettingOverride(string Setting, string Value, string Source, string? Instead);
