namespace PerfAssert;

/// <summary>When Docker gets an image from its registry.</summary>
public enum ImagePull
{
    /// <summary>When the engine does not have it. The default.</summary>
    Missing,

    /// <summary>Never: an image that the engine does not have is an error.</summary>
    Never,

    /// <summary>Before every start, for tags that move.</summary>
    Always,
}
