namespace PerfAssert;

/// <summary>Marks a handler that ends a request itself, and at once, when it is cancelled.</summary>
internal interface IObedientHandler;
