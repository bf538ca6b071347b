using Xunit;

namespace PerfAssert.Diagnostics.Tests;

/// <summary>Tests that look at the whole process: nothing else may run in it meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
