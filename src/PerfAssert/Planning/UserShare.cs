namespace PerfAssert;

/// <summary>A class of users as planned: how many of the users or of the arrivals are its own, and what they do.</summary>
/// <param name="Weight">Its share, beside the other classes'.</param>
/// <param name="Users">So many users and no share (closed model); <see langword="null"/> for a share.</param>
/// <param name="ThinkTime">Instead of the plan's; <see langword="null"/> for the plan's.</param>
public sealed record UserShare(double Weight, int? Users = null, ThinkTime? ThinkTime = null)
{
    /// <summary>Name of the class; <see langword="null"/> where the test has behaviours and no classes.</summary>
    public string? Name { get; init; }

    /// <summary>What an iteration of its users may be, without what tags or weights have left out.</summary>
    public IReadOnlyList<BehaviourShare> Behaviours { get; init; } = [];

    /// <summary>
    /// The class of each user, in the order of their numbers. The fixed ones come first; of the others any first few have nearly the
    /// right mix, so that a ramp-up has it too. In the open model every class has at least one user: its arrivals cannot be served by others.
    /// </summary>
    /// <param name="shares">The classes.</param>
    /// <param name="users">Users in all; in the open model at least one for each class.</param>
    /// <param name="oneEach">Whether every class has at least one user.</param>
    internal static int[] Spread(IReadOnlyList<UserShare> shares, int users, bool oneEach)
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
