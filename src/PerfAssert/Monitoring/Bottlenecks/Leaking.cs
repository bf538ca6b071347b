namespace PerfAssert;

/// <summary>The leak gate has found something.</summary>
internal static class Leaking
{
    /// <summary>Types worth naming in a sentence.</summary>
    private const int MostTypes = 3;

    public static Bottleneck? Find(LoadResult result)
    {
        if (result.Leaks is not { IsLeaking: true } leaks)
            return null;
        var growing = leaks.Trends.Where(trend => trend.IsLeaking).ToList();
        var words = growing.Select(trend =>
            $"{trend.Resource.Name} by {MetricText.Format(trend.Resource.Unit, trend.GrowthPerIteration)} per iteration{(trend.Shape == GrowthShape.Accelerating ? ", faster and faster" : "")}");
        var types = leaks.Types.Take(MostTypes).Select(type => $"{type.Type} (+{Figure.Count(type.Instances)}, {Figure.Bytes(type.Bytes)})").ToList();
        return new(
            BottleneckKind.Leak,
            $"The process keeps growing over {Figure.Count(leaks.Iterations)} iterations: {string.Join("; ", words)}{(types.Count == 0 ? "" : $". What grew most: {string.Join(", ", types)}")}.",
            "Look for what outlives a request: a static collection or cache without a limit, an event handler that is never removed, a timer, stream or thread that is not disposed of.");
    }
}
