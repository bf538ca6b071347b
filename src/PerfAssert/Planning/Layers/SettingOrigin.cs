namespace PerfAssert;

/// <summary>Where the value of a setting comes from, when it is not the test itself.</summary>
/// <param name="Value">The value that comes from there; a setting that has another one since was written elsewhere.</param>
/// <param name="Source">Such as <c>LoadPreset.Heavy</c>, <c>perfassert.json(7)</c> or <c>PERFASSERT_USERS</c>.</param>
internal sealed record SettingOrigin(object Value, string Source);
