using System.Diagnostics.CodeAnalysis;

namespace PerfAssert;

/// <summary>Uploads of a virtual user, as a browser's form sends them (multipart/form-data). Each is a request like any other.</summary>
public static class UploadExtensions
{
    /// <summary>Uploads a file with a POST request.</summary>
    /// <param name="user">Who uploads it.</param>
    /// <param name="uri">Relative to the target's base address, or absolute.</param>
    /// <param name="file">Made once for all users and iterations.</param>
    /// <param name="fields">The form's other fields, sent before the file.</param>
    /// <param name="cancellationToken">Ends the request; the load's own end does so too.</param>
    /// <returns>The response, to be disposed.</returns>
    /// <exception cref="HttpRequestException">There was no response.</exception>
    /// <exception cref="TimeoutException">There was no response within the plan's <c>RequestTimeout</c>, which includes the upload.</exception>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "As HttpClient's.")]
    public static Task<HttpResponseMessage> UploadAsync(
        this VirtualUser user, string uri, UploadFile file, IEnumerable<KeyValuePair<string, string>>? fields = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return UploadAsync(user, uri, [file], fields, cancellationToken);
    }

    /// <summary>Uploads several files with one POST request.</summary>
    /// <param name="user">Who uploads them.</param>
    /// <param name="uri">Relative to the target's base address, or absolute.</param>
    /// <param name="files">Made once for all users and iterations.</param>
    /// <param name="fields">The form's other fields, sent before the files.</param>
    /// <param name="cancellationToken">Ends the request; the load's own end does so too.</param>
    /// <returns>The response, to be disposed.</returns>
    /// <inheritdoc cref="UploadAsync(VirtualUser, string, UploadFile, IEnumerable{KeyValuePair{string, string}}, CancellationToken)" path="/exception" />
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "As HttpClient's.")]
    public static async Task<HttpResponseMessage> UploadAsync(
        this VirtualUser user,
        string uri,
        IEnumerable<UploadFile> files,
        IEnumerable<KeyValuePair<string, string>>? fields = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(files);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields ?? [])
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(fields));
            form.Add(new StringContent(value), name);
        }

        foreach (var file in files)
            form.Add(file.CreateContent(), file.Field, file.FileName);
        return await user.Http.PostAsync(uri, form, cancellationToken).ConfigureAwait(false);
    }
}
