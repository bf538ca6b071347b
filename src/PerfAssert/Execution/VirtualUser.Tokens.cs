namespace PerfAssert;

/// <content>Tokens.</content>
public sealed partial class VirtualUser
{
    /// <summary>The token that the user's requests carry; <see langword="null"/> when it has none. See <see cref="LoadRun.WithToken"/>.</summary>
    public string? Token => HeldToken?.Value;

    internal HeldToken? HeldToken
    {
        get => session?.HeldToken;
        set => Session.HeldToken = value;
    }

    /// <summary>Renews the token and puts it on requests; <see langword="null"/> for a user without.</summary>
    internal TokenKeeper? Tokens
    {
        get => session?.Tokens;
        set => Session.Tokens = value;
    }

    /// <summary>Whether the user is logging in, with requests that carry no token.</summary>
    internal bool LogsIn
    {
        get => session is { LogsIn: true };
        set => Session.LogsIn = value;
    }

    /// <summary>
    /// Logs the user in, before its first iteration: from now on the token is put on every request of <see cref="Http"/>, and the log-in is
    /// repeated between two iterations, outside the measured time, when the token is about to expire. For tests whose body is one
    /// iteration; others write <see cref="LoadRun.WithToken"/>.
    /// </summary>
    /// <param name="logIn">Gets a token, with requests of <see cref="Http"/> or otherwise. Called again for each renewal.</param>
    /// <param name="options">How the token is kept and used; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The load is running, or the token is to be shared by all users.</exception>
    public Task LogInAsync(Func<CancellationToken, Task<AccessToken>> logIn, TokenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logIn);
        if (Phase is not null)
            throw new InvalidOperationException("user.LogInAsync belongs before the load, where it is not measured: call it in BeforeUser.");
        if (options?.SharedByAllUsers == true)
            throw new InvalidOperationException("user.LogInAsync logs in one user. For a token that all users share write load.WithToken(…, new TokenOptions { SharedByAllUsers = true }).");
        if (options is not null && TokenKeeper.Mistake(options) is { } mistake)
            throw new LoadConfigurationException([mistake]);
        return new TokenKeeper((_, cancellation) => logIn(cancellation), options ?? new TokenOptions()).LogInAsync(this);
    }

    internal Latch NewLatch() => new(run.Time);
}
