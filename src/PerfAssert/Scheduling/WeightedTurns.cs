namespace PerfAssert;

/// <summary>
/// Takes turns by weight, evenly interleaved: after any number of turns each has had its share, give or take one. The smooth weighted
/// round robin of nginx: all credits grow by their weights, the highest has the turn and pays the sum. Not thread-safe.
/// </summary>
/// <param name="weights">Not negative, and at least one above zero; a zero never has a turn.</param>
internal sealed class WeightedTurns(IReadOnlyList<double> weights)
{
    private readonly double[] credits = new double[weights.Count];
    private readonly double sum = weights.Sum();

    /// <summary>The index of the next.</summary>
    public int Next()
    {
        var next = -1;
        for (var i = 0; i < credits.Length; i++)
        {
            credits[i] += weights[i];
            if (weights[i] > 0 && (next < 0 || credits[i] > credits[next]))
                next = i;
        }

        credits[next] -= sum;
        return next;
    }
}
