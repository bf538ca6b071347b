namespace PerfAssert;

/// <summary>What has to hold before any load.</summary>
/// <param name="What">Such as <c>the test user is there</c>.</param>
/// <param name="CheckAsync">Given what makes the client on the target; an exception says that it does not hold.</param>
/// <param name="Remedy">What to do then; <see langword="null"/> for what the failure itself says.</param>
internal sealed record PreflightCheck(string What, Func<Func<HttpClient>, CancellationToken, Task> CheckAsync, string? Remedy)
{
    /// <summary>Makes all checks.</summary>
    /// <param name="checks">In their order.</param>
    /// <param name="target">What the client speaks to; it has been started.</param>
    /// <param name="timeout">Of each check.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="LoadTargetException">Some fail; the message names them all.</exception>
    public static async Task MakeAllAsync(IReadOnlyList<PreflightCheck> checks, ILoadTarget? target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
            return;
        var problems = new List<string>();
        Exception? first = null;
        using var http = target is null ? null : new HttpClient(target.Handler, disposeHandler: false)
        {
            BaseAddress = target.BaseAddress,
            DefaultRequestVersion = target.HttpVersion,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        foreach (var check in checks)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(timeout);
            try
            {
                await check.CheckAsync(
                    () => http ?? throw new InvalidOperationException("The run has no target to ask. Write load.Against(…) before load.Preflight(…)."), limit.Token)
                    .WaitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                first ??= exception;
                var reason = exception is OperationCanceledException ? $"no answer within {Figure.Duration(timeout)}." : PreflightText.Explain(exception);
                problems.Add($"\n  - {check.What}: {reason}{(check.Remedy is null ? "" : $" {check.Remedy.TrimEnd('.')}.")}");
            }
        }

        if (problems.Count > 0)
            throw new LoadTargetException($"No load was applied, as {(problems.Count == 1 ? "a check" : $"{problems.Count} checks")} before it failed:{string.Concat(problems)}", first);
    }
}
