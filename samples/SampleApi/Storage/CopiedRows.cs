using Npgsql;

namespace SampleApi.Storage;

/// <summary>Writes rows into one table of PostgreSQL with its COPY command.</summary>
internal sealed class CopiedRows(NpgsqlConnection connection, string table, string[] columns) : IRowWriter
{
    private readonly NpgsqlBinaryImporter import = connection.BeginBinaryImport(
        $"COPY \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) FROM STDIN (FORMAT BINARY)");

    public void Write(params ReadOnlySpan<object> values)
    {
        import.StartRow();
        foreach (var value in values)
            import.Write(value);
    }

    public void Complete() => import.Complete();

    public void Dispose() => import.Dispose();
}
