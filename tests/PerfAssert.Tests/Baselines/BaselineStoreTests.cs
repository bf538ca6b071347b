using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public sealed class BaselineStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BaselineStore store;

    public BaselineStoreTests()
        => store = new BaselineStore(Path.Combine(folder.Path, "Products.Search.verified.json")) { Variable = _ => null };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void There_is_nothing_before_the_first_run()
    {
        Assert.Equal(Path.Combine(folder.Path, "Products.Search.received.json"), store.ReceivedFile);
        Assert.Null(store.ReadVerified());
        Assert.Null(store.ReadReceived());
        Assert.Null(new BaselineStore(Path.Combine(folder.Path, "none", "A.B.verified.json")).ReadVerified());
    }

    [Fact]
    public void A_received_file_is_accepted_by_renaming_it()
    {
        store.WriteReceived(FabricatedBaseline.Document(FabricatedBaseline.Run()));
        Assert.Null(store.ReadVerified());

        File.Move(store.ReceivedFile, store.VerifiedFile);

        Assert.Single(store.ReadVerified()!.Environments[0].Runs);
        Assert.Equal(["Products.Search.verified.json"], Files());
    }

    [Fact]
    public void Accepting_does_the_same()
    {
        File.WriteAllText(store.VerifiedFile, "damaged");
        store.WriteReceived(FabricatedBaseline.Document(FabricatedBaseline.Run(), FabricatedBaseline.Run()));

        store.Accept();

        Assert.Equal(2, store.ReadVerified()!.Environments[0].Runs.Count);
        Assert.Equal(["Products.Search.verified.json"], Files());
        Assert.Equal(
            $"There is no {store.ReceivedFile} to accept. Run the test first; it writes one when there is something to accept.",
            Assert.Throws<BaselineFileException>(store.Accept).Message);
    }

    [Fact]
    public void A_damaged_received_file_is_not_accepted()
    {
        store.UpdateVerified(_ => FabricatedBaseline.Document(FabricatedBaseline.Run()));
        File.WriteAllText(store.ReceivedFile, "{");

        var error = Assert.Throws<BaselineFileException>(store.Accept);

        Assert.StartsWith($"The received file {store.ReceivedFile} is damaged: line 1: it is not JSON (", error.Message);
        Assert.EndsWith("). Delete it and run the test again; it was not touched.", error.Message);
        Assert.Single(store.ReadVerified()!.Environments[0].Runs);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("CI", "1")]
    [InlineData("TF_BUILD", "True")]
    public void Continuous_integration_accepts_nothing(string variable, string value)
    {
        var inCi = store with { Variable = name => name == variable ? value : null };
        inCi.WriteReceived(FabricatedBaseline.Document());

        var error = Assert.Throws<BaselineFileException>(() => inCi.UpdateVerified(_ => FabricatedBaseline.Document()));

        Assert.Equal(
            $"{store.VerifiedFile} is not changed, because this is a CI build ({variable} is set), and accepting is for people. Download the received file from the build's "
            + "artifacts, rename it to Products.Search.verified.json beside the test's source, look at it and commit it.",
            error.Message);
        Assert.Equal(error.Message, Assert.Throws<BaselineFileException>(inCi.Accept).Message);
        Assert.Equal(["Products.Search.received.json"], Files());
    }

    [Fact]
    public void CI_set_to_false_is_no_continuous_integration()
    {
        (store with { Variable = _ => "false" }).UpdateVerified(_ => FabricatedBaseline.Document());

        Assert.True(File.Exists(store.VerifiedFile));
    }

    [Theory]
    [InlineData("", "line 1: it is empty")]
    [InlineData("[]", "line 1: \"schema\" is missing")]
    [InlineData("{\n \"schema\": \"1\" }", "line 2: a number is expected")]
    [InlineData("{\n \"schema\": 0 }", "line 2: there is no schema 0")]
    [InlineData("{\n \"schema\": 1,\n\n \"tset\": \"A.B\" }", "line 4: \"tset\" is not known there (known: schema, test, load, loadHash, figures, environments)")]
    [InlineData("{\n \"schema\": 1,\n \"schema\": 1 }", "line 3: \"schema\" stands there twice")]
    [InlineData("{ \"schema\": 1,\n \"test\": \"A.B\", \"load\": \"1 user\", \"loadHash\": \"1\", \"environments\": 3 }", "line 2: an object, { … } is expected")]
    public void A_damaged_file_says_where_and_what_to_do(string content, string what)
    {
        File.WriteAllText(store.VerifiedFile, content);

        var error = Assert.Throws<BaselineFileException>(store.ReadVerified);

        Assert.Equal($"The baseline {store.VerifiedFile} is damaged: {what}. Restore it from source control, or delete it and accept anew; it was not touched.", error.Message);
        Assert.Throws<BaselineFileException>(() => store.UpdateVerified(_ => FabricatedBaseline.Document()));
        Assert.Equal(content, File.ReadAllText(store.VerifiedFile));
    }

    [Theory]
    [InlineData("\"recorded\": \"2026-11-21T16:30:05Z\"", "\"recorded\": \"yesterday\"", 11, "\"yesterday\" is not a time such as 2026-11-21T16:30:00Z")]
    [InlineData("\"blocks\": 40", "\"blocks\": -4", 11, "a whole number from 0 is expected, not -4")]
    [InlineData("\"p95Ms\": [12.35,", "\"p95Ms\": [", 12, "a figure is one number or a list of three")]
    [InlineData("\"count\": 12345, ", "", 12, "\"count\" is missing")]
    [InlineData("\"cpuMs\"", "\"cpuHours\"", 12, "\"cpuHours\" is not known there (known: count, failed, p95Ms, p50Ms, cpuMs, allocatedBytes, retainedBytes, bytesIn, bytesOut, sqlCommands, outboundCalls)")]
    public void A_wrong_figure_is_found_by_its_line(string right, string wrong, int line, string what)
    {
        store.UpdateVerified(_ => FabricatedBaseline.Document(FabricatedBaseline.Run()));
        var text = File.ReadAllText(store.VerifiedFile);
        Assert.Contains(right, text);
        var place = text.IndexOf(right, StringComparison.Ordinal);
        File.WriteAllText(store.VerifiedFile, text[..place] + wrong + text[(place + right.Length)..]);

        Assert.Contains($" is damaged: line {line}: {what}. ", Assert.Throws<BaselineFileException>(store.ReadVerified).Message);
    }

    [Fact]
    public void An_unfinished_merge_is_told_apart()
    {
        File.WriteAllText(store.VerifiedFile, "{\n  \"schema\": 1,\n<<<<<<< HEAD\n  \"test\": \"A.B\"\n=======\n  \"test\": \"A.C\"\n>>>>>>> branch\n}\n");

        Assert.Equal(
            $"The baseline {store.VerifiedFile} is in the middle of a merge: line 3 has a conflict marker of git. Keep one side whole (git checkout --ours or --theirs), then run "
            + "the test and accept again; the file was not touched.",
            Assert.Throws<BaselineFileException>(store.ReadVerified).Message);
    }

    [Fact]
    public void A_newer_schema_is_refused_and_left_alone()
    {
        const string content = "{ \"schema\": 2, \"what\": \"nobody knows yet\" }";
        File.WriteAllText(store.VerifiedFile, content);
        store.WriteReceived(FabricatedBaseline.Document());

        var message = $"The baseline {store.VerifiedFile} has schema 2, and this version of PerfAssert knows up to 1. Update the PerfAssert packages and the perfassert tool; the file was not touched.";

        Assert.Equal(message, Assert.Throws<BaselineFileException>(store.ReadVerified).Message);
        Assert.Equal(message, Assert.Throws<BaselineFileException>(() => store.UpdateVerified(_ => FabricatedBaseline.Document())).Message);
        Assert.Equal(message, Assert.Throws<BaselineFileException>(store.Accept).Message);
        Assert.Equal(content, File.ReadAllText(store.VerifiedFile));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_unreadable()
    {
        Directory.CreateDirectory(store.VerifiedFile);

        Assert.StartsWith($"The baseline {store.VerifiedFile} cannot be read: ", Assert.Throws<BaselineFileException>(store.ReadVerified).Message);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_error_says_so()
    {
        // A file in the place of the folder: refused to everybody, an administrator included.
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var blocked = new BaselineStore(Path.Combine(file, "A.B.verified.json")) { Variable = _ => null };

        var error = Assert.Throws<BaselineFileException>(() => blocked.WriteReceived(FabricatedBaseline.Document()));

        Assert.StartsWith($"{blocked.ReceivedFile} cannot be written: ", error.Message);
        Assert.EndsWith(
            ". Nothing was changed; the measurement itself is kept in the folder of the reports. Make the folder writable, or set PERFASSERT_PROJECT_DIR to a copy of the project that is.",
            error.Message);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_as_it_was()
    {
        store.WriteReceived(FabricatedBaseline.Document());
        Directory.CreateDirectory(store.VerifiedFile);
        File.WriteAllText(Path.Combine(store.VerifiedFile, "kept"), "");

        Assert.Throws<BaselineFileException>(store.Accept);

        Assert.NotNull(store.ReadReceived());
        Assert.Equal(["Products.Search.received.json"], Files());
    }

    [Fact]
    public async Task Writers_at_once_lose_no_run()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(p95 => Task.Run(
            () => (store with { }).UpdateVerified(document => BaselineEdit.Append(document, FabricatedBaseline.Measurement(FabricatedBaseline.Run(p95)))))));

        Assert.Equal(
            [1.0, 2, 3, 4, 5, 6, 7, 8],
            store.ReadVerified()!.Environments[0].Runs.Select(run => run.Total.Channels[RegressionChannel.P95].Calm).Order());
        Assert.Equal(["Products.Search.verified.json"], Files());
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_file()
    {
        store.WriteReceived(FabricatedBaseline.Document(FabricatedBaseline.Run()));
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
                store.WriteReceived(FabricatedBaseline.Document([.. Enumerable.Repeat(FabricatedBaseline.Run(), 1 + (i % 8))]));
        });
        while (!writing.IsCompleted)
            Assert.NotNull(store.ReadReceived());
        await writing;
    }

    private IEnumerable<string?> Files() => Directory.GetFiles(folder.Path).Select(Path.GetFileName);
}
