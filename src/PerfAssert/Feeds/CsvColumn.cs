using System.Reflection;

namespace PerfAssert;

/// <summary>Where the values of a parameter or a property of a row come from.</summary>
/// <param name="Name">The column's, as the file has it.</param>
/// <param name="Index">The column's, from 0; negative when the file has none and the default is taken.</param>
/// <param name="Type">What the value has to be.</param>
/// <param name="Value">How text becomes one.</param>
internal sealed record CsvColumn(string Name, int Index, Type Type, CsvValue Value)
{
    /// <summary>The parameter's own default, for a column that the file does not have.</summary>
    public object? Default { get; init; }

    /// <summary>The property to set; <see langword="null"/> for a parameter of the constructor.</summary>
    public PropertyInfo? Property { get; init; }

    private bool MayBeEmpty => Type == typeof(string) || Type == typeof(object) || Nullable.GetUnderlyingType(Type) is not null;

    /// <summary>Converts the text of a line. An empty text is <see langword="null"/> for a nullable number or the like.</summary>
    /// <returns>Whether it could be converted.</returns>
    public bool TryRead(CsvLine line, out object? value, out string problem)
    {
        problem = "";
        if (Index < 0)
        {
            value = Default;
            return true;
        }

        var isText = Type == typeof(string) || Type == typeof(object) || Type == typeof(char);
        var text = isText ? line.Values[Index] : line.Values[Index].Trim();
        value = text.Length == 0 && !isText ? null : Value.Parse(text);
        if (value is not null || (text.Length == 0 && MayBeEmpty))
            return true;
        problem = $"is not {Value.Expected}";
        return false;
    }
}
