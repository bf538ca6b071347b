namespace PerfAssert;

/// <summary>Turns a run into something to read. Called from one thread at a time; an exception is reported and does not fail the run.</summary>
public interface IReporter
{
    /// <summary>The measurement is about to start.</summary>
    /// <param name="start">What is known by then.</param>
    void Start(ReportStart start);

    /// <summary>A slice of a second has ended. What was written so far must be readable if the process dies now.</summary>
    /// <param name="slice">The slice.</param>
    void Slice(TimeSlice slice);

    /// <summary>The run has ended and was judged.</summary>
    /// <param name="result">The result.</param>
    void Complete(LoadResult result);
}
