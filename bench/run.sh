#!/usr/bin/env bash
# Measures everything that bench/README.md tells of, one after the other: have the machine for yourself (some 25 minutes, 10 for the soak, and an hour and a half for the faults).
# Generators to compare with are left out, and said so, where they are not installed: wrk, hey, h2load (nghttp2-client), autocannon (npm).
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-7}
dotnet build bench/PerfAssert.Bench -c Release -v quiet
bench=bench/PerfAssert.Bench/bin/Release/net10.0/PerfAssert.Bench
uptime
"$bench" all "$rounds"
"$bench" soak 10
dotnet build bench/PerfAssert.FaultBench -c Release -v quiet
bench/PerfAssert.FaultBench/bin/Release/net10.0/PerfAssert.FaultBench 20
uptime
