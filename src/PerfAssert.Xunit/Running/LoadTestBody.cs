using System.Reflection;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>The body of one load test in either shape, the methods around it, and the judgement of what it measured.</summary>
internal sealed class LoadTestBody(LoadDeclaration declaration, IReadOnlyList<object?> row, LoadSession session)
{
    /// <summary>One sentence on what has been measured so far.</summary>
    public string Measured() => session.Profiles.Count > 0
        ? "Measured until then: " + string.Join(" ", session.Profiles.Select(profile => profile.Answer))
        : (session.Results.Count == 0
        ? "Nothing was measured until then."
        : "Measured until then: " + string.Join("; ", session.Results.Select(result =>
            $"{Figure.Count(result.Count)} iterations, {Figure.Count(result.Failed)} failed, P95 {Figure.Duration(result.ResponseTime.P95)}")) + ".") + Unconfirmed;

    private string Unconfirmed => session.IsConfirming
        ? " It had regressed against its baseline, and its confirmation in a fresh process did not fit into the time-out: "
          + "raise Timeout to more than twice the length of the run and half a minute, or set Confirm = false."
        : "";

    /// <summary>Runs the body, applies its load, and fails for what was measured.</summary>
    /// <param name="instance">The run's instance of the test class; <see langword="null"/> for a static method.</param>
    /// <param name="constructorArguments">Fixtures, for the users' own instances and the target.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    public async Task RunAsync(object? instance, object?[] constructorArguments, CancellationToken cancellationToken)
    {
        var run = Configure(instance, constructorArguments, cancellationToken);
        try
        {
            if (declaration.BodyIsTest)
                await MethodCall.Compile(declaration.TestClass, declaration.Method, Supplies.Run, row)(instance, run).ConfigureAwait(false);
            else if (run.Profile is { } profile)
                await profile.RunAsync(run, () => run.Compose(Iterate(instance))).ConfigureAwait(false);
            else
                await run.RunAsync(Iterate(instance)).ConfigureAwait(false);
        }
        catch (LoadConfigurationException exception)
        {
            throw new LoadTestFailedException(exception.Message);
        }

        if (declaration.Assert is { } check && run.Profile is not null)
        {
            var judge = Compile(check, Supplies.Answer(declaration.Attribute.Answer));
            foreach (var answer in session.Profiles)
                await judge(instance, answer).ConfigureAwait(false);
        }
        else if (declaration.Assert is { } assert)
        {
            var judge = Compile(assert, Supplies.Result);
            foreach (var result in session.Results)
                await judge(instance, result).ConfigureAwait(false);
        }

        List<string> failures = ResultJudge.Failure(session.Results, session.Searched || session.Profiles.Count > 0) is { } failure ? [failure] : [];
        failures.AddRange(session.Profiles.Select(profile => profile.FailureText()).OfType<string>());
        if (declaration.Baseline is { } baseline)
            failures.AddRange(await CompareAsync(baseline, cancellationToken).ConfigureAwait(false));
        if (failures.Count > 0)
            throw new LoadTestFailedException(string.Join("\n\n", failures));
    }

    /// <summary>The comparisons that fail, as text.</summary>
    private async Task<List<string>> CompareAsync(MatchBaselineAttribute baseline, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var result in session.Results)
        {
            try
            {
                var (comparison, fails) = await BaselineExtensions.JudgeAsync(result, baseline.ToSettings(), "", cancellationToken).ConfigureAwait(false);

                // That a run is invalid is among the failures already.
                if (fails && comparison.Verdict != RegressionVerdict.InvalidRun)
                    failures.Add(comparison.ToString());
            }
            catch (BaselineFileException exception)
            {
                failures.Add(exception.Message);
            }
        }

        return failures;
    }

    private LoadRun Configure(object? instance, object?[] constructorArguments, CancellationToken cancellationToken)
    {
        var run = new LoadRun(declaration.Loads.PlanFor(row) with { Name = declaration.NameFor(row) }, session, cancellationToken);
        if (declaration.Loads.Profile is { } asked)
            run = (asked is VolumeProfile volume && declaration.Fill is { } fill ? volume with { Prepare = Filling(fill, instance) } : asked).Ask(run);
        run = TargetFinder.Aim(run, declaration.Attribute, instance, constructorArguments);
        if (declaration.BeforeRun is { } beforeRun)
            run = run.BeforeRun(token => Compile(beforeRun, Supplies.Token)(instance, token).AsTask());
        if (declaration.AfterRun is { } afterRun)
            run = run.AfterRun(token => Compile(afterRun, Supplies.Token)(instance, token).AsTask());

        var before = declaration.BeforeUser is { } beforeUser ? Compile(beforeUser, Supplies.User) : null;
        var after = declaration.AfterUser is { } afterUser ? Compile(afterUser, Supplies.User) : null;
        if (HasUserInstances)
        {
            var instances = new UserInstances(declaration.TestClass, constructorArguments);
            return run.BeforeUser(user => EnterAsync(instances, before, user)).AfterUser(user => LeaveAsync(after, user));
        }

        if (before is not null)
            run = run.BeforeUser(user => before(instance, user).AsTask());
        if (after is not null)
            run = run.AfterUser(user => after(instance, user).AsTask());
        return run;
    }

    private Func<long, CancellationToken, Task> Filling(MethodInfo fill, object? instance)
    {
        var call = Compile(fill, Supplies.Size);
        return (rows, token) => call(instance, new StoreSize(rows, token)).AsTask();
    }

    private bool HasUserInstances => !declaration.BodyIsTest && !declaration.Attribute.SharedInstance && !declaration.Method.IsStatic;

    private static async Task EnterAsync(UserInstances instances, Func<object?, VirtualUser, ValueTask>? before, VirtualUser user)
    {
        await instances.CreateAsync(user).ConfigureAwait(false);
        if (before is not null)
            await before(user.Instance, user).ConfigureAwait(false);
    }

    private static async Task LeaveAsync(Func<object?, VirtualUser, ValueTask>? after, VirtualUser user)
    {
        try
        {
            if (after is not null && user.Instance is not null)
                await after(user.Instance, user).ConfigureAwait(false);
        }
        finally
        {
            await UserInstances.DisposeAsync(user).ConfigureAwait(false);
        }
    }

    private Scenario Iterate(object? instance)
    {
        var iteration = MethodCall.Compile(declaration.TestClass, declaration.Method, Supplies.User, row);
        return new Scenario(HasUserInstances ? user => iteration(user.Instance, user) : user => iteration(instance, user))
        {
            Code = declaration.Method.Module.Assembly,
        };
    }

    private Func<object?, TSource, ValueTask> Compile<TSource>(MethodInfo method, Supply<TSource> supply)
        => MethodCall.Compile(declaration.TestClass, method, supply, []);
}
