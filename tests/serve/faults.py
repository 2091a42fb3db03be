#!/usr/bin/python3
# Bad days of a machine: a full disk, a clock that jumps, kill -9 under load, more connections than there may be. faults.py PROGRAM prints TAP.
import concurrent.futures
import contextlib
import datetime
import glob
import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

from parts import IMAGE, Hook, hardening, listed, node, pod, review
from small_registry import Registry
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
BODY = review(pod(IMAGE["2019"], nodeName="w19-a"))
NODES = listed(node("w19-a", "10.0.17763.6775"))


def count(hook, name):
    return next(float(line.split()[1]) for line in hook.ask("/metrics")[1].decode().splitlines() if line.startswith(f"wincompat_{name} "))


def until(what, seconds=5):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return what()


def verified(journal):
    done = program.run("log", "verify", "--journal", journal)
    return done.returncode == 0, done.stdout + done.stderr


# --- More connections than there may be: it takes some seconds, beside all that follows --------------------------------
resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)


def crowd():
    """What was answered among 1,500 silent connections, after how long, and whether all is well without them."""
    hook, idle = Hook(program, temporary(), "--offline", nodes=NODES), []
    with contextlib.suppress(OSError):
        for _ in range(1500):
            s = socket.socket()
            s.setblocking(False)
            s.connect_ex(("127.0.0.1", hook.port))
            idle.append(s)
    began = time.monotonic()
    try:
        answer = hook.judge(BODY, connection=hook.connect(timeout=15))["allowed"]
    except (OSError, http.client.HTTPException) as e:
        answer = repr(e)
    seconds = time.monotonic() - began
    for s in idle:
        s.close()
    is_well = until(lambda: hook.judge(BODY)["allowed"])
    hook.end()
    return answer, seconds, is_well


crowded = concurrent.futures.ThreadPoolExecutor(1).submit(crowd)

# --- A full disk -----------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def small_disk(size):
    """A file system of so many bytes; where nobody may mount one, None."""
    folder = home / "disk"
    folder.mkdir(exist_ok=True)
    is_mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False).returncode == 0
    try:
        yield folder if is_mounted else None
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", folder], check=False)


