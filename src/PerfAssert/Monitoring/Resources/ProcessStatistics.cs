namespace PerfAssert;

/// <summary>What Linux says of a process in <c>/proc/&lt;pid&gt;/stat</c> (proc(5)).</summary>
/// <param name="Cpu">CPU time so far, of all its threads.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="ResidentBytes">Its physical memory.</param>
/// <param name="StartTicks">When it started, in ticks since the machine did: with its id, this says which process it is.</param>
internal readonly record struct ProcessStatistics(TimeSpan Cpu, long Threads, long ResidentBytes, long StartTicks)
{
    /// <summary>USER_HZ is 100 on every architecture that .NET runs on.</summary>
    public const long TicksPerSecond = 100;

    private const int UserTimeField = 14;
    private const int ThreadsField = 20;
    private const int StartField = 22;
    private const int ResidentField = 24;

    /// <summary>Reads the line; <see langword="null"/> when it is none, or of a process that has ended and that only its parent has not noticed.</summary>
    public static ProcessStatistics? Parse(ReadOnlySpan<byte> text)
    {
        // The second field is the name in parentheses, which may hold anything, parentheses and spaces included.
        var name = text.LastIndexOf((byte)')');
        if (name < 0)
            return null;
        var rest = text[(name + 1)..];
        if (KernelText.Word(ref rest) is not [var state] || state is (byte)'Z' or (byte)'X')
            return null;
        long ticks = 0, threads = 0, start = 0;
        for (var field = 4; field <= ResidentField; field++)
        {
            if (field == StartField + 1)
            {
                // The virtual size may be more than a long holds.
                _ = KernelText.Word(ref rest);
                continue;
            }

            if (KernelText.Number(ref rest) is not { } value)
                return null;
            if (field is UserTimeField or UserTimeField + 1)
                ticks += value;
            else if (field == ThreadsField)
                threads = value;
            else if (field == StartField)
                start = value;
            else if (field == ResidentField)
                return new(TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond)), threads, value * Environment.SystemPageSize, start);
        }

        return null;
    }
}
