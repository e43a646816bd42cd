"""Runs wse-bench and wse-stress in turns against one server and prints their figures side by side.

CPU is user and system time of all threads of the client's process, by wait4(2). For wse-bench this is the whole process,
which starts in milliseconds. For wse-stress it is the CPU of the tier in results.json, because the start and the warm-up of
the JVM are not part of a tier; the CPU of the whole process is printed too. us/op is CPU per handshake in a storm. In a ping
test it is CPU per ping, after subtracting the handshakes, whose cost comes from the storm of the same client.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys

SECRET = "bench-secret-key-for-testing-only"
PINGS = 50
ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = {
    "storm": ("connection-storm", "wse.simulations.ConnectionStormSimulation", "connect"),
    "ping": ("ping-latency", "wse.simulations.PingLatencySimulation", "service"),
}

# The command that runs one tier with wse-stress. {simulation} {host} {port} {secret} {tier} {out} are filled in, and the run
# must write {out}/latest/results.json. --ours replaces the command; --ours none runs wse-bench only.
OURS = (
    "mvn -B -q -o gatling:test -Dgatling.simulationClass={simulation} -Dwse.engine=netty -Dwse.host=127.0.0.1"
    " -Dwse.port={port} -Dwse.secret={secret} -Dwse.tiers={tier} -Dwse.out={out}"
)


def arguments():
    parser = argparse.ArgumentParser(prog="bench/compare-wse-bench.sh")
    parser.add_argument("--tests", default="storm,ping")
    parser.add_argument("--tiers", default="100,500,1000,2000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--version", default="2.0.0", help="genuine server to start from target/genuine")
    parser.add_argument("--server-python", help="Python that has wse-server, instead of target/genuine's")
    parser.add_argument("--port", type=int, help="use the server that listens on this port, and start none")
    parser.add_argument("--client-core", default="0")
    parser.add_argument("--server-core", default="1")
    parser.add_argument("--ours", default=OURS, help="command that runs wse-stress, or none")
    return parser.parse_args()


def measured(command, core):
    """Runs a command pinned to a core; returns its output, and the CPU seconds of it and of the children it waited for."""
    process = subprocess.Popen(
        ["taskset", "-c", core, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return output, usage.ru_utime + usage.ru_stime, process.returncode


def number(pattern, text):
    found = re.search(pattern, text)
    return float(found.group(1)) if found else None


def run_theirs(options, port, test, tier):
    bench = os.environ.get("WSE_BENCH") or sys.exit("WSE_BENCH must name the wse-bench binary: WSE_BENCH=/path/to/wse-bench")
    command = [bench, "--test", TESTS[test][0], "--tiers", str(tier), "--port", str(port), "--secret", SECRET]
    output, cpu, code = measured(command, options.client_core)
    if code:
        sys.exit(f"wse-bench ended with {code}:\n{output}")
    answered = number(r"Total pings: (\d+)", output)
    connected = number(r"Connected: (\d+)/", output)
    return {
        "ok": answered if test == "ping" else connected,
        "rate": number(r"Accept rate: ([\d.]+)", output),
        "p50_ms": number(r"p50: +([\d.]+)", output),
        "p99_ms": number(r"p99: +([\d.]+)", output),
        "cpu": cpu,
        "process_cpu": cpu,
    }


def run_ours(options, port, test, tier):
    simulation, latency = TESTS[test][1:]
    out = ROOT / "target" / "compare-wse-bench"
    facts = {"simulation": simulation, "port": port, "secret": SECRET, "tier": tier, "out": out}
    shutil.rmtree(out, ignore_errors=True)  # older results must not be mistaken for new ones
    output, cpu, code = measured(shlex.split(options.ours.format(**facts)), options.client_core)
    results = out / "latest" / "results.json"
    if code or not results.exists():
        sys.exit(f"Our side must leave {results}: exit code {code}\n{output[-3000:]}")
    row = json.loads(results.read_text())["tiers"][0]
    figures = row.get("latency_us", {}).get(latency, {})
    return {
        "ok": figures.get("count") if test == "ping" else row["outcomes"].get("OK", 0),
        "rate": row.get("connections_per_second"),
        "p50_ms": figures.get("p50", 0) / 1000,
        "p99_ms": figures.get("p99", 0) / 1000,
        "cpu": row.get("client", {}).get("cpu_seconds"),
        "process_cpu": cpu,
    }


class Server:
    """A genuine server with this project's launcher, pinned."""

    def __init__(self, options):
        self.port, self.process = options.port, None
        if options.port:
            return
        python = options.server_python or ROOT / "target/genuine" / options.version / "venv/bin/python"
        launcher = ROOT / "src/main/resources/wse/genuine/launcher.py"
        self.process = subprocess.Popen(
            ["taskset", "-c", options.server_core, str(python), str(launcher)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "WSE_SECRET": SECRET},
        )
        ready = self.process.stdout.readline()
        self.port = int(number(r" port=(\d+)", ready) or sys.exit(f"No server: is there a wse-server for {python}?"))
        print(f"server: genuine {ready.split('version=')[1].split()[0]}, pid {self.process.pid}, core {options.server_core}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.stdin.close()
            self.process.wait(20)


def median(rows, key):
    values = [row[key] for row in rows if row.get(key) is not None]
    return statistics.median(values) if values else None


def per_operation(medians, test, tier, who):
    """CPU microseconds per handshake, or per ping without the handshakes' share; None if it cannot be computed."""
    row = medians.get((test, tier, who))
    if not row or not row["cpu"] or not row["ok"]:
        return None
    if test == "storm":
        return row["cpu"] * 1e6 / row["ok"]
    storm = medians.get(("storm", tier, who))
    return (row["cpu"] - storm["cpu"]) * 1e6 / row["ok"] if storm and storm["cpu"] else None


def cell(value, form):
    return "-" if value is None else format(value, form)


COLUMNS = [("ok", "8.0f"), ("rate", "9.0f"), ("p50_ms", "9.3f"), ("p99_ms", "9.3f"), ("cpu", "8.3f")]


def table(medians, tests, tiers):
    print("\n| test | tier | client | ok | conn/s | p50 ms | p99 ms | tier CPU s | process CPU s | CPU us/op |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for test in tests:
        for tier in tiers:
            rows = {who: medians.get((test, tier, who)) for who in ("wse-bench", "wse-stress")}
            for who, row in rows.items():
                if row:
                    cells = [cell(row[key], form).strip() for key, form in [*COLUMNS, ("process_cpu", ".3f")]]
                    cells.append(cell(per_operation(medians, test, tier, who), ".1f"))
                    print(f"| {test} | {tier} | {who} | " + " | ".join(cells) + " |")
            if all(rows.values()):
                ratios = [ratio(rows, key) for key, _ in [*COLUMNS, ("process_cpu", "")]]
                operation = {who: {"op": per_operation(medians, test, tier, who)} for who in rows}
                print(f"| {test} | {tier} | ratio | " + " | ".join([*ratios, ratio(operation, "op")]) + " |")


def ratio(rows, key):
    theirs, ours = rows["wse-bench"][key], rows["wse-stress"][key]
    return f"{ours / theirs:.2f}" if theirs and ours else "-"


def main():
    options = arguments()
    tests, tiers = options.tests.split(","), [int(tier) for tier in options.tiers.split(",")]
    clients = {"wse-bench": run_theirs}
    if options.ours != "none":
        clients["wse-stress"] = run_ours
    found = {}
    with Server(options) as server:
        for round_number in range(1, options.rounds + 1):
            for test in tests:
                for tier in tiers:
                    for who, run in clients.items():
                        row = run(options, server.port, test, tier)
                        found.setdefault((test, tier, who), []).append(row)
                        print(f"round {round_number} {test} {tier} {who}: {row}", file=sys.stderr)
    keys = [key for key, _ in COLUMNS] + ["process_cpu"]
    medians = {case: {key: median(rows, key) for key in keys} for case, rows in found.items()}
    print(f"medians of {options.rounds} rounds, client on core {options.client_core}")
    table(medians, tests, tiers)


if __name__ == "__main__":
    main()
