"""Repeats a mixed load in the same processes, and checks that none of them grows. See soak.sh.

The client waits for a line on its standard input before each cycle. While it waits, no connection is open, so the samples of a
process can be compared with each other. They are read with jcmd and from /proc.
"""

import collections
import csv
import datetime
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

from processes import ROOT, Family, gatling, java

OUT = ROOT / "target" / "soak"
CLASSPATH = OUT / "classpath"

# A cycle begins this often, or as soon as the previous one has ended; in a short run more often.
PERIOD_SECONDS = 60
FEWEST_CYCLES = 12
FEWEST_SAMPLES = 3
# How long a cycle may take on a busy machine; every tier ends at its own time-outs, which are shorter.
CYCLE_DEADLINE_SECONDS = 600
# Time from the end of a cycle to its sample: the server closes its side of the connections.
CALM_SECONDS = 2
FAREWELL_SECONDS = 30

MB = 1_000_000

# A figure is flat if it grew by no more than this share of its first value, or by no more than the noise, whichever is larger. The
# noise is by how much samples of the same process differ without any trend.
Figure = collections.namedtuple("Figure", "title unit share noise")
FIGURES = {
    "heap": Figure("heap after collection", MB, 0.05, 3 * MB),
    "direct": Figure("direct memory", MB, 0.05, 5 * MB),
    "descriptors": Figure("descriptors", 1, 0, 3),
    "threads": Figure("threads", 1, 0, 3),
    "rss": Figure("resident memory", MB, 0.10, 30 * MB),
    "members": Figure("cluster: connections to members", 1, 0, 0),
    "cluster": Figure("cluster: our objects", 1, 0.05, 20),
    "jgroups": Figure("cluster: JGroups' objects", 1, 0.05, 200),
}


def jcmd(pid, *command):
    return subprocess.run(
        ["jcmd", str(pid), *command], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    ).stdout


def sample(pid, name):
    """The figures of a process. Reading the histogram makes the JVM collect its garbage first."""
    histogram = [line.split() for line in jcmd(pid, "GC.class_histogram").splitlines()]
    objects = collections.Counter({row[3]: int(row[1]) for row in histogram if len(row) >= 4 and row[0].endswith(":")})
    total = next(row for row in histogram if row[:1] == ["Total"])
    status = pathlib.Path("/proc/%d/status" % pid).read_text()
    found = {
        "heap": int(total[2]),
        "direct": direct(jcmd(pid, "VM.native_memory", "summary", "scale=KB")),
        "descriptors": len(os.listdir("/proc/%d/fd" % pid)),
        "threads": int(re.search(r"^Threads:\s+(\d+)", status, re.MULTILINE).group(1)),
        "rss": int(re.search(r"^VmRSS:\s+(\d+)", status, re.MULTILINE).group(1)) * 1024,
    }
    if name != "server":
        found["members"] = objects["wse.cluster.MemberLink"]
        found["cluster"] = sum(count for kind, count in objects.items() if kind.startswith("wse.cluster."))
        found["jgroups"] = sum(count for kind, count in objects.items() if kind.startswith("org.jgroups."))
    return found


def direct(summary):
    """What the JVM has allocated for direct buffers: "Other" in its account of native memory."""
    found = re.search(r"\bOther \(reserved=(\d+)KB", summary)
    return int(found.group(1)) * 1024 if found else 0


