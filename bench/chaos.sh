#!/usr/bin/env bash
# Kills or stops processes of runs at random, and checks how the runs end. Exits with 1 if any of them ended wrongly.
#
#   bench/chaos.sh [COUNT [SEED]]      default: 50 rounds, and a random seed; bench/chaos.sh 1 SEED repeats one round
#
# Each round is one run of one test, with or without workers, agents and a server in another process. Some time after its
# start, one of its processes gets SIGKILL, SIGTERM, SIGINT or SIGSTOP. In the last of several rounds, the disk for the
# results fills up instead; this round needs the right to mount a small tmpfs. The output of all processes and the
# results of a round are kept in target/chaos/SEED. Needs Linux and Python 3.8 or newer, and takes 10 to 60 s per round.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p target/chaos
mvn -B -q test-compile
[ target/chaos/classpath -nt pom.xml ] ||
    mvn -B -q dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/chaos/classpath
exec python3 -B bench/chaos.py "$@"
