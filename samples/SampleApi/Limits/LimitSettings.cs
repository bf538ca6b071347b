namespace SampleApi.Limits;

/// <summary>The settings <c>Limits</c>: so many requests pass in each window.</summary>
internal sealed class LimitSettings
{
    /// <summary>Requests that pass in each window.</summary>
    public int Permits { get; set; } = 10;

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(10);
}
