namespace PerfAssert.VerdictBench;

/// <summary>Makes one run.</summary>
internal interface IMeasurer
{
    /// <param name="cell">What to run, and beside what.</param>
    /// <param name="folder">Where the measurement is kept.</param>
    /// <param name="cancellation">Gives the run up; nothing is kept of it then.</param>
    /// <returns>The measurement and the time that it took, the start of the process included.</returns>
    Task<(MeasurementFile Measurement, TimeSpan Took)> MeasureAsync(Cell cell, string folder, CancellationToken cancellation);
}
