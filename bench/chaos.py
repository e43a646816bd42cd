"""Kills or stops processes of runs at random, and checks how the runs end. See chaos.sh.

The seed of a round decides everything that is chosen in it: the test, the processes, the victim, the signal and the time.
What the victim is doing at that time also depends on the machine. Each process of a round is started in a session of its own,
which its children inherit. This is how they are found, even if their parent has died.
"""

import collections
import json
import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time

import processes
from processes import ROOT, Family, free_port, send

OUT = ROOT / "target" / "chaos"

# How long a run may take, from its start to its end. Every tier ends at its own deadline, which is earlier.
DEADLINE_SECONDS = 240
# How long the other processes of a round may take to end after the run. Agents that never met it still wait for it.
FAREWELL_SECONDS = 75
PATIENCE = "60s"

FLOOD = {"duration": "3s", "drainTimeout": "5s"}
# The settings and the number of tiers of each test; the number is None if it depends on the server.
TESTS = {
    "ConnectionStorm": ({"tiers": "20,40", "pongTimeout": "3s"}, 2),
    "PingLatency": ({"tiers": "20", "pings": "20", "duration": "3s", "pongTimeout": "2s"}, 2),
    "SustainedHold": ({"tiers": "20,40", "holdDuration": "3s", "pingInterval": "1s", "pongTimeout": "2s"}, 2),
    "Throughput": ({"tiers": "6,12", **FLOOD}, 2),
    "SizeMatrix": ({"tiers": "6", "sizes": "64,1024", **FLOOD}, 2),
    "FormatComparison": ({"tiers": "6", "formats": "json,zlib", **FLOOD}, 2),
    "ConnectionLimit": (
        {"maxConnections": "60", "firstStep": "20", "holdDuration": "2s", "pingInterval": "1s", "pongTimeout": "2s"},
        None,
    ),
}
WITH_GATLING = ("ConnectionStorm", "PingLatency", "SustainedHold")
CREWS = ("gatling", "netty", "workers", "agents")
# With the first one, the victim continues after a while; with the second one, it stays stopped until the run has ended.
STOPS = ("STOP", "STOP for good")
BLOWS = ("KILL", "TERM", "INT", *STOPS)

Round = collections.namedtuple("Round", "seed test crew server launcher direction blow pick loaded wait pause")


