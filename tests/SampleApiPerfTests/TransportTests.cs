namespace SampleApiPerfTests;

/// <summary>The same load over real sockets and through memory: the result says which it was.</summary>
public class TransportTests(Shop sockets, ShopInMemory memory) : IClassFixture<Shop>, IClassFixture<ShopInMemory>
{
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("p90 < 500ms")]
    public async Task Both_transports_serve_the_same_routes(LoadRun load)
    {
        var overSockets = await load.Named("over sockets").Against(sockets).RunAsync(ReadOneProduct);
        var throughMemory = await load.Named("through memory").Against(memory).RunAsync(ReadOneProduct);

        overSockets.Environment.Transport.Should().Contain("Kestrel");
        throughMemory.Environment.Transport.Should().Contain("TestServer");
        overSockets.Environment.Jit.Should().Be("pinned", "the package's targets say so to the test host");
        throughMemory.Steps["GET /products/{id}"].Count.Should().Be(throughMemory.Requests);
        overSockets.Steps["GET /products/{id}"].Count.Should().Be(overSockets.Requests);
    }

    private static Task ReadOneProduct(VirtualUser user) => user.Http.GetStringAsync($"/products/{1 + (user.Iteration % 100)}");
}
