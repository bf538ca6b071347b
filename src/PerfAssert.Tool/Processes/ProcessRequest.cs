using System.Buffers;

namespace PerfAssert.Tool;

/// <summary>A program to run.</summary>
/// <param name="Program">Its name, to be found on the path.</param>
/// <param name="Arguments">Each as the program shall see it.</param>
/// <param name="Folder">Its working directory.</param>
internal sealed record ProcessRequest(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" &|()!;<>~");

    /// <summary>Variables beside those of this process; <see langword="null"/> removes one.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>The command line, as a person would type it.</summary>
    public override string ToString() => Program + string.Concat(Arguments.Select(argument => " " + (NeedsQuotes(argument) ? $"\"{argument}\"" : argument)));

    private static bool NeedsQuotes(string argument) => argument.Length == 0 || argument.AsSpan().ContainsAny(NeedQuotes);
}
