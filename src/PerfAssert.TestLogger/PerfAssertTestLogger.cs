using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace PerfAssert;

/// <summary>
/// Shows load tests on the console of <c>dotnet test</c> at its default verbosity, which shows neither a test host's console nor the
/// output of tests that pass. Silent when there was no load test.
/// </summary>
[FriendlyName("perfassert")]
[ExtensionUri("logger://perfassert/v1")]
public sealed class PerfAssertTestLogger : ITestLoggerWithParameters
{
    private LoadTestConsole? console;

    /// <inheritdoc />
    public void Initialize(TestLoggerEvents events, string testRunDirectory) => Listen(events);

    /// <inheritdoc />
    public void Initialize(TestLoggerEvents events, Dictionary<string, string?> parameters) => Listen(events);

    private void Listen(TestLoggerEvents events)
    {
        console = new LoadTestConsole(Console.Out, TerminalLoggerShowsMessages());
        events.TestRunMessage += (_, message) => console.Message(message.Message);
        events.TestResult += (_, test) => console.Result(test.Result);
        events.TestRunComplete += (_, _) => console.Complete();
    }

    /// <summary>MSBuild's terminal logger passes the test host's console lines on itself.</summary>
    private static bool TerminalLoggerShowsMessages()
        => Environment.GetEnvironmentVariable("_MSBUILDTLENABLED") is { Length: > 0 } enabled && enabled != "0";
}
