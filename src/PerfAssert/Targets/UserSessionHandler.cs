using System.Net;
using System.Net.Http.Headers;

namespace PerfAssert;

/// <summary>
/// What a browser does for its user: keeps cookies and follows redirects. Every hop is a measured request of its own, and
/// cookies are kept on every hop, which handlers shared by all users cannot do.
/// </summary>
internal sealed class UserSessionHandler(RequestMeter meter, CookieContainer cookies) : HttpMessageHandler
{
    /// <summary>Most redirects that one request follows: 10, more than any site needs; further ones are a loop.</summary>
    public const int MostRedirects = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? own = null;
        var ownIsKnown = false;
        meter.Authorize(request);
        for (var hops = 0; ; hops++)
        {
            if (cookies.Count > 0)
            {
                own = ownIsKnown ? own : OwnCookies(request);
                ownIsKnown = true;
                SetCookies(request, own);
            }

            // All in this one method: each asynchronous layer more would cost every request another turn.
            var exchange = meter.Begin(request, cancellationToken);
            Task<HttpResponseMessage>? answer = null;
            HttpResponseMessage response;
            try
            {
                answer = exchange.SendAsync();
                await exchange.RaceAsync(answer).ConfigureAwait(false);
                response = await answer.ConfigureAwait(false);
                await exchange.Answered(response).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                var shown = exchange.Failed(answer, exception);
                if (ReferenceEquals(shown, exception))
                    throw;
                throw shown;
            }

            KeepCookies(request.RequestUri!, response);
            if (FindLocation(request.RequestUri!, response) is not { } location)
                return response;

            response.Dispose();
            if (hops == MostRedirects)
            {
                throw new HttpRequestException(
                    $"The request was redirected more than {MostRedirects} times, last to {location.GetLeftPart(UriPartial.Path)}.");
            }

            if (!RequestNames.IsSameOrigin(request.RequestUri!, location))
            {
                // Both were meant for the first address only.
                request.Headers.Authorization = null;
                request.Headers.Remove("Cookie");
                own = null;
                ownIsKnown = true;
            }

            Redirect(request, response.StatusCode, location);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            meter.Dispose();
        base.Dispose(disposing);
    }

    private static Uri? FindLocation(Uri from, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        if (!location.IsAbsoluteUri)
            location = new Uri(from, location);
        var isWeb = location.Scheme == Uri.UriSchemeHttps || (location.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);

        // As HttpClient does: no way from https back to http; the test gets the redirect itself.
        return isWeb ? location : null;
    }

    private static void Redirect(HttpRequestMessage request, HttpStatusCode status, Uri location)
    {
        request.RequestUri = location;
        var becomesGet = status switch
        {
            HttpStatusCode.Moved or HttpStatusCode.Found => request.Method == HttpMethod.Post,
            HttpStatusCode.SeeOther => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head,
            _ => false,
        };
        if (!becomesGet)
            return;
        request.Method = HttpMethod.Get;
        request.Content = null;
        if (request.Headers.TransferEncodingChunked == true)
            request.Headers.TransferEncodingChunked = false;
    }

    private static string? OwnCookies(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Cookie", out var cookie) ? cookie.ToString() : null;

    private void SetCookies(HttpRequestMessage request, string? own)
    {
        var kept = cookies.GetCookieHeader(request.RequestUri!);
        request.Headers.Remove("Cookie");
        var all = own is null || kept.Length == 0 ? own + kept : $"{own}; {kept}";
        if (all.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", all);
    }

    private void KeepCookies(Uri uri, HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Set-Cookie", out HeaderStringValues headers))
            return;
        foreach (var header in headers)
        {
            try
            {
                cookies.SetCookies(uri, header);
            }
            catch (CookieException)
            {
                // A browser ignores a cookie that is not for this site or not well formed, and so does this user.
            }
        }
    }
}
