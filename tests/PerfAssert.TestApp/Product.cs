namespace PerfAssert.TestApp;

public sealed record Product(string Name);
