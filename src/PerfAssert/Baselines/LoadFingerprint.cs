namespace PerfAssert;

/// <summary>
/// What of a plan must be equal for runs to be comparable: the model, users or rate with their stages, think time, pacing and limits. Not
/// the length of a constant load, its warm-up or its graceful stop: a pull request may run the same test shorter.
/// </summary>
/// <param name="Text">Readable, such as <c>50 users, think time 1s</c>.</param>
/// <param name="Hash">Eight hexadecimal digits over the exact values.</param>
internal sealed record LoadFingerprint(string Text, string Hash)
{
    public static LoadFingerprint Of(LoadPlan plan) => throw new NotImplementedException();
}
