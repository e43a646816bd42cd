#!/usr/bin/env bash
# Measures how many connections this machine holds. Each is authenticated, held, and must answer a ping at the end. Also
# prints how many sockets the kernel counted, and how much more memory clients, server and kernel used together.
#
#   bench/connections.sh [CONNECTIONS [HOLD [-Dwse.... ...]]]      default 500000 60s
#
# Server and clients run on this machine, in as many processes as the limits per process require. Needs Linux, about 20 KB of
# memory per connection, five minutes for 500,000 connections, and a machine that does nothing else.
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

# When this script ends, the run ends too: Maven passes the signal on, and the processes of the run end with their parent.
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
echo "kernel: at most $((most_sockets - sockets_before)) more TCP sockets, which are both ends of about $(((most_sockets - sockets_before) / 2)) connections"
echo "kernel: at most $(((most_kb - before_kb) / 1000)) MB more memory used, $((1000 * (most_kb - before_kb) / connections)) bytes per connection including all processes"
exit "$outcome"
