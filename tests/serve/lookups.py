#!/usr/bin/python3
# Registries that do not answer, that others must not wait for, and whose logins change: lookups.py PROGRAM prints TAP.
import base64
import json
import os
import select
import socket
import sqlite3
import sys
import threading
import time

from parts import Hook, listed, node, of_registries, pod, review
from small_registry import Handler, Registry
from tap import Program, Tap, finish, temporary

layouts, registries = of_registries("images"), of_registries("parts")
tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
NODES = listed(node("w19", "10.0.17763.6775"))
CACHE = home / "cache"


class Moody(Handler):
    """Answers as `self.server.mood` says: a status, "stall", or as it should."""

    def do_GET(self):
        mood = self.server.mood
        if mood == "stall":
            time.sleep(1.3)
        elif mood:
            return self.reply(mood, b'{"errors":[{"code":"TOOMANYREQUESTS"}]}')
        try:
            super().do_GET()
        except OSError:
            pass  # nobody waits any more

    do_HEAD = do_GET


moody = Registry()
moody.RequestHandlerClass = Moody
moody.mood, moody.shift = None, 6000


def serve(*args, **more):
    return Hook(program, home, *args, nodes=NODES, plain=True, env={"XDG_CACHE_HOME": str(CACHE), **more.pop("env", {})}, **more)


def timed(hook, *names, path="/validate"):
    began = time.monotonic()
    response = hook.judge(review(pod(*names)), path)
    return response, time.monotonic() - began


def metrics(hook):
    text = hook.ask("/metrics")[1].decode()
    return {line.split()[0]: float(line.split()[1]) for line in text.splitlines() if not line.startswith("#")}


def warned(response):
    return " ".join(w.removeprefix("wincompat: ").removeprefix("… ") for w in response.get("warnings", []))


# --- What a registry said three hours ago -----------------------------------------------------------------------------
hook = serve()
for number in range(1, 9):
    timed(hook, f"{moody.host}/app:tag{number}")
hook.end()


def make_older(seconds):
    with sqlite3.connect(CACHE / "wincompat/cache.db") as db:
        db.execute("UPDATE name SET asked = asked - ?", (seconds,))
    db.close()


make_older(3 * 3600)
hook = serve()
for number, (mood, what) in enumerate(((500, "answers 500"), (429, "answers 429"), ("stall", "stalls")), 1):
    moody.mood = mood
    response, seconds = timed(hook, f"{moody.host}/app:tag{number}")
    text = warned(response)
    tap.ok(response["allowed"] and "did not answer; facts of sha256:" in text and "read 3 hours ago were used" in text and "undetermined" not in text,
           f"a registry that {what}: what it said last decides, and that is said", response)
    tap.ok(10800 <= int(response["auditAnnotations"]["image-age"].rstrip("s")) < 11000 and seconds < 1.5, f"{what}: the audit log has its age, after one second", seconds, response)
response, seconds = timed(hook, f"{moody.host}/app:tag3")
tap.ok(seconds < 0.3 and "3 hours ago" in warned(response), "who asks while the registry stalls waits no second time", seconds)
patch = timed(hook, f"{moody.host}/app:tag3", path="/mutate")[0]["patch"]
tap.ok(b"sha256" not in base64.b64decode(patch), "nothing is pinned that was not asked for")
tap.ok(metrics(hook)["wincompat_images_aged_total"] >= 4 and '"imageAge":"108' in hook.text(), "and is counted, and logged", hook.text())
hook.end()
moody.mood = 404
hook = serve()
response, _ = timed(hook, f"{moody.host}/app:tag4")
tap.ok("no such image (404)" in warned(response) and "image-age" not in response["auditAnnotations"], "a registry that says no has answered", response)
moody.mood = None
response, _ = timed(hook, f"{moody.host}/app:tag5")
tap.ok(response["allowed"] and "warnings" not in response and "image-age" not in response["auditAnnotations"], "one that answers is believed, and no age told", response)
hook.end()
moody.mood = "stall"
make_older(25 * 3600)
hook = serve("--on-unknown", "refuse")
response, _ = timed(hook, f"{moody.host}/app:tag6")
tap.ok(not response["allowed"] and "older than --max-age" in response["status"]["message"], "after a day by default it is not used", response)
hook.end()
make_older(28 * 3600)  # it answered while that hook ended
hook = serve("--on-unknown", "refuse", "--max-age", "30h")
response, _ = timed(hook, f"{moody.host}/app:tag6")
tap.ok(response["allowed"] and "read 28 hours ago" in warned(response), "--max-age says how old it may be", response)
hook.end()
moody.mood = None

# --- Nobody waits for a registry but who asks for its images ----------------------------------------------------------
(home / "store").mkdir()
real = registries.Registry(home, home / "store")
layouts.push(layouts.index_layout(home / "index", [layouts.V2019, layouts.V2022]), f"{real.host}/app:a")
for tag in "bcdefgh":
    layouts.push(home / "index", f"{real.host}/app:{tag}")
