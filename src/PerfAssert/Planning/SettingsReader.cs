using System.Globalization;

namespace PerfAssert;

/// <summary>Reads single settings and collects what is wrong with them. A setting that is not written reads as <see langword="null"/>.</summary>
internal sealed class SettingsReader
{
    private readonly List<ConfigurationError> errors = [];

    /// <summary>Every mistake so far, in the order of reading.</summary>
    public IReadOnlyList<ConfigurationError> Errors => errors;

    /// <summary>A setting as the user wrote it: <c>Duration = "60s"</c>.</summary>
    public static string Written(string name, object? value) => value switch
    {
        string text => $"{name} = \"{text}\"",
        ArrivalPattern pattern => $"{name} = {nameof(ArrivalPattern)}.{pattern}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{name} = {value}"),
    };

    /// <summary>Several settings as the user wrote them; those that are not written are left out.</summary>
    public static string Written(params (string Name, object? Value)[] settings)
        => string.Join(", ", settings.Where(setting => setting.Value is not null).Select(setting => Written(setting.Name, setting.Value)));

    public void Report(string setting, string problem, string remedy) => errors.Add(new ConfigurationError(setting, problem, remedy));

    public void Report(ConfigurationError error) => errors.Add(error);

    /// <summary>Reads a duration.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="text">As written.</param>
    /// <param name="example">A good value, for the remedy.</param>
    /// <param name="mayBeZero">Whether a zero means something.</param>
    /// <param name="mayBeLeftOut">Whether the remedy may be to leave the setting out.</param>
    public TimeSpan? Duration(string name, string? text, string example, bool mayBeZero = false, bool mayBeLeftOut = true)
    {
        if (text is null)
            return null;
        if (!DurationText.TryParse(text, out var duration, out var problem))
            Report(Written(name, text), problem, $"Write a number and a unit ({DurationText.Units}), such as {Written(name, example)}.");
        else if (duration == TimeSpan.Zero && !mayBeZero)
            Report(Written(name, text), "is zero", $"Write a length above zero, such as {Written(name, example)}{(mayBeLeftOut ? $", or leave {name} out" : "")}.");
        else
            return duration;
        return null;
    }

    /// <summary>Reads a rate above zero, per second.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="text">As written.</param>
    /// <param name="example">A good value, for the remedy.</param>
    public double? Rate(string name, string? text, string example)
    {
        if (text is null)
            return null;
        if (!RateText.TryParse(text, out var rate, out var problem))
            Report(Written(name, text), problem, $"Write a number per s, min or h, such as {Written(name, example)}.");
        else if (rate == 0)
            Report(Written(name, text), "is zero, which starts nothing", $"Write a rate above zero, such as {Written(name, example)}.");
        else
            return rate;
        return null;
    }

    /// <summary>Checks that a number is at least one and not above what can be.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="value">As written.</param>
    /// <param name="example">A good value, for the remedy.</param>
    /// <param name="most">The largest possible value; <see langword="null"/> when there is none.</param>
    public void Count(string name, long? value, int example, int? most = null)
    {
        if (value < 1)
            Report(Written(name, value), "is less than 1", $"Write at least 1, such as {Written(name, example)}.");
        else if (value > most)
            Report(Written(name, value), $"is more than {Figure.Count(most.Value)}, the most that one process can drive", $"Write fewer, such as {Written(name, example)}.");
    }

    public ThinkTime? ThinkTime(string name, string? text)
    {
        if (text is null)
            return null;
        if (ThinkTimeText.TryParse(text, out var thinkTime, out var problem))
            return thinkTime;
        Report(Written(name, text), problem, $"Write {name} = \"1s\", \"1s..3s\", \"normal(1s, 200ms)\" or \"exponential(1s)\".");
        return null;
    }

    public WarmUp? WarmUp(string name, string? text)
    {
        if (text is null)
            return null;
        if (WarmUpText.TryParse(text, out var warmUp, out var problem))
            return warmUp;
        Report(Written(name, text), problem, $"Write {name} = \"auto\", \"none\" or a length such as \"5s\".");
        return null;
    }
}
