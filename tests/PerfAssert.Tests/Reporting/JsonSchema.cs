using System.Text.Json;

namespace PerfAssert.Tests.Reporting;

/// <summary>Checks a document against the part of JSON Schema that docs/schemas uses, and refuses a schema that uses more.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> Known =
        ["$schema", "title", "description", "type", "required", "properties", "additionalProperties", "items", "enum", "anyOf", "$ref", "$defs"];

    public static JsonSchema Load(string path) => new(JsonDocument.Parse(File.ReadAllText(path)).RootElement);

    /// <summary>Every violation, with its place.</summary>
    public IReadOnlyList<string> Validate(JsonElement document)
    {
        var violations = new List<string>();
        Check(root, document, "$", violations);
        return violations;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> violations)
    {
        foreach (var keyword in schema.EnumerateObject().Select(member => member.Name).Where(name => !Known.Contains(name)))
            violations.Add($"{path}: the validator does not know the keyword {keyword}");

        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), value, path, violations);
            return;
        }

        if (schema.TryGetProperty("anyOf", out var options) && !options.EnumerateArray().Any(option => Matches(option, value, path)))
            violations.Add($"{path}: matches none of the alternatives");
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => IsOf(name, value)))
            violations.Add($"{path}: {value.ValueKind} is not {type}");
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(option => option.GetRawText() == value.GetRawText()))
            violations.Add($"{path}: {value.GetRawText()} is not one of {allowed}");
        if (value.ValueKind == JsonValueKind.Object)
            CheckMembers(schema, value, path, violations);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
                Check(items, item, $"{path}[{index}]", violations);
        }
    }

    private void CheckMembers(JsonElement schema, JsonElement value, string path, List<string> violations)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
                violations.Add($"{path}: {name} is missing");
        }

        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var property))
                Check(property, member.Value, $"{path}.{member.Name}", violations);
            else if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False)
                violations.Add($"{path}: {member.Name} is not described");
        }
    }

    private bool Matches(JsonElement schema, JsonElement value, string path)
    {
        var violations = new List<string>();
        Check(schema, value, path, violations);
        return violations.Count == 0;
    }

    private static IEnumerable<string> Types(JsonElement type)
        => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
