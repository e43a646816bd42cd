"""Captures golden bytes: what a genuine WSE server sends, byte for byte, in named situations. Run by hand:

    python3 capture.py <python of a virtual environment with wse-server> <directory to write>

for example target/genuine/2.5.1/venv/bin/python and src/test/resources/golden/2.5.1. Takes less than two minutes,
most of it to wait for the server's keep-alive ping (25 s) and for what it does to idle connections (60 s).

Writes one <case>.bin (all bytes the server sent on that connection: response head, then unmasked frames) and
manifest.json, which says what the client sent and how the connection ended: "open" (nothing more within the wait),
"fin" (end of stream) or "reset".
"""

import base64
import concurrent.futures
import hashlib
import hmac
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import time

SECRET = "bench-secret-key-for-testing-only"
KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # RFC 6455 section 1.3
TARGET = "/wse?compression=false&protocol_version=1"
QUIET_SECONDS = 0.6
IDLE_SECONDS = 95  # past the first keep-alive tick (every 25 s) that finds 60 s of silence
AT_ONCE = 16  # all cases are done before the first keep-alive tick, which would show up in them
PING = '{"t":"ping","p":{"timestamp":1234567890123}}'
MEBIBYTE = 1 << 20


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwt(secret=SECRET, alg="HS256", **changes):
    now = int(time.time())
    claims = {"sub": "bench-user", "iss": "wse-bench", "aud": "wse-bench", "iat": now, "exp": now + 3600}
    claims.update(changes)
    claims = {name: value for name, value in claims.items() if value is not None}
    head = b64url(json.dumps({"alg": alg, "typ": "JWT"}).encode()) + "." + b64url(json.dumps(claims).encode())
    if alg == "none":
        return head + "."
    return head + "." + b64url(hmac.new(secret.encode(), head.encode(), hashlib.sha256).digest())


def request(target=TARGET, cookie=None, bearer=None, method="GET", version="13", key=KEY, extra=()):
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"]
    lines += [f"Sec-WebSocket-Version: {version}"] if version else []
    lines += [f"Sec-WebSocket-Key: {key}"] if key else []
    lines += [f"Cookie: access_token={cookie}"] if cookie else []
    lines += [f"Authorization: Bearer {bearer}"] if bearer else []
    return ("\r\n".join([*lines, *extra]) + "\r\n\r\n").encode()


def good_request(target=TARGET, extra=()):
    token = jwt()
    return request(target, token, token, extra=extra)


