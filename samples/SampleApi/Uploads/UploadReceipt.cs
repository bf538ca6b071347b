namespace SampleApi.Uploads;

/// <summary>What was received.</summary>
/// <param name="FileName">As the client named it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">SHA-256, in hexadecimal digits.</param>
public sealed record UploadReceipt(string FileName, long Size, string Hash);
