namespace SampleApi.Storage;

/// <summary>
/// Numbers that are the same on every machine and every runtime, which <see cref="Random"/> with a seed does not promise
/// (SplitMix64; Steele, Lea and Flood, 2014).
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public string Of(string[] words) => words[Below(words.Length)];

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
