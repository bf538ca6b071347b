using System.Net.Http.Headers;

namespace PerfAssert;

/// <summary>
/// A file to upload, made once and sent by all users: in the test's body, or as a static field. What is in memory is there once, however
/// many users send it.
/// </summary>
public sealed class UploadFile
{
    /// <summary>Form field of the file by default.</summary>
    public const string DefaultField = "file";

    /// <summary>Content type by default, which says nothing.</summary>
    public const string DefaultContentType = "application/octet-stream";

    private readonly Func<HttpContent> createContent;

    private UploadFile(Func<HttpContent> createContent, string fileName, string field, string contentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed))
            throw new ArgumentException($"\"{contentType}\" is no content type. Write one such as \"image/png\".", nameof(contentType));
        this.createContent = createContent;
        FileName = fileName;
        Field = field;
        ContentType = parsed.ToString();
    }

    /// <summary>The file's name as the server shall see it.</summary>
    public string FileName { get; }

    /// <summary>Form field that the file is in.</summary>
    public string Field { get; }

    /// <summary>Such as <c>image/png</c>.</summary>
    public string ContentType { get; }

    /// <summary>A file whose content is in memory. It is not copied.</summary>
    /// <param name="content">Must not change afterwards.</param>
    /// <param name="fileName">As the server shall see it.</param>
    /// <param name="field">Form field that the file is in.</param>
    /// <param name="contentType">Such as <c>image/png</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, or the content type is none.</exception>
    public static UploadFile FromBytes(ReadOnlyMemory<byte> content, string fileName, string field = DefaultField, string contentType = DefaultContentType)
        => new(() => new MemoryUpload(content), fileName, field, contentType);

    /// <summary>A file of a size, filled with the same random bytes every time, which no compression makes smaller.</summary>
    /// <param name="bytes">From 0 to some 2 billion.</param>
    /// <param name="fileName">As the server shall see it.</param>
    /// <param name="field">Form field that the file is in.</param>
    /// <param name="contentType">Such as <c>image/png</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, the content type is none, or the size is negative.</exception>
    public static UploadFile OfSize(int bytes, string fileName, string field = DefaultField, string contentType = DefaultContentType)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var content = new byte[bytes];
        new Random(LoadPlan.DefaultSeed).NextBytes(content);
        return FromBytes(content, fileName, field, contentType);
    }

    /// <summary>A file on disk, read into memory once.</summary>
    /// <param name="path">A relative path is looked for beside the test assembly.</param>
    /// <param name="field">Form field that the file is in.</param>
    /// <param name="contentType">Such as <c>image/png</c>.</param>
    /// <exception cref="LoadConfigurationException">There is no such file, or it cannot be read; the message says where it was looked for.</exception>
    /// <exception cref="ArgumentException">A name is empty, or the content type is none.</exception>
    public static UploadFile FromFile(string path, string field = DefaultField, string contentType = DefaultContentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path, AppContext.BaseDirectory);
        try
        {
            return FromBytes(File.ReadAllBytes(full), Path.GetFileName(full), field, contentType);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FeedFile.Mistake(
                $"UploadFile.FromFile(\"{path}\")",
                $"names a file that is not there: looked for {full}",
                "A relative path is looked for beside the test assembly. Have the build copy the file there, with this in the test project's "
                + $"<ItemGroup>: <None Update=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" />");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFile.Mistake(
                $"UploadFile.FromFile(\"{path}\")",
                $"cannot be read into memory ({exception.Message.TrimEnd('.')})",
                "Allow this user to read it, or open it for each upload: UploadFile.FromStream(() => File.OpenRead(…), …).");
        }
    }

    /// <summary>A file whose content is opened for each upload, and disposed after it; for what is too large for memory.</summary>
    /// <param name="open">Called once for each upload, on any thread. A stream that can seek tells its length.</param>
    /// <param name="fileName">As the server shall see it.</param>
    /// <param name="field">Form field that the file is in.</param>
    /// <param name="contentType">Such as <c>image/png</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, or the content type is none.</exception>
    public static UploadFile FromStream(Func<Stream> open, string fileName, string field = DefaultField, string contentType = DefaultContentType)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new UploadFile(() => new StreamContent(open()), fileName, field, contentType);
    }

    /// <summary>The file as part of a form.</summary>
    internal HttpContent CreateContent()
    {
        var content = createContent();
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return content;
    }
}
