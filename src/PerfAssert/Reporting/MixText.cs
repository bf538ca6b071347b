namespace PerfAssert;

/// <summary>Classes of users and behaviours in words. Pure.</summary>
internal static class MixText
{
    /// <summary>More behaviours of a class than this are counted; results.json has them all.</summary>
    private const int Most = 6;

    /// <summary><c>browse 70%, buy 30%</c>; with classes <c>3 users shopper (browse 70%, buy 30%, think time 1 s)</c>.</summary>
    public static IEnumerable<string> Describe(LoadPlan plan)
    {
        var mix = plan.Mix;
        if (mix is [{ Name: null } only])
            return [Behaviours(only)];
        var open = plan.Workload is OpenWorkload;
        var kinds = open || mix.Count == 0 ? [] : UserShare.Spread(mix, plan.Workload.UserCount, oneEach: false);
        var sum = mix.Sum(share => share.Weight);
        return mix.Select((share, kind) =>
            $"{(open ? Figure.Percent(share.Weight / sum) : Users(kinds.Count(each => each == kind)))} {share.Name} ({Behaviours(share)}{Think(share)})");
    }

    private static string Behaviours(UserShare share)
    {
        var sum = share.Behaviours.Sum(behaviour => behaviour.Weight);
        var shown = share.Behaviours.Take(Most).Select(behaviour => share.Behaviours.Count == 1 ? behaviour.Name : $"{behaviour.Name} {Figure.Percent(behaviour.Weight / sum)}");
        return string.Join(", ", shown) + (share.Behaviours.Count > Most ? $" and {share.Behaviours.Count - Most} more" : "");
    }

    private static string Users(int users) => users == 0 ? "no user" : PlanText.Users(users);

    private static string Think(UserShare share) => share.ThinkTime is { } think ? think.IsNone ? ", no think time" : ", think time " + PlanText.Pause(think) : "";
}
