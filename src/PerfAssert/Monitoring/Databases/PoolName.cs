using System.Data.Common;

namespace PerfAssert;

/// <summary>What a pool is called in reports. One that nobody named has its connection string for a name, which tells too much.</summary>
internal static class PoolName
{
    /// <summary>Keys of a connection string, the most telling first.</summary>
    private static readonly string[] Telling = ["Database", "Initial Catalog", "Data Source", "Host", "Server"];

    /// <summary>The name, or of a connection string the database.</summary>
    public static string Of(string name)
    {
        if (!name.Contains('=', StringComparison.Ordinal))
            return name;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = name };
            return Telling.Where(parts.ContainsKey).Select(key => parts[key]?.ToString()).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? name;
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
