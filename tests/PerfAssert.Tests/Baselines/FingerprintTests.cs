using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Planning;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class FingerprintTests
{
    [Theory]
    [InlineData("Debian GNU/Linux 12", "linux")]
    [InlineData("Ubuntu 24.04.1 LTS", "linux")]
    [InlineData("Microsoft Windows 10.0.26100", "windows")]
    [InlineData("Darwin 24.1.0 Darwin Kernel Version 24.1.0", "macos")]
    [InlineData("macOS 15.1", "macos")]
    [InlineData("FreeBSD 14.1-RELEASE", "bsd")]
    public void The_system_counts_by_its_family(string description, string family)
        => Assert.Equal(family, EnvironmentFingerprint.Of(Environment() with { OperatingSystem = description }).OperatingSystem);

    [Theory]
    [InlineData(".NET 10.0.12", ".NET 10.0")]
    [InlineData(".NET 9.0.0-rc.1.24431.7", ".NET 9.0")]
    [InlineData("Mono", "Mono")]
    public void The_runtime_counts_without_its_patch(string runtime, string known)
        => Assert.Equal(known, EnvironmentFingerprint.Of(Environment() with { Runtime = runtime }).Runtime);

    [Theory]
    [InlineData("http://localhost:5123", "http://localhost")]
    [InlineData("http://127.0.0.1:40211", "http://127.0.0.1")]
    [InlineData("https://shop.example:8443", "https://shop.example:8443")]
    [InlineData("http://localhost:5123 (HTTP/2)", "http://localhost (HTTP/2)")]
    [InlineData("https://shop.example:8443 (HTTP/2)", "https://shop.example:8443 (HTTP/2)")]
    [InlineData("Kestrel (loopback)", "Kestrel (loopback)")]
    [InlineData("Kestrel (loopback, HTTP/2)", "Kestrel (loopback, HTTP/2)")]
    [InlineData("code", "code")]
    public void The_port_of_a_host_on_this_machine_does_not_count(string transport, string known)
        => Assert.Equal(known, EnvironmentFingerprint.Of(Environment() with { Transport = transport }).Transport);

    [Fact]
    public void Servers_that_the_code_needs_count_without_their_minor_versions()
        => Assert.Equal(
            "Kestrel (loopback) with PostgreSQL 15, native (fsync=off) with Redis 7, docker redis:7",
            EnvironmentFingerprint.Of(Environment() with
            {
                Transport = "Kestrel (loopback)",
                Dependencies = ["PostgreSQL 15.18, native (fsync=off)", "Redis 7.0.15, docker redis:7"],
            }).Transport);

    [Fact]
    public void The_name_of_the_machine_does_not_count()
        => Assert.Equal(EnvironmentFingerprint.Of(Environment()), EnvironmentFingerprint.Of(Environment() with { MachineName = "other", MemoryBytes = 1 }));

    [Fact]
    public void The_key_is_readable() => Cultures.Each(() =>
    {
        Assert.Matches("^linux-x64-2c-net10\\.0-kestrel-[0-9a-f]{8}$", FabricatedBaseline.Fingerprint.Key);
        Assert.StartsWith("linux-x64-2c-net10.0-shop.example-", (FabricatedBaseline.Fingerprint with { Transport = "https://shop.example:8443" }).Key);
        Assert.StartsWith("linux-x64-2c-net10.0-localhost-", (FabricatedBaseline.Fingerprint with { Transport = "http://localhost (HTTP/2)" }).Key);
    });

    [Fact]
    public void The_key_stays_over_versions_of_this_library() => Assert.Equal("linux-x64-2c-net10.0-kestrel-06425dcf", FabricatedBaseline.Fingerprint.Key);

    [Fact]
    public void Every_value_makes_another_key()
    {
        var one = FabricatedBaseline.Fingerprint;
        EnvironmentFingerprint[] all =
        [
            one,
            one with { OperatingSystem = "windows" },
            one with { Architecture = "arm64" },
            one with { Processor = "" },
            one with { Cores = 4 },
            one with { VectorBits = 512 },
            one with { Runtime = ".NET 9.0" },
            one with { GarbageCollector = "Server" },
            one with { Jit = "tiered PGO" },
            one with { Build = "Debug" },
            one with { Transport = "TestServer" },
        ];
        Assert.NotEqual(one.Key, (one with { Transport = "Kestrel (loopback, HTTP/2)" }).Key);

        Assert.Equal(all.Length, all.Select(fingerprint => fingerprint.Key).Distinct().Count());
        Assert.Equal(all.Length, typeof(EnvironmentFingerprint).GetProperties().Count(property => property.CanWrite) + 1);
    }

    private static EnvironmentInfo Environment() => FabricatedResult.Create().Environment;
}
