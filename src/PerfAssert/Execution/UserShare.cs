namespace PerfAssert;

/// <summary>A kind of users, as the executors see it: how many of the users or of the arrivals are its own, and how long they think.</summary>
/// <param name="Weight">Its share, beside the other kinds'.</param>
/// <param name="Users">So many users and no share; closed model only. <see langword="null"/> for a share.</param>
/// <param name="ThinkTime">Instead of the plan's; <see langword="null"/> for the plan's.</param>
internal sealed record UserShare(double Weight, int? Users = null, ThinkTime? ThinkTime = null)
{
    /// <summary>
    /// The kind of each user, in the order of their numbers. The fixed ones come first; of the others any first few have nearly the
    /// right mix, so that a ramp-up has it too. In the open model every kind has at least one user: its arrivals cannot be served by others.
    /// </summary>
    /// <param name="shares">The kinds.</param>
    /// <param name="users">Users in all; in the open model at least one for each kind.</param>
    /// <param name="oneEach">Whether every kind has at least one user.</param>
    public static int[] Spread(IReadOnlyList<UserShare> shares, int users, bool oneEach)
    {
        var kinds = new List<int>(users);
        for (var kind = 0; kind < shares.Count; kind++)
            kinds.AddRange(Enumerable.Repeat(kind, Math.Min(oneEach ? 1 : shares[kind].Users ?? 0, users - kinds.Count)));
        var turns = new WeightedTurns([.. shares.Select(share => share.Users is null ? share.Weight : 0)]);
        int[] left = oneEach ? [.. shares.Select(_ => 1)] : new int[shares.Count];
        while (kinds.Count < users)
        {
            // Whoever has been given a user in advance passes when its turn comes.
            var kind = turns.Next();
            if (left[kind]-- <= 0)
                kinds.Add(kind);
        }

        return [.. kinds];
    }
}
