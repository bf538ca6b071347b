namespace PerfAssert;

/// <summary>What a series is called in a sentence.</summary>
internal static class SeriesText
{
    /// <summary><c>Shop.Search</c> for whole iterations, <c>step "checkout"</c> for a step.</summary>
    public static string Subject(SeriesResult series) => series is StepResult ? $"step \"{series.Name}\"" : series.Name;

    /// <summary><c>but there is no step "pay". The run had: …</c>, without the last full stop.</summary>
    public static string NoSuchStep(LoadResult result, string name)
    {
        var message = result.Steps.MissingMessage(name);
        return $"but {char.ToLowerInvariant(message[0])}{message.AsSpan(1).TrimEnd('.')}";
    }

    /// <summary>The kind of a step, as in results.json: <c>request</c>.</summary>
    public static string KindOf(StepKind kind) => kind switch
    {
        StepKind.Request => "request",
        StepKind.Transaction => "transaction",
        StepKind.Behaviour => "behaviour",
        StepKind.Event => "event",
        StepKind.Connection => "connection",
        StepKind.Message => "message",
        _ => "step",
    };

    /// <summary>What its operations are: iterations, requests, executions and so on.</summary>
    public static string Noun(SeriesResult series, long count) => series switch
    {
        StepResult { Kind: StepKind.Behaviour } => "iteration",
        StepResult { Kind: StepKind.Step } => "execution",
        StepResult step => KindOf(step.Kind),
        _ => "iteration",
    } + (count == 1 ? "" : "s");
}
