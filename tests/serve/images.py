#!/usr/bin/python3
# Where the facts of images come from: memory, the cache, a registry that is slow, gone or asked by many. images.py PROGRAM prints TAP.
import http.client
import json
import sys
import threading
import time

from parts import Hook, listed, node, pod, review
from small_registry import Handler, Registry
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
NODES = listed(node("w19", "10.0.17763.6775"))


class Stalling(Handler):
    """Answers after `self.server.pause` seconds."""

    def do_GET(self):
        time.sleep(self.server.pause)
        try:
            super().do_GET()
        except OSError:
            pass  # nobody waits any more

    do_HEAD = do_GET


registry = Registry()
registry.RequestHandlerClass = Stalling
registry.pause, registry.shift = 0, 6000


def image(number, name="app"):
    return f"{registry.host}/{name}:tag{number}"


def asked(hook, number, **more):
    began = time.monotonic()
    response = hook.judge(review(pod(image(number, **more))))
    return response, time.monotonic() - began


hook = Hook(program, home, nodes=NODES, plain=True, env={"XDG_CACHE_HOME": str(home / "cache")})
response, seconds = asked(hook, 1)
tap.ok(response["allowed"] and "warnings" not in response, "an image that nobody knew yet is asked for", response)
times = len(registry.asked)
response, seconds = asked(hook, 1)
tap.ok(response["allowed"] and len(registry.asked) == times, "a second time memory knows it", registry.asked)

# --- Many at once -----------------------------------------------------------------------------------------------------
registry.pause = 0.3
answers = []
threads = [threading.Thread(target=lambda: answers.append(asked(hook, 2)[0])) for _ in range(20)]
before = len(registry.asked)
for t in threads:
    t.start()
for t in threads:
    t.join()
manifests = [path for _, path in registry.asked[before:] if "/manifests/tag2" in path]
tap.ok(len(manifests) == 1 and all(a["allowed"] for a in answers), "20 pods ask a registry once", registry.asked[before:])

# --- A registry that stalls -------------------------------------------------------------------------------------------
registry.pause = 4
response, seconds = asked(hook, 3)
tap.ok(0.9 < seconds < 1.6 and response["allowed"] and any("undetermined" in w for w in response["warnings"]), "it gets one second, then a warning", seconds, response)
waiting = [threading.Thread(target=asked, args=(hook, 10 + i)) for i in range(30)]
for t in waiting:
    t.start()
time.sleep(0.1)
began = time.monotonic()
response, _ = asked(hook, 1)
tap.ok(response["allowed"] and time.monotonic() - began < 0.2, "meanwhile others are served", time.monotonic() - began)
connection = http.client.HTTPConnection("127.0.0.1", hook.port, timeout=0.2)
connection.request("POST", "/validate", json.dumps(review(pod(image(50)))))
connection.close()
for t in waiting:
    t.join()
registry.pause = 0
tap.ok(asked(hook, 1)[0]["allowed"], "30 that wait and one that goes away harm nobody")
status, metrics = hook.ask("/metrics")
counts = {line.split()[0]: float(line.split()[1]) for line in metrics.decode().splitlines() if not line.startswith("#")}
tap.ok(counts["wincompat_images_late_total"] >= 31 and counts["wincompat_images_found_total"] > 1, "and are counted", metrics.decode())
tap.ok(hook.end() == 0, "it ends, whatever it waits for")

# --- What nobody knows ------------------------------------------------------------------------------------------------
for how, allowed, decision in (("refuse", False, "unknown"), ("warn", True, "unknown"), ("infer", False, "refuse")):
    hook = Hook(program, home, "--on-unknown", how, "--no-cache", nodes=NODES, plain=True)
    response = hook.judge(review(pod("127.0.0.1:9/windows/servercore:ltsc2022")))
    tap.ok(response["allowed"] == allowed and response["auditAnnotations"]["decision"] == decision, f"--on-unknown {how}", response)
    response = hook.judge(review(pod("127.0.0.1:9/plain:1", nodeSelector={})))
    tap.ok(response["allowed"] and "auditAnnotations" not in response, f"--on-unknown {how}: a pod that nothing shows to be Windows passes", response)
    for name in ("", "json:/etc/passwd", "UPPER/case", "a" * 5000):
        response = hook.judge(review(pod(name)))
        tap.ok(response["allowed"] == (how != "refuse") or name == "", f"--on-unknown {how}: the image '{name[:20]}' is never allowed without a word", response)
    hook.end()

# --- The cache of another run ----------------------------------------------------------------------------------------
registry.end()
hook = Hook(program, home, "--offline", nodes=NODES, plain=True, env={"XDG_CACHE_HOME": str(home / "cache")})
response, _ = asked(hook, 1)
tap.ok(response["allowed"] and "warnings" not in response, "--offline: what an earlier run was told", response)
hook.end()
finish(tap)
