#!/bin/sh
# How many frames of 175 B a second the reference server reads on one core, parsing and only counting.
# Usage: bench/server-read.sh [SERVER_CORE [SENDER_CORES]]     (needs taskset; two cores at least; about 40 s)
set -eu
cd "$(dirname "$0")/.."
server_core=${1:-0}
sender_cores=${2:-1}
mvn -B -q test-compile
class_path=target/bench-class-path.txt
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$class_path" -Dmdep.includeScope=test
exec taskset -c "$sender_cores" java -Dlogback.configurationFile=wse/logback-tool.xml \
    -cp "target/test-classes:target/classes:$(cat "$class_path")" wse.bench.ServerReadBench "$server_core"
