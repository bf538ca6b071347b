namespace PerfAssert;

/// <summary>A reporter that is given the response times of each slice beside its figures.</summary>
internal interface IHistogramReporter : IReporter
{
    /// <summary>A slice has ended; called in place of <see cref="IReporter.Slice"/>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="response">Response times of its successful iterations, in nanoseconds. Only valid during the call.</param>
    void Slice(TimeSlice slice, LatencyHistogram response);

    /// <inheritdoc />
    void IReporter.Slice(TimeSlice slice)
    {
    }
}
