namespace PerfAssert;

/// <summary>Hands out any row. The user's draws are its own, so that its rows do not depend on what other users do.</summary>
internal sealed class RandomFeed<T>(string name, T[] rows) : Feed<T>(name, rows)
{
    // The high half of the product is even over the rows: Lemire (2019), without its rejection, which corrects less than one in 2³².
    internal override T Next(VirtualUser user) => Rows[Math.BigMul(user.Draw(), (ulong)Rows.Length, out _)];
}
