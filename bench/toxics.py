"""Puts toxiproxy between client and server, and compares the results with what it was told to do. See toxics.sh.

Toxiproxy copies each direction of a connection through a chain of toxics, in chunks of at most 32 KB. Latency delays each chunk by a
time that is counted from its arrival, and keeps the order. Bandwidth makes each chunk wait for its bytes at the rate, per connection.
"""

import glob
import json
import math
import os
import re
import shutil
import signal
import sys
import time
import urllib.request

from processes import ROOT, Family, free_port, gatling, java

OUT = ROOT / "target" / "toxics"
CLASSPATH = OUT / "classpath"

TOLERANCE = 0.05
DEADLINE_SECONDS = 180
FAREWELL_SECONDS = 30

LATENCY_MS = 50
# With jitter, toxiproxy chooses whole milliseconds from LATENCY - JITTER to LATENCY + JITTER - 1, each with the same probability.
JITTER_LATENCY_MS, JITTER_MS = 200, 160
# Of one connection; toxiproxy's KB has 1,000 bytes. What the kernel and toxiproxy buffer does not matter, because the confirmed rate
# extends to the last confirmation, and all bytes until then have passed at this rate. With several connections, the rate would be
# lower, because they have different amounts in their buffers, and the last of them drains alone.
RATE_KB = 500
MASK_BYTES = 4
CUT_CONNECTIONS = 60
# The proxy is closed as soon as it has accepted this many of them.
CUT_AFTER = 20

PINGS = {"tiers": 20, "pings": 1, "pingRate": 5, "duration": "8s"}
# Pings of a connection are further apart than the longest delay, so none waits for another one.
JITTER_PINGS = {"tiers": 250, "pings": 1, "pingRate": 2, "duration": "10s"}
FLOOD = {"tiers": 1, "duration": "8s"}
HOLD = {
    "tiers": CUT_CONNECTIONS, "connectRate": 20, "holdDuration": "4s", "pingInterval": "500ms",
    "minSurvivalPercent": 0,
}


class Toxiproxy:
    """The running proxy, with its interface for changing toxics."""

    def __init__(self, family, upstream):
        self.family = family
        self.api = "http://127.0.0.1:%d" % free_port()
        self.port = free_port()
        family.start("toxiproxy", [os.environ["TOXIPROXY"], "-host", "127.0.0.1", "-port", self.api.rpartition(":")[2]])
        if not family.await_line("toxiproxy", "API HTTP server", 10):
            time.sleep(1)  # Other versions word it differently.
        self.call("POST", "/proxies", {
            "name": "wse", "listen": "127.0.0.1:%d" % self.port, "upstream": "127.0.0.1:%d" % upstream, "enabled": True,
        })

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.api + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def add(self, kind, stream, toxicity=1, **attributes):
        toxic = {"name": kind + stream, "type": kind, "stream": stream, "toxicity": toxicity, "attributes": attributes}
        self.call("POST", "/proxies/wse/toxics", toxic)

    def set_toxicity(self, kind, stream, toxicity):
        self.call("POST", "/proxies/wse/toxics/" + kind + stream, {"toxicity": toxicity, "attributes": {}})

    def enable(self, enabled):
        self.call("POST", "/proxies/wse", {"enabled": enabled})

    def reset(self):
        """Removes all toxics."""
        self.call("POST", "/reset")

    def accepted(self):
        """The number of connections that it has accepted since its start."""
        return self.family.said("toxiproxy").count("Accepted client")


