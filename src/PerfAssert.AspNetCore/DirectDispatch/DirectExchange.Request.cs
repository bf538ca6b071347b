using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PerfAssert;

/// <content>The request, its lifetime and the rules for its body.</content>
internal abstract partial class DirectExchange
    : IHttpRequestFeature, IHttpRequestLifetimeFeature, IHttpRequestBodyDetectionFeature, IHttpMaxRequestBodySizeFeature, IHttpBodyControlFeature
{
    /// <summary>The host that requests go to unless they name another.</summary>
    public const string DefaultHost = "localhost";

    private readonly DirectHeaders requestHeaders = new();
    private IHeaderDictionary? replacedRequestHeaders;
    private long? maxRequestBodySize;

    public string Protocol { get; set; } = "";

    public string Scheme { get; set; } = "";

    public string Method { get; set; } = "";

    public string PathBase { get; set; } = "";

    public string Path { get; set; } = "";

    public string QueryString { get; set; } = "";

    public string RawTarget { get; set; } = "";

    /// <summary>The headers of the request, to be filled after <see cref="Begin"/>.</summary>
    public DirectHeaders RequestHeaders => requestHeaders;

    /// <summary>The exchange's own stream, to be filled after <see cref="Begin"/>.</summary>
    public DirectRequestStream RequestBody { get; }

    /// <summary>The body as the application sees it; middleware may replace it.</summary>
    public Stream Body { get; set; } = Stream.Null;

    public bool CanHaveBody { get; set; }

    public bool AllowSynchronousIO { get; set; }

    bool IHttpMaxRequestBodySizeFeature.IsReadOnly => RequestBody.HasBeenRead;

    public long? MaxRequestBodySize
    {
        get => maxRequestBodySize;
        set
        {
            if (RequestBody.HasBeenRead)
                throw new InvalidOperationException("The maximum request body size cannot be modified after the app has already started reading from the request body.");
            if (value < 0)
                throw new ArgumentOutOfRangeException(nameof(value), "Value must be null or a non-negative number.");
            maxRequestBodySize = value;
        }
    }

    public CancellationToken RequestAborted
    {
        get
        {
            if (abortToken is { } replaced)
                return replaced;

            // A new source for each request that asks: a token that is kept must not be cancelled by a later request.
            CancellationTokenSource source;
            lock (RequestBody)
                source = abortSource ??= new CancellationTokenSource();
            if (aborted)
                source.Cancel();
            return source.Token;
        }

        set => abortToken = value;
    }

    IHeaderDictionary IHttpRequestFeature.Headers
    {
        get => replacedRequestHeaders ?? requestHeaders;
        set => replacedRequestHeaders = value;
    }

    void IHttpRequestLifetimeFeature.Abort()
    {
        IsBroken = true;
        Abort();
    }

    private void ResetRequest()
    {
        requestHeaders.Clear();
        replacedRequestHeaders = null;
        RequestBody.Reset();
        Body = RequestBody;
        CanHaveBody = false;
        AllowSynchronousIO = application.AllowSynchronousIO;
        maxRequestBodySize = application.MaxRequestBodySize;
        Protocol = HttpProtocol.Http11;
        Scheme = "http";
        PathBase = "";
        QueryString = "";
    }
}
