// xUnit's runners print the type's name in front of the message unless the type is in this namespace; the message is meant to be read as it is.
namespace Xunit.Sdk;

/// <summary>A load test failed for what it measured, not for an exception in somebody's code: a message without a stack.</summary>
internal sealed class LoadTestFailedException(string message) : Exception(message)
{
    /// <summary>None: the place is the test, the frames would be this library's.</summary>
    public override string? StackTrace => null;
}
