#!/usr/bin/python3
# The plug-in of a Docker Engine on its named pipe: asked well and badly, started badly, ended. plugin.py EXE PIPE-CLIENT prints TAP.
import concurrent.futures
import itertools
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "serve")]
import authz_parts  # noqa: E402
from parts import IMAGE  # noqa: E402
from prefix import LOADER, SERVER, Wine  # noqa: E402
from tap import Tap, finish  # noqa: E402

EXE, CLIENT = (pathlib.Path(p).resolve() for p in sys.argv[1:3])
PIPE, ADDRESS = r"\\.\pipe\wincompat-test", "npipe:////./pipe/wincompat-test"
BASE = ("serve", "--host", authz_parts.HOST, "--docker-authz", ADDRESS)
ENGINE = {"Host": "wincompat", "User-Agent": "Go-http-client/1.1", "Accept": "application/vnd.docker.plugins.v1.2+json", "Accept-Encoding": "gzip"}
tap = Tap()


def windows_path(path):
    return "Z:" + str(path).replace("/", "\\")


def shown(done):
    return f"exit {done.returncode}", done.stdout[-800:], done.stderr[-800:]


def request(path, body, method="POST", **fields):
    """The bytes of a request, as engines say it."""
    data = json.dumps(body).encode() if isinstance(body, dict) else body or b""
    head = {**ENGINE, "Content-Length": len(data), **fields}
    return "".join([f"{method} {path} HTTP/1.1\r\n", *(f"{k}: {v}\r\n" for k, v in head.items()), "\r\n"]).encode() + data


def answers(text):
    """The answers (status, body) that stand in what came."""
    found = []
    while head := re.match(r"HTTP/1\.1 (\d+) .*?\n\n", text, re.DOTALL):
        length = int(re.search(r"^Content-Length: (\d+)", head[0], re.MULTILINE)[1])
        found.append((int(head[1]), text[head.end():head.end() + length]))
        text = text[head.end() + length:]
    return found


