#!/usr/bin/env bash
# Compares floods and echoes with the raw limit of this machine and with other clients. All run in turns, on pinned cores.
#
#   bench/throughput.sh [ROUNDS [SECONDS]]     default: 5 rounds of 4 seconds, about half an hour. Shorter rounds
#                                              mostly measure how connections start, which takes some seconds with BBR
#
#   WSE_BENCH=path/to/wse-bench   also measures the published Rust client
#   ECHO_SERVER=path/to/server    also measures echoes of this server, which takes its port as an argument
#   GCANNON=path/to/gcannon       also measures echoes with this client, against ECHO_SERVER
#   PARTS="flood echoes native"   what to measure; default: these three. native compares floods in both directions with
#                                 programs in C, which the script compiles with cc. PARTS=decoding compares the decoders
#                                 of JSON, MessagePack and zlib with the libraries alone, without sockets
#   CONNECTIONS=100               number of connections of floods that the client sends; floods that it receives use 20,
#                                 and echoes use 200
#   VARIANTS=true                 makes native also measure senders with writev, zero copy and other block sizes
#   UNCHECKED=true                measures only echoes, with and without the client's check of UTF-8
#   TRANSPORT=epoll|nio|io_uring  default: the machine's best; for echoes, io_uring if available
#   CLIENT_CORE=0 SERVER_CORE=1
#
# The receiver of the flood discards everything; the reference server and ECHO_SERVER send the echoes. Needs Linux and a
# machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f target/wse-stress.jar ] && [ -d target/test-classes ] || mvn -B -q -DskipTests package
rounds=${1:-5}
seconds=${2:-4}
classes=target/wse-stress.jar:target/test-classes
client=(taskset -c "${CLIENT_CORE:-0}" java -Xms256m -Xmx512m -XX:+UseSerialGC -Dtransport="${TRANSPORT:-auto}"
    -Dunchecked="${UNCHECKED:-false}"
    -Dlogback.configurationFile=wse/logback-tool.xml)
server=(taskset -c "${SERVER_CORE:-1}" java -Xmx512m -XX:+UseSerialGC)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait || true' EXIT

# start PORT COMMAND...: starts a server and waits until it listens
start() {
    local port=$1
    shift
    "$@" >"target/throughput-$port.log" 2>&1 &
    pids+=($!)
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        kill -0 "${pids[-1]}" || { cat "target/throughput-$port.log"; exit 1; }
        sleep 0.1
    done
}

echo "$(uname -sr), $(nproc) cores,$(sed -n 's/^model name.*://p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1 /proc/loadavg)"
echo "$(date -u '+%F %R UTC'), $rounds rounds of $seconds s, JDK $(java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
parts=" ${PARTS:-flood echoes native} "
if [[ $parts == *" flood "* ]]; then
    start 5621 "${server[@]}" -cp "$classes" wse.bench.DiscardServer 5621
    "${client[@]}" -DwseBench="${WSE_BENCH:-}" -cp "$classes" \
        wse.bench.FloodBench 5621 "${CONNECTIONS:-100}" "$seconds" "$rounds"
fi
if [[ $parts == *" echoes "* ]]; then
    start 5622 "${server[@]}" -jar target/wse-stress.jar server --port 5622 --loops 1 --read count
    echo "reference server:"
    "${client[@]}" -cp "$classes" wse.bench.EchoBench 5622 200 175 "$seconds" "$rounds"
fi
if [[ $parts == *" echoes "* && -n ${ECHO_SERVER:-} ]]; then
    start 5623 taskset -c "${SERVER_CORE:-1}" "$ECHO_SERVER" 5623
    echo "$ECHO_SERVER:"
    "${client[@]}" -Ddialect=echo -Dgcannon="${GCANNON:-}" -cp "$classes" \
        wse.bench.EchoBench 5623 200 175 "$seconds" "$rounds"
fi
if [[ $parts == *" native "* ]]; then
    mkdir -p target/native
    for program in peer client; do
        cc -O3 -march=native -D_GNU_SOURCE -Wall -Wextra -o "target/native/$program" "bench/c/$program.c"
    done
    start 5624 taskset -c "${SERVER_CORE:-1}" target/native/peer 5624
    "${client[@]}" -Dvariants="${VARIANTS:-false}" -cp "$classes" \
        wse.bench.NativeSendBench 5624 target/native/client "${CONNECTIONS:-100}" "$seconds" "$rounds"
    "${client[@]}" -cp "$classes" wse.bench.NativeReadBench 5624 target/native/client 20 "$seconds" "$rounds"
fi
if [[ $parts == *" decoding "* ]]; then
    "${client[@]}" -cp "$classes" wse.bench.DecodeBench "$seconds" "$rounds"
fi
