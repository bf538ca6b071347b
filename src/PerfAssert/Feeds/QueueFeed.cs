namespace PerfAssert;

/// <summary>Hands out each row once in a run.</summary>
internal sealed class QueueFeed<T>(string name, T[] rows, bool shuffled) : Feed<T>(name, rows)
{
    private readonly string exhausted =
        $"{name} is exhausted: {(rows.Length == 1 ? "its only row was" : $"each of its {Figure.Count(rows.Length)} rows was")} handed out once (a warm-up takes rows too). "
        + (shuffled
            ? "Add rows, apply less load, or write .Random() instead of .Shuffled(), which may hand out a row again."
            : "Add rows, apply less load, or write .Circular() instead of .Sequential(), which begins again with the first row.");

    internal override T Next(VirtualUser user)
    {
        var position = PositionFor(user);
        var number = position.Take();
        if (number >= Rows.Length)
            throw new FeedExhaustedException(exhausted);
        return Rows[position.Order is { } order ? order[number] : number];
    }

    private protected override FeedPosition Begin(VirtualUser user) => new(user.Run) { Order = shuffled ? Shuffle(user.Seed) : null };

    private int[] Shuffle(int seed)
    {
        // With the name, so that two files with as many rows are not shuffled alike.
        foreach (var character in Name)
            seed = unchecked((seed * 16_777_619) ^ character);
        var order = new int[Rows.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new Random(seed).Shuffle(order);
        return order;
    }
}
