// The few members of Verify that samples/WithVerify uses, so that it is compiled although the package cannot be restored here.
namespace VerifyTests
{
    public delegate Task<CompareResult> StringCompare(string received, string verified, IReadOnlyDictionary<string, object> context);

    public readonly struct CompareResult
    {
        private CompareResult(bool isEqual, string? message) => (IsEqual, Message) = (isEqual, message);

        public static CompareResult Equal { get; } = new(true, null);

        public bool IsEqual { get; }

        public string? Message { get; }

        public static CompareResult NotEqual(string? message = null) => new(false, message);
    }

    public sealed class SettingsTask
    {
        public SettingsTask UseStringComparer(StringCompare compare) => compare is null ? throw new ArgumentNullException(nameof(compare)) : this;

        public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => Task.CompletedTask.GetAwaiter();
    }
}

namespace VerifyXunit
{
    public static class Verifier
    {
        public static VerifyTests.SettingsTask Verify(string? target, string extension)
            => target is null || extension.Length == 0 ? throw new ArgumentException("There is nothing to verify.") : new VerifyTests.SettingsTask();
    }
}
