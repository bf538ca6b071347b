using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert.Xunit.Tests.Runner;

/// <summary>A test run inside a test run: discovers and executes test classes as a runner does, the round trip of the test cases as text included.</summary>
internal sealed class InnerRun
{
    private readonly List<ITestCase> cases;
    private readonly MessageLog log;

    private InnerRun(List<ITestCase> cases, MessageLog log)
    {
        this.cases = cases;
        this.log = log;
    }

    public IReadOnlyList<ITestCase> Cases => cases;

    public IReadOnlyList<IMessageSinkMessage> Messages => log.Messages;

    public IReadOnlyList<InnerResult> Results => [.. log.Messages.Select(Result).OfType<InnerResult>()];

    public InnerResult Single => Results.Single();

    public InnerResult this[string name] => Results.Single(result => result.Name.EndsWith(name, StringComparison.Ordinal));

    /// <summary>Runs all tests of classes, or those of one name.</summary>
    public static Task<InnerRun> OfAsync(params Type[] classes) => OfAsync(classes, _ => true);

    public static Task<InnerRun> OfAsync(Type testClass, string method)
        => OfAsync([testClass], testCase => testCase.TestMethod.Method.Name == method);

    public static async Task<InnerRun> OfAsync(
        IEnumerable<Type> classes,
        Func<ITestCase, bool> filter,
        Func<IMessageSinkMessage, bool>? goOn = null,
        Action<InnerOptions>? configure = null,
        Action? beforeRun = null)
    {
        var options = new InnerOptions();
        options.SetValue<bool?>("xunit.discovery.PreEnumerateTheories", true);
        configure?.Invoke(options);
        var types = classes.ToList();
        var framework = new LoadTestFramework(new MessageLog());
        var discoverer = framework.GetDiscoverer(Reflector.Wrap(types[0].Assembly));
        var executor = framework.GetExecutor(new AssemblyName(types[0].Assembly.FullName!));

        var cases = new List<ITestCase>();
        foreach (var type in types)
        {
            var found = new MessageLog(until: message => message is IDiscoveryCompleteMessage);
            discoverer.Find(type.FullName!, includeSourceInformation: false, found, options);
            await found.Ended;
            cases.AddRange(found.Messages.OfType<ITestCaseDiscoveryMessage>().Select(message => message.TestCase).Where(filter));
        }

        beforeRun?.Invoke();
        var log = new MessageLog(until: message => message is ITestAssemblyFinished, goOn);
        executor.RunTests(cases.ConvertAll(testCase => executor.Deserialize(discoverer.Serialize(testCase))), log, options);
        await log.Ended;
        return new InnerRun(cases, log);
    }

    private static InnerResult? Result(IMessageSinkMessage message) => message switch
    {
        ITestPassed passed => new(passed.Test.DisplayName, "passed", "", null, null, passed.Output, passed.ExecutionTime),
        ITestSkipped skipped => new(skipped.Test.DisplayName, "skipped", skipped.Reason, null, null, skipped.Output, skipped.ExecutionTime),
        ITestFailed failed => new(
            failed.Test.DisplayName,
            "failed",
            string.Join("\n", failed.Messages),
            failed.ExceptionTypes[0],
            failed.StackTraces[0],
            failed.Output,
            failed.ExecutionTime),
        _ => null,
    };
}
