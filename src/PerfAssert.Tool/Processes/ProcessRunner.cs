using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PerfAssert.Tool;

/// <summary>Starts programs of this machine.</summary>
internal sealed class ProcessRunner : IProcessRunner
{
    private static readonly TimeSpan RestOfOutput = TimeSpan.FromSeconds(3);

    public async Task<ProcessOutcome> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(request.Program)
        {
            WorkingDirectory = request.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in request.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in request.Variables)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{request.Program} cannot be started in {request.Folder} ({exception.Message.TrimEnd('.')}); install it or put it on the PATH");
        }

        process.StandardInput.Close();
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var read = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, errors));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        // A build server that the program has started keeps the pipe open long after its end.
        await Task.WhenAny(read, Task.Delay(RestOfOutput, CancellationToken.None));
        return new ProcessOutcome(process.ExitCode, Text(output), Text(errors));
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer)) > 0)
            {
                lock (text)
                    text.Append(buffer, 0, count);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone, and its pipe with it.
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
