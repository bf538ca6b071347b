namespace SampleApiPerfTests;

/// <summary>Whether the shop keeps what it should let go, and that what it does not is found and named.</summary>
public sealed class LeakTests(Shop shop) : IClassFixture<Shop>
{
    // docs:leak-check
    [LoadFact(Users = 5, Duration = "1s", LeakCheck = true)]
    public async Task Products_leave_nothing_behind(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync($"/products/{user.Random.Next(1, 1_000)}"));

        result.Should().HaveNoMemoryLeak().And.HaveNoLeak();
    }
    // docs:end

    // docs:leak-limit
    [LoadFact(Users = 5, Iterations = 200)]
    [Expect("leaked memory < 50MB")]
    [Expect("leaked handles == 0")]
    public async Task Two_hundred_searches_keep_less_than_fifty_megabytes(VirtualUser user)
        => await user.Http.GetStringAsync("/products/search?q=lamp");
    // docs:end

    // docs:soak
    [SoakFact(Users = 5, Duration = "4s")]
    public async Task The_shop_holds_out(VirtualUser user) => await user.Http.GetStringAsync("/products?page=1");
    // docs:end

    [LoadFact(Users = 5, Duration = "500ms", LeakCheck = true)]
    public async Task A_kilobyte_of_each_request_is_found_and_its_type_is_named(LoadRun load)
    {
        using var leaking = new FaultyShop("leak");
        // Five requests an iteration, so that it is found beside all that the other tests have left in this process too.
        var result = await load.Against(leaking).RunAsync(async user =>
        {
            for (var request = 0; request < 5; request++)
                _ = await user.Http.GetStringAsync("/products/7");
        });

        result.Leaks!.Types[0].Type.Should().Be("System.Byte[]");
        FluentActions.Invoking(() => result.Should().HaveNoMemoryLeak())
            .Should().Throw<Xunit.Sdk.XunitException>().WithMessage("*managed heap leaks * per iteration (95 %: * linear, * iterations, *): System.Byte* +*");
    }

    [LoadTheory(Users = 5, Iterations = 400, LeakCheck = true)]
    [InlineData("timer-leak", "/products/7", "timers", "SampleApi.Faults.TimerLeakFault.InvokeAsync +*")]
    [InlineData("handle-leak", "/orders/1", "handles", "file *SampleApi.dll +*")]
    public async Task What_leaks_is_named(string fault, string path, string resource, string name, LoadRun load)
    {
        using var leaking = new FaultyShop(fault);
        var result = await load.Against(leaking).RunAsync(user => user.Http.GetStringAsync(path));

        var trend = result.Leaks!.Trends.Should().ContainSingle(trend => trend.Resource.Name == resource).Which;
        trend.IsLeaking.Should().BeTrue(string.Join(", ", result.Leaks.Trends));
        if (OperatingSystem.IsLinux())
            trend.Growing[0].Should().Match(name);
    }
}
