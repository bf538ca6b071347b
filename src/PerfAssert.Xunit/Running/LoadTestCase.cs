using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>A load test of one method, with the row of a theory where there is one; or its mistakes, with which it fails.</summary>
internal class LoadTestCase : XunitTestCase
{
    private readonly Lazy<LoadDeclaration> declaration;
    private string? mistakes;
    private bool mayBeMended;

    /// <summary>For deserialisation.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer.")]
    public LoadTestCase()
        => declaration = new Lazy<LoadDeclaration>(ReadDeclaration);

    public LoadTestCase(
        IMessageSink diagnosticSink,
        TestMethodDisplay display,
        TestMethodDisplayOptions displayOptions,
        ITestMethod testMethod,
        DataRow? row = null,
        string? mistakes = null,
        bool mayBeMended = false)
        : base(diagnosticSink, display, displayOptions, testMethod, row?.Values)
    {
        declaration = new Lazy<LoadDeclaration>(ReadDeclaration);
        this.mistakes = mistakes;
        this.mayBeMended = mayBeMended;
        SkipReason ??= row?.SkipReason;
    }

    public LoadDeclaration Declaration => declaration.Value;

    /// <summary>The values of the case's row; empty for a fact.</summary>
    protected IReadOnlyList<object?> Row { get; private set; } = [];

    /// <summary>The load tests of this case, one after the other.</summary>
    /// <param name="diagnosticSink">Hears of trouble with the data.</param>
    public virtual IEnumerable<LoadTest> Tests(IMessageSink diagnosticSink)
    {
        if (mistakes is not null && !mayBeMended)
            return [LoadTest.Failing(DisplayName, SkipReason, mistakes)];

        // What stands outside the code may have been mended since the test was discovered, and then a theory's rows are not known yet.
        return mistakes is null || Declaration.Errors.Count > 0 || SkipReason is not null || Declaration.Attribute is not LoadTheoryAttribute
            ? [LoadTest.Of(Declaration, DisplayName, new DataRow([.. Row], SkipReason))]
            : LoadTest.OfRows(Declaration, DisplayName, [.. DataRows.Read(diagnosticSink, TestMethod.Method)]);
    }

    public override async Task<Xunit.Sdk.RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        var bus = new DynamicSkipBus(messageBus);
        var runner = new LoadTestCaseRunner(this, diagnosticMessageSink, constructorArguments, bus, aggregator, cancellationTokenSource);
        return bus.Correct(await runner.RunAsync().ConfigureAwait(false));
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(SkipReason), SkipReason);
        data.AddValue(nameof(mistakes), mistakes);
        data.AddValue(nameof(mayBeMended), mayBeMended);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        SkipReason = data.GetValue<string?>(nameof(SkipReason));
        mistakes = data.GetValue<string?>(nameof(mistakes));
        mayBeMended = data.GetValue<bool>(nameof(mayBeMended));
    }

    protected override void Initialize()
    {
        // The base class would match the row with the parameters by position, those that the load test supplies itself included.
        Row = TestMethodArguments ?? [];
        var arguments = TestMethodArguments;
        TestMethodArguments = null;
        base.Initialize();
        TestMethodArguments = arguments;
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) => displayName + Declaration.RowText(Row);

    private LoadDeclaration ReadDeclaration()
        => DeclarationReader.Read(TestMethod.TestClass.Class.ToRuntimeType(), TestMethod.Method.ToRuntimeMethod());
}
