#!/usr/bin/python3
# The cache from outside: what it saves, what --offline finds in it, damage, several processes, kill -9. Prints TAP.
"""cache.py PROGRAM"""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

from small_registry import PASSWORD, USER, Registry  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
home = temporary()
program = Program(os.path.abspath(sys.argv[1]), home)
KILLS = 50
IMAGES = 1000


class Cache:
    """A folder for a cache of its own."""

    def __init__(self, name):
        self.folder = home / name
        self.file = self.folder / "wincompat" / "cache.db"
        self.env = {"XDG_CACHE_HOME": str(self.folder)}

    def image(self, *args, **how):
        return program.run("image", "-o", "ndjson", *args, env=self.env, **how)

    def run(self, *args):
        return program.run(*args, env=self.env)

    def integrity(self):
        with sqlite3.connect(self.file, timeout=20) as db:
            return db.execute("PRAGMA integrity_check").fetchone()[0]

    def info(self):
        return json.loads(self.run("cache", "info", "-o", "json").stdout)


def shown(p):
    return f"exit {p.returncode}", p.stdout[-500:], p.stderr[-500:]


def versions(p):
    return [[e["osVersion"] for e in json.loads(line)["entries"]] for line in p.stdout.splitlines()]


def saves(registry):
    cache = Cache("saves")
    names = [f"{registry.host}/app:tag{i}" for i in range(1, 4)]
    p = cache.image(*names)
    tap.ok(p.returncode == 0 and versions(p) == [[f"10.0.20348.{i}", f"10.0.17763.{i}"] for i in range(1, 4)], "cold: the registry answers", *shown(p))
    tap.ok(len(registry.asked) == 3, "… one request an index", registry.asked)
    cold, registry.asked[:] = p.stdout, []
    p = cache.image(*names)
    tap.ok(p.stdout == cold and p.returncode == 0, "warm: the same answer", *shown(p))
    tap.ok(not registry.asked, "… and the registry is not asked", registry.asked)
    p = cache.image("--no-cache", *names)
    tap.ok(p.stdout == cold and len(registry.asked) == 3, "--no-cache asks again", registry.asked)
    before = cache.info()
    tap.ok(before["documents"] == 3 and before["names"] == 3 and before["path"] == str(cache.file), "cache info counts", before)
    p = cache.run("cache", "info")
    tap.ok(p.returncode == 0 and str(cache.file) in p.stdout and "3 tags" in p.stdout, "cache info for people", *shown(p))
    p = cache.run("cache", "clear")
    after = cache.info()
    tap.ok(p.returncode == 0 and after["documents"] == after["names"] == after["documentBytes"] == 0, "cache clear empties it", after)
    registry.asked.clear()
    cache.image(*names)
    tap.ok(len(registry.asked) == 3, "… so that the registry is asked", registry.asked)
    registry.asked.clear()
    p = cache.image(f"{registry.host}/single:tag7")
    tap.ok(json.loads(p.stdout)["osVersion"] == "10.0.17763.7" and len(registry.asked) == 2, "a single manifest: two requests", registry.asked)
    registry.asked.clear()
    p = cache.image(f"{registry.host}/single:tag7")
    tap.ok(json.loads(p.stdout)["from"]["osVersion"] == "config" and not registry.asked, "… and none when warm", registry.asked, *shown(p))
    empty = Cache("empty")
    empty.image("--no-cache", *names)
    tap.ok(not empty.folder.exists(), "--no-cache makes no file")
    empty.run("check", "-q", "--host", "ws2022", "os:10.0.20348.1")
    tap.ok(not empty.folder.exists(), "a check that asks no registry makes no file")
    registry.asked.clear()


def ages(registry):
    cache = Cache("ages")
    name = f"{registry.host}/app:tag1"
    cache.image(name)
    with sqlite3.connect(cache.file) as db:
        db.execute("UPDATE name SET asked = asked - 100000")
    registry.asked.clear()
    p = cache.image(name)
    tap.ok(versions(p) == [["10.0.20348.1", "10.0.17763.1"]] and [m for m, _ in registry.asked] == ["HEAD"],
           "an old tag is only revalidated (HEAD)", registry.asked, *shown(p))
    with sqlite3.connect(cache.file) as db:
        db.execute("UPDATE name SET asked = asked - 100000")
    registry.asked.clear()
    registry.shift = 100
    p = cache.image(name)
    registry.shift = 0
    tap.ok(versions(p) == [["10.0.20348.101", "10.0.17763.101"]], "a tag that moved is read anew", registry.asked, *shown(p))
    registry.asked.clear()


def offline(registry):
    cache = Cache("offline")
    app = f"{registry.host}/windows/servercore"
    cache.image(f"{app}:tag5")
    with sqlite3.connect(cache.file) as db:
        db.execute("UPDATE name SET asked = asked - 100000")
    registry.asked.clear()
    p = cache.image("--offline", f"{app}:tag5")
    tap.ok(versions(p) == [["10.0.20348.5", "10.0.17763.5"]] and not registry.asked, "--offline answers from the cache, however old", *shown(p))
    p = cache.image("--offline", f"{app}:ltsc2019")
    image = json.loads(p.stdout)
    tap.ok(image["osVersion"] == "10.0.17763" and image["from"]["osVersion"] == "tag" and not registry.asked,
           "… and from the tag what is not there, and says so", *shown(p))
    p = cache.image("--offline", "--no-cache", f"{app}:tag5")
    tap.ok(json.loads(p.stdout)["entries"] == [], "--offline --no-cache has only the tag", *shown(p))
    with Registry() as gone:
        name = f"{gone.host}/app:tag5"
        cache.image(name)
    with sqlite3.connect(cache.file) as db:
        db.execute("UPDATE name SET asked = asked - 10800")
    p = cache.image("--infer", name)
    tap.ok(versions(p) == [["10.0.20348.5", "10.0.17763.5"]] and re.search(r"facts of sha256:[0-9a-f]{12} read 3 hours ago were used: ", p.stderr),
           "--infer takes what a registry said that is gone now, and says how old that is", *shown(p))


