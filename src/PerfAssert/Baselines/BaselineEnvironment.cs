namespace PerfAssert;

/// <summary>What the environment variables say about comparisons and early ends. Pure but for the reading of a variable.</summary>
/// <param name="Mode">What is done in this process.</param>
/// <param name="Confirm">Whether a regression is confirmed in a fresh process, where the test does not say otherwise.</param>
/// <param name="FailOn">The verdicts that fail, where the environment says it.</param>
/// <param name="EndWhenCertain">Whether every compared run ends as soon as its verdict is certain.</param>
/// <param name="EndWhenHopeless">Whether every run ends as soon as a declared expectation can no longer hold.</param>
internal sealed record BaselineEnvironment(
    BaselineMode Mode, bool Confirm, IReadOnlyCollection<RegressionVerdict>? FailOn, bool EndWhenCertain, bool EndWhenHopeless)
{
    public const string ModeVariable = "PERFASSERT_BASELINE";
    public const string ConfirmVariable = "PERFASSERT_CONFIRM";
    public const string FailOnVariable = "PERFASSERT_FAIL_ON";
    public const string EndWhenCertainVariable = "PERFASSERT_END_WHEN_CERTAIN";
    public const string EndWhenHopelessVariable = "PERFASSERT_END_WHEN_HOPELESS";
    public const string OnlyVariable = "PERFASSERT_ONLY";
    public const string SkipVariable = "PERFASSERT_SKIP";

    private static readonly (string Word, RegressionVerdict Verdict)[] Words =
    [
        .. Enum.GetValues<RegressionVerdict>().Select(verdict => (ComparisonText.Words(verdict).Replace(' ', '-'), verdict)),
    ];

    /// <summary>Reads the environment.</summary>
    /// <param name="variable">Reads a variable; by default of this process.</param>
    /// <exception cref="LoadConfigurationException">A variable has a value that means nothing; all of them are listed.</exception>
    public static BaselineEnvironment Read(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var errors = new List<ConfigurationError>();
        var read = new BaselineEnvironment(
            ModeOf(Word(ModeVariable), errors),
            Switch(ConfirmVariable, true),
            FailOnOf(Word(FailOnVariable), errors),
            Switch(EndWhenCertainVariable, false),
            Switch(EndWhenHopelessVariable, false));
        return errors.Count == 0 ? read : throw new LoadConfigurationException(errors);

        string Word(string name) => variable(name)?.Trim().ToLowerInvariant() ?? "";

        bool Switch(string name, bool otherwise)
        {
            switch (Word(name))
            {
                case "":
                    return otherwise;
                case "1" or "true":
                    return true;
                case "0" or "false":
                    return false;
                case var word:
                    errors.Add(new ConfigurationError($"{name}={word}", "is neither on nor off", "Set it to 1 or 0."));
                    return otherwise;
            }
        }
    }

    /// <summary>The settings of a test with what the environment says about them.</summary>
    public BaselineSettings Apply(BaselineSettings settings) => settings with
    {
        Confirm = settings.Confirm && Confirm,
        FailOn = FailOn ?? settings.FailOn,
    };

    private static BaselineMode ModeOf(string word, List<ConfigurationError> errors)
    {
        switch (word)
        {
            case "" or "compare":
                return BaselineMode.Compare;
            case "measure":
                return BaselineMode.Measure;
            case "accept":
                return BaselineMode.Accept;
            case "rebase":
                return BaselineMode.Rebase;
            default:
                errors.Add(new ConfigurationError($"{ModeVariable}={word}", "is no mode", "Set it to compare, measure, accept or rebase."));
                return BaselineMode.Compare;
        }
    }

    private static List<RegressionVerdict>? FailOnOf(string list, List<ConfigurationError> errors)
    {
        if (list.Length == 0)
            return null;
        var verdicts = new List<RegressionVerdict>();
        foreach (var word in list.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "none"))
        {
            var known = Words.Where(pair => pair.Word == word || pair.Word.Replace("-", "", StringComparison.Ordinal) == word).ToList();
            if (known.Count == 1)
                verdicts.Add(known[0].Verdict);
            else
                errors.Add(new ConfigurationError($"{FailOnVariable}={word}", "is no verdict", $"Write one or more of {string.Join(", ", Words.Select(pair => pair.Word))}, or none."));
        }

        return verdicts;
    }
}
