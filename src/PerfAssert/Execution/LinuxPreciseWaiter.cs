using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>ppoll(2) on an eventfd(2): wakes by a high-resolution timer or by a write, whichever is first.</summary>
internal sealed partial class LinuxPreciseWaiter : PreciseWaiter
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const short PollIn = 1;
    private const int SetTimerSlack = 29;
    private readonly int handle;
    private bool slackSet;

    public LinuxPreciseWaiter()
    {
        handle = EventFd(0, CloseOnExec | NonBlocking);
        if (handle < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "eventfd failed");
    }

    public override unsafe void Wait(long nanoseconds)
    {
        if (!slackSet)
        {
            // The kernel may end a wait 50 µs late by default to save power; this thread asks it not to.
            _ = ProcessControl(SetTimerSlack, 1, 0, 0, 0);
            slackSet = true;
        }

        var poll = new PollDescriptor { Handle = handle, Events = PollIn };
        var timeout = new TimeSpec { Seconds = (nint)(nanoseconds / EngineTime.Second), Nanoseconds = (nint)(nanoseconds % EngineTime.Second) };
        if (PPoll(&poll, 1, &timeout, 0) > 0)
        {
            ulong count;
            _ = Read(handle, &count, sizeof(ulong));
        }
    }

    public override unsafe void Wake()
    {
        ulong one = 1;
        _ = Write(handle, &one, sizeof(ulong));
    }

    protected override void Dispose(bool disposing) => _ = Close(handle);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static unsafe partial int PPoll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int handle, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int handle, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Handle;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
