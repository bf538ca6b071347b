using System.Collections.Concurrent;
using System.Net;

namespace PerfAssert;

/// <summary>What a user holds from iteration to iteration. Apart from the user, so that one that holds nothing costs nothing.</summary>
internal sealed class UserSession
{
    public HttpClient? Http;
    public CookieContainer? Cookies;
    public UserSockets? Sockets;
    public UserScope? Scope;
    public Random? Random;

    /// <summary>Values by type.</summary>
    public ConcurrentDictionary<Type, object?>? Kept;

    /// <summary>Status codes (≥ 400) that are no failures.</summary>
    public bool[]? ExpectedStatuses;

    /// <summary>Requests that are open beside the first.</summary>
    public HashSet<IOpenRequest>? MoreOpenRequests;

    /// <summary>What the user's dispatched requests use again and again.</summary>
    public IDisposable? DirectDispatch;

    /// <summary>The adapter's own state of the user (the test class instance).</summary>
    public object? Instance;

    /// <summary>Keeps the user's token; <see langword="null"/> without one.</summary>
    public TokenKeeper? Tokens;

    public HeldToken? HeldToken;

    /// <summary>Whether the requests are those of a log-in.</summary>
    public bool LogsIn;
}
