using System.Net.Http.Json;

namespace SampleApiPerfTests;

// docs:upload
public class UploadTests(Shop shop) : IClassFixture<Shop>
{
    [LoadFact(Users = 10, Duration = "1s", WarmUp = "500ms")]
    public async Task A_photo_is_taken_in_soon(LoadRun load)
    {
        // Made once: all users send the same bytes, which are in memory once.
        var photo = UploadFile.OfSize(200_000, "lamp.jpg", contentType: "image/jpeg");

        var result = await load.Against(shop).RunAsync(async user =>
        {
            using var answer = await user.UploadAsync("/uploads", photo, new Dictionary<string, string> { ["title"] = "Lamp" });
            var receipt = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<UploadReceipt>();
            receipt!.Size.Should().Be(200_000);
        });

        result.Steps["POST /uploads"].Should().HaveP95Below(1.Seconds());
        result.Should().HaveNoErrors();
    }
}
// docs:end
