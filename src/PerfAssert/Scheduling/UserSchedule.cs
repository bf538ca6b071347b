namespace PerfAssert;

/// <summary>
/// How many users of a closed workload are active: a pure sequence of changes, without a clock.
/// <para>
/// A stage that rises from a to b in D starts its k-th user (k = 1 … b − a) at (k − 1)/(b − a)·D, so that the first starts at once.
/// A stage that falls from a to b is its mirror image: the k-th user stops at k/(a − b)·D, so that b is reached at the end.
/// Between them users(τ) = min(b, a + 1 + ⌊(b − a)τ/D⌋), or a − ⌊(a − b)τ/D⌋. Levels that are not whole are rounded up.
/// </para>
/// </summary>
/// <param name="stages">The stages, levels in users. None make no changes: the load is not limited by time.</param>
internal sealed class UserSchedule(IReadOnlyList<Stage> stages)
{
    private const long NanosecondsPerTick = 100;

    private int index;
    private int stepInStage;
    private long stageStart;
    private int current = -1;
    private (long Offset, int Users)? lookAhead;

    /// <summary>Gives the next change. The first is at offset 0, offsets rise, and the number of users differs from the one before.</summary>
    /// <param name="offsetNanoseconds">When it happens, from the start of the measurement; a fall to the last level happens at the very end.</param>
    /// <param name="users">Active users from then on.</param>
    /// <returns><see langword="false"/> when there are no more changes.</returns>
    public bool TryNext(out long offsetNanoseconds, out int users)
    {
        lookAhead ??= Step();
        while (lookAhead is { } step)
        {
            lookAhead = Step();
            // Of several steps at one moment (the end of a stage and the start of the next) only the last one counts.
            if (step.Users == current || lookAhead?.Offset == step.Offset)
                continue;
            (offsetNanoseconds, users) = step;
            current = users;
            return true;
        }

        (offsetNanoseconds, users) = (0, 0);
        return false;
    }

    private (long Offset, int Users)? Step()
    {
        if (index >= stages.Count)
            return null;
        var from = (int)Math.Ceiling(stages[index].From);
        var to = (int)Math.Ceiling(stages[index].To);
        var length = stages[index].Duration.Ticks * NanosecondsPerTick;
        var changes = Math.Abs(to - from);

        // A rise has its last change before its end, a fall at it.
        var lastStep = to > from ? changes - 1 : changes;
        var offset = changes == 0 ? stageStart : stageStart + (long)((Int128)length * stepInStage / changes);
        var users = to > from ? from + 1 + stepInStage : from - stepInStage;
        if (stepInStage++ == lastStep)
        {
            stepInStage = 0;
            stageStart += length;
            index++;
        }

        return (offset, users);
    }
}
