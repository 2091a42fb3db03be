#!/usr/bin/python3
# The authorization plug-in of a Docker Engine: asked as engines ask, and by a real one. authz.py PROGRAM prints TAP.
import contextlib
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time

import authz_parts
from dockerd import Dockerd
from parts import IMAGE, certificate
from tap import Program, Tap, temporary

tap = Tap()
home = temporary()
short = pathlib.Path(tempfile.mkdtemp(prefix="wc", dir="/tmp"))  # a socket's path has to be short
program = Program(sys.argv[1], home)


class Plugin(authz_parts.Plugin):
    def __init__(self, *args, **more):
        super().__init__(program, home, short, *args, **more)


def refused(name, said, *texts):
    tap.ok(said["Allow"] is False and all(t in said["Msg"] for t in texts) and "\n" not in said["Msg"], name, said)


def allowed(name, said):
    tap.ok(said["Allow"] is True, name, said)


# --- as an engine asks

with Plugin("--journal", home / "journal.db", "--docker-spec", home / "wincompat.spec") as plugin:
    tap.ok((home / "wincompat.spec").read_text() == f"unix://{plugin.path}\n", "the .spec file tells the engine where")
    tap.ok(stat.S_IMODE(plugin.path.stat().st_mode) == 0o600, "nobody else may use the socket", oct(plugin.path.stat().st_mode))
    tap.ok(plugin.post("/Plugin.Activate", b"") == (200, b'{"Implements":["authz"]}'), "it says what it is")
    tap.ok(json.loads(plugin.post("/AuthZPlugin.AuthZRes", {"ResponseStatusCode": 200})[1]) == {"Allow": True, "Msg": "", "Err": ""}, "what was done passes")
    allowed("GET passes", plugin.ask("/v1.43/containers/json", method="GET"))
    allowed("an image of the host's build", plugin.create(IMAGE["2022"]))
    allowed("an older one under Hyper-V", plugin.create(IMAGE["2019"], "hyperv"))
    refused("an older one by default", plugin.create(IMAGE["2019"]), "refused: process isolation, which this host uses by default", "what to do: --isolation=hyperv")
    refused("a newer one", plugin.create(IMAGE["2025"], "hyperv"), "refused: Hyper-V isolation", "is newer than host")
    refused("a service", plugin.ask("/services/create", {"TaskTemplate": {"ContainerSpec": {"Image": IMAGE["2019"]}}}), "refused: process isolation")
    refused("no body", plugin.ask("/v1.43/containers/create"), "does not show the body", "CVE-2024-41110")
    refused("keys that Go folds", plugin.ask("/containers/create", b'{"Image":"%s","HostConfig":{},"ho\xc5\xbftconfig":{"Isolation":"process"}}' % IMAGE["2022"].encode()),
            "HostConfig is there twice")
    refused("a second document", plugin.ask("/containers/create", b'{"Image":"a"}{"Image":"b"}'), "refused: ", "the end of the text")
    refused("an encoded path", plugin.ask("//v1.43/containers%2Fcreate?name=x", {"Image": IMAGE["2025"]}), "is newer than host")
    refused("a body of less than its length", plugin.ask("/containers/create", {"Image": IMAGE["2022"]}, RequestHeaders={"Content-Length": "9999999"}), "not as long as")
    allowed("an image of which nothing is known", plugin.create("example.com/app:1"))
    for name, body in {"no JSON": b"x", "nothing": b"", "a list": b"[]", "deep": b"[" * 100000, "UTF-16": '{"a":1}'.encode("utf-16"), "zeros": bytes(1000)}.items():
        status, text = plugin.post("/AuthZPlugin.AuthZReq", body)
        said = json.loads(text)
        refused(f"a question that is none: {name}", said, "refused: ")
    big = plugin.ask("/containers/create", b'{"Image":"a","Cmd":["' + b"x" * (4 * 1024 * 1024) + b'"]}')
    refused("a body larger than engines pass on", big, "longer than engines pass on")
    try:
        status = plugin.post("/AuthZPlugin.AuthZReq", b"{" + b" " * (8 * 1024 * 1024))[0]
    except BrokenPipeError:
        status = 413  # answered before all of it was sent
    tap.ok(status == 413, "a question larger than any is not read", status)
    tap.ok(plugin.post("/AuthZPlugin.AuthZReq", None, "GET")[0] == 405 and plugin.post("/validate", b"{}")[0] == 404, "other paths and methods")
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        many = list(pool.map(lambda i: plugin.create(IMAGE["2022" if i % 2 else "2025"])["Allow"], range(400)))
    tap.ok(many == [bool(i % 2) for i in range(400)], "many at a time, each its own answer")
    lines = plugin.lines(IMAGE["2025"])
    tap.ok(any(l.get("image") == IMAGE["2025"] and l.get("decision") == "refuse" and l.get("user") == "ann" and l.get("rule") for l in lines), "decisions are logged")
    tap.ok(all(l.get("method") != "GET" for l in lines), "what launches nothing is not")
    tap.ok(plugin.end() == 0 and not plugin.path.exists(), "it ends, and takes its socket away")
