#!/usr/bin/env bash
# Measures what TLS costs the client, compared with ws:// in the same rounds: full and resumed handshakes per second,
# CPU per handshake and per message, memory per idle connection.
#
#   bench/tls.sh
#
#   JDK_TLS=true                       uses the JDK's TLS implementation in the client, instead of BoringSSL
#
# The client is on core 0. The server, which uses BoringSSL, is on core 1. Needs Linux, about two minutes, and a machine
# that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f target/wse-stress.jar ] && [ -d target/test-classes ] || mvn -B -q -DskipTests package
directory=$(mktemp -d)
taskset -c 1 java -Xmx256m -XX:+UseSerialGC -Dlogback.configurationFile=wse/logback-tool.xml \
    -cp target/wse-stress.jar:target/test-classes wse.engine.TlsBenchServer "$directory" >"$directory/server.log" 2>&1 &
server=$!
# When the server ends, it prints how many sessions it has resumed.
trap 'kill "$server"; wait "$server" || true; tail -1 "$directory/server.log"; rm -r "$directory"' EXIT
for _ in $(seq 200); do
    grep -q '[.]pem$' "$directory/server.log" && break
    kill -0 "$server" || { cat "$directory/server.log"; exit 1; }
    sleep 0.1
done
read -r plain secure authority <<<"$(tail -1 "$directory/server.log")"

# measure [ROW] runs the benchmark in a process of its own. A fixed number of arenas keeps the memory outside the heap
# comparable.
measure() {
    MALLOC_ARENA_MAX=1 taskset -c 0 java -Xms256m -Xmx256m -XX:+UseSerialGC -XX:+AlwaysPreTouch \
        -Dio.netty.handler.ssl.noOpenSsl="${JDK_TLS:-false}" -Dlogback.configurationFile=wse/logback-tool.xml \
        -cp target/wse-stress.jar:target/test-classes wse.bench.TlsCostBench "$plain" "$secure" "$authority" "$@"
}
measure
for row in 0 1 2; do measure "$row"; done
