using System.Text.Json;

namespace PerfAssert;

/// <summary>A value as a message shows it: what was written, as far as it is short.</summary>
internal sealed record WrittenJson(LocatedJson Json)
{
    /// <inheritdoc />
    public override string ToString() => Json.Kind switch
    {
        JsonValueKind.Object => Json.Names.Count == 0 ? "{ }" : "{ … }",
        JsonValueKind.Array => Json.Items.Count == 0 ? "[ ]" : "[ … ]",
        JsonValueKind.String => $"\"{Json.Text}\"",
        JsonValueKind.Number => Json.Text,
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
