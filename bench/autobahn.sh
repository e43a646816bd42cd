#!/usr/bin/env bash
# Runs Autobahn's test suite against the client engine (epoll and io_uring) and the reference server, and fails if a case
# fails.
#
#   bench/autobahn.sh                       all cases
#   bench/autobahn.sh '12.*' '13.7.1'       the cases that match one of the patterns
#
# Installs the suite from PyPI into target/autobahn on its first run. Needs Python 2.7, on the path, under pyenv, or named
# by WSE_PYTHON2. Autobahn writes its own reports to target/autobahn/*/index.html. All cases about compression (12.* and
# 13.*) together take more than half an hour; the build runs only some of them.
set -euo pipefail
cd "$(dirname "$0")/.."
cases=$(IFS=,; echo "${*:-all}")
exec mvn -B -q test-compile failsafe:integration-test@together failsafe:verify@together -Dit.test=AutobahnIT \
    "-Dautobahn.cases=$cases"