def choose(seed):
    """The choices of a round. Successive seeds go through all tests, crews and servers."""
    dice = random.Random(seed)
    test = list(TESTS)[seed % 7]
    crew = CREWS[seed // 7 % 4]
    return Round(
        seed=seed,
        test=test,
        crew="netty" if crew == "gatling" and test not in WITH_GATLING else crew,
        server=("embedded", "separate")[seed // 28 % 2],
        launcher="maven" if seed % 10 == 0 else "java",
        direction=dice.choice(("out", "in", "echo")),
        blow=dice.choice(BLOWS),
        pick=dice.random(),
        loaded=dice.random() < 0.75,
        wait=dice.uniform(0, 6),
        pause=dice.uniform(1, 6),
    )


def java(*arguments):
    return processes.java(OUT / "classpath", "-XX:TieredStopAtLevel=1", *arguments)


def settings(chosen, results):
    own, _ = TESTS[chosen.test]
    given = {"out": results, "warmUp": "4", "progressInterval": "1s", "readyTimeout": "5s", "deadlineMargin": "15s", **own}
    if "drainTimeout" in own:
        given["direction"] = chosen.direction
    if chosen.test in WITH_GATLING:
        given["engine"] = "gatling" if chosen.crew == "gatling" else "netty"
    if chosen.crew == "workers":
        given.update(processes=2, **({"serverProcesses": 2} if chosen.server == "embedded" else {}))
    return given


def start(chosen, family, results):
    """Starts the server and the agents, if the round has any, and then the run."""
    given = settings(chosen, results)
    if chosen.server == "separate":
        port = free_port()
        family.start("server", java("wse.cli.Main", "server", "--port", str(port), "--metrics-port", "0"))
        family.await_line("server", str(port))
        given.update(host="127.0.0.1", port=port)
    if chosen.crew == "agents":
        given.update(agents=2, clusterPort=free_port())
        for name in ("agent-1", "agent-2"):
            join = ["--join", "127.0.0.1:%d" % given["clusterPort"], "--once", "--patience", PATIENCE]
            family.start(name, java("wse.cli.Main", "agent", "--name", name, "--keep", str(family.directory), *join))
    properties = ["-Dwse.%s=%s" % pair for pair in given.items()]
    gatling = str(family.directory / "gatling")
    simulation = "wse.simulations.%sSimulation" % chosen.test
    if chosen.launcher == "maven":
        # Without compiling: a compiler that is killed would leave no classes for the next rounds.
        command = ["mvn", "-B", "-ntp", "-o", "gatling:test", "-Dmaven.main.skip=true", "-Dmaven.test.skip=true"]
        command += ["-Dgatling.simulationClass=" + simulation, *properties]
    else:
        command = processes.gatling(OUT / "classpath", simulation, gatling, "-XX:TieredStopAtLevel=1", *properties)
    return family.start("run", command)


def has_begun(family):
    """Whether the first tier has begun. From then on, the run promises results."""
    return re.search(r"^\[wse\] .*connecting [0-9]", family.said("run"), re.MULTILINE) is not None


def strike(chosen, family, run):
    """Waits for the chosen time, and sends the signal. Returns what was hit, and the process that stays stopped."""
    end = time.monotonic() + 90
    while chosen.loaded and not has_begun(family) and run.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(chosen.wait)
    living = list(family.living().items())
    if run.poll() is not None or not living:
        return "nobody", None
    pid, name = living[int(chosen.pick * len(living))]
    if chosen.blow not in STOPS:
        send(pid, getattr(signal, "SIG" + chosen.blow))
        return name, None
    send(pid, signal.SIGSTOP)
    # A process that must end by itself cannot do so while it is stopped.
    if chosen.blow == "STOP for good" and name not in ("run", "maven"):
        return name, pid
    time.sleep(chosen.pause)
    send(pid, signal.SIGCONT)
    return name, None


def await_run(family, run, begun):
    try:
        run.wait(max(1, begun + DEADLINE_SECONDS - time.monotonic()))
        return []
    except subprocess.TimeoutExpired:
        for pid, name in family.living("run").items():
            if name == "run":
                send(pid, signal.SIGQUIT)  # prints the stacks of all threads
        time.sleep(3)
        return ["still running after %d s" % DEADLINE_SECONDS]


def farewell(family):
    """Ends the server; the run's own processes and the agents must end by themselves."""
    faults = []
    if "server" in family.started:
        family.started["server"].terminate()
    for name in family.started:
        left = family.await_end(name, FAREWELL_SECONDS)
        if left:
            faults.append("left behind by %s: %s" % (name, ", ".join("%s %d" % (k, p) for p, k in left.items())))
    return faults


def tier_faults(tier):
    if tier["attempts"] != sum(tier["outcomes"].values()) or tier["attempts"] < tier["connections"]:
        yield "attempts are not the sum of outcomes: %s %s" % (tier["attempts"], tier["outcomes"])
    if "messages_sent" in tier:
        known = tier["messages_confirmed"] + tier["messages_lost"] + tier.get("messages_unknown", 0)
        if tier["messages_sent"] != known or tier["messages_lost"] < 0:
            yield "messages do not add up: %s sent, %s known" % (tier["messages_sent"], known)
    if tier["verdict"] == "INCOMPLETE" and not tier["reasons"]:
        yield "an incomplete tier has no reason"


def lacks_a_client(tier):
    return any(reason.startswith("a part of the client did not finish") for reason in tier["reasons"])


def results_faults(chosen, family, results, status, promised):
    """What is wrong with results.json, and whether it has all tiers, each of them complete."""
    files = [f for f in sorted(results.glob("*/results.json")) if not f.parent.is_symlink()]
    if not files:
        return (["no results.json"] if promised else []), False, "-"
    try:
        run = json.loads(files[-1].read_text())
        faults = [fault for tier in run["tiers"] for fault in tier_faults(tier)]
    except (ValueError, KeyError) as broken:
        return ["results.json is broken: %r" % broken], False, "broken"
    incomplete = [tier for tier in run["tiers"] if tier["verdict"] == "INCOMPLETE" or lacks_a_client(tier)]
    planned = TESTS[chosen.test][1]
    # Each tier is saved after the line at its end, so the last one may be missing if the run was killed.
    ended = len(re.findall(r" connected in .* (?:VALID|SHORT|STARVED|SUSPECT|INCOMPLETE)$", family.said("run"), re.MULTILINE))
    if len(run["tiers"]) < ended - 1:
        faults.append("%d tiers had ended, but there are only %d" % (ended, len(run["tiers"])))
    missing = planned is not None and len(run["tiers"]) < planned
    if missing and "incomplete" not in run:
        faults.append("a tier is missing, but the run is not marked as incomplete")
    whole = not incomplete and not missing and "incomplete" not in run
    return faults, whole, "%d tiers, %d incomplete" % (len(run["tiers"]), len(incomplete))


def play(chosen, full_disk=False):
    """One round; returns its row and what was wrong."""
    directory = OUT / str(chosen.seed)
    shutil.rmtree(directory, ignore_errors=True)
    results = directory / "wse"
    results.mkdir(parents=True)
    if full_disk:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(results)], check=True)
    family = Family(directory, {**os.environ, "WSE_CLUSTER_SECRET": secrets.token_urlsafe(32)})
    try:
        begun = time.monotonic()
        run = start(chosen, family, results)
        hit, stopped = fill(family, run, results) if full_disk else strike(chosen, family, run)
        faults = await_run(family, run, begun)
        seconds = time.monotonic() - begun
        if stopped:
            send(stopped, signal.SIGCONT)
        faults += farewell(family)
        status = run.poll()
        killed = hit == "run" and chosen.blow == "KILL" and not full_disk
        promised = status == 0 or has_begun(family) and not killed and not full_disk
        more, whole, summary = results_faults(chosen, family, results, status, promised)
        faults += more
        if hit == "nobody" and status != 0:
            faults.append("failed, although nobody was hit")
        if status == 0 and (full_disk or not whole):
            faults.append("exit code 0, although not every tier is complete")
        return row(chosen, hit, full_disk, seconds, status, summary, faults), faults
    finally:
        family.kill_all()
        if full_disk:
            subprocess.run(["umount", str(results)], check=True)


