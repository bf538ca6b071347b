using System.Text;

namespace PerfAssert;

/// <summary>
/// Results as texts for who keeps his accepted results with a snapshot library such as Verify: the text has the format of a baseline file,
/// and two of them are compared as a run is with its baseline, not character by character. One run each, and no confirmation.
/// </summary>
public static class BaselineSnapshot
{
    /// <summary>The result as JSON, to be kept as a file: what <see cref="Compare"/> needs of it.</summary>
    /// <param name="result">A valid result.</param>
    /// <exception cref="InvalidOperationException">The run is invalid: it proves nothing, and is not to be accepted.</exception>
    public static string ToSnapshot(this LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.Validity.IsValid)
        {
            var findings = result.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid);
            throw new InvalidOperationException($"There is no snapshot of {result.Name}, because the run is invalid: {string.Join(' ', findings)}");
        }

        return Encoding.UTF8.GetString(BaselineJson.Write(BaselineEdit.Append(null, MeasurementMaker.Of(result, "", out _))));
    }

    /// <summary>Compares a new snapshot with the accepted one. They match unless the new one is a regression, or of another load.</summary>
    /// <param name="received">The text of <see cref="ToSnapshot"/>.</param>
    /// <param name="verified">The accepted text; a baseline file of this library will do too.</param>
    /// <returns>Whether they match, and the whole comparison as text.</returns>
    /// <exception cref="BaselineFileException">One of the texts is damaged or of a newer schema.</exception>
    public static (bool IsMatch, string Message) Compare(string received, string verified)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(verified);
        var run = Read(received, "received");
        var baseline = Read(verified, "verified");
        if (run.Environments is not [{ Runs: [.., var last] } section])
            throw new BaselineFileException("The received snapshot has no run, or runs of several environments. Pass the text of result.ToSnapshot().");
        var comparison = RegressionTest.Compare(run.Test, baseline, section.Fingerprint, run.Load, last);

        // Another environment is no mismatch: which machine the next run gets is chance, and times are not judged across machines.
        var matches = comparison.Verdict switch
        {
            RegressionVerdict.Regressed or RegressionVerdict.InvalidRun => false,
            RegressionVerdict.NoBaseline => baseline.Load == run.Load && baseline.Environments.Any(known => known.Runs.Count > 0),
            _ => true,
        };
        return (matches, comparison.ToString());
    }

    private static BaselineDocument Read(string text, string kind)
    {
        try
        {
            return BaselineJson.Read(Encoding.UTF8.GetBytes(text));
        }
        catch (LocatedJsonException exception)
        {
            throw new BaselineFileException(BaselineFile.Describe($"({kind})", "snapshot", "Delete its file and accept anew.", exception), exception);
        }
    }
}