with small_disk(1 * 1024 * 1024) as disk, Registry() as registry:
    registry.shift = 6000
    if disk:
        journal = disk / "journal.db"
        hook = Hook(program, home, "--journal", journal, nodes=NODES, plain=True, env={"XDG_CACHE_HOME": str(disk)})
        strict = temporary()
        needs = Hook(program, strict, "--journal", disk / "needed.db", "--require-log", "--offline", nodes=NODES, plain=True)
        tap.ok(hook.judge(BODY)["allowed"] and needs.judge(BODY)["allowed"], "before the disk is full")
        with open(disk / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
            while filler.write(bytes(4096)):
                pass
        connection = hook.connect()
        said = [hook.judge(review(pod(f"{registry.host}/app:tag{i}", nodeName="w19-a")), connection=connection)["allowed"] for i in range(1, 200)]
        tap.ok(all(said), "the disk is full: decisions go on, and images are read")
        tap.ok(until(lambda: count(hook, "journal_lost_total") > 0), "what the journal lacks is counted", hook.ask("/metrics")[1].decode())
        line = json.loads(hook.wait_for(r"^\{.*decisions are missing in the journal.*$"))
        tap.ok(line["level"] == "error" and line["why"], "and said while it happens", line)
        refused = [needs.judge(review(pod(f"mcr.microsoft.com/windows/nanoserver:ltsc2019-{i}{'x' * 60}", nodeName="w19-a"))) for i in range(40)]
        tap.ok(any(not r["allowed"] and "--require-log" in r["status"]["message"] for r in refused) and not refused[-1]["allowed"],
               "with --require-log nothing starts that cannot be written down", refused[-1])
        (disk / "filler").unlink()
        before = count(hook, "journal_written_total")
        tap.ok(until(lambda: hook.judge(BODY)["allowed"] and count(hook, "journal_written_total") > before), "there is room again: the journal goes on")
        tap.ok(until(lambda: needs.judge(BODY)["allowed"]), "and so do launches that have to be in it")
        tap.ok(hook.end() == 0 and needs.end() == 0, "both end well")
        for path in (journal, disk / "needed.db"):
            tap.ok(*verified(path)[:1], f"{path.name} is whole", verified(path)[1])
    else:
        tap.skip("a full disk", "no file system can be mounted here")

# The same by a limit, as a service manager sets one: the signal that comes with it must not end the server.
limited = temporary()
hook = Hook(program, limited, "--offline", "--journal", limited / "journal.db", nodes=NODES, plain=True)
resource.prlimit(hook.process.pid, resource.RLIMIT_FSIZE, (20000, 20000))
connection = hook.connect()
said = [hook.judge(review(pod(IMAGE["2019"] + "-" + "x" * i, nodeName="w19-a")), connection=connection)["allowed"] for i in range(1, 60)]
tap.ok(all(said) and hook.process.poll() is None and until(lambda: count(hook, "journal_lost_total") > 0), "a limit on the size of files ends nothing", hook.process.poll())
hook.end()

# --- kill -9 under load ----------------------------------------------------------------------------------------------
killed, journal = temporary(), home / "killed.db"
answered = 0
for turn in range(3):
    hook = Hook(program, killed, "--offline", "--require-log", "--journal", journal, plain=True)
    counts = [0] * 8

    def load(at):
        with contextlib.suppress(OSError, http.client.HTTPException, AssertionError):
            connection = hook.connect()
            while True:
                hook.judge(BODY, connection=connection)
                counts[at] += 1

    workers = [threading.Thread(target=load, args=(i,)) for i in range(8)]
    for w in workers:
        w.start()
    time.sleep(0.3)
    hook.end(signal.SIGKILL)
    for w in workers:
        w.join()
    answered += sum(counts)
whole, words = verified(journal)
rows = len(program.run("log", "export", "--journal", journal).stdout.splitlines())
tap.ok(whole and answered > 50 and rows >= answered, f"killed three times under load: the journal is whole, and has all that was answered", words, answered, rows)

# --- A clock that jumps ----------------------------------------------------------------------------------------------
faked = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
if faked and hardening(program):
    shift, jumping = home / "shift", temporary()
    with Registry() as registry:
        registry.shift = 6000

        def hook_at(offset, *args):
            shift.write_text(offset, encoding="utf-8")
            return Hook(program, jumping, "--journal", jumping / "journal.db", *args, nodes=NODES, plain=True, harden=False,
                        env={"LD_PRELOAD": faked, "FAKETIME_TIMESTAMP_FILE": str(shift), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                             "XDG_CACHE_HOME": str(jumping / "cache")})

        def asked(hook, number):
            began, before = time.monotonic(), len(registry.asked)
            response = hook.judge(review(pod(f"{registry.host}/app:tag{number}", nodeName="w19-a")))
            return response["allowed"] and "warnings" not in response, time.monotonic() - began, len(registry.asked) - before

        hook = hook_at("+0")
        asked(hook, 1)
        for offset, name in (("-3600", "an hour back"), ("+3600", "an hour on"), ("-31536000", "a year back"), ("+31536000", "a year on")):
            shift.write_text(offset, encoding="utf-8")
            known, seconds, requests = asked(hook, 1)
            tap.ok(known and seconds < 0.5 and requests == 0, f"{name}: what is in memory stays, by another clock", known, seconds, requests)
            number = 2 + abs(hash(name)) % 1000
            known, seconds, requests = asked(hook, number)
            tap.ok(known and seconds < 0.9 and requests > 0, f"{name}: a new image is asked for, in time", known, seconds, requests)
            line = [json.loads(l) for l in hook.text().splitlines() if l.startswith("{")][-1]
            off = (datetime.datetime.fromisoformat(line["time"]) - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
            tap.ok(abs(off - float(offset)) < 10, f"{name}: the log has the time of the machine", off)
        tap.ok(hook.end() == 0, "it ends well, and soon")
        for offset, name in (("-31536000", "before it was written"), ("+31536000", "a year after it was written")):
            hook = hook_at(offset)
            before = len(registry.asked)
            known, _, _ = asked(hook, 1)
            until(lambda: len(registry.asked) > before)  # what the cache has is used while its registry is asked
            requests = len(registry.asked) - before
            tap.ok(known and requests == 1, f"a cache {name}: its tag is asked about again, its content is not", known, requests)
            hook.end()
    for offset in ("-31536000", "+31536000"):
        hook = hook_at(offset, "--offline")
        response = hook.judge(review(pod(f"{registry.host}/app:tag1", nodeName="w19-a")))
        tap.ok(response["allowed"], "and where no registry answers, the last known digest is used", response)
        hook.end()
    whole, words = verified(jumping / "journal.db")
    tap.ok(whole, "the journal is whole, whatever the clock said", words)
else:
    tap.skip("a clock that jumps", "libfaketime is not there, or does not go together with a sanitizer")

tap.ok(crowded.result()[0] is True and crowded.result()[1] < 10, "1,500 connections that say nothing: others are served, a little later", *crowded.result())
tap.ok(crowded.result()[2], "and at once when they are gone")
few = Hook(program, home, "--offline", nodes=NODES, plain=True)
resource.prlimit(few.process.pid, resource.RLIMIT_NOFILE, (40, 40))
idle = [socket.create_connection(("127.0.0.1", few.port)) for _ in range(60)]
time.sleep(0.2)
for s in idle:
    s.close()
tap.ok(until(lambda: few.judge(BODY)["allowed"]) and few.end() == 0, "fewer files than connections: it goes on when they are gone")
finish(tap)
