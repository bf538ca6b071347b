namespace PerfAssert;

/// <summary>Gets users their tokens before the load, renews them between iterations, and puts them on requests.</summary>
internal sealed class TokenKeeper
{
    /// <summary>A user whose token another one is renewing looks again after this time.</summary>
    private const long LookAgain = 50 * EngineTime.Millisecond;

    /// <summary>A token that replaces a refused one and is refused sooner than this is not replaced: another log-in would not help.</summary>
    private const long RefusedForGood = 10 * EngineTime.Second;

    private readonly Func<VirtualUser, CancellationToken, Task<AccessToken>> logIn;
    private readonly TokenOptions options;
    private readonly SharedToken? shared;

    public TokenKeeper(Func<VirtualUser, CancellationToken, Task<AccessToken>> logIn, TokenOptions options)
    {
        this.logIn = logIn;
        this.options = options;
        shared = options.SharedByAllUsers ? new SharedToken(FetchAsync) : null;
    }

    /// <summary>The mistake in the options; <see langword="null"/> when there is none.</summary>
    public static ConfigurationError? Mistake(TokenOptions options) => options.Margin >= TimeSpan.Zero ? null : new ConfigurationError(
        $"new TokenOptions {{ Margin = {Figure.Duration(options.Margin)} }}", "is negative", "Write how long before its end a token is to be renewed, such as 30 s.");

    /// <summary>The user's first log-in, during its set-up.</summary>
    public Task LogInAsync(VirtualUser user)
    {
        user.Tokens = this;
        return GetAsync(user).AsTask();
    }

    /// <summary>Renews a token that is about to expire or was refused. Between two iterations.</summary>
    public ValueTask RenewAsync(VirtualUser user) => GetAsync(user);

    /// <summary>Puts the user's token on a request to the target.</summary>
    public void Authorize(VirtualUser user, HttpRequestMessage request)
    {
        if (user.HeldToken is not { } token || user.LogsIn || !RequestNames.IsSameOrigin(user.Target!.BaseAddress, request.RequestUri!))
            return;
        if (options.Apply is { } apply)
            apply(request, token.Value);
        else
            request.Headers.Authorization ??= token.Bearer;
    }

    /// <summary>A request was answered with 401.</summary>
    public void Refuse(VirtualUser user)
    {
        if (!options.RenewAfter401 || user.LogsIn || user.HeldToken is not { } token)
            return;
        if (token.ReplacesRefused && user.Now() - token.Since < RefusedForGood)
            return;
        token.Refused = true;
        user.UpkeepDue = 0;
    }

    private async ValueTask GetAsync(VirtualUser user)
    {
        if (shared is null)
        {
            var own = await FetchAsync(user).ConfigureAwait(false);
            user.HeldToken = own;
            user.UpkeepDue = own.DueOf(user);
            return;
        }

        var before = user.HeldToken;
        var now = await shared.GetAsync(user).ConfigureAwait(false);
        user.HeldToken = now;
        user.UpkeepDue = now == before ? user.Now() + LookAgain : now.SharedDue;
    }

    private async Task<HeldToken> FetchAsync(VirtualUser user)
    {
        // From before the log-in: the server's clock started somewhere within it.
        var since = user.Now();
        AccessToken token;
        user.LogsIn = true;
        try
        {
            token = await logIn(user, user.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!user.CancellationToken.IsCancellationRequested
            && LoadConfigurationException.In(exception) is null && !DynamicSkip.IsMeantBy(exception))
        {
            throw new TokenException(exception.Message, exception);
        }
        finally
        {
            user.LogsIn = false;
        }

        if (user.EndIteration() is { } failure)
            throw new TokenException(failure.Message);
        if (string.IsNullOrWhiteSpace(token?.Value))
            throw new TokenException("it returned no token");
        if (token.Lifetime <= TimeSpan.Zero)
            throw new TokenException($"it returned a token that had expired {Figure.Duration(-token.Lifetime.Value)} ago");
        return new HeldToken(token, since, options.Margin, user.HeldToken is { Refused: true });
    }
}
