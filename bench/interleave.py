"""Compares servers in turn, one of which is slowed down by a known share. See interleave.sh."""

import datetime
import os
import re
import signal
import subprocess
import sys
import threading
import time

from processes import ROOT, Family, free_port, gatling, java, send

OUT = ROOT / "target" / "interleave"
CLASSPATH = OUT / "classpath"

SERVER_CORE, CLIENT_CORE = "0", "1"
# A flood over few connections, so that the server is the bottleneck. For one figure, six rounds suffice for a finding.
SETTINGS = {"tiers": 20, "duration": "500ms", "repeat": 6, "engine": "netty", "processes": 1, "warmUp": 50}
# Time between two stops of the slowed server: far shorter than a flood, far longer than a signal takes.
PERIOD_SECONDS = 0.01
NO_WORSE, WORSE, INCONCLUSIVE = 0, 3, 4
WORDS = {NO_WORSE: "no figure is worse", WORSE: "a figure is worse", INCONCLUSIVE: "inconclusive"}


class Brake(threading.Thread):
    """Keeps a process stopped for a share of the time, until end() is called."""

    def __init__(self, pid, share):
        super().__init__(daemon=True)
        self.pid, self.share = pid, share
        self.ended = threading.Event()
        self.stopped_seconds = self.all_seconds = 0

    def run(self):
        begin = time.monotonic()
        while not self.ended.wait(PERIOD_SECONDS * (1 - self.share)):
            stop = time.monotonic()
            # A late wake-up on a busy machine is made up for in the following periods.
            due = (self.share * (stop - begin) - self.stopped_seconds) / (1 - self.share)
            if due > 0:
                send(self.pid, signal.SIGSTOP)
                time.sleep(due)
                send(self.pid, signal.SIGCONT)
                self.stopped_seconds += time.monotonic() - stop
            self.all_seconds = time.monotonic() - begin

    def end(self):
        self.ended.set()
        self.join()
        return 100 * self.stopped_seconds / self.all_seconds


def pinned(core, command):
    return ["taskset", "-c", core, *command]


def tool(*arguments):
    return java(CLASSPATH, "-Dlogback.configurationFile=wse/logback-tool.xml", "wse.cli.Main", *arguments)


def start_server(family, name):
    port = free_port()
    family.start(name, pinned(SERVER_CORE, tool("server", "--port", str(port), "--loops", "1")))
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
        first, second = start_server(family, "server-a"), start_server(family, "server-b")
        if "same" in chosen:
            right &= compare(family, "same", (first, second), rounds, directory, NO_WORSE)
        if "slowed" in chosen:
            brake = Brake(family.started["server-b"].pid, percent / 100)
            brake.start()
            right &= compare(family, "slowed", (first, second), rounds, directory, WORSE)
            print("  the server was stopped for %.1f %% of the time" % brake.end())
    finally:
        family.kill_all()
    print("%s after %d s; results: %s" % ("passed" if right else "FAILED", time.monotonic() - begin, directory))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
