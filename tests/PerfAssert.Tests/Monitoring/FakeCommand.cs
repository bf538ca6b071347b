using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PerfAssert.Tests.Monitoring
{
    /// <summary>A command of some provider that tells nobody of its commands.</summary>
    internal class FakeCommand : DbCommand
    {
        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => 0;

        public override object? ExecuteScalar() => null;

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();
    }
}

namespace Npgsql
{
    /// <summary>Has the name of the real one.</summary>
    internal sealed class NpgsqlCommand : PerfAssert.Tests.Monitoring.FakeCommand;
}

namespace Microsoft.Data.SqlClient
{
    /// <summary>Has the name of the real one.</summary>
    internal sealed class SqlCommand : PerfAssert.Tests.Monitoring.FakeCommand;
}

namespace Npgsql
{
    /// <summary>Has the name of the real one.</summary>
    internal sealed class PostgresException(string sqlState) : System.Data.Common.DbException("an error of the server")
    {
        public override string? SqlState => sqlState;
    }
}

namespace Microsoft.Data.SqlClient
{
    /// <summary>Has the name of the real one.</summary>
    internal sealed class SqlException(int number) : System.Data.Common.DbException("an error of the server")
    {
        public int Number => number;
    }
}
