namespace PerfAssert;

/// <summary>Finds what the users' HTTP clients call: the attribute's base URL, a fixture, or the test class itself.</summary>
internal static class TargetFinder
{
    public static bool IsBaseUrl(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>Whether a test of the class can have a target without a base URL, judged by types alone.</summary>
    public static bool MayFind(Type testClass)
        => typeof(ILoadTarget).IsAssignableFrom(testClass)
           || testClass.GetConstructors().SelectMany(constructor => constructor.GetParameters())
               .Any(parameter => typeof(ILoadTarget).IsAssignableFrom(parameter.ParameterType));

    /// <summary>The target; <see langword="null"/> when there is none, which only matters once a user calls it.</summary>
    public static ILoadTarget? Find(LoadAttribute attribute, object? instance, IEnumerable<object?> constructorArguments)
        => attribute.BaseUrl is { } baseUrl
            ? new HttpTarget(baseUrl)
            : constructorArguments.OfType<ILoadTarget>().FirstOrDefault() ?? instance as ILoadTarget;

    public static string Remedy(Type testClass)
        => $"Set BaseUrl = \"http://…\", or take a fixture that is an ILoadTarget, such as a PerfWebApplication<Program>, in the constructor of {testClass.Name}.";
}