def damage(registry):
    cache = Cache("damage")
    name = f"{registry.host}/app:tag1"
    cache.image(name)
    for n, (what, bytes_) in enumerate((("text", b"this is no database"), ("zeros", bytes(8192)), ("a cut file", cache.file.read_bytes()[:6000])), 1):
        cache.file.write_bytes(bytes_)
        p = cache.image(name)
        tap.ok(p.returncode == 0 and versions(p) == [["10.0.20348.1", "10.0.17763.1"]], f"{what} in its place: the answer is the same", *shown(p))
        tap.ok(p.stderr.count("set aside") == 1 and p.stderr.count("\n") == 2, "… with one word", p.stderr)
        tap.ok((cache.file.parent / f"cache.db.corrupt-{n}").exists() and cache.integrity() == "ok", "… and a new file", os.listdir(cache.file.parent))
        p = cache.image(name)
        tap.ok(p.stderr == "", "… said once", p.stderr)
    with sqlite3.connect(cache.file) as db:
        db.execute("UPDATE document SET bytes = replace(bytes, 'windows', 'winders')")
    p = cache.image(name)
    tap.ok(versions(p) == [["10.0.20348.1", "10.0.17763.1"]], "an altered document is fetched again", *shown(p))
    for folder in ("/dev/null", "/proc"):
        p = program.run("image", "-o", "ndjson", name, env={"XDG_CACHE_HOME": folder})
        fine = p.returncode == 0 and p.stderr.count("going on without the cache") == 1 and p.stderr.count("\n") == 2
        tap.ok(fine, f"a cache that cannot be in {folder}: one word, and the answer", *shown(p))
        p = program.run("image", "-o", "ndjson", "--no-cache", name, env={"XDG_CACHE_HOME": folder})
        tap.ok(p.returncode == 0 and p.stderr == "", "… and --no-cache needs no word", *shown(p))
    p = program.run("cache", "clean")
    tap.ok(p.returncode == 2 and "did you mean 'clear'" in p.stderr, "cache clean", *shown(p))
    for args in (["cache"], ["cache", "info", "clear"]):
        tap.ok(program.run(*args).returncode == 2, " ".join(args))


def secrets(registry):
    cache = Cache("secrets")
    p = cache.image("--creds", f"{USER}:{PASSWORD}", f"{registry.host}/private/app:tag1")
    tap.ok(versions(p) == [["10.0.20348.1", "10.0.17763.1"]], "a private image", *shown(p))
    kept = b"".join(f.read_bytes() for f in cache.file.parent.iterdir())
    tap.ok(PASSWORD.encode() not in kept and registry.login[6:].encode() not in kept and b"20348" in kept, "its login is not in the cache")
    tap.ok(cache.file.stat().st_mode & 0o077 == 0 and cache.file.parent.stat().st_mode & 0o077 == 0, "nobody else may read it")


def together(registry):
    cache = Cache("together")
    jobs = []
    for i in range(8):
        names = [f"{registry.host}/app:tag{n}" for n in range(i * 40, i * 40 + 60)]
        jobs.append(subprocess.Popen([program.path, "image", "-o", "ndjson", *names], env=program.environment(**cache.env),
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    outs = [job.communicate(timeout=60) for job in jobs]
    tap.ok(all(job.returncode == 0 for job in jobs) and not any(err for _, err in outs), "eight processes at once", *[err for _, err in outs])
    tap.ok(all(out.count("\n") == 60 for out, _ in outs), "… all answered")
    info = cache.info()
    tap.ok(info["names"] == 340 and info["documents"] == 340 and cache.integrity() == "ok", "… and nothing is lost", info)


def killed(registry):
    """SIGKILL at random moments of a run over many images; then the file is whole, and the next run right."""
    cache = Cache("killed")
    names = home / "names"
    names.write_text("".join(f"{registry.host}/app:tag{i}\n" for i in range(IMAGES)))
    command = [program.path, "image", "-o", "ndjson", "-f", str(names)]
    began = time.monotonic()
    subprocess.run(command, env=program.environment(**cache.env), stdout=subprocess.DEVNULL, check=True)
    whole = time.monotonic() - began
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    broken, early = [], 0
    for i in range(KILLS):
        if i % 5 == 0:
            shutil.rmtree(cache.folder)
        p = subprocess.Popen(command, env=program.environment(**cache.env), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(rng.uniform(0.001, whole))
        early += p.poll() is None
        p.send_signal(signal.SIGKILL)
        p.communicate()
        if cache.file.exists() and cache.integrity() != "ok":
            broken.append(i)
    tap.ok(not broken, f"kill -9 at {KILLS} random moments never corrupts it", f"seed {seed}", broken)
    tap.ok(early >= KILLS // 3, "… most of them in the middle of the work", f"{early} of {KILLS}, a run takes {whole:.2f} s")
    p = cache.image("-f", names)
    right = versions(p) == [[f"10.0.20348.{i}", f"10.0.17763.{i}"] for i in range(IMAGES)]
    tap.ok(p.returncode == 0 and right and p.stderr == "", "… and the next run is right", p.stderr)
    tap.ok(not list(cache.file.parent.glob("*corrupt*")) and cache.integrity() == "ok" and cache.info()["names"] == IMAGES,
           "… and complete", os.listdir(cache.file.parent), cache.info())


with Registry() as the_registry:
    for test in (saves, ages, offline, damage, secrets, together, killed):
        test(the_registry)
finish(tap)
