using FluentAssertions;

namespace PerfAssert;

/// <content>Databases and Redis. An assertion that nobody told the figures for fails and says how to get them.</content>
public partial class LoadResultAssertions
{
    /// <summary>Asserts how long callers waited for a connection of a pool: 95 % of those that had to wait, in the pool where it was longest.</summary>
    /// <param name="limit">Such as <c>50.Milliseconds()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HavePoolWaitBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("pool wait p95", Comparison.Below, limit.Ticks * 100.0, because, becauseArgs);

    /// <summary>Asserts that nobody gave up waiting for a connection of a pool.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoPoolTimeouts(string because = "", params object[] becauseArgs)
        => Expect("pool timeouts", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts that the database ended no transaction to resolve a deadlock, whether or not the code under load tried again.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoDeadlocks(string because = "", params object[] becauseArgs)
        => Expect("deadlocks", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts that no request or iteration sends the same query over and over, as an N+1 does.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoRepeatedStatements(string because = "", params object[] becauseArgs)
        => Expect("repeated statements", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts that no statement takes this long in the mean of its executions.</summary>
    /// <param name="limit">Such as <c>20.Milliseconds()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoStatementSlowerThan(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("slowest statement", Comparison.AtMost, limit.Ticks * 100.0, because, becauseArgs);

    /// <summary>Asserts how many sessions of the database waited for a lock at once. The server has to be watched.</summary>
    /// <param name="sessions">The most that are accepted.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveLockWaitsAtMost(int sessions, string because = "", params object[] becauseArgs)
        => Expect("lock waits", Comparison.AtMost, sessions, because, becauseArgs);

    /// <summary>Asserts how large the share of Redis reads is that found their key. The server has to be watched.</summary>
    /// <param name="limit">Such as <c>90.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveRedisHitRateAbove(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("redis hit rate", Comparison.Above, limit.Value, because, becauseArgs);

    /// <summary>Asserts how long Redis takes for a command in the mean, without the way there and back. The server has to be watched.</summary>
    /// <param name="limit">Such as <c>50.Microseconds()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveRedisCommandTimeBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("redis command time", Comparison.Below, limit.Ticks * 100.0, because, becauseArgs);
}
