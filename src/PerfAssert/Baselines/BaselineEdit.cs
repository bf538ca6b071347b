namespace PerfAssert;

/// <summary>The ways in which a baseline document changes. Pure.</summary>
internal static class BaselineEdit
{
    /// <summary>
    /// Adds a run to the section of its environment, dropping the oldest beyond <see cref="BaselineSection.MostRuns"/>. A document of
    /// another load is replaced.
    /// </summary>
    public static BaselineDocument Append(BaselineDocument? document, MeasurementFile measurement) => throw new NotImplementedException();

    /// <summary>Starts a new level: the given runs replace the others of their environment, whose spread stays known.</summary>
    public static BaselineDocument Rebase(BaselineDocument? document, IReadOnlyList<MeasurementFile> measurements) => throw new NotImplementedException();
}
