#!/usr/bin/env bash
# Measures what live figures cost the client: pairs of runs without and with them. Exits with 1 if the threads of the live
# figures used more than 1 % of the client's CPU time.
#
#   bench/live-cost.sh [PAIRS]      default: 5
#
# In the runs with live figures, the page is read once a second, and the figures are pushed to an OTLP receiver every second,
# ten times as often as by default. The load is 1,000 connections, each of which sends its next ping as soon as the
# previous one has been answered. The client is on core 1, the server on core 0. The results and the output of all processes
# are kept in target/live-cost/DATE. Takes a minute per pair, and needs Linux, a JDK, Python 3.8 or newer, and a machine that
# does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p target/live-cost
mvn -B -q test-compile
[ target/live-cost/classpath -nt pom.xml ] ||
    mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/live-cost/classpath
exec python3 -B bench/live-cost.py "$@"
