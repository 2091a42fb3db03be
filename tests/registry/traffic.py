#!/usr/bin/python3
# What many images share and how servers are spared: proxies, connections, tokens, waits, progress. traffic.py PROGRAM prints TAP.
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from faults import FaultProxy  # noqa: E402
from images import V2019, V2022, V2025, index_layout, push  # noqa: E402
from parts import Authority, Registry  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402
from tunnel import Tunnel  # noqa: E402

MANY = 60
tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
(folder / "store").mkdir()
cert, key = Authority(folder).issue("server")
secure = Registry(folder, folder / "store", tls={"certificate": str(cert), "key": str(key)})
plain = Registry(folder, folder / "store")
proxy = FaultProxy(plain)
for repository in ("windows", "library/windows"):
    push(index_layout(folder / "index", [V2019, V2022, V2025]), f"{plain.host}/{repository}:index")
tags = folder / "store/docker/registry/v2/repositories/windows/_manifests/tags"
for i in range(MANY):
    shutil.copytree(tags / "index", tags / f"t{i}")


def listed(repository):
    """A file that names every image."""
    path = folder / "list"
    path.write_text("".join(f"{repository}:t{i}\n" for i in range(MANY)))
    return path


CHECK = ["check", "--no-cache", "--host", "ws2022", "-q"]

# A proxy, and how many connections a list costs: a name of no machine, so that nothing goes by another way.
tunnel = Tunnel(secure.port)
p = program.run(*CHECK, "--tls-verify=false", "-f", listed("registry.invalid/windows"), env={"https_proxy": f"http://{tunnel.host}"})
tap.ok(p.returncode == 0 and p.stdout.split() == ["process"] * MANY, "a registry behind a proxy", p.stdout, p.stderr)
tap.ok(tunnel.asked == ["registry.invalid:443"], f"{MANY} images over TLS share one connection (HTTP/2)", tunnel.asked)
tunnel.asked.clear()
p = program.run(*CHECK, "--tls-verify=false", "windows:index", "docker.io/windows:index", env={"https_proxy": f"http://{tunnel.host}"})
tap.ok(p.returncode == 0 and set(tunnel.asked) == {"registry-1.docker.io:443"}, "a short name is one of Docker Hub's library", tunnel.asked, p.stderr)

# Tokens.
p = program.run(*CHECK, "-f", listed(f"{proxy.host}/scopes/windows"))
asked = [urllib.parse.parse_qs(urllib.parse.urlsplit(path).query) for path, _ in proxy.elsewhere.log if path.startswith("/token")]
tap.ok(p.returncode == 0, "a registry that wants a token for two scopes", p.stdout, p.stderr)
tap.ok(asked and asked[0] == {"service": ["test"], "scope": ["repository:windows:pull", "repository:base/os:pull"]},
       "… each is asked for by a parameter of its own", asked)
tap.ok(len(asked) == 1, f"… and {MANY} images share the token", asked)

# Waits that servers ask for.
for fault, least, what in (("later", 1, "in seconds"), ("later-date", 0.5, "as a date")):
    start = time.monotonic()
    p = program.run(*CHECK, f"{proxy.host}/{fault}/windows:index")
    took = time.monotonic() - start
    tap.ok(p.returncode == 0 and len(proxy.since(fault)) == 2 and least <= took < 6, f"503 with Retry-After {what}", took, proxy.since(fault), p.stderr)

# Progress is for people: on a terminal, and gone when the answer comes.
far, near = pty.openpty()
p = subprocess.Popen([program.path, *CHECK, "--jobs", "4", "-f", listed(f"{proxy.host}/slow/windows")], env=program.environment(TERM="xterm"),
                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=near)
os.close(near)
out, _ = p.communicate(timeout=60)
talk = os.read(far, 65536).decode(errors="replace")
line = re.search(rf"\r(\d+) of {MANY} images read, 0 failed, (\d+) a second, (\d+) s left\x1b\[K", talk)
tap.ok(p.returncode == 0 and out.split() == [b"process"] * MANY, "a list on a terminal", p.returncode, out)
tap.ok(line is not None and int(line[2]) > 0, "… with a line of progress: done, failed, rate, time left", repr(talk))
tap.ok(talk.endswith("\r\x1b[K"), "… which is wiped away", repr(talk[-80:]))

for server in (secure, plain, proxy, tunnel):
    server.end()
finish(tap)
