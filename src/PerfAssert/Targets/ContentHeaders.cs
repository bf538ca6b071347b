namespace PerfAssert;

/// <summary>Headers of a body that is wrapped in another.</summary>
internal static class ContentHeaders
{
    /// <summary>Copies all headers as they are, without parsing them.</summary>
    public static void CopyHeadersTo(this HttpContent source, HttpContent destination)
    {
        foreach (var header in source.Headers.NonValidated)
        {
            if (header.Value.Count == 1)
                destination.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
            else
                destination.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }
}
