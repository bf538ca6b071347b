using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PerfAssert.Tests.PublicApi;

/// <summary>The declaration of a type or member as C# has it, without its body.</summary>
internal static class SignatureText
{
    public static string OfType(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "") + (IsRecord(type) ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
        };
        var parents = type.IsEnum ? [] : new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType))
            .Concat(type.GetInterfaces()
                .Where(face => face.IsVisible)
                .Where(face => !IsRecord(type) || !face.IsGenericType || face.GetGenericTypeDefinition() != typeof(IEquatable<>))
                .Where(face => type.BaseType is null || !face.IsAssignableFrom(type.BaseType))
                .Where(face => !type.GetInterfaces().Any(other => other != face && face.IsAssignableFrom(other)))
                .OrderBy(face => TypeText.Name(face), StringComparer.Ordinal))
            .Select(parent => TypeText.Name(parent!)).ToArray();
        return $"{(type.IsNestedFamily ? "protected" : "public")} {kind} {TypeText.Name(type)}{(parents.Length == 0 ? "" : " : " + string.Join(", ", parents))}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>Records have this method, for their ToString; nobody else can be expected to.</summary>
    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance, [typeof(StringBuilder)]) is not null;

    public static string OfField(FieldInfo field)
    {
        var access = field.IsPublic ? "public" : "protected";
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{access} {kind}{TypeText.Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + Literal(field.GetValue(null)) : "")}";
    }

    public static string OfConstructor(ConstructorInfo constructor)
        => $"{Access(constructor)} {constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})";

    public static string OfEvent(EventInfo item)
        => $"{Access(item.AddMethod!)} {Modifiers(item.AddMethod!)}event {TypeText.Name(item.EventHandlerType!)} {item.Name}";

    public static string OfProperty(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(PublicApiPrinter.Visible).ToArray();
        var widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";
        return $"{Access(widest)} {required}{Modifiers(widest)}{TypeText.Name(property.PropertyType)} {name} {{ {string.Concat(accessors.Select(accessor => Accessor(property, accessor, widest)))}}}";
    }

    public static string OfMethod(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var arguments = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(TypeText.Name))}>";
        return $"{Access(method)} {Modifiers(method)}{TypeText.Name(method.ReturnType)} {method.Name}{arguments}({Parameters(method)}){Constraints(generic)}";
    }

    public static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) => "params ",
            _ => "",
        };
        return $"{kind}{TypeText.Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.ParameterType.IsValueType && parameter.DefaultValue is null ? "default" : Literal(parameter.DefaultValue)) : "")}";
    }

    private static string Accessor(PropertyInfo property, MethodInfo accessor, MethodInfo widest)
    {
        var access = accessor.IsPublic == widest.IsPublic ? "" : Access(accessor) + " ";
        var init = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return access + (accessor == property.GetMethod ? "get; " : init ? "init; " : "set; ");
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "virtual ",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition().DeclaringType != method.DeclaringType => method.IsFinal ? "sealed override " : "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Constraints(IEnumerable<Type> arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        var attributes = argument.GenericParameterAttributes;
        var value = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] all =
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? new[] { "class" } : [],
            .. value ? new[] { "struct" } : [],
            .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeText.Name),
            .. !value && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? new[] { "new()" } : [],
        ];
        return all.Length == 0 ? "" : $" where {argument.Name} : {string.Join(", ", all)}";
    }));

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        Enum name => $"{name.GetType().Name}.{name}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
