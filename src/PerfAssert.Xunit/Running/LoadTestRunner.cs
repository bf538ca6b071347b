using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Runs one load test: alone on the machine, with progress while it runs and its summary in the test's output.</summary>
internal sealed class LoadTestRunner(
    ITest test,
    LoadTest loadTest,
    LoadTestCase testCase,
    IMessageBus messageBus,
    object[] constructorArguments,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestRunner(
        test,
        messageBus,
        testCase.Declaration.TestClass,
        constructorArguments,
        testCase.Declaration.Method,
        [],
        loadTest.SkipReason,
        beforeAfterAttributes,
        aggregator,
        cancellation)
{
    /// <summary>Where the assembly has another test framework, its parallel collections would let load tests measure each other.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private readonly List<string> summaries = [];
    private Action<string> tellRunner = _ => { };

    protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
    {
        if (loadTest.Mistakes is { } mistakes)
            throw new LoadTestFailedException(mistakes);

        var heartbeat = new Heartbeat(Test, MessageBus, CancellationTokenSource);
        await using (heartbeat.ConfigureAwait(false))
        {
            tellRunner = heartbeat.Tell;
            await OneAtATime.WaitAsync(CancellationTokenSource.Token).ConfigureAwait(false);
            try
            {
                return await InvokeAloneAsync(aggregator).ConfigureAwait(false);
            }
            finally
            {
                OneAtATime.Release();
            }
        }
    }

    private async Task<Tuple<decimal, string>> InvokeAloneAsync(ExceptionAggregator aggregator)
    {
        // Taken here and not by the run alone, so that the wait is not part of the test's time and of its time-out.
        using var machine = await MachineLock.Shared
            .AcquireAsync(Test.DisplayName, LiveLine.Write, CancellationTokenSource.Token).ConfigureAwait(false);
        var (time, output) = await base.InvokeTestAsync(aggregator).ConfigureAwait(false);
        return Tuple.Create(time, output + string.Concat(summaries));
    }

    protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator)
    {
        var session = new LoadSession
        {
            Test = testCase.Declaration.IdentityFor(loadTest.Row),
            EndWhenCertain = testCase.Declaration.Baseline?.EndWhenCertain == true,
            TestName = testCase.Declaration.NameFor(loadTest.Row),
            JudgesUnexpectedErrors = !testCase.Declaration.BodyIsTest && testCase.Declaration.Assert is null,
            PlanScenario = testCase.Declaration.Loads.PlanScenario,
            Scenarios = testCase.Declaration.Loads.Scenarios,
            Progress = ShowProgress,
            Summary = KeepSummary,
        };
        return new LoadTestInvoker(
            Test,
            new LoadTestBody(testCase.Declaration, loadTest.Row, session),
            testCase,
            MessageBus,
            ConstructorArguments,
            BeforeAfterAttributes,
            aggregator,
            CancellationTokenSource).RunAsync();
    }

    private void ShowProgress(string line)
    {
        LiveLine.Write(line);
        tellRunner(line);
    }

    private void KeepSummary(string block)
    {
        lock (summaries)
            summaries.Add(block.TrimEnd() + Environment.NewLine);
        MessageBus.QueueMessage(new TestOutput(Test, block));
    }
}
