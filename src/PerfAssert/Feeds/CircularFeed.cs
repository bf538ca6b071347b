namespace PerfAssert;

/// <summary>Hands out one row after the other, without end.</summary>
internal sealed class CircularFeed<T>(string name, T[] rows) : Feed<T>(name, rows)
{
    internal override T Next(VirtualUser user) => Rows[PositionFor(user).Take() % Rows.Length];
}
