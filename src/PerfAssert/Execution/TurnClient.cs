using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace PerfAssert;

/// <summary>
/// Takes turns from another process over a named pipe, in lines of UTF-8: <c>ready &lt;test&gt;</c>, then for each <c>run &lt;ms&gt;</c> an
/// answer <c>done &lt;ms measured&gt;</c>, until <c>end</c>. A connection for each run.
/// </summary>
internal sealed class TurnClient : ITurns, IDisposable
{
    /// <summary>Names the pipe; without it a load runs on its own.</summary>
    public const string Variable = "PERFASSERT_TURNS";

    /// <summary>The other version may still be warming up, and the one who gives the turns waits for both.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(60);

    private readonly string name;
    private readonly string test;
    private readonly NamedPipeClientStream pipe;
    private StreamReader? reader;

    /// <param name="name">Name of the pipe.</param>
    /// <param name="test">Stable name of the test.</param>
    public TurnClient(string name, string test)
    {
        this.name = name;
        this.test = test;
        pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
    }

    /// <summary>The client of the pipe that the environment names; <see langword="null"/> where it names none.</summary>
    /// <param name="test">Stable name of the test.</param>
    public static TurnClient? FromEnvironment(string test)
        => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? new TurnClient(name, test) : null;

    /// <inheritdoc />
    public async ValueTask<TimeSpan?> NextAsync(TimeSpan? measured, CancellationToken stop)
    {
        try
        {
            if (measured is { } length)
                await SendAsync("done " + length.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture), stop).ConfigureAwait(false);
            else
                await ConnectAsync(stop).ConfigureAwait(false);
            return Parse(await reader!.ReadLineAsync(stop).ConfigureAwait(false));
        }
        catch (IOException exception)
        {
            throw GivenUp(exception.Message, exception);
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        pipe.Dispose();
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        try
        {
            await pipe.ConnectAsync(ConnectTimeout, stop).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new LoadSetUpException(
                $"Nobody gives turns on the pipe \"{name}\" that {Variable} names: no connection within {Figure.Duration(ConnectTimeout)}. "
                + $"Run \"perfassert ab\", which sets {Variable} itself, or clear the variable.",
                exception);
        }

        reader = new StreamReader(pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        await SendAsync("ready " + test.ReplaceLineEndings(" "), stop).ConfigureAwait(false);
    }

    private async Task SendAsync(string line, CancellationToken stop)
    {
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), stop).ConfigureAwait(false);
        await pipe.FlushAsync(stop).ConfigureAwait(false);
    }

    private TimeSpan? Parse(string? line)
    {
        const string run = "run ";
        if (line == "end")
            return null;
        if (line is null)
            throw GivenUp("the connection was closed", null);
        return line.StartsWith(run, StringComparison.Ordinal)
            && double.TryParse(line.AsSpan(run.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is > 0 and <= 3_600_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw GivenUp($"the answer \"{line}\" is neither \"run\" with milliseconds nor \"end\"; both sides have to be of the same version", null);
    }

    private LoadSetUpException GivenUp(string reason, Exception? cause)
        => new($"The comparison in turns was given up while {test} ran (pipe \"{name}\"): {reason}. What was measured so far is lost; start it again.", cause);
}
