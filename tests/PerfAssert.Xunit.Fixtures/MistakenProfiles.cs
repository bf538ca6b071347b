namespace PerfAssert.Xunit.Fixtures;

public class MistakenProfiles
{
    [StressFact(To = 100, StepDuration = "1s")]
    public Task Without_from(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10)]
    public Task Without_duration(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = "lots", StepDuration = "1s")]
    public Task Unreadable(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = "100/s", StepDuration = "1s")]
    public Task Two_models(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 100, To = 10, StepDuration = "1s")]
    public Task Downwards(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, Step = 10, Factor = 2, StepDuration = "1s")]
    public Task Two_ways_up(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, Factor = 1, StepDuration = "1s")]
    public Task No_way_up(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 1, To = 1000, Step = 1, StepDuration = "1s")]
    public Task Endless(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, AtLeast = 200, StepDuration = "1s")]
    public Task Out_of_reach(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, Tolerance = 2, StepDuration = "1s")]
    public Task Intolerable(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, StepDuration = "1s", Users = 5, Duration = "10s")]
    public Task Beside(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, StepDuration = "1s")]
    [MatchBaseline]
    public Task Compared(VirtualUser user) => Task.CompletedTask;

    [StressFact(From = 10, To = 100, StepDuration = "1s", Assert = nameof(Check))]
    public Task Judged_as_a_load(VirtualUser user) => Task.CompletedTask;

    [StepUpFact(StepDuration = "1s")]
    public Task Without_steps(VirtualUser user) => Task.CompletedTask;

    [StepUpFact(Steps = "5 → many users", StepDuration = "1s")]
    public Task Many(VirtualUser user) => Task.CompletedTask;

    [StepUpFact(Steps = "5 users → 10/s", StepDuration = "1s")]
    public Task Mixed(VirtualUser user) => Task.CompletedTask;

    [StepUpFact(Steps = "5 users", StepDuration = "1s")]
    public Task One_step(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Users = 10)]
    public Task Without_peak(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Peak = 100)]
    public Task Without_level(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Users = 10, Peak = "100/s")]
    public Task Spike_of_another_model(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Users = 10, Peak = 10)]
    public Task Flat(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Users = 10, Peak = 100, Observe = "5s", RecoveredWithin = "10s")]
    public Task Unobserved(VirtualUser user) => Task.CompletedTask;

    [SpikeFact(Users = 10, Peak = 100, Band = 0.5)]
    public Task Better_than_before(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Prepare = nameof(Fill))]
    public Task Without_rows(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "10^3, 10^4")]
    public Task Unfilled(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "10^4, 10^3", Prepare = nameof(Fill))]
    public Task Falling(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "1000", Prepare = nameof(Fill))]
    public Task One_size(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "ten, 100", Prepare = nameof(Fill))]
    public Task In_words(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "10, 100", MaxExponent = -1, Prepare = nameof(Fill))]
    public Task Shrinking(VirtualUser user) => Task.CompletedTask;

    [VolumeFact(Users = 1, Duration = "1s", Rows = "10, 100", Prepare = nameof(Check))]
    public Task Filled_wrongly(VirtualUser user) => Task.CompletedTask;

    public void Check(LoadResult result)
    {
    }

    public void Fill(long rows)
    {
    }
}
