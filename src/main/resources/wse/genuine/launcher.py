"""Runs one genuine WSE server (PyPI package wse-server, 2.0.0 or newer, or its fork proper-wse) on the loopback address.

    WSE_SECRET=... python launcher.py --port 0 --metrics-port 0 --max-connections 100000

Port 0 means any free port. The secret comes from the environment, because every user of the machine can read a command
line. Prints one line when the server accepts connections, and nothing else:

    GENUINE READY version=2.5.1 port=40001 metrics_port=40002 pid=1234

The server's counters are at http://127.0.0.1:<metrics_port>/metrics as Prometheus text. The process ends when its
standard input is closed (so also when its parent dies), or on SIGTERM or SIGINT.

--drain on calls enable_drain_mode(), without which the server discards what it has parsed and its inbound queue stays
empty. The published figures were measured without it (bench_server.py never calls it), so off is the default.

--max-pending-handshakes limits how many handshakes may be under way. Only proper-wse has this setting (default 512); it
refuses any more with status 503.
"""

import argparse
import os
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import packages_distributions, version

from wse_server._wse_accel import RustWSEServer

HOST = "127.0.0.1"
BIND_SECONDS = 5.0
BIND_ATTEMPTS = 20
STOP_SECONDS = 3.0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--metrics-port", type=int, default=0)
    parser.add_argument("--max-connections", type=int, default=100_000)
    parser.add_argument("--max-pending-handshakes", type=int, default=0)
    parser.add_argument("--drain", choices=["on", "off"], default="off")
    return parser.parse_args()


def secret():
    value = os.environ.pop("WSE_SECRET", "")
    if not value:
        sys.exit("The secret must be in the environment: set WSE_SECRET")
    return value.encode()


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def bound(server):
    """The server binds in its own thread and only logs a failure, so is_running() is the only way to notice one."""
    deadline = time.monotonic() + BIND_SECONDS
    while time.monotonic() < deadline:
        if server.is_running():
            return True
        time.sleep(0.005)
    return False


def start(options, key):
    attempts = 1 if options.port else BIND_ATTEMPTS
    limits = {}
    if options.max_pending_handshakes:
        limits["max_pending_handshakes"] = options.max_pending_handshakes
    for _ in range(attempts):
        port = options.port or free_port()
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                continue
        server = RustWSEServer(
            HOST,
            port,
            options.max_connections,
            jwt_secret=key,
            jwt_issuer="wse-bench",
            jwt_audience="wse-bench",
            **limits,
        )
        if options.drain == "on":
            server.enable_drain_mode()
        server.start()
        if bound(server):
            return server, port
    sys.exit(f"The port must be free: port={options.port}; choose another, or 0 for any")


class Drained:
    """The results of drain_inbound(), counted by kind. Only the main thread writes them."""

    def __init__(self):
        self.connects = 0
        self.messages = 0

    def count(self, events):
        for event in events:
            if event[0] in ("auth_connect", "connect"):
                self.connects += 1
            elif event[0] in ("msg", "raw", "bin"):
                self.messages += 1


def sample(name, kind, text, value):
    return f"# HELP {name} {text}\n# TYPE {name} {kind}\n{name} {value}\n"


def metrics(server, options, drained):
    """The server's own text if it has one (2.5.1), otherwise health_snapshot() with the same names (2.0.0)."""
    out = []
    if hasattr(server, "prometheus_metrics"):
        out.append(server.prometheus_metrics())
    else:
        health = server.health_snapshot()
        out.append(sample("wse_connections", "gauge", "Current active connections", health["connections"]))
        out.append(sample("wse_inbound_queue_depth", "gauge", "Drain queue backlog", health["inbound_queue_depth"]))
        out.append(sample("wse_inbound_dropped_total", "counter", "Drain queue events dropped", health["inbound_dropped"]))
        out.append(sample("wse_uptime_seconds", "gauge", "Server uptime", health["uptime_secs"]))
        if options.drain == "on":
            text = "Connect events drained: this version keeps no counter of its own"
            out.append(sample("wse_connections_accepted_total", "counter", text, drained.connects))
    if options.drain == "on":
        text = "Messages drained by the launcher; pings and hellos never get that far"
        out.append(sample("launcher_messages_drained_total", "counter", text, drained.messages))
    return "".join(out).encode()


def serve_metrics(server, options, drained):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = metrics(server, options, drained)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Logs nothing: a line per scrape on standard error would help nobody."""

    http = ThreadingHTTPServer((HOST, options.metrics_port), Handler)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, daemon=True).start()
    return http


def main():
    options = arguments()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server, port = start(options, secret())
    drained = Drained()
    http = serve_metrics(server, options, drained)

    def wait_for_parent():
        while os.read(0, 4096):
            pass
        stop.set()

    threading.Thread(target=wait_for_parent, daemon=True).start()
    print(
        f"GENUINE READY version={version(packages_distributions()['wse_server'][0])} port={port}"
        f" metrics_port={http.server_address[1]} pid={os.getpid()}",
        flush=True,
    )
    while not stop.is_set():
        events = server.drain_inbound()
        if events:
            drained.count(events)
        else:
            time.sleep(0.001)
    leave(server)


def leave(server):
    """stop() takes 2 s to close open connections, and never returns if the server has closed an idle connection."""
    if server.get_connection_count():
        threading.Thread(target=server.stop, daemon=True).start()
        deadline = time.monotonic() + STOP_SECONDS
        while server.get_connection_count() and time.monotonic() < deadline:
            time.sleep(0.01)
    os._exit(0)


if __name__ == "__main__":
    main()
