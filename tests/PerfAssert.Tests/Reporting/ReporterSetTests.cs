using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class ReporterSetTests
{
    private readonly LoadResult result = ReportCases.Create("invalid_run");

    [Fact]
    public void A_failing_reporter_becomes_a_warning_and_the_others_go_on()
    {
        var failing = new Probe { FailOnSlice = true };
        var healthy = new Probe();
        var set = new ReporterSet([failing, healthy], null);

        set.Start(result.Plan, result.Environment, result.StartedAt);
        set.Slice(FabricatedResult.Slice(0, 1, 1), new LatencyHistogram());
        set.Slice(FabricatedResult.Slice(1, 1, 1), new LatencyHistogram());
        set.Complete(result);

        Assert.Equal(["Start", "Slice", "Complete"], failing.Calls);
        Assert.Equal(["Start", "Slice", "Slice", "Complete"], healthy.Calls);
        Assert.Equal(["Probe failed during the run (IOException: the disk is full); the measurement is not affected."], set.Warnings);
    }

    [Fact]
    public void Without_a_folder_the_file_reporters_write_nothing_and_do_not_fail()
    {
        var probe = new Probe();
        var set = new ReporterSet([new JsonReporter(), new CsvReporter(), new HdrLogReporter(), new MarkdownReporter(null), probe], null);

        set.Start(result.Plan, result.Environment, result.StartedAt);
        set.Slice(FabricatedResult.Slice(0, 1, 1), new LatencyHistogram());
        set.Complete(result);

        Assert.Empty(set.Warnings);
        Assert.Equal(["Start", "Slice", "Complete"], probe.Calls);
    }

    [Fact]
    public void A_reporter_that_wants_the_response_times_is_told_of_each_slice_once_with_them()
    {
        var wanting = new HistogramProbe();
        var set = new ReporterSet([wanting], null);
        var response = new LatencyHistogram();
        response.Record(5_000_000);

        set.Start(result.Plan, result.Environment, result.StartedAt);
        set.Slice(FabricatedResult.Slice(0, 1, 5), response);
        set.Complete(result);

        Assert.Equal(["Start", "Slice 5000000", "Complete"], wanting.Calls);
    }

    private sealed class HistogramProbe : IHistogramReporter
    {
        public List<string> Calls { get; } = [];

        public void Start(ReportStart start) => Calls.Add("Start");

        public void Slice(TimeSlice slice, LatencyHistogram response) => Calls.Add($"Slice {response.Max}");

        public void Complete(LoadResult result) => Calls.Add("Complete");
    }

    private sealed class Probe : IReporter
    {
        public List<string> Calls { get; } = [];

        public bool FailOnSlice { get; init; }

        public void Start(ReportStart start) => Calls.Add("Start");

        public void Slice(TimeSlice slice)
        {
            Calls.Add("Slice");
            if (FailOnSlice)
                throw new IOException("the disk\nis full");
        }

        public void Complete(LoadResult result) => Calls.Add("Complete");
    }
}
