using System.Linq.Expressions;
using System.Reflection;

namespace PerfAssert;

/// <summary>What a kind of method can be given: parameter types, and the property of the source that each is read from.</summary>
/// <typeparam name="TSource">The one object that everything is read off.</typeparam>
/// <param name="properties">For each type the name of the property; an empty name is the source itself.</param>
internal sealed class Supply<TSource>(params (Type Type, string Property)[] properties)
{
    /// <summary>The parameter types, for messages: <c>A, B or C</c>.</summary>
    public string Names => string.Join(", ", properties.SkipLast(1).Select(item => item.Type.Name)) + " or " + properties[^1].Type.Name;

    public bool Has(ParameterInfo parameter) => properties.Any(item => item.Type == parameter.ParameterType);

    public Expression Read(ParameterInfo parameter, Expression source)
    {
        var property = properties.First(item => item.Type == parameter.ParameterType).Property;
        return property.Length > 0 ? Expression.Property(source, property)
            : source.Type == parameter.ParameterType ? source
            : Expression.Convert(source, parameter.ParameterType);
    }
}
