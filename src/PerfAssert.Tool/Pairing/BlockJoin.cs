namespace PerfAssert.Tool;

/// <summary>Puts the blocks of several processes of the same version behind each other. Pure.</summary>
internal static class BlockJoin
{
    /// <summary>All blocks, whose series are found by name: each process numbers them in the order in which it first met them.</summary>
    public static BlockSet Join(IReadOnlyList<BlockSet> sets)
    {
        var names = sets.SelectMany(set => set.Names).Distinct().ToList();
        return new BlockSet(
            names,
            [.. sets.SelectMany(set => set.Blocks.Select(block => Renumbered(block, set, names)))],
            sets[0].KernelTime,
            sets.All(set => set.InProcess))
        {
            RetainedBytes = sets.All(set => set.RetainedBytes is not null) ? sets.Sum(set => set.RetainedBytes!.Value) : null,
        };
    }

    /// <summary>Without the first blocks, which were run to warm up.</summary>
    public static BlockSet Without(BlockSet set, int first) => set with { Blocks = [.. set.Blocks.Skip(first)] };

    private static Block Renumbered(Block block, BlockSet set, List<(string Name, StepKind Kind)> names)
        => block with
        {
            Series = [.. names.Select((name, index) => index == 0 ? 0 : IndexOf(set, name)).Select(index => index >= 0 && index < block.Series.Count ? block.Series[index] : BlockSeries.Empty)],
        };

    private static int IndexOf(BlockSet set, (string Name, StepKind Kind) name)
    {
        for (var index = 1; index < set.Names.Count; index++)
        {
            if (set.Names[index] == name)
                return index;
        }

        return -1;
    }
}
