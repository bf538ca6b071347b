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
        var last = all.Except(load).Where(collection => collection.Item2.TrueForAll(IsAfterLoadTests)).ToList();
        TestCases = all.Except(load).Except(last).SelectMany(collection => collection.Item2).ToList();
        var summary = await base.RunTestCollectionsAsync(messageBus, cancellationTokenSource).ConfigureAwait(false);
        foreach (var note in load.SelectMany(collection => collection.Item2).OfType<LoadTestCase>().Select(AssemblyOf).Distinct().SelectMany(SettingsNotes.Of))
            LiveLine.Write(note);
        var (asked, known) = CountLoadTests([.. load.SelectMany(collection => collection.Item2).OfType<LoadTestCase>()]);
        RouteLedger.IsPartial = asked < known;
        await RunOneByOneAsync(load).ConfigureAwait(false);
        if (!cancellationTokenSource.IsCancellationRequested)
        {
            foreach (var line in RouteCoverageText.Report(RouteLedger.All, asked, known, ReportFolder.OfAllRuns))
                LiveLine.Write(line);
        }

        await RunOneByOneAsync(last).ConfigureAwait(false);

        TestCases = all.SelectMany(collection => collection.Item2).ToList();
        return ((DynamicSkipBus)messageBus).Correct(summary);

        async Task RunOneByOneAsync(List<Tuple<ITestCollection, List<IXunitTestCase>>> collections)
        {
            foreach (var (collection, cases) in collections)
            {
                if (cancellationTokenSource.IsCancellationRequested)
                    break;
                // Off xUnit's synchronisation context, which lets only so many continuations run at a time.
                summary.Aggregate(await Task.Run(
                    () => RunTestCollectionAsync(messageBus, collection, cases, cancellationTokenSource), CancellationToken.None).ConfigureAwait(false));
            }
        }
    }

    /// <summary>What skips a load test, such as a server that is not there, skips the ordinary tests beside it too.</summary>
    protected override IMessageBus CreateMessageBus() => new DynamicSkipBus(base.CreateMessageBus(), ownsInner: true);

    private static bool IsAfterLoadTests(IXunitTestCase testCase) => testCase.TestMethod.TestClass.Class.GetCustomAttributes(typeof(AfterLoadTestsAttribute)).Any();

    /// <summary>Load tests that were asked for, and all of their assembly.</summary>
    private static (int Asked, int Known) CountLoadTests(IReadOnlyList<LoadTestCase> cases)
    {
        var asked = cases.Where(testCase => SkipSwitch.Reason(testCase.Declaration.KeyFor([])) is null)
            .Select(testCase => (testCase.Declaration.TestClass, testCase.Declaration.Method.Name)).Distinct().Count();
        return (asked, cases.Count == 0 ? 0 : LoadTests.Of(AssemblyOf(cases[0])).Count);
    }

    private static Assembly AssemblyOf(LoadTestCase testCase) => testCase.Declaration.TestClass.Assembly;
}
