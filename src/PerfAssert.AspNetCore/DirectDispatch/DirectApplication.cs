using Microsoft.Extensions.Logging;

namespace PerfAssert;

/// <summary>An application that requests are handed to without a server in between.</summary>
/// <param name="logger">Told of exceptions that the application did not handle, as Kestrel's logger is.</param>
/// <param name="maxRequestBodySize">The server's limit; <see langword="null"/> for none.</param>
/// <param name="allowSynchronousIO">Whether bodies may be read and written synchronously.</param>
internal abstract partial class DirectApplication(ILogger logger, long? maxRequestBodySize, bool allowSynchronousIO)
{
    /// <summary>What requests run in: nothing of the caller's flows into the application, as nothing flows through a socket.</summary>
    public ExecutionContext CleanContext { get; } = CaptureClean();

    public long? MaxRequestBodySize => maxRequestBodySize;

    public bool AllowSynchronousIO => allowSynchronousIO;

    /// <summary>A new exchange, to be used for one request after another.</summary>
    public abstract DirectExchange CreateExchange();

    [LoggerMessage(1, LogLevel.Error, "{Method} {Target}: an unhandled exception was thrown by the application.")]
    private static partial void LogUnhandled(ILogger logger, Exception exception, string method, string target);

    public void ReportUnhandled(Exception exception, string method, string target) => LogUnhandled(logger, exception, method, target);

    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
