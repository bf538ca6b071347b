using System.Text;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public sealed class ReportFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 14, 30, 59, 123, TimeSpan.FromHours(1));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Shop.Search", "20261121T133059.123Z_Shop.Search")]
    [InlineData("Prüfung.Suche検索", "20261121T133059.123Z_Prüfung.Suche検索")]
    public void A_name_that_every_file_system_takes_stays_as_it_is(string key, string expected)
        => Assert.Equal(expected, ReportFolder.Name(key, Start));

    [Fact]
    public void Refused_characters_are_replaced_and_a_hash_keeps_names_apart()
    {
        var slash = ReportFolder.Name("Shop.Search(q: \"a/b\")", Start);
        var question = ReportFolder.Name("Shop.Search(q: \"a?b\")", Start);

        Assert.StartsWith("20261121T133059.123Z_Shop.Search(q_a_b_)~", slash, StringComparison.Ordinal);
        Assert.NotEqual(slash, question);
        Assert.Equal(slash, ReportFolder.Name("Shop.Search(q: \"a/b\")", Start));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('検')]
    public void A_long_theory_row_is_cut_and_stays_unique(char character)
    {
        var one = ReportFolder.Name("Shop.Search(" + new string(character, 500) + "1)", Start);
        var two = ReportFolder.Name("Shop.Search(" + new string(character, 500) + "2)", Start);

        Assert.InRange(Encoding.UTF8.GetByteCount(one), 90, 115);
        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Names_sort_by_time()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(i => ReportFolder.Name("Zoo" + (9 - (i % 10)), Start.AddSeconds(i * 17.3)))];
        Assert.Equal(names, names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_existing_folder_is_never_used_again()
    {
        var paths = Enumerable.Range(0, 3).Select(_ => ReportFolder.Create("Shop.Search", Start, out var _, folder.Path)).ToArray();

        Assert.Equal(
            ["20261121T133059.123Z_Shop.Search", "20261121T133059.123Z_Shop.Search-2", "20261121T133059.123Z_Shop.Search-3"],
            paths.Select(Path.GetFileName));
        Assert.All(paths, path => Assert.True(Directory.Exists(path)));
    }

    [Fact]
    public void Folders_made_at_once_are_all_different()
    {
        var paths = new string?[40];
        Parallel.For(0, paths.Length, i => paths[i] = ReportFolder.Create("Shop.Search", Start, out _, folder.Path));
        Assert.Equal(paths.Length, paths.Distinct().Count(path => path is not null));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_warning_that_says_what_to_set()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        Assert.Null(ReportFolder.Create("Shop.Search", Start, out var warning, file));
        Assert.StartsWith($"PerfAssert wrote no reports: no folder can be made in {file} (", warning, StringComparison.Ordinal);
        Assert.EndsWith("Set the environment variable PERFASSERT_OUTPUT to a folder that can be written.", warning, StringComparison.Ordinal);
    }
}