class Plugin(authz_parts.Plugin):
    """`wincompat.exe serve --docker-authz` on a named pipe; questions are those of the tests elsewhere."""

    def __init__(self, wine, *args):
        self.wine, self.numbers = wine, itertools.count(1)
        self.log = wine.folder / "log"
        command = wine.command(EXE, *BASE, *args)
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, env=wine.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        self.address = self.wait_for(r"^ready (\S+) for Docker$", 20)

    def said(self, data, *mode):
        """The client's process and the whole text that was answered to these bytes."""
        file = self.wine.folder / f"question-{next(self.numbers)}"
        file.write_bytes(data)
        return self.wine.run(CLIENT, PIPE, file.name, *mode, timeout=30)

    def post(self, path, body, method="POST"):
        done = self.said(request(path, body, method))
        return answers(done.stdout)[0] if done.stdout else (0, f"nothing: exit {done.returncode}")

    def is_well(self):
        """Does it still answer as it should?"""
        return self.create(IMAGE["2022"])["Allow"] is True

    def end(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        return self.process.wait(15)


def creation(image):
    """The bytes that ask whether a container of that image may be created."""
    return request("/AuthZPlugin.AuthZReq", authz_parts.question("/v1.43/containers/create", {"Image": image, "HostConfig": {}}))


def ask_well(plugin):
    tap.ok(plugin.address == ADDRESS, "it says where it listens", plugin.address)
    tap.ok((plugin.wine.folder / "wincompat.spec").read_bytes() == f"{ADDRESS}\n".encode(), "the .spec file tells the engine where")
    tap.ok(plugin.post("/Plugin.Activate", b"") == (200, '{"Implements":["authz"]}'), "it says what it is")
    tap.ok(plugin.create(IMAGE["2022"]) == {"Allow": True, "Msg": "", "Err": ""}, "an image of the host's build is allowed")
    said = plugin.create(IMAGE["2025"])
    tap.ok(said["Allow"] is False and "is newer than host" in said["Msg"], "a newer one is refused, and why", said)
    said = plugin.create(IMAGE["2019"])
    tap.ok(said["Allow"] is False and "what to do: --isolation=hyperv" in said["Msg"], "an older one by default", said)
    tap.ok(plugin.create(IMAGE["2019"], "hyperv")["Allow"] is True, "and not under Hyper-V")
    tap.ok(plugin.ask("/v1.43/containers/json", method="GET")["Allow"] is True, "what launches nothing passes")
    status, text = plugin.post("/AuthZPlugin.AuthZRes", {"ResponseStatusCode": 200})
    tap.ok((status, json.loads(text)) == (200, {"Allow": True, "Msg": "", "Err": ""}), "what was done passes")
    tap.ok(plugin.post("/validate", b"{}")[0] == 404 and plugin.post("/AuthZPlugin.AuthZReq", None, "GET")[0] == 405, "other paths and methods")
    done = plugin.said(creation(IMAGE["2025"]), "keep", 5)
    tap.ok([(s, json.loads(t)["Allow"]) for s, t in answers(done.stdout)] == [(200, False)] * 5, "five questions on one connection", *shown(done))
    done = plugin.said(creation(IMAGE["2022"]), "slow", 20)
    tap.ok([json.loads(t)["Allow"] for _, t in answers(done.stdout)] == [True], "a question in pieces", *shown(done))


def ask_at_once(plugin):
    for number in (20, 100):  # more than there are instances of the pipe
        done = plugin.said(creation(IMAGE["2022"]), "many", number)
        tap.ok(done.stdout == f"{number}\n", f"{number} connections at a time", *shown(done))
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        idle = [pool.submit(plugin.said, b"", "hold", 3000) for _ in range(4)]
        slow = pool.submit(plugin.said, creation(IMAGE["2025"]), "slow", 2)
        time.sleep(0.7)
        began = time.monotonic()
        well = plugin.is_well()
        seconds = time.monotonic() - began
        tap.ok(well and seconds < 2.5 and not any(i.done() for i in idle) and not slow.done(), "those who say nothing, or little, hold nobody up", seconds)
        done = slow.result()
        tap.ok([json.loads(t)["Allow"] for _, t in answers(done.stdout)] == [False], "and are answered in the end", *shown(done))


HOSTILE = {
    "a cut question": (creation(IMAGE["2022"]), "cut"),
    "nothing": (b"", "cut"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n",),
    "a greeting of TLS": (bytes.fromhex("16030100a5010000a1") + b"\r\n\r\n" * 4,),
    "zeros": (bytes(20000),),
    "a head that does not end": (b"POST /AuthZPlugin.AuthZReq HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40000,),
    "a length that is none": (request("/AuthZPlugin.AuthZReq", b"{}", **{"Content-Length": "-1"}),),
    "a length beyond all": (request("/AuthZPlugin.AuthZReq", b"{}", **{"Content-Length": "99999999999999999999999"}),),
    "a body larger than any": (request("/AuthZPlugin.AuthZReq", b"{" + b" " * (8 * 1024 * 1024)),),
}


def ask_badly(plugin):
    for name, (data, *mode) in HOSTILE.items():
        done = plugin.said(data, *mode)
        found = answers(done.stdout)
        fine = done.returncode == 0 and (found[0][0] in (400, 413, 414, 431) if found else done.stdout == "")
        tap.ok(fine and plugin.is_well(), f"{name}: an answer that says so, or none", *shown(done))
    for name, body in {"no JSON": b"x", "deep": b"[" * 100000, "UTF-16": '{"a":1}'.encode("utf-16")}.items():
        status, text = plugin.post("/AuthZPlugin.AuthZReq", body)
        said = json.loads(text) if status == 200 else {}
        tap.ok(said.get("Allow") is False and said["Msg"].startswith("refused: "), f"a question that is none: {name}", status, text)


def refused(wine, name, words, *texts):
    """It does not start, and says why and what to do in one message."""
    done = wine.run(EXE, "serve", "--offline", "--no-journal", *words, timeout=20)
    heads = [line for line in done.stderr.splitlines() if line.startswith("wincompat: ")]
    tap.ok(done.returncode == 2 and len(heads) == 1 and "do: " in done.stderr and all(t in done.stderr for t in texts), f"refused: {name}", *shown(done))


def start_badly(wine, plugin):
    host = ("--host", "ws2022")
    if plugin.said(b"", "claim").stdout == "taken\n":
        refused(wine, "a second server on the same name", ["--docker-authz", ADDRESS, *host], "nothing can listen", "another name")
        tap.ok(plugin.is_well() and plugin.process.poll() is None, "and the first goes on")
    else:
        tap.skip("a second server on the same name", "this Wine does not heed FILE_FLAG_FIRST_PIPE_INSTANCE")
    for address in ("npipe:foo", "npipe://foo", "npipe:", "npipe:////./pipe/", "npipe:////server/pipe/x", "npipe:////./pipe/a/b", "npipe:////./pipe/" + "x" * 300):
        refused(wine, f"{address[:40]} is no pipe", ["--docker-authz", address, *host], "npipe:////./pipe/NAME")
    for address in (r"unix:C:\authz.sock", "unix:/run/authz.sock", "tcp:127.0.0.1:0", "tcp:0.0.0.0:8444"):
        refused(wine, f"{address}, which is for other systems", ["--docker-authz", address, *host], "npipe:////./pipe/NAME")
    refused(wine, "a server for a cluster", ["--listen", "127.0.0.1:0", "--no-tls", *host], "answers no cluster", "on Linux")


def read_journal(wine, journal):
    done = wine.run(EXE, "log", "--journal", journal, "--command", "serve", "-o", "ndjson")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    text = {image: [d for d in found if image in json.dumps(d)] for image in (IMAGE["2022"], IMAGE["2025"])}
    tap.ok(done.returncode == 0 and text[IMAGE["2022"]] and text[IMAGE["2025"]] and '"refuse"' in done.stdout, "the journal holds what was decided", *shown(done))
    done = wine.run(EXE, "log", "verify", "--journal", journal)
    tap.ok(done.returncode == 0, "and is sound", *shown(done))


def end_by_key(wine):
    """Those who wait for a registry hold nobody up, and are answered before it ends. Wine makes a Ctrl-C of SIGINT; of Ctrl-Break, and of a console that closes, it has none here."""
    silent = socket.create_server(("127.0.0.1", 0))
    slow = f"127.0.0.1:{silent.getsockname()[1]}/app:1"
    words = ("--no-journal", "--no-cache", "--timeout", "1", "--on-unknown", "refuse")
    with Plugin(wine, *words) as plugin, concurrent.futures.ThreadPoolExecutor(8) as pool, silent:
        idle = pool.submit(plugin.said, b"", "hold", 9000)
        waiting = [pool.submit(plugin.create, slow) for _ in range(3)]
        time.sleep(0.5)
        passing = plugin.ask("/v1.43/containers/json", method="GET")
        tap.ok(passing["Allow"] is True and not any(w.done() for w in waiting), "while a registry is waited for, others are answered", passing)
        code = plugin.end(signal.SIGINT)
        said = [w.result() for w in waiting]
        text = plugin.log.read_text(encoding="utf-8")
        tap.ok(code == 0 and '"ending' in text, "it ends on Ctrl-C", code, text[-600:])
        tap.ok(idle.result().stdout == "open\nclosed\n", "and hangs up on a client that says nothing", *shown(idle.result()))
        tap.ok(all(s["Allow"] is False and "unknown: " in s["Msg"] for s in said), "and answers before what it was asked", *said)


def main():
    if not LOADER or not SERVER:
        tap.skip("the plug-in on its pipe", "Wine is not installed")
        return
    with Wine() as wine:
        journal = windows_path(wine.folder / "journal.db")
        with Plugin(wine, "--offline", "--journal", journal, "--require-log", "--docker-spec", windows_path(wine.folder / "wincompat.spec")) as plugin:
            ask_well(plugin)
            ask_at_once(plugin)
            ask_badly(plugin)
            start_badly(wine, plugin)
            plugin.end()
        read_journal(wine, journal)
        with Plugin(wine, "--offline", "--no-journal", "--mode", "audit") as plugin:
            tap.ok(plugin.create(IMAGE["2025"])["Allow"] is True, "after a kill another one takes the name; audit lets through")
        end_by_key(wine)


main()
finish(tap)
