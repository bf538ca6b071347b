using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Protocols;

/// <summary>Alone, since what the whole process allocates is counted.</summary>
[Collection(nameof(AloneCollection))]
public sealed class UploadMemoryTests(Ways ways) : IClassFixture<Ways>
{
    private const int Users = 20;
    private const int Size = 5_000_000;

    public static TheoryData<Way> All => Ways.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Large_files_of_many_users_are_not_copied(Way way)
    {
        var file = UploadFile.OfSize(Size, "film.mp4");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var result = await Ways.Run(Users, iterations: 1).Against(ways[way]).RunAsync(async user =>
        {
            using var response = await user.UploadAsync("/discard", file);
        });

        Assert.Equal((Users, 0), (result.Succeeded, result.Failed));
        Assert.InRange(result.BytesSent, (long)Users * Size, (long)Users * (Size + 1000));

        // The server's buffers are in it too. A copy for each user would be the whole size, and copies that grow with what is written twice that.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < 0.6 * Users * Size, $"{allocated / 1e6:0} MB were allocated for {Users * Size / 1e6:0} MB sent.");
    }
}
