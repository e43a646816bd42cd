#!/usr/bin/env bash
# How many connections this machine holds: connected, token checked, ready, held, each answering a ping at the end; beside
# it the kernel's own count of sockets and the rise in used memory, of everything: clients, server, kernel.
#
#   bench/connections.sh [CONNECTIONS [HOLD [-Dwse.... ...]]]      default 500000 60s
#
# The reference server and the clients on this machine, each in as many processes as its limits ask for. Needs Linux, some
# 20 KB a connection, five minutes for 500,000, and a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

connections=${1:-500000}
hold=${2:-60s}
shift $(($# < 2 ? $# : 2))
used_kb() { awk '/^MemTotal/ { total = $2 } /^MemAvailable/ { print total - $2 }' /proc/meminfo; }
sockets() { awk '/^TCP6?:/ { sum += $3 } END { print sum }' /proc/net/sockstat /proc/net/sockstat6; }

mvn -B -q test-compile
before_kb=$(used_kb)
sockets_before=$(sockets)
echo "before: $((before_kb / 1000)) MB used, $sockets_before TCP sockets in use"

# Whatever ends this script ends the run: Maven hands the signal on, and processes that the run started end with it.
setsid mvn -B -q gatling:test -Dgatling.simulationClass=wse.simulations.SustainedHoldSimulation -Dwse.engine=netty \
    -Dwse.tiers="$connections" -Dwse.holdDuration="$hold" -Dwse.pingInterval=30s "$@" &
run=$!
trap 'kill -TERM -- "-$run" 2>/dev/null && wait "$run" || true' EXIT

most_kb=$before_kb
most_sockets=$sockets_before
while kill -0 "$run" 2>/dev/null; do
    now_kb=$(used_kb)
    now_sockets=$(sockets)
    most_kb=$((now_kb > most_kb ? now_kb : most_kb))
    most_sockets=$((now_sockets > most_sockets ? now_sockets : most_sockets))
    sleep 1
done
outcome=0
wait "$run" || outcome=$?
trap - EXIT

echo
echo "by the kernel: $((most_sockets - sockets_before)) TCP sockets at most, both ends of $(((most_sockets - sockets_before) / 2)) connections and what listens"
echo "by the kernel: used memory rose by $(((most_kb - before_kb) / 1000)) MB at most, $((1000 * (most_kb - before_kb) / connections)) bytes a connection, all in"
exit "$outcome"