def frame(opcode, payload, fin=True, mask=b"\x01\x02\x03\x04", rsv=0):
    if isinstance(payload, str):
        payload = payload.encode()
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    masked = 0x80 if mask else 0
    if len(payload) < 126:
        head = struct.pack("!BB", first, masked | len(payload))
    elif len(payload) < 65536:
        head = struct.pack("!BBH", first, masked | 126, len(payload))
    else:
        head = struct.pack("!BBQ", first, masked | 127, len(payload))
    if not mask:
        return head + payload
    body = bytes(a ^ b for a, b in zip(payload, mask * (len(payload) // 4 + 1)))
    return head + mask + body


def text(payload, **options):
    return frame(1, payload, **options)


def binary(payload):
    return frame(2, payload)


def padded(size):
    """A legal ping of exactly size bytes."""
    head, tail = '{"t":"ping","p":{"timestamp":5},"data":"', '"}'
    return head + "x" * (size - len(head) - len(tail)) + tail


class Peer:
    """One raw connection; collects everything that arrives."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""
        self.end = "open"
        self.end_seconds = None
        self.started = time.monotonic()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as failure:
            self.end = f"send failed: {failure.strerror}"

    def receive(self, quiet=QUIET_SECONDS, until=None):
        """Reads until the end, until the marker was seen, or until nothing has come for quiet seconds."""
        self.socket.settimeout(quiet)
        while until is None or until not in self.data:
            try:
                more = self.socket.recv(65536)
            except TimeoutError:
                return
            except ConnectionResetError:
                return self.ended("reset")
            if not more:
                return self.ended("fin")
            self.data += more

    def ended(self, how):
        self.end = how
        self.end_seconds = round(time.monotonic() - self.started, 1)


class Server:
    """A genuine server with its launcher."""

    def __init__(self, python, *options):
        launcher = pathlib.Path(__file__).parents[3] / "main/resources/wse/genuine/launcher.py"
        self.process = subprocess.Popen(
            [python, str(launcher), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "WSE_SECRET": SECRET},
        )
        ready = self.process.stdout.readline().decode().split()
        facts = dict(part.split("=") for part in ready[2:])
        self.version, self.port = facts["version"], int(facts["port"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)


def cases():
    """(name, description, request bytes, list of byte strings to send one after another once the connection is ready)."""
    hello = '{"t":"client_hello","p":{"client_version":"1.0.0","protocol_version":1}}'
    now = int(time.time())
    msgpack = TARGET.replace("compression=false", "format=msgpack")
    packed_ping = b"\x82\xa1t\xa4ping\xa1p\x81\xa9timestamp\x07"
    cookie_only, bearer_only = request(cookie=jwt()), request(bearer=jwt())
    wrong = jwt(secret="another-secret-of-thirty-two-bytes!")
    yield "ready", "connect with cookie and bearer", good_request(), []
    yield "ready_cookie_only", "connect with the cookie alone", cookie_only, []
    yield "ready_bearer_only", "connect with the bearer alone", bearer_only, []
    yield "ready_any_path", "the path is not looked at", good_request("/anything"), []
    yield "ready_deflate_offered", "permessage-deflate offered", good_request(
        extra=["Sec-WebSocket-Extensions: permessage-deflate"]
    ), []
    yield "hello", "client_hello", good_request(), [text(hello)]
    yield "pong", PING, good_request(), [text(PING)]
    yield "pong_twice", "two pings in one TCP segment", good_request(), [text(PING) + text(PING.replace("0123", "0124"))]
    yield "pong_msgpack_connection", "format=msgpack, text ping", good_request(msgpack), [text(PING)]
    for name, body in {
        "pong_id_zero": '{"t":"ping","p":{"timestamp":0}}',
        "pong_id_largest": '{"t":"ping","p":{"timestamp":9007199254740991}}',
        "pong_id_negative": '{"t":"ping","p":{"timestamp":-7}}',
        "pong_id_past_long": '{"t":"ping","p":{"timestamp":9223372036854775808}}',
        "pong_id_fraction": '{"t":"ping","p":{"timestamp":7.5}}',
        "pong_id_string": '{"t":"ping","p":{"timestamp":"7"}}',
        "pong_id_absent": '{"t":"ping"}',
        "pong_client_timestamp": '{"t":"ping","p":{"client_timestamp":1234567890123}}',
        "pong_key_order": '{"p":{"x":1,"timestamp":7},"v":1,"t":"ping"}',
        "pong_whitespace": '{ "t" : "ping" ,\n "p" : { "timestamp" : 7 } }',
        "pong_prefixed": 'WSE{"t":"ping","p":{"timestamp":7}}',
        "silent_leading_space": ' {"t":"ping","p":{"timestamp":7}}',
        "silent_type_payload": '{"type":"ping","payload":{"timestamp":7}}',
        "silent_malformed_json": '{"t":"ping","p":',
        "silent_not_json": "hello",
        "silent_empty": "",
        "silent_client_pong": '{"t":"pong","p":{}}',
    }.items():
        yield name, body, good_request(), [text(body), text('{"t":"ping","p":{"timestamp":99}}')]
    for name, body, target in [
        ("silent_msgpack_ping", packed_ping, msgpack),
        ("silent_msgpack_prefixed_ping", b"M:" + packed_ping, msgpack),
        ("silent_zlib", b"C:" + bytes.fromhex("789cab562a51b252"), TARGET),
    ]:
        yield name, "binary " + body.hex(), good_request(target), [binary(body), text('{"t":"ping","p":{"timestamp":99}}')]
    yield "fragmented_ping", "a text ping in two frames", good_request(), [
        text(PING[:10], fin=False), frame(0, PING[10:])
    ]
    yield "control_ping", "RFC 6455 ping with payload abc", good_request(), [frame(9, "abc")]
    yield "control_ping_empty", "RFC 6455 ping without payload", good_request(), [frame(9, "")]
    yield "control_ping_125", "RFC 6455 ping with 125 bytes", good_request(), [frame(9, "p" * 125)]
    yield "control_pong", "an unsolicited pong, then a text ping", good_request(), [frame(10, "abc"), text(PING)]
    yield "close_1000", "close 1000 'bye'", good_request(), [frame(8, struct.pack("!H", 1000) + b"bye")]
    yield "close_empty", "close without a code", good_request(), [frame(8, "")]
    yield "auth_missing", "no token", request(), []
    yield "auth_garbage", "token 'x'", request(cookie="x"), []
    yield "auth_bad_signature", "token signed with another secret", request(cookie=wrong, bearer=wrong), []
    yield "auth_bad_cookie_good_bearer", "the cookie wins", request(cookie=wrong, bearer=jwt()), []
    for name, claims in {
        "auth_expired": {"exp": now - 3600},
        "auth_expired_10_s": {"exp": now - 10},
        "auth_no_expiry": {"exp": None},
        "auth_wrong_issuer": {"iss": "someone"},
        "auth_no_issuer": {"iss": None},
        "auth_wrong_audience": {"aud": "someone"},
        "auth_no_audience": {"aud": None},
        "auth_audience_array": {"aud": ["wse-bench"]},
        "auth_no_subject": {"sub": None},
        "auth_issued_in_the_future": {"iat": now + 3600},
        "auth_not_before_in_the_future": {"nbf": now + 3600},
        "auth_alg_none": {"alg": "none"},
        "auth_alg_hs512_named": {"alg": "HS512"},
    }.items():
        token = jwt(**claims)
        yield name, json.dumps(claims), request(cookie=token, bearer=token), []
    yield "http_plain_get", "GET without upgrade headers", b"GET /wse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", []
    yield "http_post", "POST with upgrade headers", request(method="POST"), []
    yield "http_version_12", "Sec-WebSocket-Version: 12", request(cookie=jwt(), version="12"), []
    yield "http_no_key", "no Sec-WebSocket-Key", request(cookie=jwt(), key=None), []
    yield "http_garbage", "not HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 64, []
    yield "size_limit", "a text ping of exactly 1 MiB", good_request(), [text(padded(MEBIBYTE))]
    yield "size_over_limit", "a text ping of 1 MiB + 1", good_request(), [text(padded(MEBIBYTE + 1))]
    over = padded(MEBIBYTE + 1)
    yield "size_over_limit_fragmented", "1 MiB + 1 in two frames", good_request(), [
        text(over[:MEBIBYTE // 2], fin=False), frame(0, over[MEBIBYTE // 2:])
    ]
    yield "size_over_limit_announced", "a head that announces 2 GiB", good_request(), [
        struct.pack("!BBQ", 0x81, 0xFF, 1 << 31) + b"\x01\x02\x03\x04"
    ]
    yield "wrong_unmasked", "an unmasked text ping", good_request(), [text(PING, mask=None)]
    yield "wrong_rsv1", "RSV1 set", good_request(), [text(PING, rsv=4)]
    yield "wrong_opcode_3", "reserved opcode 3", good_request(), [frame(3, "x")]
    yield "wrong_utf8", "text that is not UTF-8", good_request(), [text(b"\xff\xfe")]
    yield "wrong_fragmented_control", "a control ping without FIN", good_request(), [frame(9, "x", fin=False)]
    yield "wrong_continuation", "a continuation of nothing", good_request(), [frame(0, "x")]


def run(port, case):
    name, what, upgrade, messages = case
    peer = Peer(port)
    peer.send(upgrade)
    peer.receive(until=b"server_ready" if messages else None, quiet=QUIET_SECONDS if not messages else 5)
    peer.receive()
    for message in messages:
        peer.send(message)
        peer.receive()
    return name, what, peer


def wait_idle(python):
    """Sends nothing: the server sends its keep-alive ping first and then, by its own rule, an idle close."""
    with Server(python) as server:
        peer = Peer(server.port)
        peer.send(good_request())
        peer.receive(quiet=IDLE_SECONDS)
    return "idle", f"nothing for {IDLE_SECONDS} s after the upgrade", peer


def wait_control_only(python):
    """Sends only control pings: do they count as activity? Has its own server, because an idle close harms the server."""
    with Server(python) as server:
        return control_only(server.port)


def control_only(port):
    peer = Peer(port)
    peer.send(good_request())
    while peer.end == "open" and time.monotonic() - peer.started < IDLE_SECONDS:
        peer.receive(quiet=8)
        peer.send(frame(9, "k"))
    peer.receive()
    return "idle_control_pings", f"RFC 6455 pings at least every 8 s for {IDLE_SECONDS} s, no data message", peer


def over_the_maximum(python):
    with Server(python, "--max-connections", "1") as server:
        first = Peer(server.port)
        first.send(good_request())
        first.receive(until=b"server_ready")
        second = Peer(server.port)
        second.send(good_request())
        second.receive()
        return "max_connections", "the second connection to a server with max_connections=1", second


def server_stopped(python):
    with Server(python) as server:
        peer = Peer(server.port)
        peer.send(good_request())
        peer.receive(until=b"server_ready")
    peer.receive(quiet=5)
    return "server_stopped", "stop() while connected", peer


def frames(data):
    """Describes the frames of a server (unmasked), to help readers."""
    found = []
    while len(data) >= 2:
        length, at = data[1] & 0x7F, 2
        if length == 126:
            length, at = struct.unpack("!H", data[2:4])[0], 4
        elif length == 127:
            length, at = struct.unpack("!Q", data[2:10])[0], 10
        payload = data[at:at + length]
        opcode = data[0] & 0x0F
        if opcode == 8:
            code = struct.unpack("!H", payload[:2])[0] if payload else None
            found.append({"opcode": "close", "code": code, "reason": payload[2:].decode()})
        else:
            kind = {0: "continuation", 1: "text", 2: "binary", 9: "ping", 10: "pong"}[opcode]
            shown = "(server_ready)" if b'"t":"server_ready"' in payload else payload.decode()
            found.append({"opcode": kind, "payload": shown})
        data = data[at + length:]
    return found


def entry(what, peer):
    head, separator, rest = peer.data.partition(b"\r\n\r\n")
    status = head.split(b"\r\n")[0].decode() if separator else None
    return {
        "sent": what,
        "status": status,
        "frames": frames(rest) if status and " 101 " in status else [],
        "end": peer.end,
        "end_seconds": peer.end_seconds,
    }


def main():
    python, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    with Server(python) as server, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        slow = [pool.submit(wait_idle, python), pool.submit(wait_control_only, python)]
        results = list(pool.map(lambda case: run(server.port, case), cases()))
        results += [over_the_maximum(python), server_stopped(python)]
        results += [future.result() for future in slow]
        version = server.version
    manifest = {"version": version, "cases": {name: entry(what, peer) for name, what, peer in results}}
    for name, _, peer in results:
        (directory / f"{name}.bin").write_bytes(peer.data)
    (directory / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
