#!/usr/bin/env bash
# Measures how much memory, CPU and network a connection and a process cost. The results are the constants of docs/sizing.md.
#
#   bench/sizing.sh [CONNECTIONS]      default 15000; needs a descriptor limit a little above that
#
# The reference server runs on one core and the client on the other, in three rounds with new processes. Needs Linux, about
# 20 seconds, and a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f target/wse-stress.jar ] && [ -d target/test-classes ] || mvn -B -q -DskipTests package
connections=${1:-15000}

for round in 1 2 3; do
    # Each round uses another port, because closed connections keep the old one in TIME_WAIT for a minute.
    port=$((5611 + round))
    echo "round $round"
    taskset -c 1 java -Xmx64m -XX:+UseSerialGC -jar target/wse-stress.jar server --port "$port" --loops 1 >target/sizing-server.log 2>&1 &
    server=$!
    trap 'kill "$server"; wait "$server" || true' EXIT
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        kill -0 "$server" || { cat target/sizing-server.log; exit 1; }
        sleep 0.1
    done
    taskset -c 0 java -Xmx64m -XX:+UseSerialGC -Dlogback.configurationFile=wse/logback-tool.xml \
        -cp target/wse-stress.jar:target/test-classes wse.bench.SizingBench 127.0.0.1 "$port" "$server" "$connections"
    trap - EXIT
    kill "$server"
    wait "$server" || true
done
