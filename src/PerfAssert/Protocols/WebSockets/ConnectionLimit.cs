namespace PerfAssert;

/// <summary>How many WebSockets a server holds; what <see cref="WebSocketRunExtensions.FindConnectionLimitAsync"/> found.</summary>
public sealed record ConnectionLimit
{
    /// <summary>The route, such as <c>WS /sockets/echo</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the server was reached, such as <c>Kestrel (loopback)</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>Whether the server runs in this process, so that <see cref="BytesPerConnection"/> counts both ends.</summary>
    public required bool IsInProcess { get; init; }

    /// <summary>Connections asked for.</summary>
    public required int UpTo { get; init; }

    /// <summary>Connections that were open and alive at the end, after the hold.</summary>
    public required int Held { get; init; }

    /// <summary>Why there were not more; <see langword="null"/> when all opened.</summary>
    public required ConnectionFailure? FirstFailure { get; init; }

    /// <summary>From the request to the open socket, of those that opened.</summary>
    public required LatencySummary ConnectTime { get; init; }

    /// <summary>Connections that did not open.</summary>
    public required long ConnectsFailed { get; init; }

    /// <summary>Failed connects by kind, the most frequent first.</summary>
    public required IReadOnlyList<ErrorSummary> ConnectErrors { get; init; }

    /// <summary>Connections opened per second, not counting the pauses to see whether they live.</summary>
    public required double ConnectsPerSecond { get; init; }

    /// <summary>The answers to <see cref="ConnectionLimitSettings.Message"/>.</summary>
    public required LatencySummary RoundTripTime { get; init; }

    /// <summary>Connections that were lost after they had opened.</summary>
    public required long Dropped { get; init; }

    /// <summary>Lost connections by kind, the most frequent first; times from the start of the search.</summary>
    public required IReadOnlyList<ErrorSummary> Drops { get; init; }

    /// <summary>How long the connections were held.</summary>
    public required TimeSpan HeldFor { get; init; }

    /// <summary>
    /// Managed memory of this process per open connection, in bytes, after a full collection: of the client, and of the server too where
    /// <see cref="IsInProcess"/>. Buffers of the operating system are not in it. <see langword="null"/> for too few connections.
    /// </summary>
    public required double? BytesPerConnection { get; init; }

    /// <summary>Share of the attempts that opened.</summary>
    public Ratio ConnectSuccessRate => new(ConnectTime.Count + ConnectsFailed == 0 ? 0 : (double)ConnectTime.Count / (ConnectTime.Count + ConnectsFailed));

    /// <summary>Several lines for a person to read.</summary>
    public override string ToString() => ConnectionLimitText.Render(this);
}
