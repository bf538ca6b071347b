namespace PerfAssert.Xunit.Fixtures;

/// <summary>Soaks whose declarations are read, and which are never run.</summary>
public class Soaks
{
    [SoakFact]
    public void Plain()
    {
    }

    [SoakFact(Users = 3, Duration = "1h")]
    [Expect("leaked per iteration < 1KB")]
    [Expect("drift < 5%")]
    [Expect("p95 < 1s")]
    public void Own()
    {
    }

    [SoakFact(ArrivalRate = "20/s")]
    public void Arriving()
    {
    }

    [SoakFact(Stages = "0→5 in 30s, 5 for 90s")]
    public void InStages()
    {
    }

    [SoakFact(Users = 2, Iterations = 10_000)]
    public void Counted()
    {
    }
}
