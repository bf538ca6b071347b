namespace PerfAssert;

/// <summary>The classes of users and behaviours of one run, chosen by tags and weights: the iteration that draws one of them.</summary>
internal sealed class BehaviourMix
{
    private readonly ClassMix[] classes;

    private BehaviourMix(ClassMix[] classes) => this.classes = classes;

    /// <summary>Makes the plan and the scenario of a run with behaviours.</summary>
    /// <param name="plan">Says which behaviours run.</param>
    /// <param name="classes">As the test wrote them.</param>
    /// <param name="named">Whether the test wrote classes; otherwise there is one that holds its behaviours.</param>
    /// <exception cref="LoadConfigurationException">There are mistakes; the exception lists them all.</exception>
    public static (LoadPlan Plan, Scenario Scenario) Apply(LoadPlan plan, IReadOnlyList<UserClass> classes, bool named)
    {
        var errors = new List<ConfigurationError>(MixCheck.Errors(plan, classes, named));
        if (errors.Count > 0)
            throw new LoadConfigurationException(errors);
        var choice = new BehaviourChoice(plan);
        var left = classes
            .Select(each => (Class: each, Chosen: each.Behaviours.Where(choice.Includes).Select(behaviour => (behaviour, choice.WeightOf(behaviour))).ToArray()))
            .Where(each => each.Chosen.Length > 0)
            .ToArray();
        errors.AddRange(MixCheck.Errors(plan, [.. left.Select(each => each.Class)], [.. classes.SelectMany(each => each.Behaviours)]));
        if (errors.Count > 0)
            throw new LoadConfigurationException(errors);

        var mix = new BehaviourMix([.. left.Select(each => new ClassMix(each.Class, named && classes.Count > 1, each.Chosen))]);
        var shares = left.Select(each => new UserShare(each.Class.Weight, each.Class.Users, each.Class.ThinkTime)
        {
            Name = named ? each.Class.Name : null,
            Behaviours = [.. each.Chosen.Select(chosen => new BehaviourShare(chosen.behaviour.Name, chosen.Item2))],
        });
        return (plan with { Mix = [.. shares] }, mix.ToScenario(left[0].Class.Behaviours[0].Code));
    }

    private Scenario ToScenario(System.Reflection.Assembly code) => new(Iterate)
    {
        Code = code,
        BeforeUser = classes.Any(each => each.Class.BeforeUser is not null) ? user => Run(classes[user.Kind].Class.BeforeUser, user) : null,
        AfterUser = classes.Any(each => each.Class.AfterUser is not null) ? user => Run(classes[user.Kind].Class.AfterUser, user) : null,
    };

    private static Task Run(Func<VirtualUser, Task>? action, VirtualUser user) => action is null ? Task.CompletedTask : action(user);

    private ValueTask Iterate(VirtualUser user) => classes[user.Kind].Iterate(user);

    /// <summary>One class: its behaviours with the sums of their weights up to each.</summary>
    private sealed class ClassMix
    {
        private readonly Func<VirtualUser, ValueTask>[] iterations;
        private readonly string[] series;
        private readonly double[] upTo;

        public ClassMix(UserClass users, bool withClass, (Behaviour Behaviour, double Weight)[] chosen)
        {
            Class = users;
            iterations = [.. chosen.Select(each => each.Behaviour.Iteration)];
            series = [.. chosen.Select(each => withClass ? $"{users.Name}: {each.Behaviour.Name}" : each.Behaviour.Name)];
            upTo = new double[chosen.Length];
            var sum = 0.0;
            for (var i = 0; i < chosen.Length; i++)
                upTo[i] = sum += chosen[i].Weight;
        }

        public UserClass Class { get; }

        public ValueTask Iterate(VirtualUser user)
        {
            var i = 0;
            if (upTo.Length > 1)
            {
                var drawn = user.DrawShare() * upTo[^1];
                while (i < upTo.Length - 1 && drawn >= upTo[i])
                    i++;
            }

            user.Behaviour = series[i];
            return iterations[i](user);
        }
    }
}
