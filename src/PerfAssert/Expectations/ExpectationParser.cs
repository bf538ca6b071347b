using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>
/// The grammar of expectations, the same in attributes, settings files and fluent assertions:
/// <c>metric [of step] comparison limit</c>, such as <c>p95 of 'GET /products' &lt; 200ms</c>. Case and spaces do not matter,
/// except in the name of a step.
/// </summary>
internal static partial class ExpectationParser
{
    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["<"] = Comparison.Below,
        ["<="] = Comparison.AtMost,
        ["≤"] = Comparison.AtMost,
        [">"] = Comparison.Above,
        [">="] = Comparison.AtLeast,
        ["≥"] = Comparison.AtLeast,
        ["=="] = Comparison.Exactly,
    };

    /// <summary>The symbol of a comparison in the grammar.</summary>
    public static string Symbol(Comparison comparison) => Comparisons.First(pair => pair.Value == comparison).Key;

    /// <summary>Reads an expectation as it was written in an attribute or a settings file.</summary>
    /// <param name="settings">As written.</param>
    /// <param name="expectation">The expectation; <see langword="null"/> when there is a mistake.</param>
    /// <param name="error">The mistake; <see langword="null"/> when there is none.</param>
    public static bool TryParse(
        ExpectationSettings settings,
        [NotNullWhen(true)] out Expectation? expectation,
        [NotNullWhen(false)] out ConfigurationError? error)
        => TryParse(settings, arguments => $"[Expect({arguments})]", out expectation, out error);

    /// <summary>Reads an expectation.</summary>
    /// <param name="settings">As written.</param>
    /// <param name="setting">Makes the place of the mistake of the arguments that matter to it.</param>
    /// <param name="expectation">The expectation; <see langword="null"/> when there is a mistake.</param>
    /// <param name="error">The mistake; <see langword="null"/> when there is none.</param>
    public static bool TryParse(
        ExpectationSettings settings,
        Func<string, string> setting,
        [NotNullWhen(true)] out Expectation? expectation,
        [NotNullWhen(false)] out ConfigurationError? error)
    {
        try
        {
            expectation = Parse(settings);
            error = null;
            return true;
        }
        catch (Mistake mistake)
        {
            expectation = null;
            error = new(setting(Arguments(settings, mistake.Argument)), mistake.Problem, mistake.Remedy);
            return false;
        }
    }

    private static Expectation Parse(ExpectationSettings settings)
    {
        var text = settings.Text ?? "";
        var (metric, step, comparison, limit) = ParseLimit(text);
        if (settings.Step is not null)
        {
            if (string.IsNullOrWhiteSpace(settings.Step))
                throw new Mistake("has an empty Step", "Name the step, or leave Step out to speak of whole iterations.", nameof(settings.Step));
            if (step is not null)
                throw new Mistake("names a step twice, after \"of\" and as Step", "Keep one of them.", nameof(settings.Step));
            step = settings.Step;
        }

        if (step is not null && metric.WholeIterationsOnly)
        {
            throw new Mistake(
                $"asks for \"{metric.Name}\" of the step \"{step}\", which is known for the whole run only",
                "Leave the step out, or expect a metric that steps have, such as p95, error rate or throughput.",
                settings.Step is null ? null : nameof(settings.Step));
        }

        return new()
        {
            Text = text.Trim(),
            Metric = metric,
            Comparison = comparison,
            Limit = limit,
            WarnLimit = settings.Warn is null ? null : ParseWarn(settings.Warn, metric, step, comparison, limit),
            Step = step,
            Requirement = string.IsNullOrWhiteSpace(settings.Requirement) ? null : settings.Requirement.Trim(),
        };
    }

    private static (Metric Metric, string? Step, Comparison Comparison, double Limit) ParseLimit(string text, string? argument = null)
    {
        const string Form = "Write a metric, a comparison and a limit, such as \"p95 < 200ms\".";
        if (string.IsNullOrWhiteSpace(text))
            throw new Mistake("is empty", Form, argument);
        var match = Grammar().Match(text);
        if (!match.Success)
            throw new Mistake("has no comparison (<, <=, >, >= or ==)", Form, argument);

        var name = match.Groups["metric"].Value.Trim();
        if (name.Length == 0)
            throw new Mistake("has no metric before the comparison", $"{Form} The metrics are: {Metrics.Listing}.", argument);
        var metric = Metrics.Find(name) ?? ResourceMetrics.FindQuoted(name, LimitText.UnitOf(match.Groups["limit"].Value)) ?? throw Unknown(name, argument);
        var step = match.Groups["step"].Success ? StepName(match.Groups["step"].Value.Trim(), argument) : null;

        var symbol = match.Groups["comparison"].Value;
        if (!Comparisons.TryGetValue(symbol, out var comparison))
        {
            throw new Mistake(
                $"has the comparison \"{symbol}\"",
                "The comparisons are <, <=, >, >= and ==. A step's name that has such signs stands in quotes.",
                argument);
        }

        var limitText = match.Groups["limit"].Value.Trim();
        if (limitText.Length == 0)
        {
            throw new Mistake(
                $"has no limit after \"{symbol}\"",
                $"Write a limit, such as \"{name} {symbol} {LimitText.Example(metric.Unit)}\".",
                argument);
        }

        if (!LimitText.TryParse(limitText, metric, out var limit, out var problem, out var remedy))
            throw new Mistake(problem!, remedy!, argument);
        RefuseEmptyClaim(metric, comparison, limit, argument);
        return (metric, step, comparison, limit);
    }

    private static string StepName(string text, string? argument)
    {
        if (text.Length > 0 && text[0] is '\'' or '"')
        {
            if (text.Length < 2 || text[^1] != text[0])
            {
                throw new Mistake(
                    $"has a step that starts with {text[0]} and does not end with it",
                    $"Write the step in quotes, such as {text[0]}GET /products{text[0]}.",
                    argument);
            }

            text = text[1..^1];
        }

        return text.Length > 0 ? text : throw new Mistake("has no step after \"of\"", "Name the step, such as \"p95 of checkout < 200ms\".", argument);
    }

    private static double ParseWarn(string warn, Metric metric, string? step, Comparison comparison, double limit)
    {
        const string Argument = nameof(ExpectationSettings.Warn);
        var symbol = Symbol(comparison);
        var example = $"Write the stricter limit alone, such as Warn = \"{symbol} {LimitText.Example(metric.Unit)}\".";
        if (string.IsNullOrWhiteSpace(warn))
            throw new Mistake("has an empty Warn", example, Argument);
        if (comparison == Comparison.Exactly)
        {
            throw new Mistake(
                "has a Warn although it compares with ==",
                "There is nothing stricter than ==: leave Warn out, or compare with <, <=, > or >=.",
                Argument);
        }

        // "100ms" and "< 100ms" are short for the whole.
        var whole = warn.Trim();
        if (Grammar().Match(whole) is not { Success: true } match)
            whole = $"{metric.Name} {symbol} {whole}";
        else if (match.Groups["metric"].Value.Trim().Length == 0)
            whole = $"{metric.Name} {whole}";

        var (warnMetric, warnStep, warnComparison, warnLimit) = ParseLimit(whole, Argument);
        if (warnMetric.Name != metric.Name)
            throw new Mistake($"warns of \"{warnMetric.Name}\" but limits \"{metric.Name}\"", example, Argument);
        if (warnStep is not null && warnStep != step)
        {
            throw new Mistake(
                $"warns of the step \"{warnStep}\" but limits {(step is null ? "whole iterations" : $"the step \"{step}\"")}",
                example,
                Argument);
        }

        if (warnComparison != comparison)
            throw new Mistake($"warns with {Symbol(warnComparison)} but limits with {symbol}", example, Argument);
        if (comparison is Comparison.Below or Comparison.AtMost ? warnLimit >= limit : warnLimit <= limit)
        {
            throw new Mistake(
                "has a Warn that is not stricter than the limit, so it would never show",
                $"The warning limit must be {(comparison is Comparison.Below or Comparison.AtMost ? "below" : "above")} {MetricText.Format(metric.Unit, limit)}.",
                Argument);
        }

        return warnLimit;
    }

    /// <summary>Refuses what can never hold or never fail, as it proves nothing.</summary>
    private static void RefuseEmptyClaim(Metric metric, Comparison comparison, double limit, string? argument)
    {
        var greatest = metric.Unit == MetricUnit.Ratio ? 1 : double.PositiveInfinity;
        if (limit > greatest)
            throw new Mistake("has a limit above 100%", $"\"{metric.Name}\" is a share: write a limit from 0% to 100%.", argument);
        if (comparison == Comparison.Exactly && metric.Unit is MetricUnit.Duration or MetricUnit.PerSecond or MetricUnit.BytesPerSecond)
        {
            throw new Mistake(
                $"expects \"{metric.Name}\" to be exact",
                $"It is {LimitText.Kind(metric.Unit)}, never measured twice the same: compare with <, <=, > or >=.",
                argument);
        }

        var zero = LimitText.Zero(metric.Unit);
        var (problem, remedy) = comparison switch
        {
            Comparison.Below when limit == 0 => ("can never hold", $"Nothing is below zero: write <= {zero}, or a limit above zero."),
            Comparison.Above when limit.Equals(greatest) => ("can never hold", "No share is above 100%: write >= 100%, or a lower limit."),
            Comparison.AtLeast when limit == 0 => ("always holds, so it proves nothing", $"Write > {zero}, or a limit above zero."),
            Comparison.AtMost when limit.Equals(greatest) => ("always holds, so it proves nothing", "Write < 100%, or a lower limit."),
            _ => ("", ""),
        };
        if (problem.Length > 0)
            throw new Mistake(problem, remedy, argument);
    }

    private static Mistake Unknown(string name, string? argument)
    {
        if (Metrics.IsPercentileForm(name))
        {
            return new(
                $"asks for the percentile \"{name}\"",
                "Percentiles go from above 0 to below 100, such as p50, p99 or p99.9; beyond them are min and max.",
                argument);
        }

        var guess = Metrics.Nearest(name) is { } nearest ? $"Did you mean \"{nearest}\"? " : "";
        return new($"has the unknown metric \"{name}\"", $"{guess}The metrics are: {Metrics.Listing}.", argument);
    }

    /// <summary>The arguments as the user wrote them: the text, and the one that the mistake is in.</summary>
    private static string Arguments(ExpectationSettings settings, string? argument) => argument switch
    {
        nameof(ExpectationSettings.Warn) => $"\"{settings.Text}\", Warn = \"{settings.Warn}\"",
        nameof(ExpectationSettings.Step) => $"\"{settings.Text}\", Step = \"{settings.Step}\"",
        _ => $"\"{settings.Text}\"",
    };

    [GeneratedRegex(
        """^(?<metric>[^<>=!≤≥]*?)(\s+of\s+(?<step>'[^']*'|"[^"]*"|[^<>=!≤≥]*?))?\s*(?<comparison>[<>=!≤≥]+)(?<limit>.*)$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Grammar();

    /// <summary>Ends the parse; never leaves this class.</summary>
    private sealed class Mistake(string problem, string remedy, string? argument) : Exception(problem)
    {
        public string Problem { get; } = problem;

        public string Remedy { get; } = remedy;

        public string? Argument { get; } = argument;
    }
}
