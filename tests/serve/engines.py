#!/usr/bin/python3
# The plug-in asks its engine which images it has, and a real engine asks it by TLS with certificates of both sides. engines.py PROGRAM prints TAP.
import contextlib
import http.server
import json
import os
import pathlib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

from authz_parts import Plugin
from dockerd import Dockerd
from parts import IMAGE, certificate
from tap import Program, Tap, temporary

tap = Tap()
home = temporary()
short = pathlib.Path(tempfile.mkdtemp(prefix="wc", dir="/tmp"))  # a socket's path has to be short
program = Program(sys.argv[1], home)
ID = "sha256:" + "4" * 64
LOCAL, NEW, TOOLS = (f"127.0.0.1:9/{name}" for name in ("app:local", "app:new", "tools:1"))  # no registry is there


# --- a stand-in for an engine, which asks its plug-in about what it is asked, as engines do -------------------------
class Answering(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        engine = self.server
        engine.asked.append(self.path)
        if engine.plugin:
            engine.plugin.ask(self.path, method="GET")
        time.sleep(engine.pause)
        name = self.path.partition("/images/")[2].removesuffix("/json")
        image = engine.images.get(name)
        text = json.dumps(image if image else {"message": f"No such image: {name}"}).encode() if name else b"OK"
        with contextlib.suppress(OSError):
            self.send_response(200 if image or not name else 404)
            self.send_header("Api-Version", "1.43")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)


