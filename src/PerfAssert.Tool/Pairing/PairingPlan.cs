namespace PerfAssert.Tool;

/// <summary>How long two versions of a test are compared. Pure.</summary>
/// <param name="Slice">Length of a turn.</param>
/// <param name="MaxTime">The most load time that a test gets, both sides together, without its confirmation.</param>
internal sealed record PairingPlan(TimeSpan Slice, TimeSpan MaxTime)
{
    public static readonly TimeSpan DefaultSlice = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan DefaultMaxTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Pairs of turns after which the verdict is looked at. Each step is a pair of fresh processes, so that what one process happens to
    /// have (its addresses, the decisions of its JIT) is part of the noise that is seen.
    /// </summary>
    private static readonly int[] Looks = [20, 32, 48];

    /// <summary>Pairs of each pair of processes, in their order: the first always, the others while the verdict is open.</summary>
    public IReadOnlyList<int> Rounds
    {
        get
        {
            var most = Math.Max(PairedTest.FewestPairs, (int)(MaxTime / (2 * Slice)));
            var rounds = new List<int>();
            var before = 0;
            foreach (var look in Looks)
            {
                var pairs = Math.Min(look, most) - before;
                if (pairs <= 0)
                    break;
                rounds.Add(pairs);
                before += pairs;
            }

            return rounds;
        }
    }
}
