#!/usr/bin/env bash
# Runs the same storms and ping tests with wse-bench and with wse-stress in turns, against the same server. The client is on
# core 0, the server on core 1. Prints accept rate, p50, p99 and CPU of both clients, and their ratios.
#
#   WSE_BENCH=/path/to/wse-bench bench/compare-wse-bench.sh --tiers 100,500 --rounds 5
#
# bench/compare-wse-bench.sh --help lists all options. The server is a genuine one from target/genuine, which mvn verify
# installs, or, with --port, one that is already running.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in python3 taskset; do
    command -v "$tool" >/dev/null || { echo "compare-wse-bench needs $tool (Linux)" >&2; exit 2; }
done
exec python3 bench/compare_wse_bench.py "$@"
