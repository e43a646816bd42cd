#!/usr/bin/env bash
# Checks the command interleave with real servers: it must find a server that is slowed down by a known percentage, and
# nothing between two equal servers. Exits with 1 if it does not.
#
#   bench/interleave.sh [ROUNDS [PERCENT]]      default: 12 rounds, 15 %
#   TESTS=same|slowed                           only one of the two comparisons
#
# The server is stopped by signals for the given share of the time, so a flood that it limits becomes slower by that share.
# Each round is one run against each server, with 6 short floods. Besides the verdict of each comparison, the script prints
# what the command compare says about each pair of runs alone. The servers are on core 0, the clients on core 1. The
# results and the output of all processes are kept in target/interleave/DATE. Takes about ten minutes, and needs Linux, a JDK,
# Python 3.8 or newer, and a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p target/interleave
mvn -B -q test-compile
[ target/interleave/classpath -nt pom.xml ] ||
    mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/interleave/classpath
exec python3 -B bench/interleave.py "$@"
