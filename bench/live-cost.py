"""Measures what live figures cost the client. See live-cost.sh."""

import datetime
import http.server
import json
import os
import pathlib
import statistics
import sys
import threading
import time
import urllib.request

from processes import ROOT, Family, free_port, gatling, java

OUT = ROOT / "target" / "live-cost"
CLASSPATH = OUT / "classpath"

SERVER_CORE, CLIENT_CORE = "0", "1"
SETTINGS = {
    "tiers": 1000, "pings": 800, "duration": "1s", "engine": "netty", "processes": 1, "host": "127.0.0.1",
}
LIMIT_PERCENT = 1
NANOS = 1e9


class Receiver(http.server.BaseHTTPRequestHandler):
    """Accepts whatever is pushed, and only counts the pushes."""

    pushes = 0

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.pushes += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *ignored):
        pass


def pinned(core, command):
    return ["taskset", "-c", core, *command]


def start_server(family):
    port = free_port()
    tool = java(CLASSPATH, "-Dlogback.configurationFile=wse/logback-tool.xml", "wse.cli.Main")
    family.start("server", pinned(SERVER_CORE, [*tool, "server", "--port", str(port), "--loops", "1"]))
    if not family.await_line("server", str(port)):
        sys.exit("the server did not start: " + family.said("server"))
    return port


def cpu_seconds(pid):
    """The CPU time of each thread of a process so far, by its id, with its name."""
    threads = {}
    for task in pathlib.Path("/proc/%d/task" % pid).iterdir():
        try:
            name = (task / "comm").read_text().strip()
            threads[int(task.name)] = name, int((task / "schedstat").read_text().split()[0]) / NANOS
        except OSError:
            pass  # The thread has ended in the meantime.
    return threads


def read_page(port, pages):
    with urllib.request.urlopen("http://127.0.0.1:%d/metrics" % port, timeout=2) as page:
        pages.append(len(page.read()))


def run(family, name, properties, live_port=None):
    """Carries out one run. Returns its results, the CPU time of its threads, and the sizes of all pages read."""
    directory = family.directory / name
    settings = ["-Dwse.%s=%s" % setting for setting in {**SETTINGS, **properties, "out": directory}.items()]
    command = gatling(CLASSPATH, "wse.simulations.PingLatencySimulation", str(directory / "gatling"), *settings)
    process = family.start(name, pinned(CLIENT_CORE, [*command, "-nr"]))
    threads, pages = {}, []
    while process.poll() is None:
        try:
            threads.update(cpu_seconds(process.pid))
            if live_port:
                read_page(live_port, pages)
        except OSError:
            pass  # The page is not available yet or any more, or the process has ended.
        time.sleep(1)
    if process.returncode:
        sys.exit("the run has failed: " + family.said(name))
    return json.loads(next(directory.glob("*/results.json")).read_text()), threads, pages


def micros_per_ping(results):
    tier = results["tiers"][0]
    return 1e6 * tier["client"]["cpu_seconds"] / sum(tier["ping_outcomes"].values())


def live_percent(threads):
    """The share of the threads for live figures in the CPU time of the whole process."""
    live = sum(seconds for name, seconds in threads.values() if name.startswith("wse-live"))
    return 100 * live / sum(seconds for _, seconds in threads.values()), live


def main(pairs=5):
    directory = OUT / datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    directory.mkdir(parents=True)
    family = Family(directory, dict(os.environ))
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    ratios, shares = [], []
    try:
        port = start_server(family)
        for pair in range(1, pairs + 1):
            live_port = free_port()
            live = {
                "port": port, "live.port": live_port, "live.otlp": "http://127.0.0.1:%d" % receiver.server_port,
                "live.otlpInterval": "1s",
            }
            order = [("without", {"port": port}, None), ("with", live, live_port)]
            costs = {}
            for name, properties, page in order if pair % 2 else reversed(order):
                results, threads, pages = run(family, "%s-%d" % (name, pair), properties, page)
                costs[name] = micros_per_ping(results)
                if page:
                    percent, seconds = live_percent(threads)
                    shares.append(percent)
                    read = "%d pages of %.0f kB" % (len(pages), statistics.mean(pages) / 1000)
            ratios.append(100 * (costs["with"] / costs["without"] - 1))
            print("pair %d: CPU per ping %.2f us without, %.2f us with live figures (%+.1f %%); their threads %.3f s, %.2f %% (%s)"
                  % (pair, costs["without"], costs["with"], ratios[-1], seconds, shares[-1], read), flush=True)
    finally:
        family.kill_all()
        receiver.shutdown()
    print("CPU per ping with live figures: %+.1f %% (%s)" % (statistics.median(ratios), " ".join("%+.1f" % r for r in sorted(ratios))))
    print("threads of the live figures: %.2f %% of the client's CPU time (%s); %d pushes in all"
          % (statistics.median(shares), " ".join("%.2f" % share for share in sorted(shares)), Receiver.pushes))
    right = statistics.median(shares) <= LIMIT_PERCENT
    print("%s; results: %s" % ("passed" if right else "FAILED: more than %d %%" % LIMIT_PERCENT, directory))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
