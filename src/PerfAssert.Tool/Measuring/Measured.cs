using System.Text.Json;

namespace PerfAssert.Tool;

/// <summary>A run that a child process has measured.</summary>
/// <param name="Measurement">Its measurement.</param>
/// <param name="Invalid">Why it cannot be trusted; <see langword="null"/> when it can.</param>
internal sealed record Measured(MeasurementFile Measurement, string? Invalid)
{
    /// <summary>All runs whose report folders lie below a folder, oldest first.</summary>
    public static IReadOnlyList<Measured> ReadAll(string folder)
        => [.. ReportFolders.Find(folder).Where(report => File.Exists(Path.Combine(report, MeasurementFile.FileName))).Select(Read)];

    private static Measured Read(string report)
    {
        var measurement = MeasurementFile.Read(Path.Combine(report, MeasurementFile.FileName));
        return new Measured(measurement, measurement.Valid ? null : Finding(Path.Combine(report, ReportFolders.ResultsFile)) ?? "its measurement cannot be trusted");
    }

    private static string? Finding(string results)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(results));
            return document.RootElement.GetProperty("validity").GetProperty("findings").EnumerateArray()
                .Where(finding => finding.GetProperty("severity").GetString() == "invalid")
                .Select(finding => $"{finding.GetProperty("problem").GetString()} {finding.GetProperty("remedy").GetString()}")
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
