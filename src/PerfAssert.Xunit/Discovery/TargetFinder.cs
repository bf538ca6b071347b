using System.Reflection;

namespace PerfAssert;

/// <summary>Finds what the users' HTTP clients call: the attribute's base URL, a fixture, or the test class itself.</summary>
internal static class TargetFinder
{
    /// <summary>A plain factory needs the package that knows how to host it; the adapter knows neither, and finds both by name.</summary>
    private const string Factory = "Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory`1";

    private const string FactoryExtensions = "PerfAssert.LoadRunExtensions, PerfAssert.AspNetCore";

    public static bool IsBaseUrl(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>Whether a test of the class can have a target without a base URL, judged by types alone.</summary>
    public static bool MayFind(Type testClass)
        => typeof(ILoadTarget).IsAssignableFrom(testClass)
           || testClass.GetConstructors().SelectMany(constructor => constructor.GetParameters())
               .Any(parameter => typeof(ILoadTarget).IsAssignableFrom(parameter.ParameterType)
                                 || (FactoryType(parameter.ParameterType) is not null && AgainstFactory is not null));

    /// <summary>Aims the run at its target. There may be none, which only matters once a user calls it.</summary>
    public static LoadRun Aim(LoadRun run, LoadAttribute attribute, object? instance, object?[] constructorArguments)
    {
        if (attribute.BaseUrl is { } baseUrl)
        {
            return run.Against(new HttpTarget(baseUrl)
            {
                HttpVersion = HttpVersionText.TryParse(attribute.HttpVersion ?? "", out var version) ? version : System.Net.HttpVersion.Version11,
            });
        }

        if ((constructorArguments.OfType<ILoadTarget>().FirstOrDefault() ?? instance as ILoadTarget) is { } target)
            return run.Against(target);
        return AgainstFactory is { } against
               && constructorArguments.FirstOrDefault(argument => argument is not null && FactoryType(argument.GetType()) is not null) is { } factory
            ? (LoadRun)against.MakeGenericMethod(FactoryType(factory.GetType())!.GetGenericArguments()).Invoke(null, [run, factory])!
            : run;
    }

    public static string Remedy(Type testClass)
        => "Set BaseUrl = \"http://…\", or take a fixture that is an ILoadTarget, such as a PerfWebApplication<Program> of the package "
           + $"PerfAssert.AspNetCore, in the constructor of {testClass.Name}.";

    /// <summary>The package's <c>Against(this LoadRun, WebApplicationFactory)</c>; <see langword="null"/> without the package.</summary>
    private static MethodInfo? AgainstFactory => Type.GetType(FactoryExtensions)?.GetMethod(nameof(LoadRun.Against));

    private static Type? FactoryType(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition().FullName == Factory))
            type = type.BaseType;
        return type;
    }
}
