using System.Globalization;

namespace PerfAssert.Bench;

/// <summary>A load generator of a comparison: how it is started.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Command">The command that has to be installed; <see langword="null"/> for this program itself.</param>
/// <param name="Arguments">Given the server, users and seconds.</param>
internal sealed record Generator(string Name, string? Command, Func<PeerServer, int, int, string[]> Arguments)
{
    /// <summary>This project's generator, a bare HttpClient loop, and the field's.</summary>
    public static IReadOnlyList<Generator> All { get; } =
    [
        new("bare HttpClient", null, (server, users, seconds) => ["bare", server.Url, Text(users), Text(seconds), "1.1"]),
        new("PerfAssert", null, (server, users, seconds) => ["drive", server.Url, Text(users), Text(seconds), "1.1"]),
        new("PerfAssert, HTTP/2", null, (server, users, seconds) => ["drive", server.Http2Url, Text(users), Text(seconds), "2.0"]),
        new("wrk", "wrk", (server, users, seconds) => ["-t1", $"-c{Text(users)}", $"-d{Text(seconds)}s", server.Url + "/plaintext"]),
        new("hey", "hey", (server, users, seconds) => ["-z", Text(seconds) + "s", "-c", Text(users), server.Url + "/plaintext"]),
        new("h2load --h1", "h2load", (server, users, seconds) => ["--h1", "-t1", "-c", Text(users), "-D", Text(seconds), server.Url + "/plaintext"]),
        new("h2load, HTTP/2", "h2load", (server, users, seconds) => ["-t1", "-c", Text(users), "-D", Text(seconds), server.Http2Url + "/plaintext"]),
        new("autocannon", "autocannon", (server, users, seconds) => ["-c", Text(users), "-d", Text(seconds), server.Url + "/plaintext"]),
    ];

    /// <summary>When it is measured from: what is compiled while it runs needs longer than what has been compiled before.</summary>
    public TimeSpan Start => TimeSpan.FromSeconds(Command is null ? 8 : 1.5);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
