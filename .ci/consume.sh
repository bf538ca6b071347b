#!/usr/bin/env bash
# Packs the packages and uses them as a stranger would: a scratch test project outside the repository, one PackageReference to
# PerfAssert.Xunit beside what every xUnit project has, nothing configured. The last line is "N checks passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/out.txt
# A version of its own, so that no cache anywhere can stand in for what was just packed.
version=0.1.0-ci.$(date -u +%Y%m%d%H%M%S)
passed=0 failed=0

pass() { echo "  ok    $1"; passed=$((passed + 1)); }
fail() {
    echo "  FAIL  $1"
    sed 's/^/        | /' "$out"
    failed=$((failed + 1))
}
finish() {
    echo "$passed checks passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# check <what> <command …>: the command's exit code decides.
check() { local what=$1; shift; if "$@"; then pass "$what"; else fail "$what"; fi; }
has() { grep -qE -- "$1" "$out"; }
has_not() { ! grep -qE -- "$1" "$out"; }
lacks() { [ -f "$2" ] && ! grep -q -- "$1" "$2"; }
run() { (cd "$work/Shop.Tests" && "$@") >"$out" 2>&1; }
run_fails() { ! run "$@"; }
version_of() { sed -nE "s/.*<PackageVersion Include=\"$1\" Version=\"([^\"]+)\".*/\1/p" "$root/Directory.Packages.props"; }

pack() {
    local project
    for project in PerfAssert PerfAssert.Xunit PerfAssert.FluentAssertions PerfAssert.AspNetCore \
        PerfAssert.Dependencies PerfAssert.Diagnostics PerfAssert.Tool; do
        dotnet pack "$root/src/$project" -c Release -o "$work/feed" -p:Version="$version" -p:PackageVersion="$version" || return
    done >"$out" 2>&1
}

write_project() {
    mkdir -p "$work/Shop.Tests"
    cat >"$work/Shop.Tests/Shop.Tests.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <NuGetAudit>false</NuGetAudit>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
    <RestoreFallbackFolders>$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')</RestoreFallbackFolders>
    <RestoreAdditionalProjectSources>$work/feed</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="$(version_of Microsoft.NET.Test.Sdk)" />
    <PackageReference Include="xunit" Version="$(version_of xunit)" />
    <PackageReference Include="xunit.runner.visualstudio" Version="$(version_of xunit.runner.visualstudio)" />
    <PackageReference Include="PerfAssert.Xunit" Version="$version" />
  </ItemGroup>
</Project>
XML
    cat >"$work/Shop.Tests/ShopTests.cs" <<'CS'
using PerfAssert;
using Xunit;

namespace Shop.Tests;

public class Passing
{
    [LoadFact(Users = 5, Duration = "2s", WarmUp = "none")]
    [Expect("p50 < 1s", Requirement = "9.3")]
    public async Task Iteration(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(5));

    [LoadFact(ArrivalRate = "100/s", MaxUsers = 50, Duration = "1s", WarmUp = "none")]
    public async Task Whole_test(LoadRun load)
    {
        var result = await load.RunAsync(async user => await user.PauseAsync(TimeSpan.FromMilliseconds(5)));
        Assert.Equal(100, result.Count);
    }

    [LoadTheory(Users = 2, Iterations = 20, WarmUp = "none")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Row(int milliseconds, VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(milliseconds));

    [LoadFact(Users = 1, Iterations = 1, Skip = "another day")]
    public void Skipped()
    {
    }
}

public class Ordinary
{
    [Fact]
    public void Fact() => Assert.True(true);
}

public class Failing
{
    [LoadFact(Users = 2, Iterations = 100, WarmUp = "none")]
    [Expect("p50 < 1ms")]
    public async Task Slow(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(10));
}

public class Mistaken
{
    [LoadFact(Users = 0, Duration = "60x")]
    public Task Nobody(VirtualUser user) => Task.CompletedTask;
}
CS
}

# A second project: the servers, for a stranger who never heard of load tests.
write_servers() {
    mkdir -p "$work/Shop.Servers"
    sed "s|  </ItemGroup>|    <PackageReference Include=\"PerfAssert.Dependencies\" Version=\"$version\" />\n    <PackageReference Include=\"PerfAssert.Diagnostics\" Version=\"$version\" />\n&|" \
        "$work/Shop.Tests/Shop.Tests.csproj" >"$work/Shop.Servers/Shop.Servers.csproj"
    cat >"$work/Shop.Servers/ServerTests.cs" <<'CS'
using Npgsql;
using PerfAssert;
using Xunit;

namespace Shop.Servers;

public class ServerTests(PostgreSqlDependency database, RedisDependency cache) : IClassFixture<PostgreSqlDependency>, IClassFixture<RedisDependency>
{
    [Fact]
    public async Task Both_answer()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT 42");
        Assert.Equal(42, await command.ExecuteScalarAsync());
        Assert.StartsWith("PostgreSQL ", database.Description);
        Assert.StartsWith("Redis ", cache.Description);
    }
}
CS
}
servers() { (cd "$work/Shop.Servers" && "$@") >"$out" 2>&1; }

if ! pack; then fail "the packages can be packed"; finish; fi
pass "the packages can be packed"
write_project

check "a scratch project builds without warnings" run dotnet build -c Release
[ "$failed" -eq 0 ] || finish
check "the runtime option is there" grep -q '"System.Threading.ThreadPool.UnfairSemaphoreSpinLimit": 0' \
    "$work/Shop.Tests/bin/Release/net10.0/Shop.Tests.runtimeconfig.json"
check "the JIT does not profile" grep -q '"System.Runtime.TieredPGO": false' \
    "$work/Shop.Tests/bin/Release/net10.0/Shop.Tests.runtimeconfig.json"
check "the JIT counts calls from the start" grep -q '"System.Runtime.TieredCompilation.CallCountingDelayMs": 0' \
    "$work/Shop.Tests/bin/Release/net10.0/Shop.Tests.runtimeconfig.json"

check "load tests run and pass" run dotnet test -c Release --no-build --filter 'FullyQualifiedName~Passing|FullyQualifiedName~Ordinary'
check "their number is right" has 'Failed: +0, Passed: +5, Skipped: +1'
check "the block of a load test is on the console" has '^── ✓ PASSED ── Passing\.Iteration '
check "its expectation and requirement are in it" has '\[9\.3\] Expected P50'
check "the table of all load tests is on the console" has '^  Passing\.Row\(milliseconds: 2\)  .*passed$'

check "a filter leaves load tests out" run dotnet test -c Release --no-build --filter 'Category!=Load'
check "only the ordinary test has run" has 'Failed: +0, Passed: +1, Skipped: +0'
check "nothing is said about load tests then" has_not 'PerfAssert [│]|^── |\[PerfAssert\]'

check "a load test that misses its expectation fails" run_fails dotnet test -c Release --no-build --filter FullyQualifiedName~Failing
check "it fails with the message" has '^ *Expected P50 of Failing\.Slow to be below 1 ms, but it was '
check "its block is on the console" has '── ✗ FAILED ── Failing\.Slow '

check "bad input fails" run_fails dotnet test -c Release --no-build --filter FullyQualifiedName~Mistaken
check "it fails with what to write instead" has '^ *The load test cannot start, 2 settings need a change:$'

check "another logger does not replace ours" run dotnet test -c Release --no-build --logger trx --filter FullyQualifiedName~Row
check "both have written" has '^── ✓ PASSED ── Passing\.Row'
check "the trx file has the block" grep -qr 'Passing\.Row(milliseconds: 1)' "$work/Shop.Tests/TestResults"

check "a talkative console is no obstacle" run dotnet test -c Release --no-build -v normal --logger 'console;verbosity=detailed' \
    --filter FullyQualifiedName~Iteration
check "it says nothing twice" [ "$(grep -c '── ✓ PASSED ── Passing\.Iteration ' "$out")" -eq 1 ]

check "the environment skips load tests" run env PERFASSERT_SKIP=1 dotnet test -c Release --no-build --filter FullyQualifiedName~Row
check "they are reported as skipped" has 'Skipped: +2'

check "a Debug build is refused" run_fails dotnet test --filter FullyQualifiedName~Row
check "it says how to measure" has 'Shop\.Tests\.dll is a Debug build, whose times say nothing about the code\. Run: dotnet test -c Release'

check "every part can be switched off" run dotnet test -c Release --filter FullyQualifiedName~Row \
    -p:PerfAssertLogger=false -p:PerfAssertTestFramework=false -p:PerfAssertRuntimeOptions=false \
    -p:PerfAssertPinJit=false -o "$work/off"
check "the tests ran without the logger" has_not '^── '
check "the JIT is left as it is" lacks 'TieredPGO\|CallCounting' "$work/off/Shop.Tests.runtimeconfig.json"

write_servers
check "a project with PostgreSQL and Redis builds without warnings" servers dotnet build -c Release
check "both servers start, or are said to be missing" servers dotnet test -c Release --no-build
[ -z "${PERFASSERT_REQUIRE:-}" ] || check "none is missing where it is required" has 'Failed: +0, Passed: +1, Skipped: +0'

check "the tool can be installed" run dotnet tool install PerfAssert.Tool --tool-path "$work/tools" --add-source "$work/feed" --version "$version"
check "the tool shows its help" run "$work/tools/perfassert" --help
check "its commands are in it" has '^  record '
check "it records a baseline in fresh processes" run "$work/tools/perfassert" record --runs 2 --no-build --filter Passing.Iteration
check "the received file is beside the source" [ -f "$work/Shop.Tests/Passing.Iteration.received.json" ]
check "it accepts nothing in CI" run_fails env CI=true "$work/tools/perfassert" accept
check "it accepts what a person accepts" run env -u CI -u TF_BUILD "$work/tools/perfassert" accept
check "the verified file is beside the source" [ -f "$work/Shop.Tests/Passing.Iteration.verified.json" ]
check "the tool sums up the runs of this project" run "$work/tools/perfassert" summary
check "a test of it is in the table" has 'Passing\.Whole_test '
check "a mistake is an error" run_fails "$work/tools/perfassert" clean --older-than 3x
check "it says what to write" has '^perfassert: --older-than 3x: write an age in days, weeks or hours'

finish
