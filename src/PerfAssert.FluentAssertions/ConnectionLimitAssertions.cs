using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace PerfAssert;

/// <summary>What can be asserted of a connection limit.</summary>
public class ConnectionLimitAssertions : ReferenceTypeAssertions<ConnectionLimit, ConnectionLimitAssertions>
{
    /// <summary>Creates the assertions of a limit.</summary>
    /// <param name="limit">What was found.</param>
    public ConnectionLimitAssertions(ConnectionLimit limit)
        : base(limit)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "connection limit";

    /// <summary>Asserts that at least this many connections were open and alive at the end.</summary>
    /// <param name="connections">Number of connections; at most as many as were asked for.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HoldAtLeast(int connections, string because = "", params object[] becauseArgs)
        => Assert(limit => limit.Held >= connections, $"to hold at least {Figure.Count(connections)} connections", Held, because, becauseArgs);

    /// <summary>Asserts that exactly this many connections were open and alive at the end, such as a limit that is configured.</summary>
    /// <param name="connections">Number of connections; fewer than were asked for.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HoldExactly(int connections, string because = "", params object[] becauseArgs)
        => Assert(limit => limit.Held == connections, $"to hold exactly {Figure.Count(connections)} connections", Held, because, becauseArgs);

    /// <summary>Asserts that no connection was lost once it was open.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HaveNoDrops(string because = "", params object[] becauseArgs) => Assert(
        limit => limit.Dropped == 0,
        "to have no drops",
        limit => $"but {Figure.Count(limit.Dropped)} of {Figure.Count(limit.ConnectTime.Count)} connections were lost, the first at {Figure.Duration(limit.Drops.Min(drop => drop.FirstAt))}: {limit.Drops[0].Samples[0]}",
        because,
        becauseArgs);

    /// <summary>Asserts how large the share of attempts to connect is that succeeded.</summary>
    /// <param name="share">Such as <c>99.9.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HaveConnectSuccessRateAtLeast(Ratio share, string because = "", params object[] becauseArgs) => Assert(
        limit => limit.ConnectSuccessRate >= share,
        $"to have a connect success rate of at least {Figure.Percent(share.Value)}",
        limit => $"but it was {Figure.Percent(limit.ConnectSuccessRate.Value)}: {Figure.Count(limit.ConnectsFailed)} of {Figure.Count(limit.ConnectTime.Count + limit.ConnectsFailed)} failed{(limit.FirstFailure is { } first ? $", the first with {first.Kind}: {first.Message}" : "")}",
        because,
        becauseArgs);

    /// <summary>Asserts how many connections can be opened per second.</summary>
    /// <param name="rate">Connections per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HaveConnectsPerSecondAtLeast(double rate, string because = "", params object[] becauseArgs) => Assert(
        limit => limit.ConnectsPerSecond >= rate,
        $"to open at least {Figure.Rate(rate)}",
        limit => $"but it opened {Figure.Rate(limit.ConnectsPerSecond)}",
        because,
        becauseArgs);

    /// <summary>Asserts how much managed memory a connection takes in this process: of the client, and of the application too where it runs here.</summary>
    /// <param name="bytes">Bytes per connection.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<ConnectionLimitAssertions> HaveMemoryPerConnectionBelow(double bytes, string because = "", params object[] becauseArgs) => Assert(
        limit => limit.BytesPerConnection < bytes,
        $"to take less than {Figure.Bytes(bytes)} per connection",
        limit => limit.BytesPerConnection is { } taken
            ? $"but it took {Figure.Bytes(taken)}, {ConnectionLimitText.Ends(limit)}"
            : $"but {Figure.Count(limit.Held)} connections are too few to tell",
        because,
        becauseArgs);

    private static string Held(ConnectionLimit limit) => $"but it held {ConnectionLimitText.Held(limit)}"
        + (limit.FirstFailure is { } first ? $". The first failure, with {Figure.Count(first.After)} open, was {first.Kind}: {first.Message}" : "")
        + (limit.FirstFailure?.ClientLimit is { } own ? ". " + own.TrimEnd('.') : "");

    private AndConstraint<ConnectionLimitAssertions> Assert(
        Func<ConnectionLimit, bool> isMet, string claim, Func<ConnectionLimit, string> finding, string because, object[] becauseArgs)
    {
        if (Subject is null || !isMet(Subject))
        {
            Execute.Assertion.BecauseOf(because, becauseArgs).FailWith(
                "Expected {0} {1}{reason}, {2}.",
                new Verbatim(Subject?.Name ?? "the connection limit"),
                new Verbatim(claim),
                new Verbatim(Subject is null ? "but it is <null>" : finding(Subject)));
        }

        return new(this);
    }
}