listed = program.run("log", "--journal", home / "journal.db", "--command", "serve", "--decision", "refuse", "-o", "ndjson")
tap.ok(IMAGE["2019"] in listed.stdout and '"user":"ann"' in program.run("log", "export", "--journal", home / "journal.db").stdout, "and kept in the journal", listed.stdout[:600])

with Plugin("--enforce-isolation") as plugin:
    refused("a launch that names no isolation", plugin.create(IMAGE["2022"]), "names no isolation", "--isolation=process")
    allowed("one that names the allowed one", plugin.create(IMAGE["2022"], "process"))
    plugin.end(signal.SIGKILL)
with Plugin("--mode", "audit") as plugin:
    allowed("audit lets through", plugin.create(IMAGE["2025"]))
    tap.ok(any(l.get("decision") == "refuse" and l["allowed"] and l["why"].startswith("refused: process isolation") for l in plugin.lines(IMAGE["2025"])), "and logs")
    metrics = plugin.post("/metrics", None, "GET")[1].decode()
    tap.ok(re.search(r'outcome="refused"\} 1$', metrics, re.MULTILINE), "and counts", metrics[:600])
with Plugin("--mode", "warn") as plugin:
    said = plugin.create(IMAGE["2025"])
    tap.ok(said["Allow"] and said["Msg"].startswith("warning: refused: "), "warn lets through, and says so", said)
(home / "host").write_text("{}")
host = home / "host.json"
host.write_text(program.run("host", "ws2022", "-o", "json").stdout)
with Plugin(host=f"@{host}") as plugin:
    allowed("the host of a file", plugin.create(IMAGE["2022"]))
    host.write_text(program.run("host", "ws2019", "-o", "json").stdout)
    for _ in range(40):
        if not plugin.create(IMAGE["2022"])["Allow"]:
            break
        time.sleep(0.1)
    refused("is read anew when it changes", plugin.create(IMAGE["2022"]), "is newer than host")
    host.write_text("{")
    time.sleep(1.3)
    refused("and stays where it is broken", plugin.create(IMAGE["2022"]), "is newer than host")

# --- a registry that does not answer

silent = socket.create_server(("127.0.0.1", 0))
slow = f"127.0.0.1:{silent.getsockname()[1]}/app:1"
for words, passes in ((("--on-unknown", "warn"), True), (("--on-unknown", "refuse"), False)):
    with Plugin("--no-cache", "--timeout", 2, *words, online=True) as plugin, concurrent.futures.ThreadPoolExecutor(8) as pool:
        began = time.monotonic()
        waiting = [pool.submit(plugin.create, slow) for _ in range(6)]
        time.sleep(0.2)
        passing = plugin.ask("/v1.43/containers/json", method="GET")
        quick = time.monotonic() - began
        said = [w.result() for w in waiting]
        tap.ok(passing["Allow"] and quick < 0.9, f"{words[1]}: nobody else waits for it", quick)
        tap.ok(all(s["Allow"] == passes and "unknown: " in s["Msg"] for s in said) and time.monotonic() - began < 4, f"{words[1]}: the engine is answered in time", said[0])
