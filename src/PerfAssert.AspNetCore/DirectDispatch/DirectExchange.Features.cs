using System.Collections;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace PerfAssert;

/// <content>
/// The collection of features: the exchange's own ones, which are found without a dictionary, and whatever the application
/// sets besides. Middleware may replace any of them for the rest of its request.
/// </content>
internal abstract partial class DirectExchange : IFeatureCollection, IHttpConnectionFeature, IEndpointFeature, IRouteValuesFeature
{
    private readonly List<KeyValuePair<Type, object>> others = new(8);
    private object? requestFeature;
    private object? responseFeature;
    private object? responseBodyFeature;
    private object? lifetimeFeature;
    private object? endpointFeature;
    private object? routeValuesFeature;
    private object? bodyDetectionFeature;
    private object? bodyControlFeature;
    private object? bodySizeFeature;
    private object? connectionFeature;
    private RouteValueDictionary? routeValues;

    public bool IsReadOnly => false;

    /// <summary>Grows with every change, so that nobody keeps a feature that is no longer in the collection.</summary>
    public int Revision { get; private set; }

    public string ConnectionId { get; set; } = "";

    public IPAddress? RemoteIpAddress { get; set; }

    public IPAddress? LocalIpAddress { get; set; }

    public int RemotePort { get; set; }

    public int LocalPort { get; set; }

    public Endpoint? Endpoint { get; set; }

    public RouteValueDictionary RouteValues
    {
        get => routeValues ??= [];
        set => routeValues = value;
    }

    /// <summary>Told apart from the names of Kestrel's connections by its first letter.</summary>
    private string OwnConnectionId { get; } = "D" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();

    public object? this[Type key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            ref var own = ref Own(key, out var isOwn);
            return isOwn ? own : Other(key);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(key);
            Revision++;
            ref var own = ref Own(key, out var isOwn);
            if (isOwn)
                own = value;
            else
                SetOther(key, value);
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void ResetFeatures()
    {
        Revision++;
        others.Clear();
        requestFeature = responseFeature = responseBodyFeature = lifetimeFeature = this;
        endpointFeature = routeValuesFeature = connectionFeature = this;
        bodyDetectionFeature = bodyControlFeature = bodySizeFeature = this;
        Endpoint = null;
        routeValues = null;
        ConnectionId = OwnConnectionId;
        RemoteIpAddress = LocalIpAddress = IPAddress.Loopback;
        RemotePort = LocalPort = 0;
    }

    /// <summary>The field of a feature that the exchange has by itself, in the order in which applications ask.</summary>
    private ref object? Own(Type key, out bool isOwn)
    {
        isOwn = true;
        if (key == typeof(IHttpRequestFeature))
            return ref requestFeature;
        if (key == typeof(IHttpResponseFeature))
            return ref responseFeature;
        if (key == typeof(IHttpResponseBodyFeature))
            return ref responseBodyFeature;
        if (key == typeof(IEndpointFeature))
            return ref endpointFeature;
        if (key == typeof(IRouteValuesFeature))
            return ref routeValuesFeature;
        if (key == typeof(IHttpRequestLifetimeFeature))
            return ref lifetimeFeature;
        if (key == typeof(IHttpRequestBodyDetectionFeature))
            return ref bodyDetectionFeature;
        if (key == typeof(IHttpMaxRequestBodySizeFeature))
            return ref bodySizeFeature;
        if (key == typeof(IHttpConnectionFeature))
            return ref connectionFeature;
        if (key == typeof(IHttpBodyControlFeature))
            return ref bodyControlFeature;
        isOwn = false;
        return ref requestFeature;
    }

    private object? Other(Type key)
    {
        foreach (var other in others)
        {
            if (other.Key == key)
                return other.Value;
        }

        return null;
    }

    private void SetOther(Type key, object? value)
    {
        var index = others.FindIndex(other => other.Key == key);
        if (value is null)
        {
            if (index >= 0)
                others.RemoveAt(index);
        }
        else if (index >= 0)
        {
            others[index] = new(key, value);
        }
        else
        {
            others.Add(new(key, value));
        }
    }

    private IEnumerable<KeyValuePair<Type, object>> All()
    {
        (Type Type, object? Value)[] own =
        [
            (typeof(IHttpRequestFeature), requestFeature),
            (typeof(IHttpResponseFeature), responseFeature),
            (typeof(IHttpResponseBodyFeature), responseBodyFeature),
            (typeof(IEndpointFeature), endpointFeature),
            (typeof(IRouteValuesFeature), routeValuesFeature),
            (typeof(IHttpRequestLifetimeFeature), lifetimeFeature),
            (typeof(IHttpRequestBodyDetectionFeature), bodyDetectionFeature),
            (typeof(IHttpMaxRequestBodySizeFeature), bodySizeFeature),
            (typeof(IHttpConnectionFeature), connectionFeature),
            (typeof(IHttpBodyControlFeature), bodyControlFeature),
        ];
        foreach (var (type, value) in own)
        {
            if (value is not null)
                yield return new(type, value);
        }

        foreach (var other in others)
            yield return other;
    }
}
