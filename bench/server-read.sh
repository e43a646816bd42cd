#!/usr/bin/env bash
# Measures how many frames of 175 bytes per second the reference server reads on one core, if it parses or only counts them.
#
#   bench/server-read.sh [SERVER_CORE [SENDER_CORES]]     default: 0 and 1; lists as for taskset
#
# Needs Linux with taskset, at least two cores, and a machine that does nothing else. Takes about half a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f target/wse-stress.jar ] && [ -d target/test-classes ] || mvn -B -q -DskipTests package
exec taskset -c "${2:-1}" java -Dlogback.configurationFile=wse/logback-tool.xml \
    -cp target/wse-stress.jar:target/test-classes wse.bench.ServerReadBench "${1:-0}"
