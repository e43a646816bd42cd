#!/usr/bin/env bash
# Prints the path of the Centrifugo server that ForeignServersIT uses. The server is built with the Go library centrifuge,
# the core of Centrifugo. If $CENTRIFUGE is set, it is the path; otherwise, the server is in ~/.cache/wse-stress. If it
# does not exist there yet, the script builds it with Go, which takes a minute or two.
set -euo pipefail
cd "$(dirname "$0")/.."

built=$HOME/.cache/wse-stress/centrifuge/server
if [ -n "${CENTRIFUGE:-}" ]; then
    echo "$CENTRIFUGE"
elif [ -x "$built" ]; then
    echo "$built"
elif command -v go >/dev/null; then
    (cd src/test/resources/foreign/centrifuge && go build -o "$built.new" . >&2)
    mv "$built.new" "$built"
    echo "$built"
else
    echo "a Centrifugo server is needed: install Go so that bench/centrifuge.sh can build one" >&2
    exit 1
fi
