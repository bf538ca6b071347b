using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Reads and checks a load test method, so that everything wrong with it shows before any load, all at once.</summary>
internal sealed class DeclarationReader
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic
                                           | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private readonly Type testClass;
    private readonly MethodInfo method;
    private readonly LoadAttribute attribute;
    private readonly List<ConfigurationError> errors = [];

    private DeclarationReader(Type testClass, MethodInfo method)
    {
        this.testClass = testClass;
        this.method = method;
        attribute = method.GetCustomAttribute<LoadAttribute>()
                    ?? throw new InvalidOperationException($"{testClass.Name}.{method.Name} is not a load test.");
    }

    private bool IsTheory => attribute is LoadTheoryAttribute;

    private string AttributeText => $"[{attribute.GetType().Name[..^nameof(Attribute).Length]}]";

    public static LoadDeclaration Read(Type testClass, MethodInfo method) => new DeclarationReader(testClass, method).Read();

    private LoadDeclaration Read()
    {
        var expectations = testClass.GetCustomAttributes<ExpectAttribute>()
            .Concat(method.GetCustomAttributes<ExpectAttribute>())
            .Select(expect => expect.ToSettings())
            .ToList();
        var loads = new LoadReader(testClass, method, attribute, expectations);
        errors.AddRange(loads.Errors);
        CheckSignature();
        CheckData();
        CheckBaseUrl();
        CheckBaseline();
        var bodyIsTest = method.GetParameters().Any(parameter => parameter.ParameterType == typeof(LoadRun));
        return new LoadDeclaration
        {
            TestClass = testClass,
            Method = method,
            Attribute = attribute,
            Baseline = IsProfile ? null : method.GetCustomAttribute<MatchBaselineAttribute>() ?? testClass.GetCustomAttribute<MatchBaselineAttribute>(),
            Loads = loads,
            BodyIsTest = bodyIsTest,
            RowParameters = bodyIsTest ? CheckParameters(Supplies.Run, bodyIsTest) : CheckParameters(Supplies.User, bodyIsTest),
            Assert = IsProfile
                ? Find(nameof(LoadAttribute.Assert), attribute.Assert, Supplies.Answer(attribute.Answer), $"void {{0}}({attribute.Answer.Name} result)")
                : Find(nameof(LoadAttribute.Assert), attribute.Assert, Supplies.Result, "void {0}(LoadResult result)"),
            Fill = FindFill(bodyIsTest),
            BeforeUser = Find(nameof(LoadAttribute.BeforeUser), attribute.BeforeUser, Supplies.User, "async Task {0}(VirtualUser user)"),
            AfterUser = Find(nameof(LoadAttribute.AfterUser), attribute.AfterUser, Supplies.User, "async Task {0}(VirtualUser user)"),
            BeforeRun = Find(nameof(LoadAttribute.BeforeRun), attribute.BeforeRun, Supplies.Token, "async Task {0}()"),
            AfterRun = Find(nameof(LoadAttribute.AfterRun), attribute.AfterRun, Supplies.Token, "async Task {0}()"),
            Errors = errors,
        };
    }

    /// <summary>Whether the test asks for more than one load's result.</summary>
    private bool IsProfile => attribute.Answer != typeof(LoadResult);

    private MethodInfo? FindFill(bool bodyIsTest)
    {
        const string Signature = "async Task {0}(long rows, CancellationToken cancellationToken)";
        if (attribute is VolumeFactAttribute && attribute.FillMethod is null && !bodyIsTest)
        {
            errors.Add(new ConfigurationError(
                nameof(VolumeFactAttribute.Prepare), "is missing, so nobody fills the store",
                $"Name a method, Prepare = nameof(Fill), and write it: {string.Format(CultureInfo.InvariantCulture, Signature, "Fill")}."));
        }

        return Find(nameof(VolumeFactAttribute.Prepare), attribute.FillMethod, Supplies.Size, Signature);
    }

    private void CheckBaseline()
    {
        if (IsProfile && method.IsDefined(typeof(MatchBaselineAttribute), inherit: true))
        {
            errors.Add(new ConfigurationError(
                $"[MatchBaseline] beside {AttributeText}",
                "has nothing to compare: a baseline is of one load that is the same each time, and here it is looked for",
                $"Remove it, and compare a [LoadFact] at a level that {AttributeText} has found to be held."));
        }
    }

    private void CheckSignature()
    {
        if (IsAsyncVoid(method))
        {
            errors.Add(new ConfigurationError(
                $"async void {method.Name}",
                "cannot be awaited, so nobody would see when it ends or fails",
                $"Return a task: async Task {method.Name}."));
        }
        else if (!MethodCall.CanReturn(method.ReturnType))
        {
            errors.Add(new ConfigurationError(
                $"{CSharpText.Of(method.ReturnType)} {method.Name}",
                "returns a value that nobody reads",
                "Return Task, ValueTask or void."));
        }

        if (method.IsGenericMethodDefinition)
        {
            errors.Add(new ConfigurationError(
                $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>",
                "is generic, and nobody supplies the types",
                "Write a load test for each type that calls a shared generic method."));
        }
    }

    private void CheckData()
    {
        var hasData = method.GetCustomAttributes<DataAttribute>().Any();
        if (IsTheory && !hasData)
        {
            errors.Add(new ConfigurationError(
                $"[LoadTheory] {method.Name}", "has no data rows", "Add an [InlineData(…)] for each row, or use [LoadFact]."));
        }
        else if (!IsTheory && hasData)
        {
            errors.Add(new ConfigurationError(
                $"{AttributeText} {method.Name}", "has data rows, which only a theory reads", "Use [LoadTheory] instead."));
        }
    }

    private void CheckBaseUrl()
    {
        if (attribute.BaseUrl is { } baseUrl && !TargetFinder.IsBaseUrl(baseUrl))
        {
            errors.Add(new ConfigurationError(
                $"BaseUrl = \"{baseUrl}\"", "is not an absolute http or https address", "Write one such as \"https://shop.example/api/\"."));
        }

        if (attribute.HttpVersion is not { } version)
            return;
        if (!HttpVersionText.TryParse(version, out _))
            errors.Add(new ConfigurationError($"HttpVersion = \"{version}\"", "is no version that can be measured", "Write \"1.1\" or \"2.0\"."));
        else if (attribute.BaseUrl is null)
        {
            errors.Add(new ConfigurationError(
                $"HttpVersion = \"{version}\"",
                "has no BaseUrl that it could be for",
                "Add BaseUrl, or set the version of a fixture where it is made: HttpVersion = new Version(2, 0) in the constructor of a PerfWebApplication<Program>."));
        }
    }

    /// <summary>Sorts the body's parameters into supplied ones and those of a data row, which it returns.</summary>
    private List<ParameterInfo> CheckParameters<TSource>(Supply<TSource> supply, bool bodyIsTest)
    {
        var rest = method.GetParameters().Where(parameter => !supply.Has(parameter)).ToList();
        foreach (var parameter in rest)
        {
            // What an iteration could have had is never meant for a data row.
            if (IsTheory && !Supplies.User.Has(parameter) && !parameter.ParameterType.IsByRef)
                continue;
            errors.Add(new ConfigurationError(
                $"Parameter \"{CSharpText.Of(parameter)}\" of {AttributeText} {method.Name}",
                "is supplied by nobody",
                bodyIsTest && Supplies.User.Has(parameter)
                    ? "A body with a LoadRun is run once, by no user: take it inside, in load.RunAsync(async user => …)."
                    : $"A body can take a LoadRun and be the whole test, or be one iteration and take {Supplies.User.Names}; "
                      + "for values of your own use [LoadTheory] with [InlineData(…)]."));
        }

        if (!bodyIsTest
            && method.GetParameters().FirstOrDefault(parameter => parameter.ParameterType == typeof(HttpClient)) is { } client
            && attribute.BaseUrl is null
            && !TargetFinder.MayFind(testClass))
        {
            errors.Add(new ConfigurationError(
                $"Parameter \"{CSharpText.Of(client)}\" of {AttributeText} {method.Name}", "has no target to call", TargetFinder.Remedy(testClass)));
        }

        return rest;
    }

    /// <summary>Finds a method that the attribute names, and checks that it can be called with what is supplied.</summary>
    private MethodInfo? Find<TSource>(string setting, string? name, Supply<TSource> supply, string signature)
    {
        if (name is null)
            return null;
        var candidates = testClass.GetMethods(AnyMethod).Where(candidate => candidate.Name == name).ToList();
        var found = candidates.FirstOrDefault(candidate =>
            candidate.GetParameters().All(supply.Has)
            && MethodCall.CanReturn(candidate.ReturnType)
            && !candidate.IsGenericMethodDefinition
            && !IsAsyncVoid(candidate));
        if (found is null)
        {
            var wanted = string.Format(CultureInfo.InvariantCulture, signature, name);
            errors.Add(new ConfigurationError(
                $"{setting} = \"{name}\"",
                candidates.Count == 0
                    ? $"names no method of {testClass.Name}"
                    : $"names {(IsAsyncVoid(candidates[0]) ? "async " : "")}{CSharpText.Of(candidates[0].ReturnType)} {name}{CSharpText.Of(candidates[0].GetParameters())}, which cannot be called here",
                $"Write: {wanted}."));
        }

        return found;
    }

    private static bool IsAsyncVoid(MethodInfo candidate)
        => candidate.ReturnType == typeof(void) && candidate.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false);
}
