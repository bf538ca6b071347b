using PerfAssert.Tests.AspNetCore;
using Xunit;

namespace PerfAssert.Tests.Targets;

public sealed class InMemoryMeasurementTests(InMemoryTestApi api) : HttpMeasurementTests(api), IClassFixture<InMemoryTestApi>
{
    [Fact]
    public async Task An_exception_of_the_application_is_a_failed_request_of_its_type_and_reaches_the_test()
    {
        // In Development, a page of ASP.NET Core's own answers in place of the exception.
        await using var production = new InMemoryTestApi { EnvironmentName = "Production" };
        await production.StartAsync(1, default);
        var log = new RecordedRequests();
        using var http = UserHttpClient.Create(log, production);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => http.GetAsync("/throw"));

        Assert.Equal("broken on purpose", exception.Message);
        Assert.Equal(new Failure("InvalidOperationException", "broken on purpose"), log.Single.Failure);
        Assert.Equal("GET /throw", log.Single.Name);
    }
}
