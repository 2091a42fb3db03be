#!/usr/bin/python3
# Requests and answers as records of TLS: joined, split, cut off, never read. records.py PROGRAM prints TAP.
import json
import socket
import ssl
import sys
import time

from parts import IMAGE, Hook, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
hook = Hook(Program(sys.argv[1], home), home, "--offline")
BODY = json.dumps(review(pod(IMAGE["2019"], nodeName="w19-a"))).encode()


class Records:
    """A client that decides itself which bytes are a record, and which records a segment."""

    def __init__(self):
        self.sock = socket.create_connection(("127.0.0.1", hook.port), 10)
        self.coming, self.going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = hook.context().wrap_bio(self.coming, self.going, server_hostname="localhost")
        self.records = 0
        self.until(self.tls.do_handshake)

    def until(self, step):
        """What the step gives when it needs nothing more of the server; b"" at the end."""
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                self.flush()
                data = self.sock.recv(65536)
                if not data:
                    return b""
                self.coming.write(data)
            except ssl.SSLZeroReturnError:
                return b""

    def put(self, *records):
        for record in records:
            self.tls.write(record)

    def flush(self):
        if data := self.going.read():
            self.sock.sendall(data)

    def answer(self):
        """The status of one answer, its head and its body; how many records it came in is in `records`."""
        data, self.records = b"", 0
        while b"\r\n\r\n" not in data or len(data.partition(b"\r\n\r\n")[2]) < self.length(data):
            piece = self.until(lambda: self.tls.read(65536))
            self.records += 1
            if not piece:
                break
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        return int(head.split()[1]) if head else 0, head, body

    @staticmethod
    def length(data):
        fields = dict(line.lower().split(b": ", 1) for line in data.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:])
        return int(fields.get(b"content-length", b"0"))


def head(length=len(BODY), method="POST", version="1.1", *more):
    lines = [f"{method} /validate HTTP/{version}", "Host: x", "Content-Type: application/json", f"Content-Length: {length}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def allowed(name, answer):
    status, _, body = answer
    tap.ok(status == 200 and b'"allowed":true' in body, name, answer)


# --- What comes ------------------------------------------------------------------------------------------------------
c = Records()
for name, records in {"one record": [head() + BODY], "head and body apart": [head(), BODY], "a record for each 100 bytes": [head()] + [BODY[i:i + 100] for i in range(0, len(BODY), 100)],
                      "a record for each byte of the head": [bytes([b]) for b in head()] + [BODY]}.items():
    c.put(*records)
    c.flush()
    allowed(f"in one segment: {name}", c.answer())
    tap.ok(c.records == 1, f"{name}: the answer is one record", c.records)
c.put(head() + BODY + head() + BODY, head(), BODY)
c.flush()
for place in ("first", "second", "third"):
    allowed(f"three requests in one segment: the {place}", c.answer())
large = json.dumps(json.loads(BODY) | {"padding": "x" * 300000}).encode()
c.put(head(len(large)), large)
c.put(head() + BODY)
c.flush()
allowed("300 kB, and the next request behind it", c.answer())
allowed("which is answered, too", c.answer())
c.put(head() + BODY)
for byte in range(3):
    c.sock.sendall(c.going.read(7))
    time.sleep(0.02)
c.flush()
allowed("a record that comes in pieces", c.answer())
c.put(head())
c.flush()
time.sleep(0.05)
c.put(BODY)
c.flush()
allowed("a body that comes later", c.answer())

# --- What goes -------------------------------------------------------------------------------------------------------
c.put(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
c.flush()
status, _, body = c.answer()
tap.ok(status == 200 and b"wincompat_reviews_total" in body, "a longer answer", status)
c.put(b"HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + head() + BODY)
c.flush()
status = c.until(lambda: c.tls.read(65536)).split()[1]
tap.ok(status == b"200", "HEAD: a head and nothing else", status)
allowed("and the next one", c.answer())
for name, request in {"Connection: close": head(len(BODY), "POST", "1.1", "Connection: close") + BODY, "HTTP/1.0": head(len(BODY), "POST", "1.0") + BODY,
                      "more than may come": head(50 * 1024 * 1024), "no method": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n"}.items():
    last = Records()
    last.put(request)
    last.flush()
    status, _, body = last.answer()
    tap.ok(status == (413 if "more" in name else 404 if "no method" in name else 200) and body, f"{name}: the answer comes before the end", status, body)
c = Records()
c.put(head() + BODY)
c.flush()
c.sock.shutdown(socket.SHUT_WR)
status = c.answer()[0]
tap.ok(status in (200, 0), "a client that has said its last word gets its answer, or an end", status)

# --- A peer that asks and never reads ----------------------------------------------------------------------------------
c = Records()
c.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
c.sock.settimeout(2)
sent = 0
try:
    while sent < 20000:
        c.put(head() + BODY)
        c.flush()
        sent += 1
    over = "it takes them all"
except (OSError, ssl.SSLError) as error:
    over = str(error)
tap.ok(over != "it takes them all", "a peer that never reads is ended, or waited for", over, sent)
began = time.monotonic()
response = hook.judge(json.loads(BODY))
tap.ok(response["allowed"] and time.monotonic() - began < 1, "and others are served", response)
tap.ok(hook.end() == 0, "it ends well")
finish(tap)
