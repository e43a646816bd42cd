"""Starts the processes of a test in sessions of their own, and finds all their descendants. Used by chaos.py, soak.py and toxics.py."""

import os
import pathlib
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Family:
    """The processes that were started here, and all their descendants."""

    def __init__(self, directory, environment):
        self.directory = directory
        self.environment = environment
        self.started = {}

    def start(self, name, command, stdin=subprocess.DEVNULL):
        with open(self.directory / (name + ".txt"), "wb") as output:
            self.started[name] = subprocess.Popen(
                command, stdin=stdin, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=self.environment,
                start_new_session=True,
            )
        return self.started[name]

    def said(self, name):
        return (self.directory / (name + ".txt")).read_text(errors="replace")

    def await_line(self, name, text, seconds=60):
        end = time.monotonic() + seconds
        while text not in self.said(name) and self.started[name].poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        return text in self.said(name)

    def living(self, only=None):
        """The living processes of all sessions, or of one: the kind of each by its id."""
        sessions = {p.pid for name, p in self.started.items() if only in (None, name)}
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    state, _, _, session = (entry / "stat").read_text().rpartition(") ")[2].split()[:4]
                    if int(session) in sessions and state not in "ZX":
                        found[int(entry.name)] = kind((entry / "cmdline").read_text())
                except OSError:
                    pass  # It has ended in the meantime.
        return dict(sorted(found.items()))

    def await_end(self, name, seconds):
        """Waits for all processes of a session; returns those that are left."""
        end = time.monotonic() + seconds
        while self.living(name) and time.monotonic() < end:
            self.started[name].poll()
            time.sleep(0.1)
        return self.living(name)

    def kill_all(self):
        for pid in self.living():
            send(pid, signal.SIGKILL)
        for process in self.started.values():
            process.wait()


def kind(command):
    for text, name in (
        ("plexus-classworlds", "maven"), ("io.gatling", "run"), ("ServerChild", "server"), ("crew.Worker", "worker"),
        ("\0agent\0", "agent"), ("\0server\0", "server"),
    ):
        if text in command:
            return name
    return pathlib.Path(command.partition("\0")[0]).name or "?"


def send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def java(classpath_file, *arguments):
    """The command of a JVM with the classes of the tests and their libraries."""
    libraries = classpath_file.read_text().strip()
    path = ":".join((str(ROOT / "target/test-classes"), str(ROOT / "target/classes"), libraries))
    return ["java", "-XX:+UseSerialGC", "-Xmx384m", "-cp", path, *arguments]


def gatling(classpath_file, simulation, results, *properties):
    """The command of a simulation without Maven."""
    return java(
        classpath_file, "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dgatling.core.directory.results=" + results,
        *properties, "io.gatling.app.Gatling", "-s", simulation, "-rf", results,
    )
