using Xunit;

namespace PerfAssert.Xunit.Fixtures;

public class MistakenSettings
{
    [LoadFact(Users = 0, Duration = "60s")]
    public Task Nobody(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Duration = "60x")]
    public Task Unreadable(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, ArrivalRate = "200/s", Duration = "60s")]
    public Task Both(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Duration = "60s")]
    [Expect("speed < 200ms")]
    public Task Unknown(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5)]
    public Task Unsupplied(VirtualUser user, string colour) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5)]
    public Task Run_with_a_user(LoadRun load, VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5)]
    public async void Lost(VirtualUser user) => await Task.Yield();

    [LoadFact(Users = 5, Iterations = 5)]
    public int Answer(VirtualUser user) => 42;

    [LoadFact(Users = 5, Iterations = 5)]
    public Task Generic<T>(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5)]
    public Task Calls_nothing(HttpClient http) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5, BaseUrl = "shop")]
    public Task Nowhere(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5, BaseUrl = "http://localhost:5000", HttpVersion = "3.0")]
    public Task Too_new(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5, HttpVersion = "2.0")]
    public Task Versioned_without_address(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5, Assert = "Chekc", BeforeUser = "LogIn", AfterUser = "LogOut", BeforeRun = nameof(Lost), AfterRun = "Clean")]
    public Task Misnamed(VirtualUser user) => Task.CompletedTask;

    [LoadFact(Users = 0, Duration = "60x", Assert = "Check")]
    public async void Everything(VirtualUser user, int size) => await Task.Yield();

    [LoadTheory(Users = 5, Iterations = 5)]
    public Task Rowless(VirtualUser user, int size) => Task.CompletedTask;

    [LoadTheory(Users = 5, Iterations = 5)]
    [MemberData(nameof(NoData))]
    public Task Emptied(VirtualUser user, int size) => Task.CompletedTask;

    [LoadFact(Users = 5, Iterations = 5)]
    [InlineData(5)]
    public Task Fact_with_rows(VirtualUser user) => Task.CompletedTask;

    [LoadTheory(Users = 5, Iterations = 5)]
    [InlineData(5, "a")]
    [InlineData("big")]
    [InlineData(5)]
    [InlineData]
    public Task Misfitting(VirtualUser user, int size) => Task.CompletedTask;

    public static IEnumerable<object[]> NoData => [];

    private static void LogIn(string name) => _ = name;

    private static async void LogOut(VirtualUser user) => await Task.FromResult(user);
}
