#!/usr/bin/env bash
# Prints the path of toxiproxy (https://github.com/Shopify/toxiproxy): $TOXIPROXY, or toxiproxy-server from PATH. If there is
# none, builds it with Go in ~/.cache/wse-stress, where ToxicsIT looks for it, too.
set -euo pipefail

version=v2.5.0
built=$HOME/.cache/wse-stress/toxiproxy/server
if [ -n "${TOXIPROXY:-}" ]; then
    echo "$TOXIPROXY"
elif command -v toxiproxy-server; then
    :
elif [ -x "$built" ]; then
    echo "$built"
elif command -v go >/dev/null; then
    GOBIN=$(dirname "$built") go install "github.com/Shopify/toxiproxy/v2/cmd/server@$version" >&2
    echo "$built"
else
    echo "toxiproxy is needed: install toxiproxy-server, or install Go so that bench/toxiproxy.sh can build it" >&2
    exit 1
fi
