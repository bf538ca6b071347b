using System.Text.Json;

namespace PerfAssert;

/// <summary>
/// Data for virtual users: rows of a file or of the test itself, handed out in an order. Say where the rows come from, then the order, and
/// take one in each iteration: <c>user.Next(feed)</c>.
/// </summary>
public static class Feed
{
    /// <summary>Rows that the test has already.</summary>
    /// <typeparam name="T">One row.</typeparam>
    /// <param name="rows">Read to its end, once; at least one row.</param>
    /// <exception cref="LoadConfigurationException">There are no rows.</exception>
    public static FeedRows<T> Of<T>(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new FeedRows<T>($"Feed.Of<{TypeName(typeof(T))}>", [.. rows]);
    }

    /// <summary>
    /// Rows of a CSV file as RFC 4180 has it, in UTF-8, its first line naming the columns; empty lines are skipped. A column goes to the
    /// constructor's parameter or the property of its name, in any case; columns without one are ignored. Numbers and dates are those of
    /// the invariant culture. A row that is text, a number or the like itself takes the only column.
    /// </summary>
    /// <typeparam name="T">One row. The rows are shared by all users, so a row should not be changed.</typeparam>
    /// <param name="path">A relative one is looked for beside the test assembly. A file is read once in a process.</param>
    /// <param name="separator">What stands between two values.</param>
    /// <exception cref="LoadConfigurationException">The file is missing, has no rows, or has bad ones; each is listed with its line, up to ten.</exception>
    public static FeedRows<T> FromCsv<T>(string path, char separator = ',')
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (separator is '"' or '\r' or '\n')
            throw new ArgumentOutOfRangeException(nameof(separator), separator, "Quotation marks and line breaks separate no values; write ',', ';' or '\\t'.");
        return new FeedRows<T>(path, FeedFile.Read(
            path, $"Feed.FromCsv<{TypeName(typeof(T))}>(\"{path}\")", separator, text => CsvRows<T>.Read(text, separator, path)));
    }

    /// <summary>Rows of a JSON file in UTF-8: an array of objects, or one object on each line. Names are matched in any case.</summary>
    /// <typeparam name="T">One row. The rows are shared by all users, so a row should not be changed.</typeparam>
    /// <param name="path">A relative one is looked for beside the test assembly. A file is read once in a process.</param>
    /// <param name="options">
    /// How to read; by default as for the web (<see cref="JsonSerializerDefaults.Web"/>), with names of enum values, comments and trailing
    /// commas, and every parameter of a constructor that has no default being required (.NET 9 and later).
    /// </param>
    /// <exception cref="LoadConfigurationException">The file is missing, has no rows, or has bad ones, with their lines.</exception>
    public static FeedRows<T> FromJson<T>(string path, JsonSerializerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var format = options ?? JsonRows.DefaultOptions;
        return new FeedRows<T>(path, FeedFile.Read(
            path, $"Feed.FromJson<{TypeName(typeof(T))}>(\"{path}\")", format, text => JsonRows.Read<T>(text, path, format)));
    }

    internal static string TypeName(Type type) => type.Name.Split('`')[0];
}
