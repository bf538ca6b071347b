namespace PerfAssert.VerdictBench;

/// <summary>Which candidates there are, and in which random order they come: the same for the same settings.</summary>
internal static class CandidateOrder
{
    /// <summary>What the goals speak of.</summary>
    private static readonly string[] First = [Variant.Unchanged, "1.2", "+1"];

    /// <param name="noises">The noises.</param>
    /// <param name="variants">The variants' names.</param>
    /// <param name="shifts">The shifts; those that a variant does not have are left out.</param>
    /// <param name="unchanged">Runs of unchanged code for each noise, of all variants together.</param>
    /// <param name="shifted">Runs for each noise, variant and shift.</param>
    /// <param name="seed">Of the order.</param>
    public static IReadOnlyList<Candidate> Create(
        IReadOnlyList<string> noises, IReadOnlyList<string> variants, IReadOnlyList<string> shifts, int unchanged, int shifted, int seed)
    {
        var all = new List<Candidate>();
        foreach (var noise in noises)
        {
            for (var index = 0; index < variants.Count; index++)
            {
                var share = (unchanged / variants.Count) + (index < unchanged % variants.Count ? 1 : 0);
                if (shifts.Contains(Variant.Unchanged))
                    all.AddRange(Of(new Cell(noise, variants[index], Variant.Unchanged), share));
                foreach (var shift in Variant.Named(variants[index]).Shifts.Where(shifts.Contains))
                    all.AddRange(Of(new Cell(noise, variants[index], shift), shifted));
            }
        }

        // A position of its own for each candidate, so that other sizes change little of the order.
        return
        [
            .. all.OrderBy(candidate => First.Contains(candidate.Cell.Shift) ? 0 : 1)
                .ThenBy(candidate => Position(candidate, seed))
                .ThenBy(candidate => candidate.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Candidate> Of(Cell cell, int count) => Enumerable.Range(1, count).Select(number => new Candidate(cell, number));

    private static uint Position(Candidate candidate, int seed)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seed} {candidate.Id}")));
        return BitConverter.ToUInt32(hash);
    }
}
