namespace PerfAssert;

/// <summary>Where in an iteration its code is: the groups and the transaction around it. Flows with the code, so that each of several parallel branches has its own.</summary>
/// <param name="Names">Names inside the groups; <see langword="null"/> outside of any.</param>
/// <param name="Transaction">The innermost transaction; <see langword="null"/> outside of any.</param>
internal sealed record StepScope(GroupNames? Names, TransactionTally? Transaction)
{
    private static readonly AsyncLocal<StepScope?> Flow = new();

    public static StepScope? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public static StepScope InGroup(string name)
    {
        var around = Current;
        return new StepScope((around?.Names ?? GroupNames.Outermost).Group(name), around?.Transaction);
    }

    public static StepScope InTransaction(TransactionTally transaction) => new(Current?.Names, transaction);
}
