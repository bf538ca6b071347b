namespace PerfAssert;

/// <summary>A closed model's time line shows a stall, so its response times are too good.</summary>
/// <param name="At">Start of the worst slice, from the start of the measurement.</param>
/// <param name="Evidence">What the time line shows, a whole sentence with its figures.</param>
/// <param name="Rate">The mean rate at which iterations would have kept starting, per second.</param>
/// <param name="OpenModel">What the response times would have been then, see <see cref="OpenModelView"/>.</param>
internal sealed record Stall(TimeSpan At, string Evidence, double Rate, LatencySummary OpenModel);
