using PerfAssert;
using VerifyXunit;

namespace WithVerify;

public class SearchPerf
{
    /// <summary>The first run fails and writes <c>SearchPerf.Search_stays_fast.received.json</c>; accept it as any snapshot.</summary>
    [LoadFact(Users = 4, Duration = "5s")]
    public async Task Search_stays_fast(LoadRun load)
    {
        var catalogue = Enumerable.Range(0, 10_000).Select(number => $"lamp {number}").ToArray();

        var result = await load.RunAsync(async user =>
        {
            await Task.Delay(5, user.CancellationToken);
            _ = catalogue.Count(name => name.EndsWith("42", StringComparison.Ordinal));
        });

        await Verifier.Verify(result.ToSnapshot(), "json").UseStringComparer(PerfBaseline.Compare);
    }
}
