namespace PerfAssert;

/// <summary>Reads the choice of a server from its environment variable.</summary>
internal static class ServerChoiceText
{
    /// <summary>What the variable says; <see langword="null"/> when it is not set.</summary>
    /// <param name="name">Name of the variable.</param>
    /// <param name="variable">Reads variables.</param>
    /// <param name="mistakeIn">What is wrong with a connection string; <see langword="null"/> when nothing is.</param>
    /// <param name="example">A connection string.</param>
    /// <exception cref="LoadConfigurationException">It means nothing.</exception>
    public static ServerChoice? Read(string name, Func<string, string?> variable, Func<string, string?> mistakeIn, string example)
    {
        if (variable(name)?.Trim() is not { Length: > 0 } text)
            return null;
        var (word, rest) = text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (text[..colon], text[(colon + 1)..].Trim()) : (text, null);
        return (word.Trim().ToLowerInvariant(), rest) switch
        {
            ("auto" or "automatic", null) => ServerChoice.Automatic,
            ("native", null) => ServerChoice.Native,
            ("native", { Length: > 0 } folder) => ServerChoice.NativeIn(folder),
            ("docker", null) => ServerChoice.Docker(),
            ("docker", { Length: > 0 } image) => ServerChoice.Docker(image),
            _ when mistakeIn(text) is null => ServerChoice.At(text),

            // The text itself may hold a password.
            _ => throw new LoadConfigurationException([new ConfigurationError(
                name, mistakeIn(text)!, $"Write native, docker, docker:<image>, or a connection string such as {example}.")]),
        };
    }
}