class Bench:
    """Runs tests through the proxy, and prints how their figures compare with what is expected."""

    def __init__(self, family, proxy):
        self.family = family
        self.proxy = proxy
        self.wrong = 0
        self.baseline = {}
        self.runs = 0

    def run(self, test, settings, meanwhile=lambda run: None):
        """Runs a test with one tier; returns the tier's results. The other function is called when the run has been started."""
        self.runs += 1
        name = "run-%d" % self.runs
        out = self.family.directory / name
        given = {
            "host": "127.0.0.1", "port": self.proxy.port, "engine": "netty", "processes": 1, "maxFailedPercent": 100,
            "warmUp": 0, "out": out, "progressInterval": "10s", **settings,
        }
        properties = ["-Dwse.%s=%s" % pair for pair in given.items()]
        command = gatling(CLASSPATH, "wse.simulations.%sSimulation" % test, str(out / "gatling"), *properties)
        out.mkdir()
        process = self.family.start(name, [*command, "-nr"])
        meanwhile(name)
        process.wait(DEADLINE_SECONDS)
        if process.returncode != 0:
            raise SystemExit("the run ended with exit code %d: see %s.txt" % (process.returncode, out))
        file, = [file for file in glob.glob(str(out / "*" / "results.json")) if "latest" not in file]
        with open(file) as results:
            return json.load(results)["tiers"][-1]

    def near(self, test, what, unit, measured, expected):
        deviation = measured / expected - 1
        self.verdict(test, what, "%.1f %s" % (measured, unit), "%.1f %s" % (expected, unit), "%+.1f %%" % (100 * deviation),
                     abs(deviation) <= TOLERANCE)

    def equal(self, test, what, measured, expected):
        self.verdict(test, what, measured, expected, "", measured == expected)

    def verdict(self, test, what, measured, expected, deviation, good):
        self.wrong += not good
        print(ROW % (test, what, measured, expected, deviation, "ok" if good else "WRONG"), flush=True)

    def pings(self, settings):
        """Service times in milliseconds."""
        tier = self.run("PingLatency", settings)
        if tier["ping_outcomes"] != {"OK": tier["latency_us"]["service"]["count"]}:
            raise SystemExit("not every ping was answered: %s" % tier["ping_outcomes"])
        return {name: value / 1000 for name, value in tier["latency_us"]["service"].items() if name not in ("count", "histogram")}

    def without_toxics(self, settings):
        """The median without toxics, in milliseconds; measured once."""
        key = str(settings)
        if key not in self.baseline:
            self.baseline[key] = self.pings(settings)["p50"]
        return self.baseline[key]


ROW = "%-12s %-32s %14s %14s %9s  %s"


def latency(bench, proxy):
    base = bench.without_toxics(PINGS)
    for stream in ("upstream", "downstream"):
        proxy.add("latency", stream, latency=LATENCY_MS)
    found = bench.pings(PINGS)
    bench.near("latency", "p50 (%.1f ms without)" % base, "ms", found["p50"], 2 * LATENCY_MS + base)


def jitter(bench, proxy):
    base = bench.without_toxics(JITTER_PINGS)
    proxy.add("latency", "downstream", latency=JITTER_LATENCY_MS, jitter=JITTER_MS)
    found = bench.pings(JITTER_PINGS)
    for percent, name in ((50, "p50"), (90, "p90"), (95, "p95"), (99, "p99")):
        expected = JITTER_LATENCY_MS - JITTER_MS + 2 * JITTER_MS * percent / 100 + base
        bench.near("jitter", name + " (%.1f ms without)" % base if name == "p50" else name, "ms", found[name], expected)
    bench.near("jitter", "standard deviation", "ms", found["stddev"], 2 * JITTER_MS / math.sqrt(12))


def bandwidth(bench, proxy, stream, settings, bytes_less=0):
    proxy.add("bandwidth", stream, rate=RATE_KB)
    tier = bench.run("Throughput", {**FLOOD, **settings})
    measured = tier["confirmed_per_second"] * (tier["frame_bytes"] - bytes_less) / 1000
    bench.near("bandwidth", "flood, " + tier["direction"], "KB/s", measured, RATE_KB)
    bench.equal("bandwidth", "messages lost", tier["messages_lost"], 0)


def bandwidth_up(bench, proxy):
    bandwidth(bench, proxy, "upstream", {"direction": "out"})


def bandwidth_down(bench, proxy):
    bandwidth(bench, proxy, "downstream", {"direction": "in"})