silent.close()

# --- by TLS, with certificates of both sides

server, server_key = certificate(home, "server")
client, client_key = certificate(home, "client")
stranger, stranger_key = certificate(home, "stranger")
with Plugin("--tls-cert", server, "--tls-key", server_key, "--docker-tls-ca", client, address="tcp:127.0.0.1:0") as plugin:
    def curl(*words):
        return subprocess.run(["curl", "-s", "--cacert", server, "-X", "POST", *words, "-w", " %{http_code}",
                               f"https://localhost:{plugin.address.split(':')[1]}/Plugin.Activate"], capture_output=True, text=True, timeout=20).stdout
    tap.ok(curl("--cert", client, "--key", client_key) == '{"Implements":["authz"]} 200', "an engine with its certificate")
    for name, words in {"none": (), "another one": ("--cert", stranger, "--key", stranger_key)}.items():
        said = curl(*words)
        tap.ok("authz" not in said and (said.endswith("403") or said.endswith("000")), f"an engine with a certificate that is {name}", said)

for name, words, text in (
        ("no host", ["--docker-authz", f"unix:{short}/x"], "needs the one host"),
        ("two hosts", ["--docker-authz", f"unix:{short}/x", "--host", "ws2022", "--host", "ws2019"], "needs the one host"),
        ("the engine as its own host", ["--docker-authz", f"unix:{short}/x", "--host", "docker"], "answers nobody before"),
        ("a host that can be read only once", ["--docker-authz", f"unix:{short}/x", "--host", "@-"], "only once"),
        ("policies that can be read only once", ["--docker-authz", f"unix:{short}/x", "--host", "ws2022", "--policy", "-"], "only once"),
        ("an address that is none", ["--docker-authz", "npipe:x", "--host", "ws2022"], "is no address"),
        ("a path that is none", ["--docker-authz", "unix:x", "--host", "ws2022"], "no place for a socket"),
        ("a path that is too long", ["--docker-authz", "unix:/" + "x" * 200, "--host", "ws2022"], "no place for a socket"),
        ("a folder that is not there", ["--docker-authz", "unix:/no/such/x", "--host", "ws2022"], "nothing can listen"),
        ("a file in the place", ["--docker-authz", f"unix:{home}/host", "--host", "ws2022"], "nothing can listen"),
        ("a network without certificates", ["--docker-authz", "tcp:0.0.0.0:0", "--host", "ws2022"], "certificates of both sides"),
        ("a file for an engine that is not answered", ["--docker-spec", home / "x", "--host", "ws2022"], "none is answered"),
        ("a file that has no place for certificates", ["--docker-authz", "tcp:0.0.0.0:0", "--tls-cert", server, "--tls-key", server_key, "--docker-tls-ca", client,
                                                       "--docker-spec", home / "x", "--host", "ws2022"], "no place for certificates"),
        ("data that is not there", ["--docker-authz", f"unix:{short}/x", "--host", "ws2022", "--docker-images", "--data", home / "none"], "data of --data cannot be used"),
        ("an engine that is asked and not answered", ["--docker-images", "--host", "ws2022"], "none is answered"),
        ("a listener that nobody would hear", ["--docker-authz", f"unix:{short}/x", "--host", "ws2022", "--listen", "127.0.0.1:0"], "nobody but the Docker Engine"),
        ("a host that nobody knows", ["--docker-authz", f"unix:{short}/x", "--host", "ws1999"], "ws1999")):
    done = program.run("serve", *words, "--no-journal")
    tap.ok(done.returncode == 2 and text in done.stderr and "do: " in done.stderr, f"refused: {name}", done.stderr)

# --- by a real engine

