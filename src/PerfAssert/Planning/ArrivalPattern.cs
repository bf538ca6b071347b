namespace PerfAssert;

/// <summary>The spacing of starts in the open model.</summary>
public enum ArrivalPattern
{
    /// <summary>Evenly spaced: 200/s starts an iteration every 5 ms.</summary>
    Constant,

    /// <summary>A Poisson process: independent arrivals, as from many independent clients. Seeded, so a run can be repeated.</summary>
    Poisson,
}
