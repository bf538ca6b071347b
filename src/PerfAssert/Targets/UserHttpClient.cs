using System.Net;

namespace PerfAssert;

/// <summary>
/// Builds a user's own HTTP client: its cookies and redirects, over the request meter, over the target's shared handler.
/// </summary>
internal static class UserHttpClient
{
    /// <summary>The client of a user.</summary>
    /// <param name="user">Whose requests are timed.</param>
    /// <param name="target">Started.</param>
    public static HttpClient Create(VirtualUser user, ILoadTarget target) => Create(new UserRequestLog(user), target, user.Cookies);

    /// <summary>A client whose requests go to a log.</summary>
    /// <param name="log">Where the requests are recorded.</param>
    /// <param name="target">Started.</param>
    /// <param name="cookies">The user's; by default the client has its own.</param>
    public static HttpClient Create(IRequestLog log, ILoadTarget target, CookieContainer? cookies = null) =>
        new(new UserSessionHandler(new RequestMeter(log, target), cookies ?? new CookieContainer()), disposeHandler: true)
        {
            BaseAddress = target.BaseAddress,

            // The request meter keeps the deadline: HttpClient's own does not end a request that TestServer holds back,
            // and costs an allocation for each.
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
