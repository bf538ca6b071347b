using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>What of an Azure pipeline can be checked without Azure (learn.microsoft.com, YAML schema reference for Azure Pipelines).</summary>
internal static partial class AzurePipeline
{
    /// <summary>What makes a step what it is, and what may stand beside it.</summary>
    private static readonly Dictionary<string, string[]> Steps = new()
    {
        ["task"] = ["displayName", "condition", "inputs", "env", "timeoutInMinutes", "continueOnError"],
        ["bash"] = ["displayName", "condition", "env", "workingDirectory", "timeoutInMinutes"],
        ["checkout"] = ["fetchDepth", "persistCredentials", "clean"],
    };

    private static readonly Dictionary<string, string[]> Inputs = new()
    {
        ["UseDotNet"] = ["packageType", "version"],
        ["PublishTestResults"] = ["testResultsFormat", "testResultsFiles", "searchFolder", "testRunTitle"],
        ["PublishPipelineArtifact"] = ["targetPath", "artifact"],
    };

    public static IReadOnlyList<string> Check(string text)
    {
        var problems = new List<string>();
        var root = Yaml.Parse(text, problems);
        problems.AddRange(root.CheckKeys("pipeline", ["trigger", "pr", "schedules", "jobs"], ["name", "parameters", "variables", "pool"]));
        problems.AddRange(root.At("pr").CheckKeys("pr", ["branches"], ["paths", "drafts", "autoCancel"]));
        foreach (var schedule in root.At("schedules").Items())
        {
            problems.AddRange(schedule.CheckKeys("schedule", ["cron", "branches"], ["displayName", "always"]));
            if (!Cron.IsValid(schedule.At("cron").Text()))
                problems.Add($"schedule: \"{schedule.At("cron").Text()}\" is no cron");
        }

        foreach (var parameter in root.At("parameters").Items())
            problems.AddRange(parameter.CheckKeys("parameter", ["name", "type", "default"], ["displayName", "values"]));
        foreach (var job in root.At("jobs").Items())
            problems.AddRange(CheckJob(job));
        return problems;
    }

    /// <summary>All shell of the pipeline.</summary>
    public static IEnumerable<string> Scripts(string text)
        => Yaml.Parse(text, []).At("jobs").Items()
            .SelectMany(job => job.At("steps").Items()).Select(step => step.At("bash").Text()).OfType<string>();

    private static IEnumerable<string> CheckJob(YamlNode job)
    {
        var name = job.At("job").Text() ?? "job";
        foreach (var problem in job.CheckKeys(name, ["job", "pool", "timeoutInMinutes", "steps"], ["displayName", "condition", "dependsOn", "variables"]))
            yield return problem;
        if (job.At("pool").At("vmImage").Text()?.EndsWith("-latest", StringComparison.Ordinal) == true)
            yield return $"{name}: vmImage changes under the baselines; name a version";

        var steps = job.At("steps").Items();
        foreach (var (index, step) in steps.Index())
        {
            foreach (var problem in CheckStep($"{name}, step {index + 1}", step))
                yield return problem;
        }

        if (steps.Any(step => step.At("bash").Text()?.Contains("perfassert ab", StringComparison.Ordinal) == true)
            && !steps.Any(step => step.At("fetchDepth").Text() == "0"))
        {
            yield return $"{name}: perfassert ab needs fetchDepth: 0";
        }
    }

    private static IEnumerable<string> CheckStep(string where, YamlNode step)
    {
        if (step.Keys().Intersect(Steps.Keys).ToArray() is not [var kind])
        {
            yield return $"{where}: needs exactly one of {string.Join(", ", Steps.Keys.Order())}";
            yield break;
        }

        foreach (var problem in step.CheckKeys(where, [kind], Steps[kind]))
            yield return problem;
        if (kind == "bash" && step.At("bash").Text()!.Contains("${{", StringComparison.Ordinal))
            yield return $"{where}: an expression in a script is code from outside; hand it over in env";
        if (step.At("task").Text() is not { } task)
            yield break;

        if (!Pinned().IsMatch(task))
            yield return $"{where}: \"{task}\" is not pinned to a version";
        if (!Inputs.TryGetValue(task.Split('@')[0], out var inputs))
            yield return $"{where}: \"{task}\" is not a task that is known here";
        else
            foreach (var input in step.At("inputs").Keys().Except(inputs))
                yield return $"{where}: {task} has no input \"{input}\"";
        if (task.StartsWith("Publish", StringComparison.Ordinal) && step.At("condition").Text() != "succeededOrFailed()")
            yield return $"{where}: is not published when a test fails";
    }

    [GeneratedRegex(@"^\w+@\d+$")]
    private static partial Regex Pinned();
}
