namespace PerfAssert;

/// <summary>What can be wrong with the behaviours and classes of a test.</summary>
internal static class MixCheck
{
    /// <summary>Mistakes in what the test wrote, whatever the plan chooses of it.</summary>
    public static IEnumerable<ConfigurationError> Errors(LoadPlan plan, IReadOnlyList<UserClass> classes, bool named)
    {
        if (classes.Count == 0)
            yield return new("load.RunAsync()", "has neither a behaviour nor a class of users", "Write at least one: load.RunAsync(new Behaviour(\"browse\", async user => …)).");
        foreach (var twice in Twice(classes.Select(each => each.Name)))
            yield return new($"new UserClass(\"{twice}\", …)", "is there twice", "Give each class of users a name of its own: its series are named by it.");
        foreach (var error in classes.SelectMany(each => Errors(plan, each, named)))
            yield return error;

        var behaviours = classes.SelectMany(each => each.Behaviours).ToList();
        foreach (var name in plan.Actions.Keys.Where(name => behaviours.TrueForAll(behaviour => behaviour.Name != name)))
            yield return Unknown($"Actions: \"{name}\"", "is no behaviour of this test", name, behaviours.Select(behaviour => behaviour.Name));
        foreach (var (name, weight) in plan.Actions.Where(pair => !IsWeight(pair.Value)))
            yield return WeightError(Written($"Actions: {name}", weight));
        foreach (var (setting, tags) in new[] { (nameof(LoadSettings.Tags), plan.Tags), (nameof(LoadSettings.ExcludeTags), plan.ExcludedTags) })
        {
            foreach (var error in SlipsOfTheFingers(setting, tags, behaviours))
                yield return error;
        }
    }

    /// <summary>Mistakes in what is left of it by tags and weights.</summary>
    public static IEnumerable<ConfigurationError> Errors(LoadPlan plan, IReadOnlyList<UserClass> left, IReadOnlyList<Behaviour> all)
    {
        if (left.Count == 0)
        {
            yield return new(
                string.Join(", ", new[] { (nameof(LoadSettings.Tags), plan.Tags), (nameof(LoadSettings.ExcludeTags), plan.ExcludedTags) }
                    .Where(setting => setting.Item2.Count > 0).Select(setting => Written(setting.Item1, Joined(setting.Item2)))),
                "leaves no behaviour to run",
                $"The behaviours are: {string.Join(", ", all.Select(Words).Distinct())}.");
            yield break;
        }

        var users = plan.Workload.UserCount;
        if (plan.Workload is OpenWorkload && users < left.Count)
        {
            yield return new(
                Written(nameof(LoadSettings.MaxUsers), users),
                $"is less than the {left.Count} classes of users, each of which needs one of its own",
                $"Write at least {Written(nameof(LoadSettings.MaxUsers), left.Count)}.");
        }
        else if (left.Sum(each => each.Users ?? 0) is var fixedUsers && plan.Workload is ClosedWorkload)
        {
            if (fixedUsers > users)
            {
                yield return new(
                    Written(nameof(LoadSettings.Users), users),
                    $"is less than the {fixedUsers} users that the classes ask for",
                    "Write more users, or fewer in the classes.");
            }
            else if (fixedUsers < users && left.All(each => each.Users is not null))
            {
                yield return new(
                    Written(nameof(LoadSettings.Users), users),
                    $"is more than the {fixedUsers} users that the classes ask for, and no class takes the others",
                    "Give one class a Weight instead of Users, or let the numbers agree.");
            }
        }
    }

    private static IEnumerable<ConfigurationError> Errors(LoadPlan plan, UserClass users, bool named)
    {
        var place = $"new UserClass(\"{users.Name}\", …)";
        if (named)
        {
            if (string.IsNullOrWhiteSpace(users.Name))
                yield return new("new UserClass(\"\", …)", "has no name", "Name it, such as new UserClass(\"shopper\", …): its series are named by it.");
            if (users.Behaviours.Count == 0)
                yield return new(place, "has no behaviour", $"Write new UserClass(\"{users.Name}\", async user => …), or give it behaviours.");
            if (!IsWeight(users.Weight))
                yield return WeightError($"{place} {{ {Written(nameof(UserClass.Weight), users.Weight)} }}");
            if (users.Users < 1)
                yield return new($"{place} {{ {Written(nameof(UserClass.Users), users.Users)} }}", "is less than 1", "Write at least 1, or leave the class out.");
            if (plan.Workload is OpenWorkload && users.Users is not null)
                yield return new($"{place} {{ {Written(nameof(UserClass.Users), users.Users)} }}", "has no meaning for a load by arrival rate, whose arrivals are shared out", "Give the class a Weight.");
            if (plan.Workload is OpenWorkload && users.ThinkTime is not null)
                yield return new($"{place} {{ ThinkTime = … }}", "has no meaning for a load by arrival rate, whose users start when an iteration is due", "Leave it out, or load with Users.");
        }

        foreach (var twice in Twice(users.Behaviours.Select(behaviour => behaviour.Name)))
            yield return new($"new Behaviour(\"{twice}\", …)", $"is there twice{(named ? $" in class \"{users.Name}\"" : "")}", "Give each behaviour a name of its own: its series is named by it.");
        foreach (var behaviour in users.Behaviours)
        {
            if (string.IsNullOrWhiteSpace(behaviour.Name))
                yield return new("new Behaviour(\"\", …)", "has no name", "Name it, such as new Behaviour(\"browse\", …): its series is named by it.");
            if (!IsWeight(behaviour.Weight))
                yield return WeightError($"new Behaviour(\"{behaviour.Name}\", …) {{ {Written(nameof(Behaviour.Weight), behaviour.Weight)} }}");
            if (behaviour.Tags.Any(string.IsNullOrWhiteSpace))
                yield return new($"new Behaviour(\"{behaviour.Name}\", …) {{ Tags = … }}", "has an empty tag", "Write words, such as Tags = [\"read\"].");
        }
    }

    /// <summary>
    /// A tag that no behaviour has is no mistake: one choice may be made for many tests. One that is nearly a known one is.
    /// </summary>
    private static IEnumerable<ConfigurationError> SlipsOfTheFingers(string setting, IReadOnlyList<string> tags, List<Behaviour> behaviours)
    {
        string[] known = [.. behaviours.SelectMany(behaviour => behaviour.Tags).Select(tag => tag.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (var tag in tags.Where(tag => !known.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            if (NearestName.Of(tag, known) is not null)
                yield return Unknown(Written(setting, Joined(tags)), $"has \"{tag}\", which is no tag of a behaviour", tag, known);
        }
    }

    private static ConfigurationError Unknown(string setting, string problem, string name, IEnumerable<string> known)
        => new(setting, problem, $"There are, the nearest first: {string.Join(", ", known.Distinct().OrderBy(other => EditDistance.Between(name, other)).Select(other => $"\"{other}\""))}.");

    private static ConfigurationError WeightError(string setting) => new(setting, "is no weight", "Write a number above zero, or leave it out.");

    private static bool IsWeight(double weight) => weight > 0 && double.IsFinite(weight);

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static string Written(string name, object value) => SettingNotation.Code.Write(name, value);

    private static string Joined(IReadOnlyList<string> tags) => string.Join(", ", tags);

    private static string Words(Behaviour behaviour) => behaviour.Tags.Count == 0 ? $"\"{behaviour.Name}\" (no tags)" : $"\"{behaviour.Name}\" ({string.Join(", ", behaviour.Tags)})";
}