class Engine(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def __init__(self):
        self.asked, self.images, self.pause, self.plugin = [], {}, 0, None
        self.path = short / "engine.sock"
        super().__init__(str(self.path), Answering)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_request(self):
        request, _ = super().get_request()
        return request, ("engine", 0)


def inspected(version, system="windows"):
    return {"Id": ID, "RepoTags": [], "RepoDigests": [], "Architecture": "amd64", "Os": system, **({"OsVersion": version} if version else {}),
            "Config": {}, "RootFS": {"Type": "layers", "Layers": []}}


engine = Engine()
asking = {"DOCKER_HOST": f"unix://{engine.path}"}
engine.images = {LOCAL: inspected("10.0.20348.2966"), NEW: inspected("10.0.26100.1742"), TOOLS: inspected("", "linux"),
                 "deadbeef": inspected("10.0.26100.1742"), ID: inspected("10.0.20348.2966"), IMAGE["2022"]: inspected("10.0.26100.1742")}
with Plugin(program, home, short, "--docker-images", "--on-unknown", "refuse", "--no-cache", online=True, env=asking) as plugin:
    engine.plugin = plugin
    tap.ok(plugin.create(LOCAL)["Allow"], "an image that only the engine has")
    said = plugin.create(NEW)
    tap.ok(not said["Allow"] and "is newer than host" in said["Msg"], "one that cannot run here", said)
    tap.ok(plugin.create(TOOLS)["Allow"], "one for another system passes")
    tap.ok(plugin.create(ID)["Allow"], "one by its ID")
    said = plugin.create("deadbeef")
    tap.ok(not said["Allow"] and "is newer than host" in said["Msg"], "one by the first digits of its ID", said)
    said = plugin.create(IMAGE["2022"])
    tap.ok(not said["Allow"] and "10.0.26100" in said["Msg"], "what the engine has under a name is judged, not what the name says", said)
    said = plugin.create("0123abc")
    tap.ok(not said["Allow"] and said["Msg"].startswith("unknown: "), "an ID that nobody knows", said)
    tap.ok(all("/distribution/" not in path for path in engine.asked), "the engine is not sent to registries", engine.asked)
    engine.images[LOCAL] = inspected("10.0.26100.1742")
    tap.ok(not plugin.create(LOCAL)["Allow"], "another image under the name is seen at once")
    lines = plugin.lines("0123abc")
    tap.ok({line.get("facts") for line in lines if line.get("image")} == {"engine", None}, "the log says who knew it", lines[-1])
    engine.pause = 5
    began, answers = time.monotonic(), []
    threads = [threading.Thread(target=lambda: answers.append(plugin.create(LOCAL))) for _ in range(12)]
    for t in threads:
        t.start()
    time.sleep(0.1)
    passing = plugin.ask("/v1.43/containers/json", method="GET")
    quick = time.monotonic() - began
    for t in threads:
        t.join()
    tap.ok(passing["Allow"] and quick < 0.5, "an engine that stalls: nobody else waits", quick)
    tap.ok(time.monotonic() - began < 3.5 and len(answers) == 12 and not any(a["Allow"] for a in answers), "and it is answered in time", time.monotonic() - began, answers[:1])
    engine.pause, engine.plugin = 0, None
    engine.shutdown()
    engine.server_close()
    engine.path.unlink()
    said = plugin.create(LOCAL)
    tap.ok(not said["Allow"] and said["Msg"].startswith("unknown: "), "an engine that is gone: what its registry says, and here there is none", said)
    tap.ok(plugin.end() == 0, "it ends well")
with Plugin(program, home, short, "--docker-images", env=asking) as plugin:
    tap.ok(plugin.create(IMAGE["2022"])["Allow"] and not plugin.create(IMAGE["2025"])["Allow"], "the same offline: what the tag says")

# --- a real engine ---------------------------------------------------------------------------------------------------
NAME = f"wincompat-test-{os.getpid()}"
folder = pathlib.Path("/etc/docker/plugins")  # where the engine looks, and nowhere else
files = [folder / f"{NAME}.spec", folder / f"{NAME}-tls.json"]
server, server_key = certificate(home, "server")
client, client_key = certificate(home, "client")


def told(address, cert, key):
    """The file by which an engine asks over TLS, as docs/authz.md has it."""
    return json.dumps({"Name": f"{NAME}-tls", "Addr": f"https://{address}", "TLSConfig": {"InsecureSkipVerify": False, "CAFile": str(server), "CertFile": str(cert), "KeyFile": str(key)}})


def docker(daemon, *words):
    return subprocess.run([*daemon.ask, *words], capture_output=True, text=True, timeout=60, check=False)


if os.geteuid() == 0:
    is_ours = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    over_tls = Plugin(program, home, short, "--tls-cert", server, "--tls-key", server_key, "--docker-tls-ca", client, address="tcp:127.0.0.1:0")
    second = temporary()
    asks = Plugin(program, second, short, "--docker-spec", files[0], "--docker-images", "--on-unknown", "refuse", "--no-cache", online=True, env={"DOCKER_HOST": f"unix://{short}/d.sock"})
    daemon = None
    try:
        files[1].write_text(told(over_tls.address, client, client_key), encoding="utf-8")
        daemon = Dockerd.started("-H", f"unix://{short}/d.sock", f"--authorization-plugin={NAME}-tls", f"--authorization-plugin={NAME}")
        if daemon:
            done = docker(daemon, "run", "--pull=never", IMAGE["2025"])
            tap.ok(done.returncode == 125 and f"authorization denied by plugin {NAME}-tls: refused: process isolation" in done.stderr, "an engine asks by TLS with its certificate", done.stderr)
            (home / "root").mkdir()
            (home / "root" / "file").write_text("x", encoding="utf-8")
            tar = subprocess.run(["tar", "-C", home / "root", "-c", "."], capture_output=True, check=True).stdout
            image = subprocess.run([*daemon.ask, "import", "-", "only-here:1"], input=tar, capture_output=True, check=True).stdout.decode().strip()
            done = docker(daemon, "create", "only-here:1", "/file")
            tap.ok(done.returncode == 0, "it is asked about an image that only it has, and asks us about that: nobody waits for ever", done.stderr, asks.log.read_text()[-600:])
            done = docker(daemon, "create", image[7:19], "/file")
            tap.ok(done.returncode == 0, "and by the first digits of its ID", done.stderr)
            done = docker(daemon, "create", "--pull=never", "127.0.0.1:9/not-here:1")
            tap.ok(f"authorization denied by plugin {NAME}: unknown" in done.stderr, "what it does not have is not known", done.stderr)
            done = docker(daemon, "create", "--platform", "windows/amd64", "--pull=never", IMAGE["2025"])
            tap.ok("is newer than host" in done.stderr, "a platform of Windows is judged", done.stderr)
            done = docker(daemon, "create", "--platform", "linux/amd64", "--pull=never", IMAGE["2025"])
            tap.ok("authorization" not in done.stderr and done.returncode, "one of another system is left to the engine", done.stderr)
        else:
            tap.skip("a real engine", "none starts here")
    finally:
        for plugin in (over_tls, asks):
            plugin.__exit__()
        if daemon:
            daemon.end()
        for path in files:
            path.unlink(missing_ok=True)
        if is_ours:
            with contextlib.suppress(OSError):  # another test put its plug-in there meanwhile
                folder.rmdir()
else:
    tap.skip("a real engine", "this is not root")

subprocess.run(["rm", "-rf", short], check=False)
sys.exit(tap.end())
