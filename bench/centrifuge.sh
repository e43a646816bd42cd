#!/usr/bin/env bash
# Prints the path of a server of the Go library centrifuge, the core of Centrifugo, for ForeignServersIT: $CENTRIFUGE, or the one
# in ~/.cache/wse-stress. If there is none, builds it with Go, which takes a minute or two.
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
