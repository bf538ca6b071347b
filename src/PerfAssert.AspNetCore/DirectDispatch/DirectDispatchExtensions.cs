namespace PerfAssert;

/// <summary>Requests that are method calls: for budgets on the path of the code itself, over <see cref="HostingMode.Direct"/>.</summary>
public static class DirectDispatchExtensions
{
    /// <summary>
    /// Hands a prepared request to the application and times it: a step of its own, named by its route, that fails by its
    /// status as requests of <see cref="VirtualUser.Http"/> do. The user's cookies and default headers are not added, and
    /// redirects not followed.
    /// </summary>
    /// <param name="user">Whose step it is.</param>
    /// <param name="request">Prepared once, for example as a static field.</param>
    /// <param name="cancellationToken">Aborts the request, besides the plan's request time-out and the end of the load.</param>
    /// <returns>To be read before the user's next dispatch.</returns>
    /// <exception cref="LoadConfigurationException">The target is not hosted by <see cref="HostingMode.Direct"/>.</exception>
    /// <exception cref="HttpRequestException">The application broke off its response.</exception>
    /// <exception cref="TimeoutException">There was no response within the plan's request time-out.</exception>
    public static ValueTask<DirectResponse> DispatchAsync(
        this VirtualUser user, DirectRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(request);
        return DirectUser.Of(user).DispatchAsync(request, cancellationToken);
    }

    /// <summary>Hands a request without a body to the application and times it; see the other overload.</summary>
    /// <param name="user">Whose step it is.</param>
    /// <param name="method">The HTTP method, such as <c>HttpMethods.Get</c>.</param>
    /// <param name="target">Path and query, starting with a slash.</param>
    /// <param name="cancellationToken">Aborts the request, besides the plan's request time-out and the end of the load.</param>
    /// <inheritdoc cref="DispatchAsync(VirtualUser, DirectRequest, CancellationToken)" path="/returns | /exception" />
    public static ValueTask<DirectResponse> DispatchAsync(
        this VirtualUser user, string method, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        return DirectUser.Of(user).DispatchAsync(method, target, cancellationToken);
    }
}
