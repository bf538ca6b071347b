using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Options that several commands have, and how their values are read: each mistake says what to write instead.</summary>
internal static class ToolOptions
{
    private static readonly (string Unit, double Days)[] Ages = [("d", 1), ("w", 7), ("h", 1 / 24.0)];

    public static Argument<string?> Folder(string description) => new("folder")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
        HelpName = "folder",
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>The build configuration; Release, because the times of another say nothing about the code.</summary>
    public static Option<string> Configuration() => new("--configuration", "-c")
    {
        Description = "Build configuration",
        HelpName = "name",
        DefaultValueFactory = _ => "Release",
    };

    /// <summary>A whole number within limits.</summary>
    public static Option<int> Number(string name, string description, int byDefault, int smallest, int largest) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result =>
        {
            var text = Text(result);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest)
                return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: write a whole number from {smallest} to {largest}, such as {name} {byDefault}"));
            return byDefault;
        },
    };

    /// <summary>A duration such as <c>500ms</c> or <c>30s</c>.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan byDefault, TimeSpan smallest, TimeSpan largest) => new(name)
    {
        Description = $"{description}; {DurationText.Format(byDefault)} by default",
        HelpName = "time",
        CustomParser = result =>
        {
            var text = Text(result);
            var example = $"write a time from {DurationText.Format(smallest)} to {DurationText.Format(largest)}, such as {name} {DurationText.Format(byDefault)}";
            if (!DurationText.TryParse(text, out var duration, out var problem))
                result.AddError($"{name} {text}: {problem}; {example}");
            else if (duration < smallest || duration > largest)
                result.AddError($"{name} {text}: {example}");
            else
                return duration;
            return byDefault;
        },
    };

    /// <summary>An age such as <c>30d</c>, <c>2w</c> or <c>12h</c>.</summary>
    public static Option<TimeSpan?> Age(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "age",
        CustomParser = result =>
        {
            var text = Text(result);
            foreach (var (unit, days) in Ages)
            {
                if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                    && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && number * days is >= 0 and <= 36500)
                {
                    return TimeSpan.FromDays(number * days);
                }
            }

            result.AddError($"{name} {text}: write an age in days, weeks or hours, such as {name} 30d, {name} 2w or {name} 12h");
            return null;
        },
    };

    /// <summary>The one verdict that fails unless others are named.</summary>
    public static IReadOnlyCollection<RegressionVerdict> FailOnByDefault { get; } = [RegressionVerdict.Regressed];

    /// <summary>The verdicts that make the exit code 1.</summary>
    public static Option<IReadOnlyCollection<RegressionVerdict>?> FailOn() => new("--fail-on")
    {
        Description = "Verdicts that make the exit code 1, separated by commas: regressed, inconclusive, nobaseline, invalidrun; regressed by default",
        HelpName = "verdicts",
        CustomParser = result =>
        {
            var verdicts = new List<RegressionVerdict>();
            foreach (var name in Text(result).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (Enum.GetNames<RegressionVerdict>().FirstOrDefault(known => known.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) is { } found)
                    verdicts.Add(Enum.Parse<RegressionVerdict>(found));
                else
                    result.AddError($"--fail-on {name}: there is no such verdict; write one or more of regressed, inconclusive, nobaseline, invalidrun, improved, passed, separated by commas");
            }

            return verdicts;
        },
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
}
