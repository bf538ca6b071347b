using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace PerfAssert;

/// <summary>A high-resolution waitable timer (Windows 10 1803 and later), waited for together with an event.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsPreciseWaiter : PreciseWaiter
{
    private const uint HighResolution = 0x2;
    private const uint AllAccess = 0x1F0003;
    private readonly EventWaitHandle timer;
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly WaitHandle[] both;

    public WindowsPreciseWaiter()
    {
        var handle = CreateWaitableTimer(0, 0, HighResolution, AllAccess);
        if (handle == 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "CreateWaitableTimerEx failed");
        timer = new EventWaitHandle(initialState: false, EventResetMode.AutoReset);
        timer.SafeWaitHandle.Dispose();
        timer.SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: true);
        both = [timer, wake];
    }

    public override void Wait(long nanoseconds)
    {
        // Negative is relative, in units of 100 ns.
        var due = -Math.Max(1, nanoseconds / 100);
        SetWaitableTimer(timer.SafeWaitHandle, in due, 0, 0, 0, false);
        WaitHandle.WaitAny(both);
    }

    public override void Wake() => wake.Set();

    protected override void Dispose(bool disposing)
    {
        timer.Dispose();
        wake.Dispose();
    }

    [LibraryImport("kernel32", EntryPoint = "CreateWaitableTimerExW", SetLastError = true)]
    private static partial nint CreateWaitableTimer(nint attributes, nint name, uint flags, uint access);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetWaitableTimer(
        SafeWaitHandle timer, in long due, int period, nint routine, nint argument, [MarshalAs(UnmanagedType.Bool)] bool resume);
}
