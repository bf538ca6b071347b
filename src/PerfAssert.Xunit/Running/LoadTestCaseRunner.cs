using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Runs the load tests of one test case, one after the other.</summary>
internal sealed class LoadTestCaseRunner(
    LoadTestCase testCase,
    IMessageSink diagnosticSink,
    object[] constructorArguments,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestCaseRunner(testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, null, messageBus, aggregator, cancellation)
{
    protected override async Task<RunSummary> RunTestAsync()
    {
        var summary = new RunSummary();
        foreach (var test in Tests())
        {
            if (CancellationTokenSource.IsCancellationRequested)
                break;
            var runner = new LoadTestRunner(
                CreateTest(TestCase, test.DisplayName),
                test with { SkipReason = test.SkipReason ?? SkipSwitch.Reason() },
                testCase,
                MessageBus,
                ConstructorArguments,
                BeforeAfterAttributes,
                new ExceptionAggregator(Aggregator),
                CancellationTokenSource);
            summary.Aggregate(await runner.RunAsync().ConfigureAwait(false));
        }

        return summary;
    }

    private IReadOnlyList<LoadTest> Tests()
    {
        try
        {
            return [.. testCase.Tests(diagnosticSink)];
        }
        catch (Exception exception)
        {
            // The rows' own code failed.
            Aggregator.Add(exception);
            return [new LoadTest { DisplayName = DisplayName }];
        }
    }
}
