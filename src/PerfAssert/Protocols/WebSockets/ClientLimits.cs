using System.Globalization;
using System.Net.Sockets;

namespace PerfAssert;

/// <summary>Tells whether a connection failed for want of something on this machine, which says nothing about the server.</summary>
internal static class ClientLimits
{
    /// <summary>With fewer files than this left to open, a failure is put down to that: a process opens some now and then.</summary>
    private const int FewFiles = 16;

    /// <summary>What ended, and what to do; <see langword="null"/> when nothing of the machine did.</summary>
    /// <param name="exception">What the attempt ended with.</param>
    public static string? Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is not SocketException socket)
                continue;
            if (socket.SocketErrorCode is SocketError.TooManyOpenSockets)
                return TooManyFiles(OpenFiles());
            if (socket.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse)
            {
                return "This machine has no local port left for the server's address: its own limit, not the server's. Widen the range "
                    + "(sysctl net.ipv4.ip_local_port_range), close other connections to that address, or load from several machines.";
            }

            if (socket.SocketErrorCode is SocketError.NoBufferSpaceAvailable)
                return "This machine has no memory left for buffers of connections: its own limit, not the server's.";
        }

        // An application in this process that runs out of files leaves its clients waiting, with no word of why.
        return OpenFiles() is { } files && files.Open > files.Most - FewFiles ? TooManyFiles(files) : null;
    }

    private static string TooManyFiles((int Open, int Most)? files)
        => $"This process has no file left to open{(files is { } known ? string.Create(CultureInfo.InvariantCulture, $" ({known.Open:N0} of {known.Most:N0})") : "")}: its own limit, "
            + "not the server's. Raise it (ulimit -n); each connection needs one, and another where the application runs in the test process.";

    /// <summary>Files that this process has open and may have open, where the system tells.</summary>
    private static (int Open, int Most)? OpenFiles()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var limits = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
            var soft = limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
            return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
                ? (Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), most)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}
