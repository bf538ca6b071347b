using System.Text;
using System.Text.Json;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Planning.Outside;

/// <summary>The schema that editors complete settings files with knows what the reader knows.</summary>
public class SettingsSchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "schemas", "perfassert-1.0.schema.json"))).RootElement;

    [Fact]
    public void It_has_every_section_and_every_setting()
    {
        Assert.Equal(["$schema", "all", "tests", "presets", "environments", "scenarios"], Names(Schema));
        Assert.Equal(["all", "tests"], Names(Schema.GetProperty("properties").GetProperty("environments").GetProperty("additionalProperties")));
        Assert.Equal(SettingDefinitions.All.Select(setting => setting.JsonName), Names(Schema.GetProperty("$defs").GetProperty("settings")));
        Assert.Equal(
            SettingDefinitions.All.Select(setting => setting.JsonName).Skip(1),
            Names(Schema.GetProperty("$defs").GetProperty("presetSettings")));
    }

    [Fact]
    public void Its_examples_are_values_that_the_reader_takes_and_its_types_are_the_readers()
    {
        foreach (var setting in SettingDefinitions.All)
        {
            var described = Schema.GetProperty("$defs").GetProperty("settings").GetProperty("properties").GetProperty(setting.JsonName);
            Assert.NotEqual("", described.GetProperty("description").GetString());
            foreach (var example in Examples(described))
            {
                var file = SettingsFileReader.Read("perfassert.json", Encoding.UTF8.GetBytes($$"""{ "all": { "{{setting.JsonName}}": {{example}} } }"""));
                Assert.Empty(file.Errors.Select(error => error.ToString()));
                Assert.NotNull(setting.Get(file.Always.All));
            }
        }
    }

    private static IEnumerable<string> Examples(JsonElement described)
    {
        foreach (var keyword in new[] { "examples", "enum" })
        {
            if (described.TryGetProperty(keyword, out var values))
                return values.EnumerateArray().Select(value => value.GetRawText());
        }

        return described.GetProperty("type").GetString() == "object" ? ["""{ "browse": 1.5 }"""] : ["7"];
    }

    private static IEnumerable<string> Names(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
}
