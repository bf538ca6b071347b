namespace PerfAssert;

/// <summary>Hands each user the row of its number.</summary>
internal sealed class UniqueFeed<T>(string name, T[] rows) : Feed<T>(name, rows)
{
    internal override T Next(VirtualUser user) => Rows.Length >= user.UserCount ? Rows[user.Id - 1] : throw TooFewRows(user.UserCount);

    private LoadConfigurationException TooFewRows(int users) => new(
    [
        new ConfigurationError(
            Name,
            $"has {Figure.Count(Rows.Length)} {(Rows.Length == 1 ? "row" : "rows")} for {Figure.Count(users)} users, and .UniquePerUser() gives each user a row of its own",
            $"Add {Figure.Count(users - Rows.Length)}, or set Users (in the open model MaxUsers) to {Figure.Count(Rows.Length)}, or write .Circular() instead, which hands rows out again."),
    ]);
}
