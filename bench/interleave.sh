#!/usr/bin/env bash
# Checks the command interleave with real servers: it must detect a server that is slowed down by a known percentage,
# and must not report that one of two equal servers is worse. Exits with 1 if either check fails.
#
#   bench/interleave.sh [ROUNDS [PERCENT]]      default: 12 rounds, 15 %
#   TESTS=same|slowed                           only one of the two comparisons
#
# A thread in the process of the slowed server uses the given share of its core. The server is the bottleneck of the
# floods, so they become slower by about that share. A round consists of one run against each server, with 6 short
# floods. Besides the result of each comparison, the script prints what the command compare says about each pair of runs
# alone. The servers are on core 0, the clients on core 1. The results and the output of all processes are kept in
# target/interleave/DATE. Takes about 18 minutes, and needs Linux, a JDK, Python 3.8 or newer, and a machine that does
# nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p target/interleave
mvn -B -q test-compile
[ target/interleave/classpath -nt pom.xml ] ||
    mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/interleave/classpath
exec python3 -B bench/interleave.py "$@"
