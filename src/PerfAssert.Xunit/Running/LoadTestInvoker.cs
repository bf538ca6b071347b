using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Calls the body of a load test on an instance that xUnit made and initialised, with a time-out that cancels it.</summary>
internal sealed class LoadTestInvoker(
    ITest test,
    LoadTestBody body,
    LoadTestCase testCase,
    IMessageBus messageBus,
    object[] constructorArguments,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestInvoker(
        test,
        messageBus,
        testCase.Declaration.TestClass,
        constructorArguments,
        testCase.Declaration.Method,
        [],
        beforeAfterAttributes,
        aggregator,
        cancellation)
{
    protected override async Task<decimal> InvokeTestMethodAsync(object testClassInstance)
    {
        if (testCase.InitializationException is { } exception)
            throw exception;
        await Aggregator.RunAsync(() => Timer.AggregateAsync(() => RunBodyAsync(testClassInstance))).ConfigureAwait(false);
        return Timer.Total;
    }

    private Task RunBodyAsync(object instance)
    {
        // In turns a test lasts as long as whoever gives them wants, and waits for the other version in between.
        var timeout = Environment.GetEnvironmentVariable(TurnClient.Variable) is { Length: > 0 } ? 0 : testCase.Timeout;
        var limit = new TimeLimit(timeout, TimeLimit.DefaultPatience);
        return limit.RunAsync(token => body.RunAsync(instance, ConstructorArguments, token), body.Measured, CancellationTokenSource.Token);
    }
}
