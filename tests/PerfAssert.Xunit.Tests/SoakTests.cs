using PerfAssert.Xunit.Fixtures;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class SoakTests
{
    private static LoadPlan Plan(string method)
    {
        var declaration = DeclarationReader.Read(typeof(Soaks), typeof(Soaks).GetMethod(method)!);
        Assert.Empty(declaration.Errors);
        return declaration.Loads.PlanFor([]);
    }

    [Fact]
    public void A_soak_that_says_nothing_is_ten_users_for_ten_minutes()
    {
        var plan = Plan(nameof(Soaks.Plain));

        Assert.Equal((10, TimeSpan.FromMinutes(10), true), (plan.Workload.UserCount, plan.Workload.Duration, plan.LeakCheck));
        Assert.Equal(["leaks == 0", "drift < 30%"], plan.Expectations.Select(expectation => expectation.Text));
    }

    [Fact]
    public void What_a_soak_writes_holds()
    {
        var plan = Plan(nameof(Soaks.Own));

        Assert.Equal((3, TimeSpan.FromHours(1)), (plan.Workload.UserCount, plan.Workload.Duration));
        Assert.Equal(["leaked per iteration < 1KB", "drift < 5%", "p95 < 1s"], plan.Expectations.Select(expectation => expectation.Text));
    }

    [Fact]
    public void Arrivals_and_stages_are_soaks_too()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<OpenWorkload>(Plan(nameof(Soaks.Arriving)).Workload).Duration);
        Assert.Equal(TimeSpan.FromMinutes(2), Plan(nameof(Soaks.InStages)).Workload.Duration);
        Assert.Null(Plan(nameof(Soaks.Counted)).Workload.Duration);
    }
}
