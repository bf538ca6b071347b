using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PerfAssert.Tests.PublicApi;

/// <summary>
/// Writes what users of an assembly can see, as C# without bodies: public types and their public and protected members, in a
/// stable order. What the compiler adds to records is left out.
/// </summary>
internal static class PublicApiPrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().Where(type => !type.IsNested).GroupBy(type => type.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Line(text, 0, $"namespace {space.Key}");
            foreach (var type in space.OrderBy(type => type.Name, StringComparer.Ordinal))
            {
                text.Append('\n');
                PrintType(text, type, 0);
            }
        }

        return text.ToString();
    }

    private static void PrintType(StringBuilder text, Type type, int indent)
    {
        if (typeof(MulticastDelegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            Line(text, indent, $"public delegate {TypeText.Name(invoke.ReturnType)} {TypeText.Name(type)}({SignatureText.Parameters(invoke)})");
            return;
        }

        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            Line(text, indent, $"[AttributeUsage({usage.ValidOn}, AllowMultiple = {Lower(usage.AllowMultiple)}, Inherited = {Lower(usage.Inherited)})]");
        Line(text, indent, SignatureText.OfType(type));
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), null)))
                Line(text, indent + 1, $"{field.Name} = {field.GetRawConstantValue()}");
            return;
        }

        foreach (var member in Members(type))
            Line(text, indent + 1, member);
        foreach (var nested in type.GetNestedTypes(Declared).Where(nested => nested.IsNestedPublic || nested.IsNestedFamily || nested.IsNestedFamORAssem).OrderBy(nested => nested.Name, StringComparer.Ordinal))
            PrintType(text, nested, indent + 1);
    }

    private static IEnumerable<string> Members(Type type) =>
    [
        .. Sorted(type.GetFields(Declared).Where(Visible), SignatureText.OfField),
        .. Sorted(type.GetConstructors(Declared).Where(constructor => Visible(constructor) && !IsGenerated(constructor)), SignatureText.OfConstructor),
        .. Sorted(type.GetEvents(Declared).Where(item => Visible(item.AddMethod!)), SignatureText.OfEvent),
        .. Sorted(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(Visible) && property.Name != "EqualityContract"), SignatureText.OfProperty),
        .. Sorted(type.GetMethods(Declared).Where(method => Visible(method) && IsWritten(method)), SignatureText.OfMethod),
    ];

    /// <summary>Accessors show with their property; the methods that make a record are the compiler's.</summary>
    private static bool IsWritten(MethodInfo method)
        => !IsGenerated(method)
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !method.Name.StartsWith('<');

    private static bool IsGenerated(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    internal static bool Visible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool Visible(FieldInfo field) => (field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed)) && !field.IsSpecialName;

    private static IEnumerable<string> Sorted<TMember>(IEnumerable<TMember> members, Func<TMember, string> print)
        where TMember : MemberInfo
        => members.Select(member => (member.Name, Text: print(member)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Text, StringComparer.Ordinal).Select(pair => pair.Text);

    private static string Lower(bool value) => value ? "true" : "false";

    private static void Line(StringBuilder text, int indent, string line) => text.Append(' ', indent * 4).Append(line).Append('\n');
}
