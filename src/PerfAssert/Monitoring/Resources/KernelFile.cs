using Microsoft.Win32.SafeHandles;

namespace PerfAssert;

/// <summary>A file of <c>/proc</c>, kept open: opening it costs more than reading it, and it is read over and over.</summary>
internal sealed class KernelFile : IDisposable
{
    private readonly SafeFileHandle handle;

    private KernelFile(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Opens the file; <see langword="null"/> where there is none or it may not be read.</summary>
    public static KernelFile? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return new KernelFile(File.OpenHandle(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads what it says now, from its start, as far as there is room; empty when it says nothing any more.</summary>
    public ReadOnlySpan<byte> Read(Span<byte> room)
    {
        var length = 0;
        try
        {
            // The kernel hands out long files piece by piece.
            while (length < room.Length && RandomAccess.Read(handle, room[length..], length) is var more and > 0)
                length += more;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The process that it belongs to has ended.
            return [];
        }

        return room[..length];
    }

    public void Dispose() => handle.Dispose();
}
