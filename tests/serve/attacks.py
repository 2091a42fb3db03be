#!/usr/bin/python3
# Peers that are slow, broken or hostile, and files that change under load: attacks.py PROGRAM prints TAP.
import json
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

from parts import IMAGE, MIXED, Hook, certificate, listed, node, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
hook = Hook(program, home, "--offline", "--journal", home / "journal.db")
BODY = review(pod(IMAGE["2019"], nodeName="w19-a"))
tap.ok(hook.seconds_to_ready < 2, "it is ready soon", hook.seconds_to_ready)


def raw(timeout=5):
    return socket.create_connection(("127.0.0.1", hook.port), timeout=timeout)


def tls(timeout=5):
    return hook.context().wrap_socket(raw(timeout), server_hostname="localhost")


def works(name):
    began = time.monotonic()
    response = hook.judge(BODY)
    tap.ok(response["allowed"] and time.monotonic() - began < 1, f"{name}: others are served", response, time.monotonic() - began)


def loops():
    """How many connections each event loop of the server has."""
    proc, counts = pathlib.Path(f"/proc/{hook.process.pid}"), []
    for fd in list((proc / "fd").iterdir()):
        try:
            if "eventpoll" in str(fd.readlink()):
                counts.append((proc / "fdinfo" / fd.name).read_text().count("tfd:"))
        except FileNotFoundError:
            pass  # closed meanwhile
    return counts


def waits(condition, seconds=5):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def drain(sock):
    data = b""
    try:
        while piece := sock.recv(65536):
            data += piece
    except (OSError, ssl.SSLError):
        pass
    return data


