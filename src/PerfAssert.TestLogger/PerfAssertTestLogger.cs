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
    /// <summary>The parameter with which the package's build targets say what a talkative console shows anyway.</summary>
    private const string ShownParameter = "shown";

    /// <inheritdoc />
    public void Initialize(TestLoggerEvents events, string testRunDirectory) => Listen(events, null);

    /// <inheritdoc />
    public void Initialize(TestLoggerEvents events, Dictionary<string, string?> parameters)
        => Listen(events, parameters.TryGetValue(ShownParameter, out var shown) ? shown : null);

    private static void Listen(TestLoggerEvents events, string? shown)
    {
        var console = new LoadTestConsole(Console.Out, Shown(shown));
        events.TestRunMessage += (_, message) => console.Message(message.Message);
        events.TestResult += (_, test) => console.Result(test.Result);
        events.TestRunComplete += (_, _) => console.Complete();
    }

    private static ShownAnyway Shown(string? parameter)
    {
        if (Enum.TryParse<ShownAnyway>(parameter, ignoreCase: true, out var shown))
            return shown;
        // MSBuild's terminal logger passes the lines of the test host's console on itself.
        return Environment.GetEnvironmentVariable("_MSBUILDTLENABLED") is { Length: > 0 } enabled && enabled != "0"
            ? ShownAnyway.Messages
            : ShownAnyway.Failures;
    }
}
