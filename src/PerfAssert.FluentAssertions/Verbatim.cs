namespace PerfAssert;

/// <summary>
/// Text that FluentAssertions puts into a message as it is: as part of the message itself, the route <c>/errors/{reason}</c>
/// would be taken for a placeholder, and as a string it would be put in quotes.
/// </summary>
internal sealed class Verbatim(string text)
{
    /// <inheritdoc />
    public override string ToString() => text;
}
