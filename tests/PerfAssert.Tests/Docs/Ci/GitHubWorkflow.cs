using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>What of a GitHub Actions workflow can be checked without GitHub (docs.github.com, Workflow syntax).</summary>
internal static partial class GitHubWorkflow
{
    private static readonly string[] Events = ["pull_request", "push", "schedule", "workflow_dispatch"];
    private static readonly string[] Contexts = ["github", "env", "vars", "runner", "job", "steps", "matrix", "inputs"];

    private static readonly Dictionary<string, string[]> Inputs = new()
    {
        ["actions/checkout"] = ["ref", "fetch-depth", "persist-credentials"],
        ["actions/setup-dotnet"] = ["dotnet-version", "global-json-file", "cache"],
        ["actions/upload-artifact"] = ["name", "path", "if-no-files-found", "retention-days"],
    };

    public static IReadOnlyList<string> Check(string text)
    {
        var problems = new List<string>();
        var root = Yaml.Parse(text, problems);
        problems.AddRange(root.CheckKeys("workflow", ["name", "on", "permissions", "concurrency", "jobs"], ["env", "defaults", "run-name"]));
        problems.AddRange(root.At("on").Keys().Except(Events).Select(name => $"on: there is no event \"{name}\""));
        problems.AddRange(root.At("on").At("schedule").Items()
            .Select(entry => entry.At("cron").Text()).Where(cron => !Cron.IsValid(cron)).Select(cron => $"schedule: \"{cron}\" is no cron"));
        problems.AddRange(root.At("permissions").Pairs()
            .Where(pair => pair.Value.Text() is not ("read" or "none")).Select(pair => $"permissions: {pair.Key} is {pair.Value.Text()}, reading is enough"));
        problems.AddRange(root.At("concurrency").CheckKeys("concurrency", ["group"], ["cancel-in-progress"]));
        problems.AddRange(Expression().Matches(text)
            .SelectMany(match => Context().Matches(match.Groups["inner"].Value))
            .Select(match => match.Groups["name"].Value).Distinct().Except(Contexts)
            .Select(context => $"an expression uses \"{context}\""));
        foreach (var (name, job) in root.At("jobs").Pairs())
            problems.AddRange(CheckJob(name, job));
        return problems;
    }

    /// <summary>All shell of the workflow.</summary>
    public static IEnumerable<string> Scripts(string text)
        => Yaml.Parse(text, []).At("jobs").Pairs()
            .SelectMany(job => job.Value.At("steps").Items()).Select(step => step.At("run").Text()).OfType<string>();

    private static IEnumerable<string> CheckJob(string name, YamlNode job)
    {
        foreach (var problem in job.CheckKeys(name, ["runs-on", "timeout-minutes", "steps"], ["if", "name", "needs", "env", "permissions", "strategy"]))
            yield return problem;
        if (job.At("runs-on").Text()?.EndsWith("-latest", StringComparison.Ordinal) == true)
            yield return $"{name}: runs-on changes under the baselines; name a version";

        var steps = job.At("steps").Items();
        foreach (var (index, step) in steps.Index())
        {
            foreach (var problem in CheckStep($"{name}, step {index + 1}", step))
                yield return problem;
        }

        if (steps.Any(step => step.At("run").Text()?.Contains("perfassert ab", StringComparison.Ordinal) == true)
            && !steps.Any(step => step.At("with").At("fetch-depth").Text() == "0"))
        {
            yield return $"{name}: perfassert ab needs fetch-depth: 0";
        }
    }

    private static IEnumerable<string> CheckStep(string where, YamlNode step)
    {
        foreach (var problem in step.CheckKeys(where, [], ["name", "id", "if", "uses", "run", "with", "env", "shell", "working-directory", "timeout-minutes"]))
            yield return problem;
        var (uses, run) = (step.At("uses").Text(), step.At("run").Text());
        if (uses is null == run is null)
            yield return $"{where}: needs exactly one of \"uses\" and \"run\"";
        if (run?.Contains("${{", StringComparison.Ordinal) == true)
            yield return $"{where}: an expression in a script is code from outside; hand it over in env";
        if (uses is null)
            yield break;

        var action = uses.Split('@')[0];
        if (!Pinned().IsMatch(uses))
            yield return $"{where}: \"{uses}\" is not pinned to a version";
        if (!Inputs.TryGetValue(action, out var inputs))
            yield return $"{where}: \"{action}\" is not an action that is known here";
        else
            foreach (var input in step.At("with").Keys().Except(inputs))
                yield return $"{where}: {action} has no input \"{input}\"";
        if (action == "actions/upload-artifact" && step.At("if").Text()?.Contains("cancelled()", StringComparison.Ordinal) != true)
            yield return $"{where}: is not uploaded when a test fails";
    }

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@(v\d+(\.\d+)*|[0-9a-f]{40})$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\$\{\{(?<inner>.*?)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?<![\w.'])(?<name>[a-z]+)\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Context();
}
