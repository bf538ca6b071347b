namespace SampleApi.Storage;

/// <summary>Writes many rows into one table, in the fastest way that its database has.</summary>
internal interface IRowWriter : IDisposable
{
    void Write(params ReadOnlySpan<object> values);

    /// <summary>The last row was written. Without it the rows may be taken back.</summary>
    void Complete();
}

/// <summary>Starts to write into a table; one at a time.</summary>
internal delegate IRowWriter OpenTable(string table, params string[] columns);
