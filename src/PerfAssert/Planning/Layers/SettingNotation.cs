namespace PerfAssert;

/// <summary>How a place writes settings, so that a message shows them as they stand there, and says what to write there instead.</summary>
/// <param name="Write">A setting as the place writes it.</param>
/// <param name="State">A setting as it stands, with where that is when the developer could not tell.</param>
internal sealed record SettingNotation(Func<string, object?, string> Write, Func<string, object?, string> State)
{
    /// <summary>C#, as in an attribute.</summary>
    public static readonly SettingNotation Code = new(CSharp, CSharp);

    /// <summary>C#, where values come from several places.</summary>
    public static SettingNotation Of(LoadSettings settings) => settings.Origins.Count == 0
        ? Code
        : new(CSharp, (name, value) => CSharp(name, value) + (OriginOf(settings, name, value) is { } origin ? $" ({origin})" : ""));

    /// <summary>JSON in a file.</summary>
    /// <param name="place">The file with its line.</param>
    public static SettingNotation Json(string place) => new(Json, (name, value) => $"{place}: {Json(name, value)}");

    /// <summary>An environment variable.</summary>
    /// <param name="variable">Its name.</param>
    public static SettingNotation Variable(string variable)
    {
        return new(Write, Write);

        string Write(string name, object? value) => $"{variable}={(value is Enum ? Text(value).ToLowerInvariant() : Text(value))}";
    }

    private static string? OriginOf(LoadSettings settings, string name, object? value)
        => settings.Origins.TryGetValue(name, out var origin) && string.Equals(Text(origin.Value), Text(value), StringComparison.Ordinal) ? origin.Source : null;

    private static string CSharp(string name, object? value) => value switch
    {
        string text => $"{name} = \"{text}\"",
        ArrivalPattern pattern => $"{name} = {nameof(ArrivalPattern)}.{pattern}",
        IReadOnlyDictionary<string, double> actions => $"{name} = {{ {Weights(actions)} }}",
        _ => $"{name} = {Text(value)}",
    };

    private static string Json(string name, object? value)
    {
        var written = value switch
        {
            IReadOnlyDictionary<string, double> actions => $"{{ {Weights(actions)} }}",
            Enum => $"\"{Text(value).ToLowerInvariant()}\"",
            string text => $"\"{text}\"",
            _ => Text(value),
        };
        return $"\"{char.ToLowerInvariant(name[0])}{name[1..]}\": {written}";
    }

    private static string Weights(IReadOnlyDictionary<string, double> actions)
        => string.Join(", ", actions.Select(action => FormattableString.Invariant($"\"{action.Key}\": {action.Value}")));

    private static string Text(object? value) => value is null ? "" : SettingDefinitions.Text(value);
}
