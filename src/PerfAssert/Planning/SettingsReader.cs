using System.Globalization;

namespace PerfAssert;

/// <summary>Reads single settings and collects what is wrong with them. A setting that is not written reads as <see langword="null"/>.</summary>
/// <param name="notation">How the place where the settings stand writes them, and says where that is; as C# unless told otherwise.</param>
internal sealed class SettingsReader(SettingNotation? notation = null)
{
    internal const string UserStages = "0→50 in 10s, 50 for 60s, →0 in 5s";
    internal const string RateStages = "0/s→200/s in 10s, 200/s for 60s";

    private readonly SettingNotation notation = notation ?? SettingNotation.Code;
    private readonly List<ConfigurationError> errors = [];

    /// <summary>Every mistake so far, in the order of reading.</summary>
    public IReadOnlyList<ConfigurationError> Errors => errors;

    /// <summary>A setting as C# writes it: <c>Duration = "60s"</c>.</summary>
    public static string Written(string name, object? value) => SettingNotation.Code.Write(name, value);

    /// <summary>Several settings as C# writes them; those without a value are left out.</summary>
    public static string Written(params (string Name, object? Value)[] settings) => Join(settings, SettingNotation.Code.Write);

    /// <summary>A setting as it is to be written where the settings stand: <c>"duration": "60s"</c> in a file.</summary>
    public string Wanted(string name, object? value) => notation.Write(name, value);

    /// <summary>Several settings as they are to be written; those without a value are left out.</summary>
    public string Wanted(params (string Name, object? Value)[] settings) => Join(settings, notation.Write);

    /// <summary>A setting as it stands, and where, when that is not the test: <c>Users = 100 (LoadPreset.Heavy)</c>.</summary>
    public string Stated(string name, object? value) => notation.State(name, value);

    /// <summary>Several settings as they stand; those without a value are left out.</summary>
    public string Stated(params (string Name, object? Value)[] settings) => Join(settings, notation.State);

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
            Report(Stated(name, text), problem, $"Write a number and a unit ({DurationText.Units}), such as {Wanted(name, example)}.");
        else if (duration == TimeSpan.Zero && !mayBeZero)
            Report(Stated(name, text), "is zero", $"Write a length above zero, such as {Wanted(name, example)}{(mayBeLeftOut ? $", or leave {name} out" : "")}.");
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
            Report(Stated(name, text), problem, $"Write a number per s, min or h, such as {Wanted(name, example)}.");
        else if (rate == 0)
            Report(Stated(name, text), "is zero, which starts nothing", $"Write a rate above zero, such as {Wanted(name, example)}.");
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
            Report(Stated(name, value), "is less than 1", $"Write at least 1, such as {Wanted(name, example)}.");
        else if (value > most)
            Report(Stated(name, value), $"is more than {Figure.Count(most.Value)}, the most that one process can drive", $"Write fewer, such as {Wanted(name, example)}.");
    }

    /// <summary>Reads stages that apply some load.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="text">As written.</param>
    /// <param name="areRates">Whether the levels are rates.</param>
    public IReadOnlyList<Stage>? Stages(string name, string? text, out bool areRates)
    {
        areRates = false;
        if (text is null)
            return null;
        var users = Wanted(name, UserStages);
        if (!StagesText.TryParse(text, out var stages, out areRates, out var problem))
        {
            Report(Stated(name, text), problem, $"Write levels and lengths, such as {users}, or with rates {Wanted(name, RateStages)}.");
            return null;
        }

        var peak = stages.Max(stage => Math.Max(stage.From, stage.To));
        if (peak == 0)
            Report(Stated(name, text), "applies no load at all, every level is zero", $"Write a level above zero, such as {Wanted(name, areRates ? RateStages : UserStages)}.");
        else if (!areRates && peak > WorkloadReader.MostUsers)
            Report(Stated(name, text), $"goes up to {Figure.Count((long)peak)} users, more than {Figure.Count(WorkloadReader.MostUsers)}, the most that one process can drive", $"Write fewer, such as {users}.");
        else
            return stages;
        return null;
    }

    /// <summary>Checks the weights of actions.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="actions">As written.</param>
    public void Actions(string name, IReadOnlyDictionary<string, double> actions)
    {
        foreach (var (action, weight) in actions)
        {
            if (string.IsNullOrWhiteSpace(action))
                Report(Stated(name, actions), "has an action without a name", "Write the name of a behaviour for each weight.");
            else if (!(weight > 0) || !double.IsFinite(weight))
                Report(Stated(name, actions), $"gives \"{action}\" a weight of {weight.ToString(CultureInfo.InvariantCulture)}, which is not above zero", $"Write a weight above zero, or leave \"{action}\" out: what is not named does not run.");
        }
    }

    public ThinkTime? ThinkTime(string name, string? text)
    {
        if (text is null)
            return null;
        if (ThinkTimeText.TryParse(text, out var thinkTime, out var problem))
            return thinkTime;
        Report(Stated(name, text), problem, $"Write {Wanted(name, "1s")}, \"1s..3s\", \"normal(1s, 200ms)\" or \"exponential(1s)\".");
        return null;
    }

    public WarmUp? WarmUp(string name, string? text)
    {
        if (text is null)
            return null;
        if (WarmUpText.TryParse(text, out var warmUp, out var problem))
            return warmUp;
        Report(Stated(name, text), problem, $"Write {Wanted(name, "auto")}, \"none\" or a length such as \"5s\".");
        return null;
    }

    /// <summary>Reads words between commas.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="text">As written.</param>
    public IReadOnlyList<string> Tags(string name, string? text)
    {
        if (text is null)
            return [];
        string[] tags = [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (!tags.Contains(""))
            return tags;
        Report(Stated(name, text), "has an empty tag", $"Write words between commas, such as {Wanted(name, "read, health")}.");
        return [];
    }

    private static string Join((string Name, object? Value)[] settings, Func<string, object?, string> write)
        => string.Join(", ", settings.Where(setting => setting.Value is not null).Select(setting => write(setting.Name, setting.Value)));
}
