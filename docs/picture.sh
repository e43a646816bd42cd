#!/usr/bin/env bash
# Renders docs/report.png, the picture in README, from docs/example/results.json. With --run, it first measures these results
# again: a connection storm, with the reference server on one core and the client on another. Needs Linux and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -B -q package -DskipTests

if [ "${1:-}" = --run ]; then
    taskset -c 0 java -jar target/wse-stress.jar server --port 5006 &
    server=$!
    trap 'kill "$server"' EXIT
    until (: </dev/tcp/127.0.0.1/5006) 2>/dev/null; do sleep 0.2; done
    taskset -c 1 mvn -B -q gatling:test -Dgatling.simulationClass=wse.simulations.ConnectionStormSimulation \
        -Dwse.engine=netty -Dwse.host=127.0.0.1 -Dwse.port=5006
    mkdir -p docs/example
    cp target/wse/latest/results.json docs/example/results.json
fi

java -jar target/wse-stress.jar report docs/example --out target/picture >/dev/null
chromium --headless=new --no-sandbox --hide-scrollbars --window-size=1000,760 \
    --screenshot=docs/report.png "file://$PWD/target/picture/report.html" 2>/dev/null
ls -l docs/report.png
