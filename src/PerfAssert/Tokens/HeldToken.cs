using System.Net.Http.Headers;

namespace PerfAssert;

/// <summary>A token and its times on the engine's clock, in nanoseconds.</summary>
internal sealed class HeldToken(AccessToken token, long since, TimeSpan margin, bool replacesRefused)
{
    /// <summary>The users' golden share of the time in which they renew: multiples of it are spread evenly, however many there are (Weyl).</summary>
    private const double GoldenShare = 0.618_033_988_749_895;

    /// <summary>The margin is at most this share of the lifetime, so that a short-lived token is used for most of it.</summary>
    private const long MostMargin = 5;

    private readonly long end = token.Lifetime is { } lifetime ? since + EngineTime.Nanoseconds(lifetime) : long.MaxValue;
    private readonly long margin = token.Lifetime is { } lifetime ? Math.Min(EngineTime.Nanoseconds(margin), EngineTime.Nanoseconds(lifetime) / MostMargin) : 0;

    public string Value => token.Value;

    public AuthenticationHeaderValue Bearer { get; } = new("Bearer", token.Value);

    /// <summary>When it was asked for.</summary>
    public long Since => since;

    /// <summary>Whether it replaces one that the server refused.</summary>
    public bool ReplacesRefused => replacesRefused;

    /// <summary>Whether the server has refused it.</summary>
    public bool Refused { get; set; }

    /// <summary>Whether requests can go on with it: one that is sent in the last moment of its life is too late when it arrives.</summary>
    public bool IsValid(long now) => now < end - margin && !Refused;

    /// <summary>When a user that has the token for itself renews it: not all users at once.</summary>
    public long DueOf(VirtualUser user) => end == long.MaxValue ? VirtualUser.NoUpkeep : end - margin - (long)(margin * (user.Id * GoldenShare % 1));

    /// <summary>When the first of the users who share it renews it.</summary>
    public long SharedDue => end == long.MaxValue ? VirtualUser.NoUpkeep : end - (2 * margin);
}