def bandwidth_echo(bench, proxy):
    # With so many in flight, there is always one that waits for the limit. A cold client would need more than a second until then.
    # The frames that come back have no mask.
    bandwidth(bench, proxy, "downstream", {"direction": "echo", "inFlight": 10_000, "warmUp": 1}, bytes_less=MASK_BYTES)


def all_cut(bench, test, meanwhile):
    """All connections are cut after they have been opened."""
    def when_up(run):
        bench.family.await_line(run, "all connection attempts have ended", DEADLINE_SECONDS)
        meanwhile()

    tier = bench.run("SustainedHold", HOLD, when_up)
    bench.equal(test, "connections opened", tier["connected"], CUT_CONNECTIONS)
    bench.equal(test, "connections alive", tier["alive"], 0)
    bench.equal(test, "outcomes", shown(tier["outcomes"]), "%d RESET" % CUT_CONNECTIONS)


def shown(outcomes):
    return ", ".join("%d %s" % (count, name) for name, count in sorted(outcomes.items()))


def reset(bench, proxy):
    # A toxic that is there from the beginning, but has no effect yet, makes toxiproxy send RST instead of FIN.
    proxy.add("reset_peer", "upstream", toxicity=0, timeout=0)
    all_cut(bench, "reset", lambda: proxy.set_toxicity("reset_peer", "upstream", 1))


def end_of_data(bench, proxy):
    all_cut(bench, "end-of-data", lambda: proxy.add("limit_data", "downstream", bytes=40))


def restart(bench, proxy):
    """The proxy closes when it has accepted some of the connections, and opens again for the others."""
    accepted = []

    def close_and_open(run):
        bench.family.await_line(run, "connecting %d" % CUT_CONNECTIONS, DEADLINE_SECONDS)
        end = time.monotonic() + DEADLINE_SECONDS
        while proxy.accepted() < before + CUT_AFTER and time.monotonic() < end:
            time.sleep(0.01)
        proxy.enable(False)
        accepted.append(proxy.accepted())
        proxy.enable(True)

    before = proxy.accepted()
    tier = bench.run("SustainedHold", HOLD, close_and_open)
    survivors = proxy.accepted() - accepted[0]
    bench.equal("restart", "connections alive", tier["alive"], survivors)
    cut = tier["outcomes"].get("RESET", 0) + tier["outcomes"].get("CONNECT_REFUSED", 0)
    bench.equal("restart", "connections cut or refused", cut, CUT_CONNECTIONS - survivors)
    bench.equal("restart", "connections that ended well", tier["outcomes"]["OK"], survivors)


TESTS = {
    "latency": latency, "jitter": jitter, "bandwidth-up": bandwidth_up, "bandwidth-down": bandwidth_down,
    "bandwidth-echo": bandwidth_echo, "reset": reset, "end-of-data": end_of_data, "restart": restart,
}


def start_server(family):
    family.start("server", java(CLASSPATH, "wse.cli.Main", "server", "--port", "0", "--metrics-port", "0"))
    family.await_line("server", "reference server ready")
    port = re.search(r"ready: ws://127\.0\.0\.1:(\d+)/", family.said("server"))
    if not port:
        raise SystemExit("the reference server did not start: " + family.said("server"))
    return int(port.group(1))


def interrupt(number, frame):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    names = sys.argv[1:] or list(TESTS)
    unknown = [name for name in names if name not in TESTS]
    if unknown:
        raise SystemExit("the names must be among %s: %s" % (", ".join(TESTS), ", ".join(unknown)))
    directory = OUT / "runs"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    family = Family(directory, {**os.environ, "LOG_LEVEL": "info"})
    try:
        proxy = Toxiproxy(family, start_server(family))
        bench = Bench(family, proxy)
        print(ROW % ("test", "figure", "measured", "expected", "deviation", "verdict"))
        for name in names:
            proxy.reset()
            TESTS[name](bench, proxy)
        return 1 if bench.wrong else 0
    except KeyboardInterrupt:
        return 130
    finally:
        family.kill_all()


if __name__ == "__main__":
    sys.exit(main())
