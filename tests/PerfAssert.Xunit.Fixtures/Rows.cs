using Xunit;

namespace PerfAssert.Xunit.Fixtures;

/// <summary>A value that xUnit cannot serialise.</summary>
public sealed class Opaque(string name) : IDisposable
{
    public string Name { get; } = name;

    public void Dispose() => Journal.Write<Opaque>($"{Name} disposed");

    public override string ToString() => Name;
}

public class Rows
{
    public static IEnumerable<object[]> Opaques => [[new Opaque("first")], [new Opaque("second")]];

    public static IEnumerable<object[]> Broken => throw new InvalidOperationException("the data is not there");

    [LoadTheory(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    [InlineData(5, "a")]
    [InlineData(7, null)]
    public void Listed(VirtualUser user, long size, string? colour, double ratio = 0.5)
        => Journal.Write<Rows>($"{size} {colour ?? "none"} {ratio.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    [LoadTheory(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    [MemberData(nameof(Opaques))]
    public async Task Not_serialisable(Opaque opaque, LoadRun load)
    {
        var result = await load.RunAsync(user => { });
        Journal.Write<Rows>($"{opaque.Name}: {result.Name}");
    }

    [LoadTheory(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    [InlineData(1)]
    [InlineData(2, Skip = "not now")]
    public void One_skipped(int size) => Journal.Write<Rows>($"size {size}");

    [LoadTheory(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    [MemberData(nameof(Broken))]
    public void Broken_data(int size) => Journal.Write<Rows>($"size {size}");

    [LoadTheory(Users = 1, Iterations = 1, Skip = "none of them")]
    [InlineData(1)]
    [InlineData(2)]
    public void All_skipped(int size) => Journal.Write<Rows>($"size {size}");
}
