using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>
/// What must be equal for times to be comparable. The name of the machine is not in it: the runners of a CI service come and go and are
/// alike.
/// </summary>
internal sealed partial record EnvironmentFingerprint
{
    /// <summary><c>linux</c>, <c>windows</c>, <c>macos</c> or another family.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Such as <c>x64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Processor model; empty where it cannot be read.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Width of the vector instructions in bits, 0 without.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Such as <c>.NET 10.0</c>: without the patch.</summary>
    public required string Runtime { get; init; }

    /// <summary>As <see cref="EnvironmentInfo.GarbageCollector"/>.</summary>
    public required string GarbageCollector { get; init; }

    /// <summary><c>pinned</c> (no profile-guided tiering, no call-counting delay), <c>tiered PGO</c> and so on: as <see cref="EnvironmentInfo.Jit"/>.</summary>
    public required string Jit { get; init; }

    /// <summary><c>Release</c> or <c>Debug</c>.</summary>
    public required string Build { get; init; }

    /// <summary>
    /// As <see cref="EnvironmentInfo.Transport"/>, for hosts on this machine without the port, which changes from run to run; then the servers
    /// that the code needs, without their minor versions.
    /// </summary>
    public required string Transport { get; init; }

    /// <summary>Readable and unique, such as <c>linux-x64-2c-net10.0-kestrel-1f0c9a3b</c>: the key in the file.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{Word(OperatingSystem)}-{Word(Architecture)}-{Cores}c-net{RuntimeVersion}-{Word(TransportName)}-{Hash}");

    private string RuntimeVersion => Runtime[(Runtime.LastIndexOf(' ') + 1)..];

    private string TransportName => Address(Transport) is { } uri ? uri.Host : Transport.Split(' ')[0];

    private string Hash
    {
        get
        {
            string[] values =
            [
                OperatingSystem, Architecture, Processor, Cores.ToString(CultureInfo.InvariantCulture),
                VectorBits.ToString(CultureInfo.InvariantCulture), Runtime, GarbageCollector, Jit, Build, Transport,
            ];
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values))))[..8].ToLowerInvariant();
        }
    }

    public static EnvironmentFingerprint Of(EnvironmentInfo environment) => new()
    {
        OperatingSystem = Family(environment.OperatingSystem),
        Architecture = environment.Architecture.ToLowerInvariant(),
        Processor = environment.ProcessorModel,
        Cores = environment.Cores,
        VectorBits = environment.VectorBits,
        Runtime = WithoutPatch(environment.Runtime),
        GarbageCollector = environment.GarbageCollector,
        Jit = environment.Jit,
        Build = environment.Build,
        Transport = string.Join(" with ", [WithoutLocalPort(environment.Transport), .. environment.Dependencies.Select(server => MinorVersion().Replace(server, "$1"))]),
    };

    /// <summary>Linux describes itself by its distribution, which need not say Linux.</summary>
    private static string Family(string description)
    {
        bool Says(string name) => description.Contains(name, StringComparison.OrdinalIgnoreCase);
        return Says("Darwin") || Says("macOS") ? "macos" : Says("Windows") ? "windows" : Says("BSD") ? "bsd" : "linux";
    }

    private static string WithoutPatch(string runtime)
    {
        var name = runtime.LastIndexOf(' ');
        return name >= 0 && runtime[(name + 1)..].Split('.') is [var major, var minor, ..] ? $"{runtime[..name]} {major}.{minor}" : runtime;
    }

    private static string WithoutLocalPort(string transport)
        => Address(transport) is { IsLoopback: true } uri ? $"{uri.Scheme}://{uri.Host}{transport[transport.Split(' ')[0].Length..]}" : transport;

    /// <summary>The address that the transport begins with, before a remark such as <c>(HTTP/2)</c>.</summary>
    private static Uri? Address(string transport) => Uri.TryCreate(transport.Split(' ')[0], UriKind.Absolute, out var uri) ? uri : null;

    [GeneratedRegex(@"\b(\d+)\.[\d.]*\d")]
    private static partial Regex MinorVersion();

    private static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '.')
                word.Append(char.ToLowerInvariant(character));
        }

        return word.Length == 0 ? "unknown" : word.ToString();
    }
}
