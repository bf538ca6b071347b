namespace PerfAssert.VerdictBench;

/// <summary>Appends lines to a file, each of them on disk before the next is made. A last line that was cut off is removed first.</summary>
internal sealed class LineWriter : IDisposable
{
    private readonly StreamWriter writer;

    public LineWriter(string file, string header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        text = text[..(text.LastIndexOf('\n') + 1)];
        if (text.Length > 0 && text[..text.IndexOf('\n', StringComparison.Ordinal)] != header)
            throw new BenchException($"{file} has other columns than this version of the bench writes. Choose another --plan.");
        File.WriteAllText(file, text);
        writer = new StreamWriter(file, append: true) { NewLine = "\n", AutoFlush = true };
        if (text.Length == 0)
            writer.WriteLine(header);
    }

    public void Write(string line) => writer.WriteLine(line);

    public void Dispose() => writer.Dispose();
}