moody.mood = "stall"
hook = serve("--no-cache")
waiting = [threading.Thread(target=timed, args=(hook, f"{moody.host}/app:tag{i}")) for i in range(20, 50)]
waiting += [threading.Thread(target=timed, args=(hook, f"127.0.0.{i}:{moody.port}/app:tag1")) for i in range(2, 7)]
for t in waiting[:30]:
    t.start()
time.sleep(0.1)
for tag in "ab":
    response, seconds = timed(hook, f"{real.host}/app:{tag}")
    tap.ok(seconds < 0.8 and response["allowed"] and "warnings" not in response, f"30 images of a registry that stalls, and another one answers ({tag})", seconds, response)
for t in waiting[30:]:
    t.start()
time.sleep(0.1)
for tag in "cd":
    response, seconds = timed(hook, f"{real.host}/app:{tag}")
    tap.ok(seconds < 0.8 and response["allowed"] and "warnings" not in response, f"six such registries, and one that answered before still does ({tag})", seconds, response)
for t in waiting:
    t.join()
hook.end()

# --- Too much of one registry -----------------------------------------------------------------------------------------
hook = serve("--no-cache", "--on-unknown", "refuse")
crowd = [threading.Thread(target=timed, args=(hook, *[f"{moody.host}/app:tag{200 * k + i}" for i in range(199)])) for k in range(1, 3)]
for t in crowd:
    t.start()
while metrics(hook)["wincompat_images_turned_away_total"] < 100:
    time.sleep(0.05)
response, seconds = timed(hook, f"{moody.host}/app:tag9999")
tap.ok(seconds < 0.3 and not response["allowed"] and "too many look-ups of images are under way" in response["status"]["message"],
       "a queue that is full: decided at once by --on-unknown, with the reason", seconds, response)
response, seconds = timed(hook, f"{real.host}/app:e")
tap.ok(response["allowed"] and seconds < 0.8, "the queue of one registry is not that of others", seconds, response)
for t in crowd:
    t.join()
now = metrics(hook)
tap.ok(now["wincompat_images_turned_away_total"] >= 100 and now["wincompat_images_wanted"] <= 252, "and is counted", now)
held = [socket.create_connection(("127.0.0.1", hook.port), 10) for _ in range(20)]
for s in held:
    s.sendall(b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7340032\r\n\r\n{")
answered = select.select(held, [], [], 10)[0]
answer = answered[0].recv(4096) if answered else b""
tap.ok(b" 503 " in answer and b"Retry-After: 1\r\n" in answer, "too much before it is read: 503, and the API server asks again in a second", answer)
for s in held:
    s.close()
hook.end()
moody.mood = None

# --- Logins that change -----------------------------------------------------------------------------------------------
locked = registries.Registry(home, home / "store", auth=registries.htpasswd(home))


def secret(folder, user, password):
    """A Secret as kubelet mounts it: the file is a link into `..data`, which is a link to a folder of its own, swapped as a whole."""
    version = folder / f"..{time.time_ns()}"
    version.mkdir(parents=True)
    login = base64.b64encode(f"{user}:{password}".encode()).decode()
    (version / ".dockerconfigjson").write_text(json.dumps({"auths": {locked.host: {"auth": login}}}), encoding="utf-8")
    os.symlink(version.name, folder / "..data_tmp")
    os.replace(folder / "..data_tmp", folder / "..data")
    if not (folder / ".dockerconfigjson").exists():
        os.symlink("..data/.dockerconfigjson", folder / ".dockerconfigjson")
    return folder / ".dockerconfigjson"


mounted = secret(home / "secret", registries.USER, "of-last-year")
hook = serve("--no-cache", "--registry-config", mounted)
response, _ = timed(hook, f"{locked.host}/app:f")
tap.ok("login" in warned(response), "a login that the registry does not take", response)
secret(home / "secret", registries.USER, registries.PASSWORD)
response, _ = timed(hook, f"{locked.host}/app:g")
tap.ok(response["allowed"] and "warnings" not in response, "--registry-config: a Secret that was swapped is used from the next look-up on", response)
tap.ok(registries.PASSWORD not in hook.text() and "of-last-year" not in hook.text(), "and none of it is logged")
hook.end()
config = home / "docker"
config.mkdir()
hook = serve("--no-cache", env={"DOCKER_CONFIG": str(config)})
response, _ = timed(hook, f"{locked.host}/app:f")
tap.ok("login" in warned(response), "without a login", response)
(config / "config.json").write_text(mounted.read_text(encoding="utf-8"), encoding="utf-8")
response, _ = timed(hook, f"{locked.host}/app:g")
tap.ok(response["allowed"] and "warnings" not in response, "docker login in another window is enough", response)
hook.end()
moody.end()
for name, args in (("no duration", ("--max-age", "soon")), ("a number alone", ("--max-age", "5")), ("a duration longer than anybody waits", ("--max-age", "99999999w")),
                   ("no such file", ("--registry-config", "/nowhere/config.json")), ("no number", ("--jobs", "many"))):
    done = program.run("serve", "--no-tls", *args, timeout=10)
    tap.ok(done.returncode == 2 and args[0] in done.stderr and "do: " in done.stderr, f"{args[0]}: {name}", done.stderr)
finish(tap)
