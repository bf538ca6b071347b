using YamlDotNet.RepresentationModel;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>What of a GitLab pipeline can be checked without GitLab (docs.gitlab.com, CI/CD YAML syntax reference).</summary>
internal static class GitLabPipeline
{
    private static readonly string[] NoJobs = ["stages", "variables", "default", "include", "workflow"];

    private static readonly string[] JobKeys =
    [
        "stage", "image", "script", "before_script", "after_script", "rules", "variables", "artifacts", "extends", "resource_group", "timeout",
        "tags", "interruptible", "needs",
    ];

    public static IReadOnlyList<string> Check(string text)
    {
        var problems = new List<string>();
        var root = Yaml.Parse(text, problems);
        problems.AddRange(new[] { "stages" }.Except(root.Keys()).Select(key => $"pipeline: \"{key}\" is missing"));
        var stages = root.At("stages").Items().Select(stage => stage.Text()).ToArray();
        var jobs = root.Pairs().Where(pair => !NoJobs.Contains(pair.Key)).ToArray();
        if (jobs.All(job => IsHidden(job.Key)))
            problems.Add("pipeline: there is no job");
        foreach (var (name, job) in jobs)
        {
            problems.AddRange(job.CheckKeys(name, [], JobKeys));
            problems.AddRange(job.At("artifacts").CheckKeys($"{name}, artifacts", [], ["when", "expire_in", "paths", "name", "reports"]));
            if (job.At("extends").Text() is { } parent && root.At(parent) is null)
                problems.Add($"{name}: extends \"{parent}\", which does not exist");
            if (!IsHidden(name))
                problems.AddRange(CheckJob(name, root, job, stages));
        }

        return problems;
    }

    /// <summary>The shell of each job: the lines of a job run in one shell.</summary>
    public static IEnumerable<string> Scripts(string text)
        => Yaml.Parse(text, []).Pairs()
            .Select(job => string.Join('\n', job.Value.At("script").Items().Select(line => line.Text()))).Where(script => script.Length > 0);

    private static IEnumerable<string> CheckJob(string name, YamlNode root, YamlNode job, string?[] stages)
    {
        var inherited = job.At("extends").Text() is { } parent ? root.At(parent) : null;
        foreach (var key in new[] { "script", "stage", "rules", "artifacts", "timeout" })
        {
            if ((job.At(key) ?? inherited.At(key)) is null)
                yield return $"{name}: \"{key}\" is missing";
        }

        if (!stages.Contains((job.At("stage") ?? inherited.At("stage")).Text()))
            yield return $"{name}: its stage is not in stages";
        if ((job.At("artifacts") ?? inherited.At("artifacts")).At("when").Text() != "always")
            yield return $"{name}: its artifacts are not kept when a test fails";
        foreach (var rule in job.At("rules").Items())
        {
            foreach (var problem in rule.CheckKeys($"{name}, rule", [], ["if", "when", "changes", "allow_failure", "variables"]))
                yield return problem;
        }

        if (job.At("script").Items().Any(line => line.Text()?.Contains("perfassert ab", StringComparison.Ordinal) == true)
            && job.At("variables").At("GIT_DEPTH").Text() != "0")
        {
            yield return $"{name}: perfassert ab needs GIT_DEPTH: '0'";
        }
    }

    private static bool IsHidden(string job) => job.StartsWith('.');
}
