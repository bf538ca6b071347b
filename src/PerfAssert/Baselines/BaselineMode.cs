namespace PerfAssert;

/// <summary>What a comparison with a baseline does in this process: the environment variable <c>PERFASSERT_BASELINE</c>.</summary>
internal enum BaselineMode
{
    /// <summary><c>compare</c>, the default: judge, and write a received file on a mismatch or a first run.</summary>
    Compare,

    /// <summary><c>measure</c>: neither judge nor write beside the sources; another process does.</summary>
    Measure,

    /// <summary><c>accept</c>: judge nothing, add the run to the verified file; refused where <c>CI</c> is set.</summary>
    Accept,

    /// <summary><c>rebase</c>: as accept, but the run replaces the others of its environment.</summary>
    Rebase,
}
