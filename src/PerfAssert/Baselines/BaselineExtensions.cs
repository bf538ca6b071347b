using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>Compares results with their accepted baselines: <c>await result.ShouldMatchBaselineAsync()</c>.</summary>
public static class BaselineExtensions
{
    /// <summary>
    /// Compares with <c>Class.Method.verified.json</c> beside the test's source, and throws when the verdict is one that fails. A regression
    /// is first confirmed in a fresh process. A mismatch and a first run write <c>Class.Method.received.json</c> to be accepted.
    /// </summary>
    /// <param name="result">The result of a load test.</param>
    /// <param name="settings">What fails and whether to confirm; by default only a confirmed regression fails.</param>
    /// <param name="cancellationToken">Ends a confirmation.</param>
    /// <param name="sourceFile">Left to the compiler: where the baseline belongs, for a run outside a test framework.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="BaselineMismatchException">The verdict is one that fails, or the run is invalid.</exception>
    /// <exception cref="BaselineFileException">The baseline cannot be read or written.</exception>
    /// <exception cref="LoadConfigurationException">An environment variable of the comparison means nothing.</exception>
    public static async Task<BaselineComparison> ShouldMatchBaselineAsync(
        this LoadResult result, BaselineSettings? settings = null, CancellationToken cancellationToken = default, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(result);
        var (comparison, fails) = await JudgeAsync(result, settings, sourceFile, cancellationToken).ConfigureAwait(false);
        return fails ? throw new BaselineMismatchException(comparison) : comparison;
    }

    /// <summary>As <see cref="ShouldMatchBaselineAsync"/>, but throws for no verdict.</summary>
    /// <param name="result">The result of a load test.</param>
    /// <param name="settings">Whether to confirm; what fails decides how reports show it.</param>
    /// <param name="cancellationToken">Ends a confirmation.</param>
    /// <param name="sourceFile">Left to the compiler: where the baseline belongs, for a run outside a test framework.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="BaselineFileException">The baseline cannot be read or written.</exception>
    /// <exception cref="LoadConfigurationException">An environment variable of the comparison means nothing.</exception>
    public static async Task<BaselineComparison> CompareWithBaselineAsync(
        this LoadResult result, BaselineSettings? settings = null, CancellationToken cancellationToken = default, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(result);
        return (await JudgeAsync(result, settings, sourceFile, cancellationToken).ConfigureAwait(false)).Comparison;
    }

    /// <summary>The comparison, and whether it fails by the settings.</summary>
    internal static async Task<(BaselineComparison Comparison, bool Fails)> JudgeAsync(
        LoadResult result, BaselineSettings? settings, string sourceFile, CancellationToken cancellationToken)
    {
        // The test's time-out and the runner's stop reach the load through its session.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, result.Session?.Stop ?? CancellationToken.None);
        return await Task.Run(() => BaselineCheck.JudgeAsync(result, settings ?? new BaselineSettings(), sourceFile, stop.Token), CancellationToken.None).ConfigureAwait(false);
    }
}
