namespace PerfAssert.Tool;

/// <summary>
/// Gives two versions of the same tests their turns, so that only one of them ever loads the machine: one warms up, then the other,
/// then A B B A A B B A …, which cancels whatever drifts evenly.
/// </summary>
/// <param name="turn">Length of a turn.</param>
/// <param name="pairs">Turns that each side gets for a test.</param>
internal sealed class TurnCoordinator(TimeSpan turn, int pairs)
{
    /// <summary>The first turns after the other version's warm-up find cold caches and connections: run, not counted.</summary>
    public const int UncountedPairs = 1;

    /// <summary>Lets both sides run all their tests.</summary>
    /// <param name="first">The side that starts its process, and warms up, first.</param>
    /// <param name="second">The other.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Names of the tests that got their turns, and of those that only one side had at that point.</returns>
    public async Task<TurnsGiven> RunAsync(ITurnSide first, ITurnSide second, CancellationToken cancellationToken)
    {
        var given = new TurnsGiven();
        var one = await first.NextAsync(cancellationToken);
        var two = await second.NextAsync(cancellationToken);
        try
        {
            while (one is not null && two is not null)
            {
                // Rows of a theory that the other version does not have, or has elsewhere: the first side waits until the second is there.
                if (one.Test != two.Test)
                {
                    given.Skip(second.Name, two.Test);
                    two = await SkipAsync(second, two, cancellationToken);
                    continue;
                }

                await GiveAsync(one, two, cancellationToken);
                given.Paired.Add(one.Test);

                // The one that ends first warms up its next test while the other still waits: never both at once.
                one = await SkipAsync(first, one, cancellationToken);
                two = await SkipAsync(second, two, cancellationToken);
            }

            for (; one is not null; one = await SkipAsync(first, one, cancellationToken))
                given.Skip(first.Name, one.Test);
            for (; two is not null; two = await SkipAsync(second, two, cancellationToken))
                given.Skip(second.Name, two.Test);
            return given;
        }
        finally
        {
            if (one is not null)
                await one.DisposeAsync();
            if (two is not null)
                await two.DisposeAsync();
        }
    }

    private async Task GiveAsync(ITurnConnection one, ITurnConnection two, CancellationToken cancellationToken)
    {
        for (var pair = 0; pair < pairs + UncountedPairs; pair++)
        {
            var (earlier, later) = pair % 2 == 0 ? (one, two) : (two, one);
            await earlier.RunAsync(turn, cancellationToken);
            await later.RunAsync(turn, cancellationToken);
        }
    }

    private static async Task<ITurnConnection?> SkipAsync(ITurnSide side, ITurnConnection connection, CancellationToken cancellationToken)
    {
        await connection.EndAsync(cancellationToken);
        var next = side.NextAsync(cancellationToken);
        try
        {
            return await next;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
