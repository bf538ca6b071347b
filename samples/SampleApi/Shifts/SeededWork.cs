using Microsoft.EntityFrameworkCore;
using SampleApi.Storage;

namespace SampleApi.Shifts;

/// <summary>What the endpoints below <c>/work</c> do, each bound by something else. By count, not by chance: two runs do the same.</summary>
internal sealed class SeededWork(WorkShift shift) : IDisposable
{
    /// <summary>Some 0.25 ms.</summary>
    private const int CpuRounds = 200;

    /// <summary>What a request costs besides, on its way through client and server: × 1.2 is to mean 20 % more in all.</summary>
    private const int RestInRounds = 50;

    /// <summary>Some 0.2 ms, longer than a second core needs for the rest of the request: the lock is what limits.</summary>
    private const int LockRounds = 160;

    private const int FastRounds = 100;
    private const int SlowRounds = 800;
    private const double SlowShare = 0.12;

    private const double ShortestWait = 16;
    private const double LongestWait = 30;

    /// <summary>48 KB.</summary>
    private const int Pieces = 192;
    private const int PieceBytes = 256;

    /// <summary>Multiples of it, modulo 1, are spread evenly.</summary>
    private const double GoldenRatio = 0.618_033_988_749_894_8;

    private readonly WaitingRoom waitingRoom = new();
    private readonly Lock gate = new();
    private long waits;
    private long tails;
    private int queries;

    /// <summary>Bound by the processor.</summary>
    public string Compute() => Text(Arithmetic.Run(Times(CpuRounds + RestInRounds, shift.Cpu) - RestInRounds));

    /// <summary>Waits 16 to 30 ms.</summary>
    public async Task<string> WaitAsync()
    {
        var number = Interlocked.Increment(ref waits);
        var wait = ShortestWait + ((LongestWait - ShortestWait) * (number * GoldenRatio % 1));
        await waitingRoom.WaitAsync(TimeSpan.FromMilliseconds(wait * shift.Wait));
        return Text((int)number);
    }

    /// <summary>One at a time.</summary>
    public string ComputeUnderTheLock()
    {
        lock (gate)
            return Text(Arithmetic.Run(Times(LockRounds, shift.Lock)));
    }

    /// <summary>12 of 100 requests take a slow path, and only that shifts.</summary>
    public string ComputeSometimesLonger()
    {
        var number = Interlocked.Increment(ref tails);
        var slow = Math.Floor(number * SlowShare) > Math.Floor((number - 1) * SlowShare);
        return Text(Arithmetic.Run(slow ? Times(SlowRounds, shift.Tail) : FastRounds));
    }

    /// <summary>Allocates much and computes little.</summary>
    public string Allocate()
    {
        var pieces = new byte[Times(Pieces, shift.Alloc)][];
        for (var i = 0; i < pieces.Length; i++)
            pieces[i] = new byte[PieceBytes];
        return Text(pieces.Sum(piece => piece.Length) > 0 ? Pieces : 0);
    }

    /// <summary>Two small queries: a product, and the number of orders of a customer.</summary>
    public async Task<string> QueryAsync(ShopDb db, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref queries) & 0xFFFF;
        var price = await db.Products.Where(product => product.Id == 1 + (number % SeedData.Products))
            .Select(product => product.PriceCents).SingleAsync(cancellation);
        for (var query = 0; query <= shift.MoreQueries; query++)
            price += await db.Orders.CountAsync(order => order.CustomerId == 21 + ((number + query) % 100), cancellation);
        return Text(price);
    }

    public void Dispose() => waitingRoom.Dispose();

    private static int Times(int rounds, double factor) => (int)Math.Round(rounds * factor);

    /// <summary>Always as long, for the bytes of responses are compared too.</summary>
    private static string Text(int value) => value.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
