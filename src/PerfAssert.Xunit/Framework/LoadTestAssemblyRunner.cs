using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Runs the collections with load tests after all others and one by one, whatever the assembly's parallelism; all tests may ask to be skipped.</summary>
internal sealed class LoadTestAssemblyRunner(
    ITestAssembly testAssembly,
    IEnumerable<IXunitTestCase> testCases,
    IMessageSink diagnosticSink,
    IMessageSink executionSink,
    ITestFrameworkExecutionOptions executionOptions)
    : XunitTestAssemblyRunner(testAssembly, testCases, diagnosticSink, executionSink, executionOptions)
{
    protected override async Task<Xunit.Sdk.RunSummary> RunTestCollectionsAsync(IMessageBus messageBus, CancellationTokenSource cancellationTokenSource)
    {
        // Whole collections: their fixtures live once, so the ordinary tests among load tests run with them.
        var all = OrderTestCollections();
        var load = all.Where(collection => collection.Item2.Exists(testCase => testCase is LoadTestCase)).ToList();
        TestCases = all.Except(load).SelectMany(collection => collection.Item2).ToList();
        var summary = await base.RunTestCollectionsAsync(messageBus, cancellationTokenSource).ConfigureAwait(false);
        foreach (var note in load.SelectMany(collection => collection.Item2).OfType<LoadTestCase>().Select(AssemblyOf).Distinct().SelectMany(SettingsNotes.Of))
            LiveLine.Write(note);
        foreach (var (collection, cases) in load)
        {
            if (cancellationTokenSource.IsCancellationRequested)
                break;
            // Off xUnit's synchronisation context, which lets only so many continuations run at a time.
            summary.Aggregate(await Task.Run(
                () => RunTestCollectionAsync(messageBus, collection, cases, cancellationTokenSource), CancellationToken.None).ConfigureAwait(false));
        }

        TestCases = all.SelectMany(collection => collection.Item2).ToList();
        return ((DynamicSkipBus)messageBus).Correct(summary);
    }

    /// <summary>What skips a load test, such as a server that is not there, skips the ordinary tests beside it too.</summary>
    protected override IMessageBus CreateMessageBus() => new DynamicSkipBus(base.CreateMessageBus(), ownsInner: true);

    private static Assembly AssemblyOf(LoadTestCase testCase) => testCase.Declaration.TestClass.Assembly;
}
