"""Compares servers in turn, one of which is slowed down by a known share. See interleave.sh."""

import datetime
import os
import re
import subprocess
import sys
import time

from processes import ROOT, Family, free_port, gatling, java

OUT = ROOT / "target" / "interleave"
CLASSPATH = OUT / "classpath"

SERVER_CORE, CLIENT_CORE = "0", "1"
# A flood over few connections, so that the server is the bottleneck. For one figure, six rounds suffice for a finding.
SETTINGS = {"tiers": 20, "duration": "500ms", "repeat": 6, "engine": "netty", "processes": 1, "warmUp": 50}
NO_WORSE, WORSE, INCONCLUSIVE = 0, 3, 4
WORDS = {NO_WORSE: "no figure is worse", WORSE: "a figure is worse", INCONCLUSIVE: "inconclusive"}


def pinned(core, command):
    return ["taskset", "-c", core, *command]


def tool(*arguments, main="wse.cli.Main"):
    return java(CLASSPATH, "-Dlogback.configurationFile=wse/logback-tool.xml", main, *arguments)


def start_server(family, name, percent=0):
    """Starts a server, slowed down by a percentage. Returns its address."""
    port = free_port()
    command = ("server", "--port", str(port), "--loops", "1")
    slowed = tool(str(percent), *command, main="wse.bench.SlowedServer") if percent else tool(*command)
    family.start(name, pinned(SERVER_CORE, slowed))
    if not family.await_line(name, str(port)):
        sys.exit(name + " did not start: " + family.said(name))
    return "127.0.0.1:%d" % port


def run_command(directory):
    settings = ["-Dwse.%s=%s" % setting for setting in SETTINGS.items()]
    command = gatling(CLASSPATH, "wse.simulations.ThroughputSimulation", str(directory / "gatling"), *settings)
    return pinned(CLIENT_CORE, [*command, "-nr"])


def results(directory):
    return sorted(directory.glob("*/results.json"), key=lambda file: file.parent.stat().st_mtime)


def compare_alone(directory):
    """Compares each run with its neighbour alone. Returns the exit codes."""
    codes = []
    for a, b in zip(results(directory / "a"), results(directory / "b")):
        codes.append(subprocess.run(tool("compare", str(a), str(b)), cwd=ROOT, stdout=subprocess.DEVNULL).returncode)
    return codes


def compare(family, name, servers, rounds, directory, expected):
    out = directory / name
    family.start(name, tool("interleave", *servers, "--rounds", str(rounds), "--out", str(out), "--", *run_command(directory)))
    code = family.started[name].wait()
    said = re.sub(r"^round .*\n", "", family.said(name), flags=re.MULTILINE)
    print("%s servers:\n%s" % (name, said))
    alone = compare_alone(out)
    print("  each pair of runs alone: " + ", ".join(
        "%s in %d of %d" % (words, alone.count(code), len(alone)) for code, words in WORDS.items()
    ))
    right = code == expected
    print("  %s: %s, expected: %s\n" % (
        "as expected" if right else "WRONG", WORDS.get(code, "exit code %d" % code), WORDS[expected]), flush=True)
    return right


def main(rounds=12, percent=15):
    directory = OUT / datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    directory.mkdir(parents=True)
    family = Family(directory, dict(os.environ))
    chosen = os.environ.get("TESTS", "same slowed").split()
    begin = time.monotonic()
    right = True
    try:
        first = start_server(family, "server-a")
        if "same" in chosen:
            second = start_server(family, "server-b")
            right &= compare(family, "same", (first, second), rounds, directory, NO_WORSE)
        if "slowed" in chosen:
            third = start_server(family, "server-slowed", percent)
            right &= compare(family, "slowed", (first, third), rounds, directory, WORSE)
    finally:
        family.kill_all()
    print("%s after %d s; results: %s" % ("passed" if right else "FAILED", time.monotonic() - begin, directory))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
