namespace PerfAssert.VerdictBench;

/// <summary>Computes until its standard input ends, which it does with whoever started it.</summary>
internal static class HogCommand
{
    /// <summary>Long enough for several blocks of a measurement, short enough for several bursts in it.</summary>
    private const int LongestSpell = 1_500;
    private const int ShortestSpell = 200;

    public static void Run(Arguments options)
    {
        var threads = options.Count("--threads", 1);
        var bursts = options.Has("--burst");
        options.RefuseOthers();
        for (var i = 0; i < threads; i++)
            new Thread(() => Compute(bursts)) { IsBackground = true }.Start();
        while (Console.In.Read() >= 0)
        {
        }
    }

    private static void Compute(bool bursts)
    {
        // Memory traffic too, as builds have.
        var memory = new long[1 << 20];
        var random = new Random();
        while (true)
        {
            var end = Environment.TickCount64 + random.Next(ShortestSpell, LongestSpell);
            for (var i = 0; (i & 0xFFFF) != 0 || Environment.TickCount64 < end; i++)
                memory[i * 17 & (memory.Length - 1)] += i;
            if (bursts)
                Thread.Sleep(random.Next(ShortestSpell, LongestSpell));
        }
    }
}
