using System.Globalization;

namespace PerfAssert;

/// <summary>The <c>Retry-After</c> header of a response (RFC 9110, section 10.2.3): a delay in seconds or a date.</summary>
/// <param name="Form">Whether it is there, and valid.</param>
/// <param name="Delay">From the response on; negative for a date in the past.</param>
internal readonly record struct RetryAfter(RetryAfterForm Form, TimeSpan Delay)
{
    /// <summary>Of a response, whose own date a date is compared with.</summary>
    public static RetryAfter Of(HttpResponseMessage response) => Parse(
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null,
        response.Headers.Date ?? TimeProvider.System.GetUtcNow());

    /// <summary>Reads the header.</summary>
    /// <param name="text">As it was sent; <see langword="null"/> when it was not.</param>
    /// <param name="now">What a date is compared with: when the response was sent.</param>
    public static RetryAfter Parse(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new RetryAfter(RetryAfterForm.Missing, default);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue)
            return new RetryAfter(RetryAfterForm.Valid, TimeSpan.FromSeconds(seconds));
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? new RetryAfter(RetryAfterForm.Valid, date - now)
            : new RetryAfter(RetryAfterForm.Invalid, default);
    }
}
