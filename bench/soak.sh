#!/usr/bin/env bash
# Repeats a mixed load in the same processes, and checks that none of them grows. Exits with 1 if something grew, if a
# request failed, or if a process ended early.
#
#   bench/soak.sh [MINUTES [CONNECTIONS]]      default: 60 minutes, 5,000 connections; at least 3 minutes
#   bench/soak.sh --check FILE                 only checks the samples of an earlier run
#
# The client, two workers and the reference server run for the whole time. Each cycle consists of a storm, pings, a hold and
# floods in each direction; a cycle begins every minute, in short runs more often. Between the cycles, when all connections
# are closed, the script samples each process. At the end, it compares the smallest value of the first tenth of the
# samples with that of the last tenth.
# Everything runs at low priority. The samples and the output of all processes are kept in target/soak/DATE. Needs Linux, a
# JDK and Python 3.8 or newer.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != "--check" ]; then
    mkdir -p target/soak
    mvn -B -q test-compile
    [ target/soak/classpath -nt pom.xml ] ||
        mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/soak/classpath
fi
exec nice -n 10 python3 -B bench/soak.py "$@"
