using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>Makes rows of a JSON array, or of lines of which each is an object.</summary>
internal static partial class JsonRows
{
    public static JsonSerializerOptions DefaultOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter() },
#if NET9_0_OR_GREATER
        RespectRequiredConstructorParameters = true,
#endif
    };

    /// <exception cref="LoadConfigurationException">Rows cannot be made; the message says where, in lines up to ten times.</exception>
    public static T[] Read<T>(string text, string file, JsonSerializerOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw FeedFile.Mistake(file, "is empty", "Write an array of objects, or one object on each line.");
        var errors = new List<ConfigurationError>();
        var rows = text.AsSpan().TrimStart()[0] == '['
            ? ReadArray<T>(text, file, options, errors)
            : ReadLines<T>(text, file, options, errors);
        return errors.Count == 0 ? rows : throw new LoadConfigurationException(errors);
    }

    private static T[] ReadArray<T>(string text, string file, JsonSerializerOptions options, List<ConfigurationError> errors)
    {
        var rows = TryRead<T?[]>(text, file, 1, options, errors) ?? [];
        for (var i = 0; i < rows.Length && errors.Count < FeedFile.MostErrors; i++)
        {
            if (rows[i] is null)
                errors.Add(new ConfigurationError($"{file}, $[{Number(i)}]", "is null", "Write an object, or leave it out."));
        }

        return rows!;
    }

    private static T[] ReadLines<T>(string text, string file, JsonSerializerOptions options, List<ConfigurationError> errors)
    {
        var rows = new List<T>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var before = errors.Count;
            if (TryRead<T>(line, file, number, options, errors) is { } row)
                rows.Add(row);
            else if (errors.Count == before)
                errors.Add(new ConfigurationError($"{file}, line {Number(number)}", "is null", "Write an object, or leave it out."));
            if (errors.Count == FeedFile.MostErrors)
                break;
        }

        return [.. rows];
    }

    private static TValue? TryRead<TValue>(string text, string file, int firstLine, JsonSerializerOptions options, List<ConfigurationError> errors)
    {
        try
        {
            return JsonSerializer.Deserialize<TValue>(text, options);
        }
        catch (JsonException exception)
        {
            errors.Add(Describe<TValue>(exception, options, text, $"{file}, line {Number(firstLine + (int)(exception.LineNumber ?? 0))}"));
        }
        catch (Exception exception)
        {
            // The row's constructor, or a type that JSON cannot become.
            errors.Add(new ConfigurationError($"{file}, line {Number(firstLine)}", $"cannot be read ({Sentence(exception.Message)})", "Correct the file, or the type of its rows."));
        }

        return default;
    }

    private static ConfigurationError Describe<TValue>(JsonException exception, JsonSerializerOptions options, string text, string line)
    {
        if (!exception.Message.Contains("could not be converted to ", StringComparison.Ordinal))
        {
            return new ConfigurationError(
                line, $"cannot be read ({Sentence(exception.Message)})", "The file has to be an array of objects, or to have one object on each line.");
        }

        var type = TypeAt(typeof(TValue), options, exception.Path ?? "");
        var value = CsvValue.Of(type);
        return new ConfigurationError(
            $"{line}, {exception.Path}{Written(text, exception.Path)}",
            $"is not {value?.Expected ?? "a " + Feed.TypeName(type)}",
            value is null ? "Correct the value." : $"Write one such as {value.Example}.");
    }

    /// <summary>What the value at a path has to be. The platform's message names the object around it.</summary>
    private static Type TypeAt(Type type, JsonSerializerOptions options, string path)
    {
        foreach (Match part in PathPart().Matches(path))
        {
            var info = options.GetTypeInfo(type);
            var next = part.Groups["index"].Success
                ? info.Type.GetElementType() ?? (type.IsGenericType ? type.GenericTypeArguments[^1] : null)
                : info.Properties.FirstOrDefault(property => property.Name.Equals(part.Groups["name"].Value, StringComparison.OrdinalIgnoreCase))?.PropertyType;
            if (next is null)
                break;
            type = next;
        }

        return type;
    }

    /// <summary>The value at a path, as messages show it; empty when it cannot be found.</summary>
    private static string Written(string text, string? path)
    {
        try
        {
            var node = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (Match part in PathPart().Matches(path ?? ""))
                node = part.Groups["index"].Success ? node![int.Parse(part.Groups["index"].Value, CultureInfo.InvariantCulture)] : node![part.Groups["name"].Value];
            return ": " + FeedFile.Shown(node?.ToJsonString() ?? "null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return "";
        }
    }

    /// <summary>The platform's message without the place, which is said already.</summary>
    private static string Sentence(string message) => message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[(?<index>\d+)\]|\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]", RegexOptions.ExplicitCapture)]
    private static partial Regex PathPart();
}
