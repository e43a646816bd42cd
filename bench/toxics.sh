#!/usr/bin/env bash
# Puts toxiproxy between the client and the reference server, and checks that latency, jitter, bandwidth limits and cut
# connections come back in the results. Exits with 1 if a figure is off by more than 5 %, or a count is wrong.
#
#   bench/toxics.sh [NAME ...]      default: all tests; a wrong name lists the right ones
#
# Uses the program that TOXIPROXY names, or toxiproxy-server, or builds it with Go. The results and the output of all processes
# are kept in target/toxics/runs. Takes about five minutes, and needs Linux, a JDK, Python 3.8 or newer, and a machine with a
# core to spare: toxiproxy is slower than its limits if it must wait for a core.
set -euo pipefail
cd "$(dirname "$0")/.."

TOXIPROXY=$(bench/toxiproxy.sh)
export TOXIPROXY
mkdir -p target/toxics
mvn -B -q test-compile
[ target/toxics/classpath -nt pom.xml ] ||
    mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/toxics/classpath
exec python3 -B bench/toxics.py "$@"
