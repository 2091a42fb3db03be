#!/usr/bin/python3
# The decision journal on Windows: its place, several writers and threads, a kill. journal.py PROGRAM WINE WRITER prints TAP.
import pathlib
import subprocess
import sys
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "journal")]
import chain  # noqa: E402
from tap import Tap, finish, temporary  # noqa: E402

tap = Tap()
folder = temporary()
file = folder / "journal.db"
there = "Z:" + str(file).replace("/", "\\")


def run(*args):
    return subprocess.run([sys.argv[1], *args], capture_output=True, text=True, timeout=60, check=False)


def writer(*job):
    return subprocess.Popen([sys.argv[2], sys.argv[3], "--require-log", there, *job], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


p = run("check", "--require-log", "-q", "--host", "ws2022", "os:10.0.20348.1")
q = run("log", "verify")
tap.ok(p.returncode == 0 and "AppData\\Local\\wincompat\\journal.db: " in q.stdout and q.stdout.startswith("SOUND"), "it lies in LOCALAPPDATA", p.stderr, q.stdout, q.stderr)

jobs = [writer("run", "20"), writer("group", "100", "4"), writer("group", "100", "4")]
outs = [job.communicate(timeout=60) for job in jobs]
numbers = [int(n) for out, _ in outs for n in out.split()]
tap.ok(all(job.returncode == 0 for job in jobs) and len(set(numbers)) == 220, "three processes and nine threads write at once", *[err for _, err in outs])

job = writer("group", "1000000", "4")
time.sleep(1)
job.kill()
promised = {int(n) for n in job.communicate()[0].split("\n")[:-1] if n}
p = run("log", "export", "--journal", there)
kept = p.stdout.count("\n")
tap.ok(promised and max(promised) <= kept, "a kill loses no acknowledged decision", len(promised), kept, p.stderr)
p = run("log", "verify", "--journal", there)
tap.ok(p.returncode == 0, "log verify", p.stdout, p.stderr)
number, digest = chain.head(file)
tap.ok(f"{number}:sha256:{digest.hex()}" in p.stdout, "the chain has the same bytes as elsewhere", number, p.stdout)
finish(tap)
