namespace SampleApiPerfTests;

// docs:plain-code
public sealed class CodeTests : IDisposable
{
    // Each user has its own instance of the class, so this is one file per user.
    private readonly string file = Path.GetTempFileName();

    [LoadFact(Users = 4, Duration = "1s", WarmUp = "500ms")]
    [Expect("p90 < 500ms")]
    public Task A_receipt_is_soon_on_disk() => File.WriteAllTextAsync(file, "1 lamp, 19.90");

    public void Dispose() => File.Delete(file);
}
// docs:end
