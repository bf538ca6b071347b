using System.Data.Common;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

/// <summary>Alone, because every exception of the process is seen.</summary>
[Collection(nameof(AloneCollection))]
public class DatabaseErrorsTests
{
    [Fact]
    public async Task A_deadlock_is_counted_once_however_often_it_is_thrown_on()
    {
        using var errors = new DatabaseErrors();

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ThroughAsync(4, new Npgsql.PostgresException("40P01")));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ThroughAsync(2, new Npgsql.PostgresException("23505")));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ThroughAsync(2, new Npgsql.PostgresException("55P03")));

        Assert.Equal((3, 1), errors.Read(DatabaseSystem.PostgreSql));
    }

    [Fact]
    public async Task SQL_Server_tells_by_number()
    {
        using var errors = new DatabaseErrors();

        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => ThroughAsync(1, new Microsoft.Data.SqlClient.SqlException(1205)));
        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => ThroughAsync(1, new Microsoft.Data.SqlClient.SqlException(2627)));

        Assert.Equal((1, 0), errors.Read(DatabaseSystem.SqlServer));
    }

    private static async Task ThroughAsync(int depth, DbException exception)
    {
        await Task.Yield();
        if (depth == 0)
            throw exception;
        try
        {
            await ThroughAsync(depth - 1, exception);
        }
        catch (DbException)
        {
            throw;
        }
    }
}
