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
    protected override async Task<Xunit.Sdk.RunSummary> RunTestAsync()
    {
        var summary = new Xunit.Sdk.RunSummary();
        var tests = Tests();
        foreach (var test in tests)
        {
            if (CancellationTokenSource.IsCancellationRequested)
                break;
            var runner = new LoadTestRunner(
                CreateTest(TestCase, test.DisplayName),
                test with { SkipReason = test.SkipReason ?? SkipSwitch.Reason(testCase.Declaration.KeyFor(test.Row)) },
                testCase,
                MessageBus,
                ConstructorArguments,
                BeforeAfterAttributes,
                new ExceptionAggregator(Aggregator),
                CancellationTokenSource);
            summary.Aggregate(await runner.RunAsync().ConfigureAwait(false));
        }

        // Rows that were listed before belong to their test cases.
        if (testCase is LoadTheoryTestCase)
        {
            foreach (var value in tests.SelectMany(test => test.Row).OfType<IDisposable>())
                Aggregator.Run(value.Dispose);
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
