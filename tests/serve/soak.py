#!/usr/bin/python3
# Many requests with reloads between them: memory does not grow. soak.py PROGRAM prints TAP; soak.py PROGRAM REQUESTS prints
# `name value unit` a row (360,000 are an hour of 100 a second).
import json
import pathlib
import random
import re
import socket
import ssl
import sys
import threading
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "cli")]
from parts import IMAGE, Hook, certificate, hardening, listed, node, pod, review  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

IS_LONG = len(sys.argv) > 2
REQUESTS, STEPS, WORKERS, BATCH = int(sys.argv[2]) if IS_LONG else 20000, 10 if IS_LONG else 2, 4, 10
home = temporary()
program = Program(sys.argv[1], home)
draw = random.Random(8)
nodes = [node(f"n{i}", draw.choice(["10.0.17763.6775", "10.0.20348.2966", "10.0.26100.1742"])) for i in range(100)]


class Renewed(Hook):
    """One whose certificate changes while it is asked."""

    def context(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


# The journal's queue takes what it needs at the moment, up to 32 MB at a hundred times the rate of a large cluster: it is in the long run only.
JOURNAL = ["--journal", home / "journal.db"] if IS_LONG else ["--no-journal"]
hook = Renewed(program, home, "--offline", "--policy", "kubernetes", *JOURNAL, nodes=listed(*nodes))


def request(path, body):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (path.encode(), len(data), data)


def sample():
    """A request of those that come: pods most of the time, workloads, what is broken."""
    images = [f"registry.example/app{draw.randrange(10)}:ltsc{draw.choice([2019, 2022, 2025])}" for _ in range(draw.choice([1, 1, 2, 5]))]
    what = pod(*images, metadata={}) if draw.random() < 0.1 else pod(*images)
    body = review(what, uid=f"{draw.randrange(1 << 30):x}", userInfo={"username": f"user{draw.randrange(1000)}"})
    kind = draw.random()
    if kind < 0.02:
        return request("/validate", json.dumps(body).encode()[:draw.randrange(10, 300)])
    if kind < 0.04:
        body["request"]["oldObject"], body["request"]["operation"] = pod(IMAGE["2019"]), "UPDATE"
    return request("/mutate" if kind < 0.2 else "/validate", body)


SAMPLES = [sample() for _ in range(300)]
done, failures = [0] * WORKERS, []


def connect():
    return hook.context().wrap_socket(socket.create_connection(("127.0.0.1", hook.port), timeout=20))


def answers(stream, count):
    """Reads so many answers; False where the connection ends with the last of those that came."""
    for _ in range(count):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = stream.readline()
            if not line:
                raise OSError("closed in the middle")
            head += line
        stream.read(int(re.search(rb"(?i)content-length: (\d+)", head)[1]))
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400")):
            raise OSError(head.decode())
        if b"close" in head.lower():
            return False
    return True


def work(at, most):
    """Batches on a connection, which is renewed now and then; one whose certificate was replaced ends with an answer, and is renewed too."""
    mine = random.Random(at)
    try:
        while done[at] < most:
            connection = connect()
            stream = connection.makefile("rb")
            for _ in range(50):
                batch = mine.choices(SAMPLES, k=BATCH)
                connection.sendall(b"".join(batch))
                is_open = answers(stream, BATCH)
                done[at] += BATCH
                if not is_open or done[at] >= most:
                    break
            stream.close()
            connection.close()
    except OSError as e:
        failures.append(repr(e))


def resident():
    """Kilobytes."""
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{hook.process.pid}/status").read_text())[1])


def count(name):
    text = hook.ask("/metrics")[1].decode()
    return sum(float(v) for v in re.findall(rf"^wincompat_{name}(?:{{[^}}]*}})? (\S+)", text, re.MULTILINE))


def reload():
    """Other nodes; their reading also gives back what was freed."""
    hook.nodes.write_text(json.dumps(listed(*draw.sample(nodes, 90))), encoding="utf-8")


def renew(number):
    cert, key = certificate(home, f"new{number}")
    hook.cert.write_bytes(cert.read_bytes())
    hook.key.write_bytes(key.read_bytes())


def run(share):
    """Asks until that share of the requests is done, and reads everything anew meanwhile. Kilobytes afterwards, when all is quiet."""
    workers = [threading.Thread(target=work, args=(i, REQUESTS * share // WORKERS)) for i in range(WORKERS)]
    for w in workers:
        w.start()
    while any(w.is_alive() for w in workers):
        reload()
        for w in workers:
            w.join(1.2 / WORKERS)
    if IS_LONG:
        renew(round(share * 100))
        time.sleep(1.1)  # by then the journal has written what waited
    return resident()


def quiet(most):
    """Kilobytes when what was known before has been given back, which it is with what is read anew: a few times, until it is at most so many."""
    for _ in range(6):
        reload()
        time.sleep(1.2)
        if resident() <= most:
            break
    return resident()


began = time.monotonic()
kilobytes = [run((step + 1) / STEPS) for step in range(STEPS)]
seconds = time.monotonic() - began
lost, reloads, failed_reloads = count("journal_lost_total") if IS_LONG else 0, count("reloads_total"), count("failed_reloads_total")
tap = Tap()
if not IS_LONG and hardening(program):  # a sanitizer keeps what was freed
    # Malloc's pools fill for some 100,000 requests, then nothing more comes (docs/performance.md); 150 bytes that each request leaves are seen.
    most = kilobytes[0] + 150 * REQUESTS / 2 / 1024
    tap.ok(quiet(most) <= most, "memory does not grow", kilobytes, resident())
whole = hook.end() == 0 and not IS_LONG or program.run("log", "verify", "--journal", home / "journal.db").returncode == 0
if IS_LONG:
    for name, value, unit in (("serve-soak-requests", sum(done), "requests"), ("serve-soak-time", round(seconds), "s"), ("serve-soak-failures", len(failures), "requests"),
                              ("serve-soak-reloads", int(reloads), "reloads"), ("serve-soak-lost", int(lost), "decisions"),
                              *((f"serve-soak-resident-{100 * (i + 1) // STEPS}", k, "KB") for i, k in enumerate(kilobytes))):
        print(f"{name:<28} {value:>12} {unit}", flush=True)
    sys.exit(0 if whole and not failures else 1)
tap.ok(not failures and sum(done) >= REQUESTS, f"{REQUESTS} requests were answered", failures[:3], done)
tap.ok(reloads >= 1 and failed_reloads == 0, "with reloads between them", reloads, failed_reloads)
tap.ok(whole, "and it ends well")
finish(tap)
