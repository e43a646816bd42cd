#!/usr/bin/env bash
# Measures what load costs the client: CPU per handshake and per ping, allocation per ping, heap per idle connection.
# First with the code that carries out a run's tiers, then with the engine alone.
#
#   bench/engine-cost.sh               against the reference server, which the script starts
#   bench/engine-cost.sh HOST PORT     against a WSE server that is already running (with the published suite's secret)
#
#   TRANSPORT=epoll|nio|io_uring       default: the machine's best
#   USERS=100000                       measures only what this many users cost per handshake, compared with a single identity
#   UNCHECKED=true                     measures only what the client's check of UTF-8 costs per ping
#   WSE_BENCH=path/to/wse-bench        also measures the published Rust client, for comparison
#
# The client is on core 0, the server on core 1. Needs a machine that does nothing else, and a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f target/wse-stress.jar ] && [ -d target/test-classes ] || mvn -B -q -DskipTests package
host=${1:-127.0.0.1}
port=${2:-5611}

if [ $# -lt 2 ]; then
    # With its token cache, the server would check the token of a single identity only once, and would be faster for it than
    # for many users.
    every=${USERS:+--no-token-cache}
    taskset -c 1 java -Xmx512m -jar target/wse-stress.jar server --port "$port" --loops 1 ${every:+"$every"} \
        >target/engine-cost-server.log 2>&1 &
    server=$!
    trap 'kill "$server"; wait "$server" || true' EXIT
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null && break
        kill -0 "$server" || { cat target/engine-cost-server.log; exit 1; }
        sleep 0.1
    done
fi

taskset -c 0 java -Xms256m -Xmx256m -XX:+UseSerialGC -Dtransport="${TRANSPORT:-auto}" -Dunchecked="${UNCHECKED:-false}" \
    -Dusers="${USERS:-0}" \
    -Dlogback.configurationFile=wse/logback-tool.xml \
    -cp target/wse-stress.jar:target/test-classes wse.bench.EngineCostBench "$host" "$port"

if [ -n "${WSE_BENCH:-}" ]; then
    TIMEFORMAT='%U %S'
    for round in 1 2 3; do
        used=$( { time taskset -c 0 "$WSE_BENCH" --host "$host" --port "$port" --test connection-storm --tiers 2000,2000 >target/wse-bench.log 2>&1; } 2>&1)
        echo "$used" | awk -v round="$round" '{printf "wse-bench: CPU per handshake, us (round %d; 4000 connections) %.1f\n", round, ($1 + $2) * 1e6 / 4000}'
        used=$( { time taskset -c 0 "$WSE_BENCH" --host "$host" --port "$port" --test ping-latency --tiers 1000 >target/wse-bench.log 2>&1; } 2>&1)
        echo "$used" | awk -v round="$round" '{printf "wse-bench: CPU per ping with its share of a handshake, us (round %d; 1000 connections, 50 pings each) %.1f\n", round, ($1 + $2) * 1e6 / 50000}'
    done
fi
