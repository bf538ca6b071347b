using System.Diagnostics;
using Xunit;

namespace PerfAssert.Tests.Protocols;

public sealed class UploadTests(Ways ways) : IClassFixture<Ways>
{
    private const int Large = 5_000_000;

    public static TheoryData<Way> All => Ways.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_file_and_fields_arrive_and_their_bytes_are_counted(Way way)
    {
        var photo = UploadFile.FromBytes(new byte[1000], "photo.png", field: "photo", contentType: "image/png");
        var notes = UploadFile.FromStream(() => new MemoryStream(new byte[500]), "notes.txt", contentType: "text/plain");
        var answers = new List<string>();

        var result = await Ways.Run(users: 1, iterations: 2).Against(ways[way]).RunAsync(async user =>
        {
            using var one = await user.UploadAsync("/upload", photo, new Dictionary<string, string> { ["title"] = "Größe" });
            answers.Add(await one.Content.ReadAsStringAsync());
            using var two = await user.UploadAsync("/upload", [photo, notes]);
            answers.Add(await two.Content.ReadAsStringAsync());
        });

        Assert.Equal((2, 0), (result.Succeeded, result.Failed));
        Assert.StartsWith("photo photo.png image/png 1000|title=Größe|", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("photo photo.png image/png 1000;file notes.txt text/plain 500||", answers[1], StringComparison.Ordinal);
        Assert.Equal((answers[0], answers[1]), (answers[2], answers[3]));

        // What the server was told is the length of both bodies.
        Assert.Equal(answers.Sum(answer => long.Parse(answer.Split('|')[2], System.Globalization.CultureInfo.InvariantCulture)), result.BytesSent);
    }

    [Fact]
    public async Task A_stream_of_unknown_length_is_counted_as_it_goes()
    {
        var pipe = UploadFile.FromStream(() => new Unseekable(new MemoryStream(new byte[100_000])), "log.txt");

        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[Way.Http1]).RunAsync(async user =>
        {
            using var response = await user.UploadAsync("/upload", pipe);
            Assert.StartsWith("file log.txt application/octet-stream 100000|", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        });

        Assert.Equal(0, result.Failed);
        Assert.InRange(result.BytesSent, 100_000, 101_000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Cancellation_ends_an_upload(Way way)
    {
        using var stop = new CancellationTokenSource();
        var file = UploadFile.OfSize(Large, "film.mp4");
        var streams = ways.Streams(way);
        var others = streams.Blocked;
        var run = Ways.Run(users: 4, iterations: 1, stop.Token).Against(ways[way]).RunAsync(user => user.UploadAsync("/upload-blocked", file));

        // Over HTTP/2 bodies that nobody reads fill the window of the connection, and the platform's client may hold the next request back.
        var least = ways[way].HttpVersion.Major >= 2 ? 1 : 4;
        for (var waited = Stopwatch.StartNew(); streams.Blocked < others + least && waited.Elapsed < TimeSpan.FromMinutes(5);)
            await Task.Delay(10);
        var came = streams.Blocked - others;

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var result = await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(came >= least, $"{came} of 4 uploads came to the server: {string.Join(", ", result.Errors.Select(error => $"{error.Count} × {error.Kind} ({error.Samples[0]})"))}");

        // A second is what is promised; a machine that is busy with other builds may take a little longer to get there.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void A_file_on_disk_is_read_once_and_a_missing_one_says_where_it_was_looked_for()
    {
        var file = UploadFile.FromFile("PerfAssert.dll");
        Assert.Equal(("PerfAssert.dll", "file", "application/octet-stream"), (file.FileName, file.Field, file.ContentType));

        var exception = Assert.Throws<LoadConfigurationException>(() => UploadFile.FromFile("no/such.png"));

        Assert.Equal(
            $"UploadFile.FromFile(\"no/such.png\") names a file that is not there: looked for {Path.Combine(AppContext.BaseDirectory, "no", "such.png")}. A relative "
            + "path is looked for beside the test assembly. Have the build copy the file there, with this in the test project's <ItemGroup>: "
            + "<None Update=\"no/such.png\" CopyToOutputDirectory=\"PreserveNewest\" />",
            Assert.Single(exception.Errors).ToString());
    }

    [Fact]
    public void Names_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>("fileName", () => UploadFile.FromBytes(default, " "));
        Assert.Throws<ArgumentException>("field", () => UploadFile.OfSize(1, "a", field: ""));
        Assert.Throws<ArgumentException>("path", () => UploadFile.FromFile(""));
        Assert.Throws<ArgumentOutOfRangeException>("bytes", () => UploadFile.OfSize(-1, "a"));
        var exception = Assert.Throws<ArgumentException>("contentType", () => UploadFile.FromBytes(default, "a", contentType: "png"));
        Assert.StartsWith("\"png\" is no content type. Write one such as \"image/png\".", exception.Message, StringComparison.Ordinal);
    }

    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
