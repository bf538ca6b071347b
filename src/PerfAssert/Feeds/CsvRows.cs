using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>Makes rows of the lines of a CSV file.</summary>
internal sealed class CsvRows<T>
{
    private const string WriteRecord = "Write a record with a parameter for each column that is wanted.";

    private readonly string file;
    private readonly CsvLine header;
    private readonly char separator;
    private readonly ConstructorInfo? constructor;
    private readonly List<CsvColumn> parameters = [];
    private readonly List<CsvColumn> properties = [];
    private readonly List<ConfigurationError> errors = [];

    private CsvRows(CsvLine header, char separator, string file)
    {
        this.header = header;
        this.separator = separator;
        this.file = file;
        CheckNames();
        if (CsvValue.Of(typeof(T)) is { } scalar)
        {
            Scalar = new CsvColumn(header.Values[0], 0, typeof(T), scalar);
            if (header.Values.Count > 1)
            {
                errors.Add(new ConfigurationError(
                    Line(header), $"names {Number(header.Values.Count)} columns, and a row that is a {Feed.TypeName(typeof(T))} takes one", WriteRecord));
            }

            return;
        }

        constructor = FindConstructor();
        Match();
    }

    /// <summary>The only column, of rows that are one value.</summary>
    private CsvColumn? Scalar { get; }

    /// <exception cref="LoadConfigurationException">Rows cannot be made; the message lists what is wrong, up to ten rows.</exception>
    public static T[] Read(string text, char separator, string file)
    {
        var lines = new CsvReader(text, separator, file).ReadAll();
        if (lines.Count == 0)
            throw FeedFile.Mistake(file, "is empty", "Write the names of the columns on the first line, and a row on each line below.");
        var rows = new CsvRows<T>(lines[0], separator, file);
        rows.ThrowIfWrong();
        var read = lines.Skip(1).Select(line => rows.Read(line)).TakeWhile(_ => rows.errors.Count < FeedFile.MostErrors).ToArray();
        rows.ThrowIfWrong();
        return read!;
    }

    private void ThrowIfWrong()
    {
        if (errors.Count > 0)
            throw new LoadConfigurationException([.. errors.Take(FeedFile.MostErrors)]);
    }

    private void CheckNames()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Values.Count; i++)
        {
            var name = header.Values[i].Trim();
            if (name.Length > 0 && !seen.Add(name))
                errors.Add(new ConfigurationError(Line(header), $"names the column {name} twice", "Each needs a name of its own, in whatever case."));
        }
    }

    private static ConstructorInfo? FindConstructor()
    {
        var all = typeof(T).GetConstructors();
        return all.FirstOrDefault(candidate => candidate.GetParameters().Length == 0) ?? all.MaxBy(candidate => candidate.GetParameters().Length);
    }

    private void Match()
    {
        if (typeof(T).IsAbstract || (constructor is null && !typeof(T).IsValueType))
        {
            errors.Add(new ConfigurationError($"Feed.FromCsv<{Feed.TypeName(typeof(T))}>", "names a type without a public constructor", WriteRecord));
            return;
        }

        var wanted = constructor?.GetParameters() ?? [];
        foreach (var parameter in wanted)
        {
            if (Column(parameter.Name!, parameter.ParameterType, isRequired: !parameter.HasDefaultValue) is { } column)
                parameters.Add(column with { Default = parameter.HasDefaultValue ? parameter.DefaultValue : null });
        }

        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0
                || Array.Exists(wanted, parameter => property.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)))
                continue;
            if (Column(property.Name, property.PropertyType, property.IsDefined(typeof(RequiredMemberAttribute))) is { Index: >= 0 } column)
                properties.Add(column with { Property = property });
        }

        if (errors.Count == 0 && !parameters.Concat(properties).Any(column => column.Index >= 0))
            errors.Add(new ConfigurationError(Line(header), $"names no column of {Feed.TypeName(typeof(T))}", "Its columns are: " + Names() + "." + OtherSeparator()));
    }

    private CsvColumn? Column(string name, Type type, bool isRequired)
    {
        var index = header.Values.ToList().FindIndex(column => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && !isRequired)
            return new CsvColumn(name, -1, type, new CsvValue("", "", _ => null));
        if (index < 0)
        {
            errors.Add(new ConfigurationError(
                Line(header), $"has no column {name}, which {Feed.TypeName(typeof(T))} needs", "Its columns are: " + Names() + "." + OtherSeparator()));
            return null;
        }

        if (CsvValue.Of(type) is { } value)
            return new CsvColumn(header.Values[index].Trim(), index, type, value);
        errors.Add(new ConfigurationError(
            $"{Feed.TypeName(typeof(T))}.{name}", $"is a {Feed.TypeName(type)}, which text cannot become", "Use text, a number, a date or the like, or a type that is IParsable."));
        return null;
    }

    private T? Read(CsvLine line)
    {
        if (line.Values.Count != header.Values.Count)
        {
            errors.Add(new ConfigurationError(
                Line(line),
                $"has {Number(line.Values.Count)} {(line.Values.Count == 1 ? "value" : "values")} where the first line names {Number(header.Values.Count)}",
                $"Each line needs as many; a value with a {Separator(separator)} inside stands in quotation marks."));
            return default;
        }

        if (Scalar is not null)
            return Value(Scalar, line) is T single ? single : default;
        var before = errors.Count;
        var arguments = parameters.Select(column => Value(column, line)).ToArray();
        var values = properties.Select(column => Value(column, line)).ToArray();
        if (errors.Count > before)
            return default;
        try
        {
            var row = constructor is null ? default(T)! : constructor.Invoke(arguments);
            for (var i = 0; i < values.Length; i++)
                properties[i].Property!.SetValue(row, values[i]);
            return (T)row;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            errors.Add(new ConfigurationError(Line(line), $"is refused by {Feed.TypeName(typeof(T))} ({inner.Message.TrimEnd('.')})", "Correct the row."));
            return default;
        }
    }

    private object? Value(CsvColumn column, CsvLine line)
    {
        if (!column.TryRead(line, out var value, out var problem))
        {
            errors.Add(new ConfigurationError(
                $"{Line(line)}, column {column.Name}: \"{FeedFile.Shown(line.Values[column.Index])}\"",
                problem,
                column.Value.Example.Length == 0 ? "Correct the value." : $"Write one such as {column.Value.Example}."));
        }

        return value;
    }

    private string Names() => string.Join(", ", header.Values.Select(name => name.Trim()));

    /// <summary>A first line that reads as one column is often one with another separator.</summary>
    private string OtherSeparator() => header.Values.Count == 1 && ";\t|,".FirstOrDefault(other => header.Values[0].Contains(other)) is var found and not '\0'
        ? $" If {Separator(found)} separates them, write separator: '{(found == '\t' ? "\\t" : found.ToString())}'."
        : "";

    private static string Separator(char separator) => separator == '\t' ? "tab" : separator.ToString();

    private string Line(CsvLine line) => $"{file}, line {Number(line.Number)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
