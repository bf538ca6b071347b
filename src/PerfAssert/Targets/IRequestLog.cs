namespace PerfAssert;

/// <summary>What the request meter needs of the virtual user whose requests it times.</summary>
internal interface IRequestLog
{
    /// <summary>Ends every request of the user: the load is over or cancelled.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Time that one request, its response body included, is given.</summary>
    TimeSpan RequestTimeout { get; }

    /// <summary>The transaction that a request sent now belongs to; <see langword="null"/> outside of any.</summary>
    TransactionTally? Transaction => null;

    /// <summary>The name of a request sent now, with the groups around it.</summary>
    string InGroup(string name) => name;

    /// <summary>Puts the user's token on a request that is about to be sent.</summary>
    void Authorize(HttpRequestMessage request)
    {
    }

    /// <summary>A request was answered with 401.</summary>
    void Refused()
    {
    }

    /// <summary>The clock of the measurement, in nanoseconds.</summary>
    long Now();

    /// <summary>Records a finished request into its series.</summary>
    void Record(in RequestRecord request);

    /// <summary>Makes the user's current iteration count as failed.</summary>
    void Fail(Failure failure);

    /// <summary>Whether a status code is no failure for this user.</summary>
    bool IsExpected(int statusCode);

    /// <summary>From now on the request is closed when the iteration ends.</summary>
    void Track(IOpenRequest request);

    /// <summary>The request has been recorded.</summary>
    void Untrack(IOpenRequest request);
}