def fill(family, run, results):
    """Fills the disk as soon as the first tier has begun."""
    family.await_line("run", "connecting ", 90)
    time.sleep(1)
    try:
        with open(results / "ballast", "wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(4096))
    except OSError:
        return "disk", None


COLUMNS = "%-10s %-16s %-8s %-9s %-6s %-8s %-14s %7s %5s  %-25s %s"


def row(chosen, hit, full_disk, seconds, status, summary, faults):
    blow = "full" if full_disk else chosen.blow
    return COLUMNS % (
        chosen.seed, chosen.test, chosen.crew, chosen.server, chosen.launcher, hit, blow,
        "%.0f s" % seconds, status, summary, "WRONG: " + "; ".join(faults) if faults else "ok",
    )


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # If it were ignored here, the processes would ignore it, too.
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1_000_000)
    wrong = 0
    print(COLUMNS % ("seed", "test", "crew", "server", "by", "hit", "signal", "time", "exit", "results.json", "verdict"))
    for number in range(seed, seed + count):
        full_disk = count > 1 and number == seed + count - 1
        chosen = choose(number)
        if full_disk:
            chosen = chosen._replace(launcher="java", blow="-")
        line, faults = play(chosen, full_disk)
        print(line, flush=True)
        wrong += bool(faults)
    print("%d rounds, %d wrong" % (count, wrong))
    sys.exit(1 if wrong else 0)


main()
