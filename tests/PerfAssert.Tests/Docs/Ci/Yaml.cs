using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>Reads YAML, and looks around in it without a cast at each step.</summary>
internal static class Yaml
{
    /// <summary>The mapping at the root; every text that is not one adds a problem and gives an empty one.</summary>
    public static YamlMappingNode Parse(string text, ICollection<string> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add("is not one YAML mapping");
        }
        catch (YamlException exception)
        {
            problems.Add($"does not parse: {exception.Message} at {exception.Start}");
        }

        return [];
    }

    /// <summary>The value of a key; <see langword="null"/> without it, or where the node has no keys.</summary>
    public static YamlNode? At(this YamlNode? node, string key)
        => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The text of a scalar; <see langword="null"/> for anything else.</summary>
    public static string? Text(this YamlNode? node) => (node as YamlScalarNode)?.Value;

    /// <summary>The entries of a list; a scalar is a list of one, as all of these formats have it.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlNode? node) => node switch
    {
        YamlSequenceNode sequence => [.. sequence.Children],
        YamlScalarNode scalar => [scalar],
        _ => [],
    };

    public static IEnumerable<(string Key, YamlNode Value)> Pairs(this YamlNode? node)
        => node is YamlMappingNode mapping ? mapping.Children.Select(pair => (pair.Key.Text() ?? "", pair.Value)) : [];

    public static IReadOnlyList<string> Keys(this YamlNode? node) => [.. node.Pairs().Select(pair => pair.Key)];

    /// <summary>A problem for each key that is not known, and for each that is missing.</summary>
    public static IEnumerable<string> CheckKeys(this YamlNode? node, string where, string[] required, string[] optional)
        => node.Keys().Except(required).Except(optional).Select(key => $"{where}: there is no key \"{key}\"")
            .Concat(required.Except(node.Keys()).Select(key => $"{where}: \"{key}\" is missing"));
}
