using System.Globalization;

namespace PerfAssert.Diagnostics.Tests;

/// <summary>The child process of the tests: reads commands, does them, answers <c>done</c>. Ends when nobody sends any.</summary>
internal static class Program
{
    private static readonly List<object> Kept = [];

    public static void Main()
    {
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var number = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 0;
            switch (words[0])
            {
                case "throw":
                    Repeat(number, Throw);
                    break;
                case "collect":
                    Repeat(number, GC.Collect);
                    break;
                case "keep":
                    Kept.Add(GC.AllocateUninitializedArray<byte>(number));
                    break;
                case "timers":
                    Repeat(number, () => Kept.Add(new Timer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan)));
                    break;
            }

            Console.WriteLine("done");
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (var time = 0; time < times; time++)
            action();
    }

    private static void Throw()
    {
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
        }
    }
}
