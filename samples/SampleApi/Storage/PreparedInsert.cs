using System.Data.Common;

namespace SampleApi.Storage;

/// <summary>Inserts rows into one table, parsing the statement once.</summary>
internal sealed class PreparedInsert : IRowWriter
{
    private readonly DbCommand command;

    public PreparedInsert(DbTransaction transaction, string table, string[] columns)
    {
        command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }
    }

    public void Write(params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Complete()
    {
        // Each row is there already.
    }

    public void Dispose() => command.Dispose();
}
