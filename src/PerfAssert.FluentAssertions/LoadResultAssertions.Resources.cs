using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of the resources that were watched during a run. Without a reading of it, an assertion of a resource fails.</summary>
public partial class LoadResultAssertions
{
    /// <summary>Asserts how much CPU the watched process uses in the mean, as a share of the cores that the test may use.</summary>
    /// <param name="limit">Such as <c>80.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveCpuBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("cpu", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>Asserts how much CPU the watched process uses at most from one sample to the next, as a share of the cores that the test may use.</summary>
    /// <param name="limit">Such as <c>95.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HavePeakCpuBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("peak cpu", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>Asserts how much CPU the whole machine uses in the mean.</summary>
    /// <param name="limit">Such as <c>90.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveMachineCpuBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("machine cpu", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>Asserts how much physical memory the watched process has at most.</summary>
    /// <param name="bytes">Such as <c>500.Megabytes()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HavePeakMemoryBelow(double bytes, string because = "", params object[] becauseArgs)
        => Expect("peak memory", Comparison.Below, bytes, because, becauseArgs);

    /// <summary>Asserts how much more physical memory the watched process has at the end than at the start of the measurement.</summary>
    /// <param name="bytes">Such as <c>50.Megabytes()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveMemoryGrowthBelow(double bytes, string because = "", params object[] becauseArgs)
        => Expect("memory growth", Comparison.Below, bytes, because, becauseArgs);

    /// <summary>Asserts how much larger the managed heap is at the end than at the start of the measurement, garbage that is not collected yet included.</summary>
    /// <param name="bytes">Such as <c>50.Megabytes()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveHeapGrowthBelow(double bytes, string because = "", params object[] becauseArgs)
        => Expect("heap growth", Comparison.Below, bytes, because, becauseArgs);

    /// <summary>Asserts how many full garbage collections there are during the measurement.</summary>
    /// <param name="limit">Number of collections.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveGen2CollectionsBelow(long limit, string because = "", params object[] becauseArgs)
        => Expect("gen2", Comparison.Below, limit, because, becauseArgs);

    /// <summary>Asserts for which share of the time the garbage collector pauses the process.</summary>
    /// <param name="limit">Such as <c>2.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveGcPauseShareBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("gc pause share", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>Asserts how many more threads the watched process has at the end than at the start of the measurement.</summary>
    /// <param name="limit">Number of threads.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveThreadGrowthBelow(long limit, string because = "", params object[] becauseArgs)
        => Expect("threads growth", Comparison.Below, limit, because, becauseArgs);

    /// <summary>Asserts how many more handles (file descriptors) the watched process has at the end than at the start of the measurement.</summary>
    /// <param name="limit">Number of handles.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveHandleGrowthBelow(long limit, string because = "", params object[] becauseArgs)
        => Expect("handles growth", Comparison.Below, limit, because, becauseArgs);

    /// <summary>Asserts how many exceptions are thrown during the measurement, caught ones included, each time that they are thrown.</summary>
    /// <param name="limit">Number of exceptions.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveExceptionsAtMost(long limit, string because = "", params object[] becauseArgs)
        => Expect("exceptions", Comparison.AtMost, limit, because, becauseArgs);

    /// <summary>Asserts how often a thread has to wait for a lock, per iteration.</summary>
    /// <param name="limit">Times per iteration, such as 0.1.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveLockContentionsPerIterationAtMost(double limit, string because = "", params object[] becauseArgs)
        => Expect("lock contentions per iteration", Comparison.AtMost, limit, because, becauseArgs);

    /// <summary>Asserts how high the highest value of a resource is, a level, of the catalogue or of a monitor of the test's own.</summary>
    /// <param name="resource">Such as <see cref="Resources.PoolQueue"/>.</param>
    /// <param name="limit">In the unit of the resource: bytes, a count, a share (1 is 100 %), nanoseconds.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveResourcePeakBelow(Resource resource, double limit, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Expect(ResourceMetrics.Of(resource, ResourceStatistic.Peak), Comparison.Below, limit, because, becauseArgs);
    }

    /// <summary>Asserts how high the mean of a resource is, a level, of the catalogue or of a monitor of the test's own.</summary>
    /// <param name="resource">Such as <see cref="Resources.PoolQueue"/>.</param>
    /// <param name="limit">In the unit of the resource: bytes, a count, a share (1 is 100 %), nanoseconds.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveResourceMeanBelow(Resource resource, double limit, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Expect(ResourceMetrics.Of(resource, ResourceStatistic.Mean), Comparison.Below, limit, because, becauseArgs);
    }

    /// <summary>Asserts how much a resource grows during the measurement, of the catalogue or of a monitor of the test's own: a level from its start to its end, a total altogether.</summary>
    /// <param name="resource">Such as <see cref="Resources.PoolQueue"/>.</param>
    /// <param name="limit">In the unit of the resource: bytes, a count, a share (1 is 100 %), nanoseconds.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveResourceGrowthBelow(Resource resource, double limit, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Expect(ResourceMetrics.Of(resource, ResourceStatistic.Growth), Comparison.Below, limit, because, becauseArgs);
    }

    /// <summary>Asserts that a resource was watched, to go on with <c>.Which</c> and its values.</summary>
    /// <param name="name">Its name in the grammar, such as <c>threads</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndWhichConstraint<LoadResultAssertions, ResourceSeries> HaveResource(string name, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(name);
        var claim = $"Expected {SubjectName} to have readings of the resource \"{name}\"";
        ResourceSeries? series = null;
        if (FailUnlessValid(claim, because, becauseArgs))
        {
            series = Subject.Resources[name];
            if (series is null)
                Fail(claim, Subject.Resources.Count == 0 ? "but nothing was watched" : $"but there are only {string.Join(", ", Subject.Resources.Select(one => one.Resource.Name))}", because, becauseArgs);
        }

        return new(this, series!);
    }
}
