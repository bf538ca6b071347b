using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>A wait that ends within some ten microseconds of its time, or at once when woken. One waiting thread at a time.</summary>
internal abstract class PreciseWaiter : IDisposable
{
    /// <summary>The best that the operating system has.</summary>
    public static PreciseWaiter Create()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return new LinuxPreciseWaiter();
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or ExternalException)
            {
                return new PortableWaiter();
            }
        }

        if (OperatingSystem.IsWindowsVersionAtLeast(10, 0, 17134))
        {
            try
            {
                return new WindowsPreciseWaiter();
            }
            catch (ExternalException)
            {
                return new PortableWaiter();
            }
        }

        return new PortableWaiter();
    }

    /// <summary>Waits; may end early, never much too late.</summary>
    /// <param name="nanoseconds">How long, &gt; 0.</param>
    public abstract void Wait(long nanoseconds);

    /// <summary>Ends the wait, or the next one when nobody waits now.</summary>
    public abstract void Wake();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
