namespace PerfAssert;

/// <summary>
/// The users without an iteration, the last one to finish first (its caches and connection are warm). A stack without locks or
/// allocation: Treiber (1986), with a tag against the ABA problem beside the index of the top.
/// </summary>
internal sealed class IdleUsers(int capacity)
{
    private readonly int[] below = new int[capacity];
    private long top = -1L & 0xFFFFFFFFL;

    public void Push(int user)
    {
        while (true)
        {
            var seen = Volatile.Read(ref top);
            below[user] = (int)seen;
            if (Interlocked.CompareExchange(ref top, NextTag(seen) | (uint)user, seen) == seen)
                return;
        }
    }

    public bool TryPop(out int user)
    {
        while (true)
        {
            var seen = Volatile.Read(ref top);
            user = (int)seen;
            if (user < 0)
                return false;
            if (Interlocked.CompareExchange(ref top, NextTag(seen) | (uint)Volatile.Read(ref below[user]), seen) == seen)
                return true;
        }
    }

    private static long NextTag(long seen) => ((seen >> 32) + 1) << 32;
}
