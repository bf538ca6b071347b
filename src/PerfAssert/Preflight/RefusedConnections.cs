namespace PerfAssert;

/// <summary>A warm-up in which every iteration was refused a connection: what it calls, such as a database, has not been started.</summary>
internal static class RefusedConnections
{
    /// <exception cref="LoadTargetException">There were iterations, and none ended otherwise.</exception>
    public static void ThrowIfNothingElse(Recorder warmUp)
    {
        var data = new SliceData();
        warmUp.DrainInto(data);
        if (data.Find(Recorder.IterationSeries) is not { } iterations || iterations.Response.Count > 0
            || iterations.Errors.ToList() is not [{ Key: FailureClassifier.Connection, Value: var refused }]
            || !refused.Samples.All(sample => sample.Contains(FailureClassifier.Refused, StringComparison.OrdinalIgnoreCase)))
            return;
        throw new LoadTargetException(
            $"No load was measured: each of the {Figure.Count(refused.Total)} iterations of the warm-up was refused a connection ({refused.Samples[0].TrimEnd('.')}). "
            + "Start what the iteration calls first, or correct its address.");
    }
}
