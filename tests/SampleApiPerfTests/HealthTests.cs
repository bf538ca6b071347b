namespace SampleApiPerfTests;

/// <summary>Limits on the class hold for each of its load tests.</summary>
[Expect("availability >= 99%", Requirement = "8.1")]
[Expect("p95 < 1s", Warn = "< 500ms")]
public class HealthTests(Shop shop) : IClassFixture<Shop>
{
    public Shop Shop { get; } = shop;

    [LoadFact(Users = 10, Iterations = 500, Assert = nameof(Was_checked_exactly_500_times))]
    public async Task Health_is_fast(HttpClient http) => await http.GetStringAsync("/health");

    public void Was_checked_exactly_500_times(LoadResult result) => result.Requests.Should().Be(500);
}
