namespace PerfAssert;

/// <summary>How many rows get into a table.</summary>
public enum BulkInsertMethod
{
    /// <summary>PostgreSQL's <c>COPY … FROM STDIN (FORMAT BINARY)</c>.</summary>
    Copy,

    /// <summary>Batches of 1,000 INSERT statements, each batch one round trip, as Entity Framework Core sends them.</summary>
    Batches,

    /// <summary>One INSERT statement for each row, each a round trip.</summary>
    RowByRow,
}
