#!/usr/bin/env bash
# Runs Autobahn's test suite against the client engine and the reference server, and fails if a case fails. Installs the
# suite from PyPI into target/autobahn on its first run. Needs Python 2.7, on the path, under pyenv, or named by WSE_PYTHON2.
# Autobahn writes its own reports to target/autobahn/*/index.html. Unlike the build, this also runs all cases about
# compression (12.* and 13.*), which takes about half an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
exec mvn -B -q test-compile failsafe:integration-test@quiet failsafe:verify@quiet -Dit.test=AutobahnIT -Dautobahn.all=true
