namespace PerfAssert;

/// <summary>Renders a comparison for the console and for the message of a failure.</summary>
internal static class ComparisonText
{
    public static string Render(BaselineComparison comparison) => throw new NotImplementedException();
}
