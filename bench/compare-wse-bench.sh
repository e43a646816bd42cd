#!/usr/bin/env bash
# The same tiers of storm and ping, by wse-bench and by wse-stress, against the same server, round by round, on pinned
# cores: client on core 0, server on core 1. Prints accept rate, p50, p99 and client CPU with ratios.
#
#   WSE_BENCH=/path/to/wse-bench bench/compare-wse-bench.sh --tiers 100,500 --rounds 5
#
# All options: bench/compare-wse-bench.sh --help. The server is a genuine one from target/genuine (made by mvn verify), or
# with --port one that is running already.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in python3 taskset; do
    command -v "$tool" >/dev/null || { echo "compare-wse-bench needs $tool (Linux)" >&2; exit 2; }
done
exec python3 bench/compare_wse_bench.py "$@"
