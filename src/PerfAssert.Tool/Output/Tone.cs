namespace PerfAssert.Tool;

/// <summary>How a row or a line is coloured on a terminal; never the only carrier of what it says.</summary>
internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
    Faint,
}
