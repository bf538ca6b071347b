using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfAssert;

/// <summary>Reads and writes the files of one baseline: <c>name.verified.json</c> and <c>name.received.json</c>.</summary>
/// <param name="VerifiedFile">Full path of the accepted file, which need not exist.</param>
internal sealed record BaselineStore(string VerifiedFile)
{
    /// <summary>Ends the name of an accepted file.</summary>
    public const string VerifiedExtension = ".verified.json";

    /// <summary>Ends the name of a file to be looked at.</summary>
    public const string ReceivedExtension = ".received.json";

    private const string DamagedRemedy = "Restore it from source control, or delete it and accept anew; it was not touched.";

    /// <summary>Baselines share this many lock files, which stay: one for each would fill the temporary folder, and a change is short.</summary>
    private const int LockFiles = 32;

    /// <summary>A change takes milliseconds; who waits this long waits for a process that hangs.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMilliseconds(20);

    public string ReceivedFile => VerifiedFile.EndsWith(VerifiedExtension, StringComparison.Ordinal)
        ? VerifiedFile[..^VerifiedExtension.Length] + ReceivedExtension
        : VerifiedFile + ReceivedExtension;

    /// <summary>Reads environment variables; this process's own unless a test says otherwise.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The accepted file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="BaselineFileException">It is damaged, unreadable or of a newer schema.</exception>
    public BaselineDocument? ReadVerified() => BaselineFile.TryRead(VerifiedFile, "baseline", DamagedRemedy, bytes => BaselineJson.Read(bytes));

    /// <inheritdoc cref="ReadVerified"/>
    public BaselineDocument? ReadReceived() => BaselineFile.TryRead(
        ReceivedFile, "received file", "Delete it and run the test again; it was not touched.", bytes => BaselineJson.Read(bytes));

    /// <summary>Writes the file to be looked at, whole or not at all.</summary>
    /// <exception cref="BaselineFileException">It cannot be written.</exception>
    public void WriteReceived(BaselineDocument document) => Replace(ReceivedFile, document);

    /// <summary>Removes a received file that is no longer true.</summary>
    /// <exception cref="BaselineFileException">It cannot be removed.</exception>
    public void DeleteReceived()
    {
        try
        {
            if (File.Exists(ReceivedFile))
                File.Delete(ReceivedFile);
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception))
        {
            throw new BaselineFileException($"{ReceivedFile} is out of date and cannot be deleted: {BaselineFile.Reason(exception)}. Delete it.", exception);
        }
    }

    /// <summary>Changes the accepted file, safe against other processes that do the same; an explicit act of the user.</summary>
    /// <param name="change">From the document as it is (<see langword="null"/> when there is none) to the wanted one.</param>
    /// <exception cref="BaselineFileException">It cannot be read or written, or this is CI.</exception>
    public BaselineDocument UpdateVerified(Func<BaselineDocument?, BaselineDocument> change)
    {
        RefuseInCi();
        using var alone = Lock();
        var document = change(ReadVerified());
        Replace(VerifiedFile, document);
        return document;
    }

    /// <summary>Makes the received file the accepted one; an explicit act of the user.</summary>
    /// <exception cref="BaselineFileException">There is none, it is damaged, it cannot be renamed, or this is CI.</exception>
    public void Accept()
    {
        RefuseInCi();
        using var alone = Lock();
        if (ReadReceived() is null)
            throw new BaselineFileException($"There is no {ReceivedFile} to accept. Run the test first; it writes one when there is something to accept.");

        // A newer schema is not to be overwritten by an older program; a damaged file may be, by one that was looked at.
        _ = BaselineFile.TryRead(VerifiedFile, "baseline", DamagedRemedy, CheckSchema);
        try
        {
            File.Move(ReceivedFile, VerifiedFile, overwrite: true);
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception))
        {
            throw new BaselineFileException($"{ReceivedFile} cannot be renamed to {Path.GetFileName(VerifiedFile)}: {BaselineFile.Reason(exception)}. Nothing was changed.", exception);
        }
    }

    private static string CheckSchema(byte[] bytes)
    {
        try
        {
            BaselineJson.CheckSchema(LocatedJson.Parse(bytes));
        }
        catch (LocatedJsonException exception) when (exception.NewerSchema is null)
        {
            // About to be replaced.
        }

        return "";
    }

    private static void Replace(string file, BaselineDocument document)
    {
        // The temporary name ends so that what source control ignores of us includes it.
        var prefix = new BaselineStore(file.EndsWith(ReceivedExtension, StringComparison.Ordinal) ? file[..^ReceivedExtension.Length] + VerifiedExtension : file).ReceivedFile;
        BaselineFile.Replace(
            file,
            prefix,
            BaselineJson.Write(document),
            "Nothing was changed; the measurement itself is kept in the folder of the reports. Make the folder writable, or set "
            + $"{SourceFolder.ProjectVariable} to a copy of the project that is.");
    }

    private void RefuseInCi()
    {
        if (CiEnvironment.Variable(Variable) is { } variable)
        {
            throw new BaselineFileException(
                $"{VerifiedFile} is not changed, because this is a CI build ({variable} is set), and accepting is for people. Download the received file from the build's "
                + $"artifacts, rename it to {Path.GetFileName(VerifiedFile)} beside the test's source, look at it and commit it.");
        }
    }

    private FileStream Lock()
    {
        var number = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(VerifiedFile)))[0] % LockFiles;
        var lockFile = new LockFile(Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"perfassert-baseline-{number}.lock")));
        var waited = Stopwatch.StartNew();
        FileStream? file;
        while ((file = lockFile.TryOpen()) is null)
        {
            if (waited.Elapsed > LongestWait)
            {
                throw new BaselineFileException(
                    $"{VerifiedFile} is being changed by another process for more than {Figure.Duration(LongestWait)}. End that process and try again; nothing was changed.");
            }

            Thread.Sleep(RetryPeriod);
        }

        return file;
    }
}