# --- curl and openssl ------------------------------------------------------------------------------------------------
(home / "body.json").write_text(json.dumps(BODY), encoding="utf-8")
curl = ["curl", "-sS", "--cacert", str(hook.cert), "-H", "Content-Type: application/json", "--data-binary", f"@{home}/body.json"]
url = f"https://localhost:{hook.port}/validate"
done = subprocess.run([*curl, "-w", "\n%{http_code} %{http_version}", url + "?timeout=10s"], capture_output=True, text=True, check=False)
tap.ok(done.stdout.endswith("200 1.1") and '"allowed":true' in done.stdout, "curl, with the query of an API server", done.stdout, done.stderr)
done = subprocess.run([*curl, "--http2", "-w", "\n%{http_code}", url], capture_output=True, text=True, check=False)
tap.ok(done.stdout.endswith("200"), "curl that would rather speak HTTP/2", done.stdout, done.stderr)
many = subprocess.run([*curl, "-w", "%{num_connects}\n", "-o", "/dev/null", "-o", "/dev/null", "-o", "/dev/null", url, url, url], capture_output=True, text=True, check=False)
tap.ok(many.stdout.split() == ["1", "0", "0"], "a connection is kept alive", many.stdout, many.stderr)
chunked = subprocess.run([*curl, "-H", "Transfer-Encoding: chunked", url], capture_output=True, text=True, check=False)
tap.ok('"allowed":true' in chunked.stdout, "a body in chunks", chunked.stdout, chunked.stderr)
for version, well in (("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
    said = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{hook.port}", version, "-cipher", "DEFAULT@SECLEVEL=0"], input="", capture_output=True, text=True, check=False)
    tap.ok(("Cipher is (NONE)" not in said.stdout) == well, f"openssl {version}: {'spoken' if well else 'not spoken'}", said.stdout[-300:], said.stderr[-300:])
again = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{hook.port}", "-tls1_2"], input="R\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", capture_output=True, text=True, timeout=20, check=False)
works(f"renegotiation ({'refused' if again.returncode else 'ended'})")

# --- Bytes that are no request ---------------------------------------------------------------------------------------
for name, data in {"HTTP without TLS": b"GET / HTTP/1.1\r\n\r\n", "zeros": b"\0" * 65536, "half a handshake": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"}.items():
    with raw() as s:
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it hung up first
        tap.ok(b"allowed" not in drain(s), f"before TLS: {name}")
works("garbage before TLS")
for name, data in {"no HTTP": b"\x00\xff\r\n\r\n", "a method that is none": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", "an endless head": b"GET / HTTP/1.1\r\nX: " + b"a" * 100000,
                   "a length that is none": b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                   "a length beyond all": b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                   "two lengths": b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"}.items():
    with tls() as s:
        try:
            s.sendall(data)
            s.settimeout(2)
            got = drain(s)
        except OSError:
            got = b""
        tap.ok(got == b"" or got.startswith(b"HTTP/1."), f"inside TLS: {name}", got[:200])
works("garbage inside TLS")

# --- Large and deep --------------------------------------------------------------------------------------------------
large = json.dumps(review({**pod(IMAGE["2019"], nodeName="w19-a"), "filler": "x" * (6 * 1024 * 1024)})).encode()
tap.ok(hook.ask("/validate", large)[0] == 200, "6 MiB are read")
for name, extra in (("8 MiB", ["-H", "Expect:"]), ("8 MiB that are announced", []), ("8 MiB in chunks", ["-H", "Transfer-Encoding: chunked", "-H", "Expect:"])):
    (home / "large").write_bytes(b"x" * (8 * 1024 * 1024))
    done = subprocess.run(["curl", "-sS", "--cacert", str(hook.cert), "-o", "/dev/null", "-w", "%{http_code}", *extra, "--data-binary", f"@{home}/large", url],
                          capture_output=True, text=True, check=False)
    tap.ok(done.stdout in ("413", "000"), f"{name}: 413 or a closed connection", done.stdout, done.stderr)
deep = '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"deep","object":' + '{"a":' * 50000 + "1" + "}" * 50000 + "}}"
response = hook.judge(deep.encode())
tap.ok(not response["allowed"] and response["uid"] == "deep", "deep JSON is refused with its uid", response["status"]["message"][:200])
wide = pod(*[IMAGE["2019"]] * 20000)
for name, response in (("a pod of 20,000 images", hook.judge(review(wide))), ("an update of one", hook.judge(review(wide, "UPDATE", wide))),
                       ("100,000 tolerations", hook.judge(review(pod(IMAGE["2019"], nodeName="w19-a", tolerations=[{"key": "a"}] * 100000))))):
    tap.ok(not response["allowed"] and "too many" in response["status"]["message"], name, response)
works("large bodies")

# --- Slow ------------------------------------------------------------------------------------------------------------
slow = [tls(30) for _ in range(200)]
for s in slow:
    s.sendall(b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX: ")
half = [raw(30) for _ in range(200)]
for _ in range(3):
    for s in slow:
        s.sendall(b"a")
works("200 slow and 200 half-open connections")
for s in slow + half:
    s.close()
status, metrics = hook.ask("/metrics")
tap.ok(status == 200 and b"wincompat_journal_lost_total 0" in metrics, "nothing is missing in the journal", metrics[-900:])

# --- Places ----------------------------------------------------------------------------------------------------------
before = loops()
many = [tls(30) for _ in range(24)]
works("24 connections")
tap.ok(len(before) > 1 and max(loops()) - min(loops()) <= 1, "each loop has as many connections", before, loops())
for s in many:
    s.close()
tap.ok(waits(lambda: sum(loops()) <= 2), "and none when they are gone", loops())

# --- Files that change under load ------------------------------------------------------------------------------------
failures, answers, over = [], [0], threading.Event()


def load():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = None
    import http.client
    while not over.is_set():
        try:
            if connection is None:
                connection = http.client.HTTPSConnection("localhost", hook.port, timeout=10, context=context)
            connection.request("POST", "/validate", json.dumps(BODY).encode())
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200 or b'"allowed"' not in text:
                failures.append(text)
            answers[0] += 1
            if answer.will_close:
                connection.close()
                connection = None
        except (OSError, http.client.HTTPException) as e:
            failures.append(repr(e))
            connection = None


workers = [threading.Thread(target=load) for _ in range(8)]
for w in workers:
    w.start()


def serial():
    return ssl.get_server_certificate(("127.0.0.1", hook.port))


before = serial()
new_cert, new_key = certificate(home, "new")
hook.key.write_bytes(new_key.read_bytes())
hook.cert.write_bytes(new_cert.read_bytes())
until = time.monotonic() + 8
while serial() == before and time.monotonic() < until:
    time.sleep(0.1)
tap.ok(serial() != before, "a new certificate is shown")
hook.cert.write_text("no certificate", encoding="utf-8")
hook.wait_for("what changed cannot be used")
tap.ok(ssl.get_server_certificate(("127.0.0.1", hook.port)).split() == new_cert.read_text(encoding="utf-8").split(), "a bad one is not: the old one stays")
hook.cert.write_bytes(new_cert.read_bytes())
hook.nodes.write_text(json.dumps(listed(node("only", "10.0.26100.1742"))), encoding="utf-8")
hook.wait_for("data, policy and nodes were read anew")
until = time.monotonic() + 5
while b'"nodes":1,' not in hook.ask("/version")[1] and time.monotonic() < until:
    time.sleep(0.05)
tap.ok(hook.judge(review(pod(IMAGE["2025"])))["allowed"], "new nodes are known")
hook.nodes.write_text("{", encoding="utf-8")
hook.process.send_signal(signal.SIGHUP)
time.sleep(0.3)
tap.ok(b'"nodes":1,' in hook.ask("/version")[1], "a broken file of nodes changes nothing")
hook.nodes.write_text(json.dumps(MIXED), encoding="utf-8")
time.sleep(1.2)
over.set()
for w in workers:
    w.join()
tap.ok(not failures and answers[0] > 100, f"no request failed in all that ({answers[0] // 100 * 100} or more)", failures[:3], answers)

# --- Its end ---------------------------------------------------------------------------------------------------------
tap.ok(hook.end() == 0, "SIGTERM ends it well")
log = [json.loads(line) for line in hook.text().splitlines() if not line.startswith("ready ")]
tap.ok(all({"time", "level", "message"} <= line.keys() for line in log), "its log is JSON, a line each")
verified = program.run("log", "verify", "--journal", home / "journal.db")
tap.ok(verified.returncode == 0, "its journal is whole", verified.stdout, verified.stderr)
killed = Hook(program, home, "--offline", "--journal", home / "journal.db", "--require-log")
tap.ok(killed.judge(BODY)["allowed"], "with --require-log")
killed.end(signal.SIGKILL)
verified = program.run("log", "verify", "--journal", home / "journal.db")
listed_ = program.run("log", "--journal", home / "journal.db", "-o", "json")
tap.ok(verified.returncode == 0 and '"serve"' in listed_.stdout, "after kill -9 the journal is whole, and has what was answered", verified.stdout, verified.stderr)
again = Hook(program, home, "--offline", "--journal", home / "journal.db")
dry = json.loads(json.dumps(BODY))
dry["request"]["dryRun"] = True
again.judge(dry)
again.end()
after = program.run("log", "--journal", home / "journal.db", "-o", "json")
tap.ok(after.stdout == listed_.stdout, "a dry run leaves no trace")
full = Hook(program, home, "--offline", "--require-log", "--journal", pathlib.Path("/dev/full/journal.db"))
response = full.judge(BODY)
tap.ok(not response["allowed"] and "--require-log" in response["status"]["message"], "no journal, no pod: --require-log", response)
full.end()
finish(tap)
