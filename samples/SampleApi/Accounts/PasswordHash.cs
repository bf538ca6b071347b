using System.Security.Cryptography;

namespace SampleApi.Accounts;

/// <summary>Salted PBKDF2 hashes of passwords.</summary>
internal static class PasswordHash
{
    /// <summary>
    /// A few milliseconds of one core: a log-in visibly costs more than a read, and fifty at once still end soon. A real
    /// shop would ask for ten times as many.
    /// </summary>
    private const int Rounds = 20_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToBase64String([.. salt, .. Derive(password, salt)]);
    }

    public static bool Matches(string password, string stored)
    {
        var bytes = Convert.FromBase64String(stored);
        return CryptographicOperations.FixedTimeEquals(Derive(password, bytes.AsSpan(0, SaltBytes)), bytes.AsSpan(SaltBytes));
    }

    private static byte[] Derive(string password, ReadOnlySpan<byte> salt)
        => Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
}
