using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SampleApi.Accounts;

/// <summary>
/// Signed tokens, <c>customer.expiry.signature</c>, so that no session is kept and a million log-ins cost no memory. The key
/// lives as long as the process. The setting <c>TokenLifetime</c> (such as <c>00:00:02</c>) makes tokens expire sooner than in an hour.
/// As usual, one is accepted somewhat longer: a request may have been on its way when it expired.
/// </summary>
internal sealed class AccessTokens(TimeProvider time, IConfiguration configuration)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly TimeSpan lifetime = configuration["TokenLifetime"] is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : TimeSpan.FromHours(1);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public (string Token, DateTimeOffset ExpiresAt) Issue(int customerId)
    {
        var expiresAt = time.GetUtcNow() + lifetime;
        var content = string.Create(CultureInfo.InvariantCulture, $"{customerId}.{expiresAt.ToUnixTimeMilliseconds()}");
        return ($"{content}.{Sign(content)}", expiresAt);
    }

    /// <summary>The customer of a valid token; otherwise <see langword="null"/>.</summary>
    public int? Read(string token)
    {
        var parts = token.Split('.');
        return parts.Length == 3
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign($"{parts[0]}.{parts[1]}")), Encoding.ASCII.GetBytes(parts[2]))
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var customerId)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
            && expiry > (time.GetUtcNow() - Grace).ToUnixTimeMilliseconds()
            ? customerId
            : null;
    }

    private string Sign(string content) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(content)));
}
