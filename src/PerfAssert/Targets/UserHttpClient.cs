namespace PerfAssert;

/// <summary>STUB: builds a user's HTTP client, cookies and redirects over the measuring handler over the target's shared handler.</summary>
internal static class UserHttpClient
{
    public static HttpClient Create(VirtualUser user, ILoadTarget target) => throw new NotImplementedException();
}