NAME = f"wincompat-test-{os.getpid()}"
folder = pathlib.Path("/etc/docker/plugins")  # where the engine looks, and nowhere else
spec = folder / f"{NAME}.spec"
is_ours = not folder.exists()
engine = None
if os.geteuid() == 0:
    folder.mkdir(parents=True, exist_ok=True)
    plugin = Plugin("--docker-spec", spec)
    try:
        engine = Dockerd.started(f"--authorization-plugin={NAME}")
        if engine:
            def docker(*words):
                return subprocess.run([*engine.ask, *words], capture_output=True, text=True, timeout=60)
            done = docker("run", "--pull=never", IMAGE["2025"])
            tap.ok(done.returncode == 125 and f"authorization denied by plugin {NAME}: refused: process isolation" in done.stderr
                   and "is newer than host" in done.stderr and "what to do: " in done.stderr, "docker run of a refused image is denied with our words", done.stderr)
            done = docker("create", "--label", "a=b", IMAGE["2019"])
            tap.ok("authorization denied" in done.stderr and "--isolation=hyperv" in done.stderr, "docker create, too", done.stderr)
            done = docker("run", "--pull=never", IMAGE["2022"])
            tap.ok(done.returncode == 125 and "authorization" not in done.stderr and "o such image" in done.stderr, "one that is allowed goes on to the engine", done.stderr)
            done = docker("run", "--isolation=hyperv", "--pull=never", IMAGE["2019"])
            tap.ok("authorization" not in done.stderr, "and one in the isolation it needs", done.stderr)
            done = docker("service", "create", IMAGE["2019"])
            tap.ok("authorization denied" in done.stderr, "docker service create", done.stderr)
            curl = ["curl", "-s", "-X", "POST", "--unix-socket", engine.host[len("unix://"):], "http://x"]
            for name, words, path in (
                    ("a body that is not shown", ["-H", "Content-Type: text/plain", "-d", json.dumps({"Image": IMAGE["2022"]})], "/v1.41/containers/create"),
                    ("no body", [], "/containers/create"),
                    ("an encoded path", ["-H", "Content-Type: application/json", "-d", json.dumps({"Image": IMAGE["2025"]})], "/v1.41/containers%2Fcreate"),
                    ("chunks", ["-H", "Content-Type: application/json", "-H", "Transfer-Encoding: chunked", "-d", json.dumps({"Image": IMAGE["2025"]})], "/containers/create"),
                    ("keys that fold", ["-H", "Content-Type: application/json", "-d", '{"Image":"%s","image":"%s"}' % (IMAGE["2022"], IMAGE["2025"])], "/containers/create"),
                    ("a long s", ["-H", "Content-Type: application/json", "-d", '{"Image":"%s","HostConfig":{"I\u017folation":"process"}}' % IMAGE["2019"]], "/containers/create")):
                said = subprocess.run([*curl[:-1], *words, curl[-1] + path], capture_output=True, text=True, timeout=30).stdout
                tap.ok("authorization denied by plugin" in said, f"the engine is asked with {name}: denied", said)
            well = subprocess.run([*curl[:-1], "-H", "Content-Type: application/json", "-d", json.dumps({"Image": IMAGE["2022"]}), curl[-1] + "/containers/create"],
                                  capture_output=True, text=True, timeout=30).stdout
            tap.ok("o such image" in well, "a plain request is read, with the length that the engine tells", well)
            plugin.end(signal.SIGKILL)
            plugin = Plugin("--docker-spec", spec, "--mode", "audit")
            done = docker("run", "--pull=never", IMAGE["2025"])
            tap.ok("authorization" not in done.stderr and "o such image" in done.stderr, "after a kill -9 it listens again, now in audit: nothing is denied", done.stderr)
        else:
            tap.skip("a real engine", "none starts here")
    finally:
        plugin.end()
        if engine:
            engine.end()
        spec.unlink(missing_ok=True)
        if is_ours:
            with contextlib.suppress(OSError):  # another test put its plug-in there meanwhile
                folder.rmdir()
else:
    tap.skip("a real engine", "this is not root")

subprocess.run(["rm", "-rf", short], check=False)
sys.exit(tap.end())
