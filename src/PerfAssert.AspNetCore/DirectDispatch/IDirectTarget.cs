namespace PerfAssert;

/// <summary>A target that may take requests without a server in between.</summary>
internal interface IDirectTarget
{
    /// <summary>Where requests are handed over; <see langword="null"/> when the application is hosted in another way.</summary>
    DirectServer? DirectServer { get; }

    /// <summary>Name of a request's series in the statistics.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">Path and query, starting with a slash.</param>
    string NameRequest(HttpMethod method, string target);
}
