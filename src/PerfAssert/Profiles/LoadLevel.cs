using System.Globalization;

namespace PerfAssert;

/// <summary>How much load there is at a time: a number of users, or a rate of arrivals. Written <c>200</c>, <c>"200 users"</c> or <c>"500/s"</c>.</summary>
public readonly record struct LoadLevel
{
    private LoadLevel(double value, bool isRate) => (Value, IsRate) = (value, isRate);

    /// <summary>Users, or starts per second.</summary>
    public double Value { get; }

    /// <summary>Whether it is a rate of arrivals (open model).</summary>
    public bool IsRate { get; }

    /// <summary>A number of users.</summary>
    /// <param name="users">At least one.</param>
    public static LoadLevel Users(int users) => new(users, isRate: false);

    /// <summary>A rate of arrivals.</summary>
    /// <param name="perSecond">Starts per second, above zero.</param>
    public static LoadLevel Rate(double perSecond) => new(perSecond, isRate: true);

    /// <summary>A number of users.</summary>
    /// <param name="users">At least one.</param>
    public static LoadLevel FromInt32(int users) => Users(users);

    /// <summary>Reads a level.</summary>
    /// <param name="text">Such as <c>200 users</c>, <c>200</c> or <c>500/s</c>.</param>
    /// <exception cref="LoadConfigurationException">The text is no level.</exception>
    public static LoadLevel FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new SettingsReader();
        return Read(reader, "", text, 200) ?? throw new LoadConfigurationException(reader.Errors);
    }

    /// <summary>A number of users.</summary>
    /// <param name="users">At least one.</param>
    public static implicit operator LoadLevel(int users) => Users(users);

    /// <summary>Reads a level.</summary>
    /// <param name="text">Such as <c>200 users</c>, <c>200</c> or <c>500/s</c>.</param>
    /// <exception cref="LoadConfigurationException">The text is no level.</exception>
    public static implicit operator LoadLevel(string text) => FromString(text);

    /// <inheritdoc />
    public override string ToString() => IsRate ? Figure.Rate(Value) : PlanText.Users(Value);

    /// <summary>As an attribute writes it: <c>200</c>, <c>500/s</c>.</summary>
    internal object Written => IsRate ? RateText.Format(Value) : (int)Value;

    /// <summary>A level of the same kind; users are whole.</summary>
    internal LoadLevel With(double value) => new(IsRate ? value : Math.Max(1, Math.Round(value)), IsRate);

    /// <summary>Reads a level above zero as an attribute writes it; <see langword="null"/> when it is not written, or not right.</summary>
    /// <param name="reader">Told what is wrong.</param>
    /// <param name="name">Name of the setting; empty for none.</param>
    /// <param name="value">A number of users or a text.</param>
    /// <param name="example">A good value, for the remedy.</param>
    internal static LoadLevel? Read(SettingsReader reader, string name, object? value, object example)
    {
        var stated = name.Length == 0 ? $"\"{value}\"" : reader.Stated(name, value);
        var remedy = $"Write a number of users or a rate, such as {(name.Length == 0 ? $"{example}" : reader.Wanted(name, example))} or \"50/s\".";
        LoadLevel? level = null;
        var problem = "";
        if (value is null)
            return null;
        if (value is int users)
            level = Users(users);
        else if (value is not string text)
            problem = "is neither a whole number of users nor a rate";
        else if (text.Contains('/', StringComparison.Ordinal))
            level = RateText.TryParse(text, out var rate, out problem) ? Rate(rate) : default(LoadLevel?);
        else if (int.TryParse(WithoutNoun(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            level = Users(number);
        else
            problem = text.Length == 0 ? "is empty" : "is neither a whole number of users nor a rate";
        if (level is { Value: <= 0 })
            problem = "is no load";
        else if (level is { IsRate: false, Value: > WorkloadReader.MostUsers })
            problem = $"is more than {Figure.Count(WorkloadReader.MostUsers)}, the most that one process can drive";
        if (problem.Length == 0)
            return level;
        reader.Report(stated, problem, remedy);
        return null;
    }

    /// <summary>A number with or without the word behind it.</summary>
    private static string WithoutNoun(string text)
    {
        var trimmed = text.Trim();
        foreach (var noun in new[] { "users", "user" })
        {
            if (trimmed.EndsWith(noun, StringComparison.OrdinalIgnoreCase))
                return trimmed[..^noun.Length].TrimEnd();
        }

        return trimmed;
    }
}
