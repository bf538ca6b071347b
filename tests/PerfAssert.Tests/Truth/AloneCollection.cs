using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace PerfAssert.Tests.Truth;

/// <summary>Tests in real time: after all others, one by one.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xUnit's word.")]
public sealed class AloneCollection;
