namespace PerfAssert;

/// <summary>Reads and writes the files of one baseline: <c>name.verified.json</c> and <c>name.received.json</c>.</summary>
/// <param name="VerifiedFile">Full path of the accepted file, which need not exist.</param>
internal sealed record BaselineStore(string VerifiedFile)
{
    public string ReceivedFile => throw new NotImplementedException();

    /// <summary>The accepted file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="BaselineFileException">It is damaged, unreadable or of a newer schema.</exception>
    public BaselineDocument? ReadVerified() => throw new NotImplementedException();

    /// <inheritdoc cref="ReadVerified"/>
    public BaselineDocument? ReadReceived() => throw new NotImplementedException();

    /// <summary>Writes the file to be looked at, whole or not at all.</summary>
    /// <exception cref="BaselineFileException">It cannot be written.</exception>
    public void WriteReceived(BaselineDocument document) => throw new NotImplementedException();

    /// <summary>Changes the accepted file, safe against other processes that do the same; an explicit act of the user.</summary>
    /// <param name="change">From the document as it is (<see langword="null"/> when there is none) to the wanted one.</param>
    /// <exception cref="BaselineFileException">It cannot be read or written, or this is CI.</exception>
    public BaselineDocument UpdateVerified(Func<BaselineDocument?, BaselineDocument> change) => throw new NotImplementedException();

    /// <summary>Makes the received file the accepted one; an explicit act of the user.</summary>
    public void Accept() => throw new NotImplementedException();
}
