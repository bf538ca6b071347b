namespace PerfAssert;

/// <summary>A request whose response body has not been read to its end.</summary>
internal interface IOpenRequest
{
    /// <summary>Records the request now, as the iteration has ended without reading further. Called at most once more after it recorded itself; then it does nothing.</summary>
    void Close();
}