def verdicts(samples):
    """For each process and figure: the smallest values of the first and of the last tenth, and whether it is flat.

    A leak raises even the smallest value. The others may also contain what the JVM does not free at every collection.
    """
    rows = []
    for process, figure in dict.fromkeys((row["process"], row["figure"]) for row in samples):
        values = [row["value"] for row in samples if (row["process"], row["figure"]) == (process, figure)]
        tenth = max(1, len(values) // 10)
        first = min(values[:tenth])
        last = min(values[-tenth:])
        known = FIGURES[figure]
        allowed = max(known.share * first, known.noise)
        rows.append((process, known, first, last, allowed, len(values) > 1 and last - first <= allowed))
    return rows


def shown(value, figure):
    return "%.1f MB" % (value / MB) if figure.unit == MB else "{:,.0f}".format(value)


def table(rows):
    lines = [("process", "figure", "first tenth", "last tenth", "growth", "allowed", "verdict")]
    for process, figure, first, last, allowed, flat in rows:
        lines.append((
            process, figure.title, shown(first, figure), shown(last, figure), shown(last - first, figure),
            shown(allowed, figure), "flat" if flat else "GREW",
        ))
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join(
        "  ".join(cell.ljust(width) if at in (0, 1, 6) else cell.rjust(width) for at, (cell, width) in enumerate(zip(line, widths))).rstrip()
        for line in lines
    )


class Samples:
    """The samples of a run, which are also written to a file."""

    def __init__(self, file):
        self.rows = []
        self.output = open(file, "w", newline="", buffering=1)
        self.file = csv.writer(self.output)
        self.file.writerow(("seconds", "process", "figure", "value"))

    def add(self, seconds, process, figures):
        for figure, value in figures.items():
            self.rows.append({"process": process, "figure": figure, "value": value})
            self.file.writerow(("%.0f" % seconds, process, figure, value))


def read(file):
    with open(file, newline="") as lines:
        return [{**row, "value": float(row["value"])} for row in csv.DictReader(lines)]


class Soak:
    """A run: its processes, and the samples of them."""

    def __init__(self, minutes, connections):
        self.seconds = minutes * 60
        self.period = min(PERIOD_SECONDS, self.seconds / FEWEST_CYCLES)
        self.connections = connections
        self.directory = OUT / datetime.datetime.now().strftime("%Y-%m-%d-%H%M%S")
        self.directory.mkdir(parents=True)
        self.samples = Samples(self.directory / "samples.csv")
        # The workers inherit the option from the client.
        options = (os.environ.get("JAVA_TOOL_OPTIONS", "") + " -XX:NativeMemoryTracking=summary").strip()
        self.family = Family(self.directory, {**os.environ, "JAVA_TOOL_OPTIONS": options})
        self.processes = {}
        self.cycles = 0

    def start(self):
        server = java(CLASSPATH, "wse.cli.Main", "server", "--port", "0", "--metrics-port", "0")
        self.family.start("server", server)
        self.family.await_line("server", "reference server ready")
        port = re.search(r"ready: ws://127\.0\.0\.1:(\d+)/", self.family.said("server"))
        if not port:
            raise SystemExit("the reference server did not start: " + self.family.said("server"))
        properties = (
            "-Dsoak.port=" + port.group(1), "-Dsoak.connections=%d" % self.connections, "-Dsoak.out=%s" % self.directory,
            # The requests are counted, but not written to a file.
            "-Dgatling.data.writers.0=console", "-Dgatling.data.console.writePeriod=3600",
        )
        command = gatling(CLASSPATH, "wse.bench.SoakSimulation", str(self.directory / "gatling"), *properties)
        self.family.start("client", [*command, "-nr"], stdin=subprocess.PIPE)

    def at_rest(self):
        """Waits for the end of the cycle."""
        return self.family.await_line("client", "[soak] at rest after cycle %d\n" % self.cycles, CYCLE_DEADLINE_SECONDS)

    def find(self):
        """The ids of the processes by name."""
        workers = [pid for pid, kind in self.family.living("client").items() if kind == "worker"]
        client = [pid for pid, kind in self.family.living("client").items() if kind == "run"]
        server = [pid for pid, kind in self.family.living("server").items() if kind == "server"]
        named = [("client", pid) for pid in client] + [("worker-%d" % (1 + at), pid) for at, pid in enumerate(workers)]
        return dict(named + [("server", pid) for pid in server])

    def run(self):
        """Returns what went wrong."""
        self.start()
        if not self.at_rest():
            return ["the client did not start"]
        self.processes = self.find()
        begun = time.monotonic()
        print("[soak] for %.0f minutes, a cycle every %.0f s; processes: %s; output in %s" % (
            self.seconds / 60, self.period, ", ".join("%s %d" % pair for pair in self.processes.items()), self.directory
        ), flush=True)
        while time.monotonic() < begun + self.seconds or self.cycles < FEWEST_SAMPLES:
            next_begin = time.monotonic() + self.period
            faults = self.cycle(begun)
            if faults:
                return faults
            time.sleep(max(0, next_begin - time.monotonic()))
        return []

    def cycle(self, begun):
        client = self.family.started["client"]
        client.stdin.write(b"\n")
        client.stdin.flush()
        self.cycles += 1
        if not self.at_rest():
            return ["cycle %d did not end" % self.cycles]
        time.sleep(CALM_SECONDS)
        if self.find() != self.processes:
            return ["the processes changed: %s before, %s now" % (self.processes, self.find())]
        seconds = time.monotonic() - begun
        figures = {name: sample(pid, name) for name, pid in self.processes.items()}
        for name, found in figures.items():
            self.samples.add(seconds, name, found)
        print("[soak] %5.0f s, cycle %d: %s" % (seconds, self.cycles, "; ".join(
            "%s %s heap, %s direct, %d fd, %d threads" % (
                name, shown(found["heap"], FIGURES["heap"]), shown(found["direct"], FIGURES["direct"]), found["descriptors"],
                found["threads"]) for name, found in figures.items()
        )), flush=True)
        return []

    def end(self, at_once):
        """Ends all processes, if necessary in the middle of a cycle; returns what was wrong."""
        faults = []
        client = self.family.started.get("client")
        if client:
            try:
                client.stdin.close()
            except OSError:
                pass  # It has ended already.
            if at_once:
                client.terminate()
            if self.family.await_end("client", FAREWELL_SECONDS):
                faults.append("the client or a worker did not end")
            elif client.wait() != 0 and not at_once:
                faults.append("the client ended with exit code %d: see %s" % (client.returncode, self.directory / "client.txt"))
        if "server" in self.family.started:
            self.family.started["server"].terminate()
            self.family.await_end("server", FAREWELL_SECONDS)
        self.family.kill_all()
        return faults

    def failed(self):
        """The number of tiers, of failed requests in them, and of tiers that are incomplete or could not be carried out."""
        said = self.family.said("client")
        lines = re.findall(r"^\[wse\] .* connected in .*?, ([\d,]+) failed, .*?(\w+)$", said, re.MULTILINE)
        failed = sum(int(count.replace(",", "")) for count, _ in lines)
        incomplete = sum(verdict == "INCOMPLETE" for _, verdict in lines) + said.count("could not be carried out")
        return len(lines), failed, incomplete


def check(samples):
    """Prints the table; returns whether everything is flat."""
    rows = verdicts(samples)
    print(table(rows))
    return bool(rows) and all(row[-1] for row in rows)


def play(minutes, connections):
    soak = Soak(minutes, connections)
    faults, interrupted = ["the script failed"], False
    try:
        faults = soak.run()
    except KeyboardInterrupt:
        faults, interrupted = [], True
        print("\n[soak] ending", flush=True)
    finally:
        ended = soak.end(at_once=bool(faults) or interrupted)
    tiers, failed, incomplete = soak.failed()
    print("\n%d cycles, %d tiers of %d connections: %d requests failed, %d tiers are incomplete\n" % (
        soak.cycles, tiers, connections, failed, incomplete))
    flat = check(soak.samples.rows)
    for fault in faults + ended:
        print("WRONG: " + fault)
    if interrupted:
        return 130
    return 0 if flat and not faults and not ended and failed == 0 and incomplete == 0 else 1


def interrupt(number, frame):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    if sys.argv[1:2] == ["--check"]:
        return 0 if check(read(sys.argv[2])) else 1
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    return play(minutes, connections)


if __name__ == "__main__":
    sys.exit(main())
