using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>Counts the file descriptors of a process on Linux by the entries of <c>/proc/&lt;pid&gt;/fd</c>, without allocating managed memory.</summary>
internal static partial class OpenDescriptors
{
    /// <summary>Where the name begins in an entry of readdir(3), on all 64-bit systems.</summary>
    private const int NameOffset = 19;

    /// <summary>Counts; <see langword="null"/> where they may not be seen.</summary>
    /// <param name="directory">Such as <c>/proc/4711/fd</c>.</param>
    public static unsafe (int All, int Sockets)? Count(string directory)
    {
        if (!OperatingSystem.IsLinux() || IntPtr.Size != 8)
            return null;
        var stream = OpenDirectory(directory);
        if (stream == 0)
            return null;
        try
        {
            var descriptor = DirectoryDescriptor(stream);
            int all = 0, sockets = 0;
            Span<byte> link = stackalloc byte[16];
            for (var entry = ReadDirectory(stream); entry != 0; entry = ReadDirectory(stream))
            {
                var name = (byte*)entry + NameOffset;
                if (*name == (byte)'.')
                    continue;
                all++;
                int length;
                fixed (byte* room = link)
                    length = (int)ReadLinkAt(descriptor, name, room, link.Length);
                if (length > 0 && link[..length].StartsWith("socket:"u8))
                    sockets++;
            }

            // One of this process's own is the directory that is being read.
            return (directory.StartsWith("/proc/self/", StringComparison.Ordinal) ? all - 1 : all, sockets);
        }
        finally
        {
            _ = CloseDirectory(stream);
        }
    }

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenDirectory(string path);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadDirectory(nint stream);

    [LibraryImport("libc", EntryPoint = "dirfd", SetLastError = true)]
    private static partial int DirectoryDescriptor(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int CloseDirectory(nint stream);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static unsafe partial nint ReadLinkAt(int directory, byte* path, byte* room, nint size);
}
