using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>The names of database systems, by the types and meters of their clients.</summary>
internal static class DatabaseSystem
{
    public const string PostgreSql = "PostgreSQL";
    public const string Sqlite = "SQLite";
    public const string SqlServer = "SQL Server";
    public const string MySql = "MySQL";
    public const string Oracle = "Oracle";

    private static readonly ConcurrentDictionary<Type, string> Known = new();

    /// <summary>The system that a provider's type belongs to; the provider's namespace where it is not known.</summary>
    public static string NameOf(Type type) => Known.TryGetValue(type, out var name) ? name : Known.GetOrAdd(type, static key => NameOf(key.Namespace ?? key.Name));

    /// <summary>The system that a provider or its meter belongs to.</summary>
    public static string NameOf(string provider) => provider switch
    {
        "Npgsql" => PostgreSql,
        "Microsoft.Data.Sqlite" or "System.Data.SQLite" => Sqlite,
        "Microsoft.Data.SqlClient" or "System.Data.SqlClient" => SqlServer,
        "MySqlConnector" or "MySql.Data.MySqlClient" => MySql,
        _ when provider.StartsWith("Oracle.", StringComparison.Ordinal) => Oracle,
        _ => provider,
    };
}
