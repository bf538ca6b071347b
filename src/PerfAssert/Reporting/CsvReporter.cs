using System.Globalization;

namespace PerfAssert;

/// <summary>Writes <c>timeline.csv</c>, a row for each slice, complete on disk before the next slice begins, and <see cref="ResourceCsv"/> at the end.</summary>
internal sealed class CsvReporter : IReporter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "timeline.csv";

    /// <summary>The first line.</summary>
    public const string Header = "start_s,length_s,succeeded,failed,dropped,requests,bytes_received,active_users,throughput_per_s,"
        + "p50_ms,p95_ms,p99_ms,max_ms,cpu_cores,foreign_cpu_ratio,gc_pause_ms,allocated_bytes,working_set_bytes";

    private string? path;

    /// <inheritdoc />
    public void Start(ReportStart start)
    {
        path = start.Folder is { } folder ? Path.Combine(folder, FileName) : null;
        if (path is not null)
            File.WriteAllText(path, Header + "\n");
    }

    /// <inheritdoc />
    public void Slice(TimeSlice slice)
    {
        if (path is not null)
            File.AppendAllText(path, Row(slice) + "\n");
    }

    /// <inheritdoc />
    public void Complete(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (path is not null && result.Resources.Count > 0)
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, ResourceCsv.FileName), ResourceCsv.Render(result.Resources));
    }

    /// <summary>The row of a slice; a cell is empty where there is no figure.</summary>
    public static string Row(TimeSlice slice)
    {
        string Latency(TimeSpan value) => slice.Succeeded == 0 ? "" : Cell(Milliseconds(value));
        return string.Join(',',
            Cell(slice.Start.TotalSeconds), Cell(slice.Length.TotalSeconds), Cell(slice.Succeeded), Cell(slice.Failed), Cell(slice.Dropped),
            Cell(slice.Requests), Cell(slice.BytesReceived), Cell(slice.ActiveUsers), Cell(slice.Throughput),
            Latency(slice.P50), Latency(slice.P95), Latency(slice.P99), Latency(slice.Max),
            Cell(slice.CpuCores), Cell(slice.ForeignCpu), Cell(Milliseconds(slice.GcPause)), Cell(slice.AllocatedBytes), Cell(slice.WorkingSet));
    }

    private static double Milliseconds(TimeSpan value) => value.Ticks / (double)TimeSpan.TicksPerMillisecond;

    private static string Cell(double value) => double.IsFinite(value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static string Cell(long value) => value.ToString(CultureInfo.InvariantCulture);
}
