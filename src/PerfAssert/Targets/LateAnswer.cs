namespace PerfAssert;

/// <summary>An answer that nobody waits for any more.</summary>
internal static class LateAnswer
{
    /// <summary>Sees its exception, and disposes of what comes after all.</summary>
    public static void Abandon<T>(this Task<T> answer)
        where T : IDisposable
        => answer.ContinueWith(
            static late =>
            {
                if (late.IsCompletedSuccessfully)
                    late.Result.Dispose();
                else
                    _ = late.Exception;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
