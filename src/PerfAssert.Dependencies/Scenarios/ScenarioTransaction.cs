using Npgsql;

namespace PerfAssert;

/// <summary>One iteration of a scenario: a transaction on a connection of the pool.</summary>
internal static class ScenarioTransaction
{
    /// <summary>Runs the work, then commits, which is a step of its own, or takes all back: of what is the user's nothing is to remain.</summary>
    public static async Task RunAsync(NpgsqlDataSource dataSource, VirtualUser user, bool commits, Func<NpgsqlConnection, Task> work)
    {
        var connection = await dataSource.OpenConnectionAsync(user.CancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(user.CancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await work(connection).ConfigureAwait(false);
                if (commits)
                    await user.StepAsync("commit", () => transaction.CommitAsync(user.CancellationToken)).ConfigureAwait(false);
                else
                    await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
