#!/usr/bin/python3
# The decision journal from outside: what is kept, what verifying finds, kill -9, many writers, full disks, strange files. Prints TAP.
"""journal.py PROGRAM WRITER"""

import csv
import io
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

for room in ("cli", "golden"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / room))

import chain  # noqa: E402
import jsonschema  # noqa: E402
from golden import closed  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
home = temporary()
program = Program(os.path.abspath(sys.argv[1]), home)
WRITER = os.path.abspath(sys.argv[2])
INPUT = pathlib.Path(__file__).resolve().parent.parent / "golden" / "input"
SCHEMA = json.loads((INPUT.parent.parent.parent / "docs" / "schema" / "journal.schema.json").read_text())
KILLS = 100
FLIPS = 150


def shown(p):
    return f"exit {p.returncode}", p.stdout[-700:], p.stderr[-700:]


def log(file, *args, **how):
    return program.run("log", "--journal", file, *args, **how)


def verified(file):
    return log(file, "verify").returncode == 0


def check(file, *args, **how):
    return program.run("check", "--journal", file, *args, **how)


def write(file, *args, **how):
    return subprocess.run([WRITER, *how.pop("before", []), str(file), *map(str, args)], capture_output=True, text=True, timeout=60, **how)


def entries(file, *args):
    return [json.loads(line) for line in log(file, *args).stdout.splitlines()]


def same_chain(file):
    """Our own verification, and the other one of chain.py, say the same of the file."""
    found = json.loads(log(file, "verify", "-o", "json").stdout)
    try:
        number, hash_ = chain.head(file)
        return found["sound"] and found["head"] == f"{number}:sha256:{hash_.hex()}"
    except ValueError as why:
        return f"{why} {found}"


def keeps():
    file = home / "keeps" / "deep" / "journal.db"
    images = ["os:10.0.17763.1", f"json:{INPUT / 'index.json'}", "json:/nonexistent.json"]
    p = check(file, "--log", "-q", "--host", "ws2022,name=node-1", "--host", "win11-24h2,edition=pro", "--purpose", "test", *images)
    tap.ok(p.returncode == 1 and p.stdout.split() == ["refuse", "process", "unknown", "hyperv", "hyperv", "unknown"], "check --log answers as ever", *shown(p))
    listed = entries(file, "-o", "ndjson")
    words = [e["mode"] or e["decision"] for e in listed]
    tap.ok(words == p.stdout.split() and [e["sequence"] for e in listed] == [1, 2, 3, 4, 5, 6], "… and every answer is an entry", listed)
    first = listed[0]
    fine = (first["command"], first["host"], first["image"], first["purpose"], first["edition"]) == ("check", "node-1", images[0], "test", "E23")
    tap.ok(fine and "HV-LOWER" in first["rules"] and first["time"].endswith("Z") and first["outcome"] is None, "… with what was decided on what", first)
    tap.ok(listed[1]["imageDigest"].startswith("sha256:75e1da66"), "… and the digest of the entry that was judged", listed[1])
    tap.ok(same_chain(file) is True, "the chain is as docs/journal.md has it", same_chain(file))
    tap.ok(file.stat().st_mode & 0o077 == 0 and file.parent.stat().st_mode & 0o077 == 0, "nobody else may read it")
    p = check(file, "--log", "-q", "--host", "ws2022,name=node-1", "--purpose", "test", images[0])
    with sqlite3.connect(file) as db:
        tap.ok(db.execute("SELECT count(*) FROM entry").fetchone()[0] == 7 and db.execute("SELECT count(*) FROM matter").fetchone()[0] == 6,
               "what recurs is kept once")
    p = program.run("check", "-q", "--host", "ws2022", images[0], env={"XDG_STATE_HOME": str(home / "none")})
    tap.ok(not (home / "none").exists(), "without --log nothing is made", *shown(p))
    p = program.run("check", "--log", "-q", "--host", "ws2022", images[0], env={"XDG_STATE_HOME": str(home / "state")})
    tap.ok((home / "state" / "wincompat" / "journal.db").exists(), "it lies in $XDG_STATE_HOME", *shown(p))
    p = program.run("check", "-q", "--host", "ws2022", images[0], env={"WINCOMPAT_JOURNAL": str(home / "by-variable.db"), "WINCOMPAT_LOG": "yes"})
    tap.ok((home / "by-variable.db").exists(), "WINCOMPAT_JOURNAL and WINCOMPAT_LOG", *shown(p))
    tap.ok(json.loads(log(file, "-o", "json").stdout)["entries"] == entries(file, "-o", "ndjson"), "-o json has the same entries")
    rows = list(csv.DictReader(io.StringIO(log(file, "-o", "csv").stdout)))
    tap.ok([r["image"] for r in rows[:3]] == images and rows[0]["decision"] == "refuse" and len(rows) == 7, "-o csv", rows[:1])
    return file


def described():
    """Every form of every answer is in docs/schema, and no key that is not."""
    validator = jsonschema.Draft202012Validator(closed(SCHEMA))
    file = home / "described.db"
    check(file, "--log", "-q", "--host", "ws2022", "os:10.0.17763.1", f"json:{INPUT / 'index.json'}", "json:/nonexistent.json")
    write(file, "run", 3)
    log(file, "prune", "--keep", "5")
    answers = [log(file, *args).stdout for args in (["-o", "json"], ["verify", "-o", "json"], ["show", "5", "-o", "json"])]
    answers += log(file, "export").stdout.splitlines() + log(file, "-o", "ndjson").stdout.splitlines()
    wrong = [error.message[:300] for answer in answers for error in validator.iter_errors(json.loads(answer))]
    tap.ok(not wrong and len(answers) > 8, "every answer is as docs/schema/journal.schema.json has it", *wrong[:5])


def replays(file):
    """An exported decision is made again from its own facts."""
    exported = entries(file, "export")
    tap.ok([e["sequence"] for e in exported] == list(range(1, 8)) and all("facts" in e for e in exported), "export has everything")
    for entry in (exported[0], exported[3]):
        host = home / "host.json"
        host.write_text(json.dumps(entry["facts"]["host"]))
        request = entry["facts"]["request"]
        p = program.run("check", "-o", "ndjson", "--host", f"@{host}", "--isolation", request["isolation"], "--purpose", request["purpose"], entry["image"])
        again = json.loads(p.stdout)
        kept = entry["facts"]["verdict"]
        tap.ok(all(again[key] == kept[key] for key in kept) and again["host"] == {k: v for k, v in entry["facts"]["host"].items() if k not in ("apiVersion", "kind")},
               f"entry {entry['sequence']} decided again is the same", kept, *shown(p))
    image = exported[1]["facts"]["image"]
    given = json.loads((INPUT / "index.json").read_text())["manifests"]
    written = [(e["digest"], e.get("osVersionWritten"), e["judgeable"]) for e in image["entries"]]
    tap.ok(written == [(m["digest"], m["platform"].get("os.version"), True) for m in given], "every entry of the index is kept as it was written", written)
    tap.ok("error" in exported[2]["facts"]["verdict"], "why an image could not be read is kept", exported[2])
    before = exported[0]["hash"]
    p = check(file, "--log", "-q", "--as-of", "2019-11-13", "--host", "1909", "os:10.0.17763.1,family=servercore")
    tap.ok(entries(file, "export")[-1]["facts"]["request"]["asOf"] == "2019-11-13" and entries(file, "export")[0]["hash"] == before, "--as-of is part of the request")


def chooses(file):
    cases = [
        (["--host", "node-*"], [1, 2, 3, 7]), (["--image", "os:*"], [1, 4, 7, 8]), (["--decision", "refuse"], [1, 7]), (["--limit", "2"], [7, 8]),
        (["--decision", "allow", "--limit", "2"], [5, 8]), (["--rule", "HV-LOWER"], None), (["--rule", "HV-LOWE"], []), (["--command", "run"], []),
        (["--since", "1h"], [1, 2, 3, 4, 5, 6, 7, 8]), (["--since", "2099-01-01"], []), (["--until", "2020-01-01"], []), (["--until", "0s"], None),
        (["--host", "*'; DROP TABLE entry; --"], []), (["--host", "[", "--image", "*["], []),
    ]
    for args, expected in cases:
        p = log(file, "-o", "ndjson", *args)
        got = [json.loads(line)["sequence"] for line in p.stdout.splitlines()]
        fine = p.returncode == 0 and (got == expected if expected is not None else 0 < len(got) <= 8)
        tap.ok(fine, f"log {' '.join(args)}", got, *shown(p))
    p = log(file, "show", "1")
    tap.ok(p.returncode == 0 and "needs" not in p.stderr and "refused: process isolation" in p.stdout and "node-1" in p.stdout, "log show for people", *shown(p))
    p = log(file, "show", "1", "-o", "json")
    tap.ok(json.loads(p.stdout)["facts"]["verdict"]["decision"] == "refuse", "log show -o json", *shown(p))
    wrong = [["shwo"], ["show"], ["show", "0"], ["show", "99"], ["show", "1", "2"], ["prune"], ["prune", "--keep", "1", "--before", "1d"], ["--since", "soon"], ["prune", "--before", "2999-01-01"],
             ["--limit", "0"], ["verify", "--host", "x"], ["verify", "--head", "7"], ["--before", "1d"], ["--since", "99999999999d"], ["--decision", "maybe"]]
    for args in wrong:
        p = log(file, *args)
        tap.ok(p.returncode == 2 and p.stdout == "" and p.stderr.startswith("wincompat: "), f"log {' '.join(args)} is refused", *shown(p))
    tap.ok("did you mean 'show'" in log(file, "shwo").stderr, "… with what was meant")
    p = log(home / "missing.db")
    tap.ok(p.returncode == 2 and "there is no journal" in p.stderr and not (home / "missing.db").exists(), "a journal that is not there", *shown(p))
    p = program.run("log", "--limit", "1", "--journal", file, env={"WINCOMPAT_HOST": "ws2022", "WINCOMPAT_OUTPUT": "ndjson"})
    tap.ok(json.loads(p.stdout)["sequence"] == 8, "defaults of check do not choose entries of log", *shown(p))


def settle(file):
    """Everything into the one file, so that it can be copied."""
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


SQL = [
    ("a changed decision", "UPDATE matter SET decision = 'allow' WHERE decision = 'refuse'", "matter"),
    ("a changed host", "UPDATE matter SET host = 'node-2' WHERE id = 1", "matter"),
    ("changed facts", "UPDATE text SET bytes = replace(bytes, '17763', '17764')", "text"),
    ("a request of another entry", "UPDATE entry SET request = (SELECT max(request) FROM entry) WHERE sequence = 1", "entry 1 was changed"),
    ("a matter of another entry", "UPDATE entry SET matter = 2 WHERE sequence = 1", "entry 1 was changed"),
    ("a changed time", "UPDATE entry SET time = time + 1 WHERE sequence = 5", "entry 5 was changed"),
    ("a changed hash", "UPDATE entry SET hash = zeroblob(32) WHERE sequence = 5", "entry 5 was changed"),
    ("a missing entry", "DELETE FROM entry WHERE sequence = 4", "entry 4 is missing"),
    ("missing entries", "DELETE FROM entry WHERE sequence BETWEEN 3 AND 5", "entries 3 to 5 are missing"),
    ("a missing start", "DELETE FROM entry WHERE sequence <= 2", "entries 1 to 2 are missing"),
    ("a cut tail", "DELETE FROM entry WHERE sequence >= 7", "entries 7 to 8 are missing"),
    ("a missing matter", "DELETE FROM matter WHERE id = 1", "entry 1 was changed"),
    ("a missing text", "DELETE FROM text WHERE id = (SELECT host_text FROM matter WHERE id = 1)", "matter"),
    ("no entry at all", "DELETE FROM entry", "entries 1 to 8 are missing"),
    ("two entries in the other's place", "UPDATE entry SET sequence = -1 WHERE sequence = 3; UPDATE entry SET sequence = 3 WHERE sequence = 4;"
     "UPDATE entry SET sequence = 4 WHERE sequence = -1", "entry 3 was changed"),
    ("an entry put in at the end", "INSERT INTO entry SELECT 9, time, kind, matter, request, about, word, code, detail, hash FROM entry WHERE sequence = 1", "entry 9 was changed"),
    ("entries moved to make room", "UPDATE entry SET sequence = sequence + 100 WHERE sequence > 4; UPDATE entry SET sequence = sequence - 99 WHERE sequence > 100;"
     "INSERT INTO entry SELECT 5, time, kind, matter, request, about, word, code, detail, hash FROM entry WHERE sequence = 1", "entry 5 was changed"),
    ("a pruned start without its entry", "DELETE FROM entry WHERE sequence <= 2; UPDATE head SET pruned = 2, pruned_hash = (SELECT zeroblob(32))", "entry 3 was changed"),
    ("a head that was moved back", "DELETE FROM entry WHERE sequence = 8; UPDATE head SET last = 7", "is not the one that was written"),
    ("a trigger", "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END", "trigger t was put into"),
    ("a view in place of a table", "ALTER TABLE entry RENAME TO mine; CREATE VIEW entry AS SELECT * FROM mine", "table mine was put into"),
    ("no head", "DELETE FROM head", "the head is missing"),
]


def tampers(file):
    settle(file)
    copy = home / "tampered.db"
    for what, sql, said in SQL:
        shutil.copy(file, copy)
        with sqlite3.connect(copy) as db:
            db.executescript(sql)
        db.close()
        p = log(copy, "verify")
        tap.ok(p.returncode == 1 and p.stdout.startswith("DAMAGED") and said in p.stdout, f"{what} is found", *shown(p))
    shutil.copy(file, copy)
    known = json.loads(log(file, "verify", "-o", "json").stdout)["head"]
    with sqlite3.connect(copy) as db:
        db.executescript("DELETE FROM entry WHERE sequence = 8; UPDATE head SET last = 7, last_hash = (SELECT hash FROM entry WHERE sequence = 7)")
    db.close()
    p, q = log(copy, "verify"), log(copy, "verify", "--head", known)
    tap.ok(p.returncode == 0 and q.returncode == 1 and "does not go through" in q.stdout, "a tail cut with its head is found by a head kept elsewhere", *shown(q))
    tap.ok(log(file, "verify", "--head", known).returncode == 0, "… and that head fits the file itself")
    check(file, "--log", "-q", "--host", "ws2022", "os:10.0.20348.1")
    tap.ok(log(file, "verify", "--head", known).returncode == 0, "… also when it has grown")


def flips(file):
    """One byte changed anywhere: verifying finds it, or it is none that anything is read from."""
    settle(file)
    good, whole = file.read_bytes(), log(file, "export").stdout
    copy = home / "flipped.db"
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    places = sorted({*range(0, 100, 7), *(rng.randrange(len(good)) for _ in range(FLIPS))})
    missed, found = [], 0
    for place in places:
        for side in copy.parent.glob("flipped.db*"):
            side.unlink()
        bad = bytearray(good)
        bad[place] ^= 1 << rng.randrange(8)
        copy.write_bytes(bad)
        p = log(copy, "verify")
        found += p.returncode != 0
        if p.returncode == 0 and log(copy, "export").stdout != whole:
            missed.append(place)
        if p.returncode not in (0, 1, 2) or "Sanitizer" in p.stderr:
            missed.append((place, p.returncode))
    tap.ok(not missed, f"of {len(places)} flipped bits none that counts is missed", f"seed {seed}", missed)
    tap.ok(found > len(places) // 3, "… and most are found", found, len(places))
    text = good.index(b"node-1")
    copy.write_bytes(good[:text] + b"node-9" + good[text + 6:])
    tap.ok(log(copy, "verify").returncode == 1, "a name changed in the file itself")


def prunes():
    file = home / "prunes.db"
    write(file, "run", 20)
    size = file.stat().st_size
    known = json.loads(log(file, "verify", "-o", "json").stdout)["head"]
    p = log(file, "prune", "--keep", "10")
    tap.ok(p.returncode == 0 and p.stdout == "30 entries removed\n", "prune --keep", *shown(p))
    tap.ok([e["sequence"] for e in entries(file, "export")] == list(range(31, 42)), "… leaves the newest, and an entry that says so")
    last = entries(file, "export")[-1]
    tap.ok(last["entry"] == "prune" and last["about"] == 30, "… with the number of the last that went", last)
    tap.ok(same_chain(file) is True and log(file, "verify", "--head", known).returncode == 0, "… and the chain is the same chain", same_chain(file))
    write(file, "run", 3)
    tap.ok(same_chain(file) is True, "… that goes on")
    with sqlite3.connect(file) as db:
        left = db.execute("SELECT count(*) FROM text").fetchone()[0], db.execute("SELECT count(*) FROM matter").fetchone()[0]
    tap.ok(left[1] == 8 and file.stat().st_size < size, "what only pruned entries needed is gone, and its space", left, size, file.stat().st_size)
    p = log(file, "prune", "--before", "1h")
    tap.ok(p.stdout == "0 entries removed\n" and verified(file), "prune --before an hour ago removes nothing new", *shown(p))
    p = log(file, "prune", "--before", "0s")
    tap.ok(p.returncode == 0 and verified(file) and len(entries(file, "export")) == 1, "prune --before now removes all", *shown(p))
    write(file, "run", 3)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE entry SET time = 5 WHERE sequence = (SELECT max(sequence) FROM entry)")
    p = log(file, "prune", "--keep", "1")
    tap.ok(p.returncode == 2 and "does not verify" in p.stderr and len(entries(file, "export")) == 7, "a journal that does not verify is not pruned", *shown(p))


def acknowledged(out):
    return [int(line) for line in out.split("\n")[:-1]]


def kept_of(file):
    """The numbers of the decisions in the file, and whether it is whole."""
    with sqlite3.connect(file, timeout=20) as db:
        whole = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return {n for n, in db.execute("SELECT sequence FROM entry WHERE kind = 1")}, whole


def killed():
    """SIGKILL at random moments: no acknowledged decision is lost, and the chain is whole."""
    file = home / "killed.db"
    seed = random.randrange(1 << 30)
    rng = random.Random(seed)
    wrong, count, early = [], 0, 0
    for i in range(KILLS):
        job = ["run", "100000"] if i % 2 == 0 else ["group", "100000", "4"]
        p = subprocess.Popen([WRITER, "--require-log", str(file), *job], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(rng.uniform(0.001, 0.05))
        early += p.poll() is None
        p.send_signal(signal.SIGKILL)
        out, err = p.communicate()
        promised = acknowledged(out)
        count += len(promised)
        kept, whole = kept_of(file) if count else (set(), True)  # killed while it was made: nothing was promised
        if not set(promised) <= kept or not whole or (count and i % 10 == 9 and not verified(file)):
            wrong.append((i, len(set(promised) - kept), whole, err))
    tap.ok(not wrong, f"kill -9 at {KILLS} random moments loses no acknowledged decision", f"seed {seed}", wrong)
    tap.ok(early == KILLS and count > KILLS // 4, "… in the middle of the work", early, count)
    tap.ok(same_chain(file) is True and not list(file.parent.glob("killed.db.corrupt*")), "… and the chain is whole", same_chain(file))


def together():
    file = home / "together.db"
    jobs = [subprocess.Popen([WRITER, "--require-log", str(file), *job], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for job in [["run", "60"]] * 4 + [["group", "200", "4"]] * 4]
    outs = [job.communicate(timeout=60) for job in jobs]
    numbers = [n for out, _ in outs for n in acknowledged(out)]
    tap.ok(all(job.returncode == 0 for job in jobs), "eight processes write at once", *[err for _, err in outs])
    tap.ok(len(numbers) == len(set(numbers)) == 4 * 60 + 4 * 200, "… every decision has a number of its own", len(numbers), len(set(numbers)))
    tap.ok(kept_of(file)[0] == set(numbers) and same_chain(file) is True, "… nothing is lost, and the chain is one", same_chain(file))
    out = [e for e in entries(file, "export") if e["entry"] == "outcome"]
    tap.ok(len(out) == 240 and {e["about"] for e in out} <= set(numbers) and out[0]["word"] == "ended", "outcomes name their decisions", out[:1])
    shown_ = entries(file, "-o", "ndjson")
    tap.ok(sum(e["outcome"] is not None for e in shown_) == 240 and all(e["entry"] == "decision" for e in shown_), "… and are shown with them")


def full(what, folder, **how):
    """A disk that is full: with --require-log nothing is answered, else a loud warning."""
    file = folder / "journal.db"
    # each decision is about an image of its own, so that the file grows
    for i in range(200):
        p = check(file, "--require-log", "-q", "--host", "ws2022", *[f"os:10.0.17763.{i * 50 + n}" for n in range(50)], **how)
        if p.returncode == 2:
            break
    tap.ok(p.returncode == 2 and p.stdout == "" and "refused by --require-log" in p.stderr and "do: is the disk full" in p.stderr, f"{what}: --require-log refuses", *shown(p))
    many = [f"os:10.0.17763.{90000 + n}" for n in range(50)]
    p = check(file, "--log", "-q", "--host", "ws2022", *many, **how)
    tap.ok(p.returncode == 1 and p.stdout == "refuse\n" * 50 and "WARNING: this decision is NOT in the journal" in p.stderr, "… --log warns and answers", *shown(p))
    tap.ok(log(file, "verify").returncode == 0 and not list(folder.glob("*corrupt*")), "… and what was written stays whole", *shown(log(file, "verify")))


def limited():
    """In the child: no file may grow beyond 300 KB, and that is an error, not the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


class Limited(Program):
    def run(self, *args, stdin="", env=None, timeout=60):
        return subprocess.run([self.path, *map(str, args)], input=stdin, env=self.environment(**(env or {})), capture_output=True, text=True,
                              timeout=timeout, preexec_fn=limited, check=False)


def disks():
    global program
    folder = home / "limited"
    folder.mkdir()
    usual, program = program, Limited(program.path, home)
    full("a file that may not grow", folder)
    program = usual
    folder = home / "small"
    folder.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(folder)], capture_output=True, check=False).returncode == 0
    if not mounted:
        tap.skip("a full disk", "needs root and mount")
        return
    try:
        full("a full disk", folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def strange():
    ask = ["-q", "--host", "ws2022", "os:10.0.20348.1"]
    file = home / "strange.db"
    for n, (what, data) in enumerate((("text", b"this is no database at all\n" * 100), ("zeros", bytes(8192))), 1):
        file.write_bytes(data)
        p = check(file, "--require-log", *ask)
        tap.ok(p.returncode == 2 and p.stdout == "" and "damaged or not ours" in p.stderr and file.read_bytes() == data, f"{what} in its place: --require-log refuses, and leaves it", *shown(p))
        p = log(file)
        tap.ok(p.returncode == 2 and "damaged or not ours" in p.stderr and file.read_bytes() == data, "… log says so, and leaves it", *shown(p))
        p = check(file, "--log", *ask)
        aside = home / f"strange.db.corrupt-{n}"
        tap.ok(p.stdout == "process\n" and "set aside" in p.stderr and aside.read_bytes() == data and verified(file), "… --log sets it aside with a word", *shown(p))
    file = home / "foreign.db"
    with sqlite3.connect(file) as db:
        db.executescript("CREATE TABLE mine(x); INSERT INTO mine VALUES(1)")
    db.close()
    p = check(file, "--require-log", *ask)
    tap.ok(p.returncode == 2 and "not ours" in p.stderr, "a database of somebody else: --require-log refuses", *shown(p))
    file = home / "newer.db"
    write(file, "run", 2)
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 7")
    db.close()
    for args, code in ((["--require-log"], 2), (["--log"], 0)):
        p = check(file, *args, *ask)
        tap.ok(p.returncode == code and "is of format 7" in p.stderr and not list(home.glob("newer.db.corrupt*")), f"a newer format: {args[0]} leaves it", *shown(p))
    tap.ok("is of format 7" in log(file).stderr, "… and log says so")
    file = home / "torn.db"
    write(file, "run", 40)
    settle(file)
    data = bytearray(file.read_bytes())
    data[4096 * 3:4096 * 9] = bytes(4096 * 6)
    file.write_bytes(data)
    p = check(file, "--require-log", *ask)
    tap.ok(p.returncode == 2 or log(file, "verify").returncode == 1, "a torn file: refused or found", *shown(p))
    tap.ok(log(file, "verify").returncode in (1, 2), "… and verify says so")
    for place in ("/dev/null", "/dev/full", "/proc/nowhere/j.db", str(home), ":memory:", "/dev/null/j.db", home / ("x" * 300) / "j.db", home / ("y" * 5000)):
        p, q = check(place, "--require-log", *ask), check(place, "--log", *ask)
        fine = p.returncode == 2 and p.stdout == "" and q.returncode == 0 and q.stdout == "process\n" and "NOT in the journal" in q.stderr
        tap.ok(fine, f"no journal can be at {str(place)[:40]}", *shown(p), *shown(q))
    pipe = home / "pipe.db"
    os.mkfifo(pipe)
    for p in (log(pipe, "verify", timeout=5), check(pipe, "--require-log", *ask, timeout=5)):
        tap.ok(p.returncode == 2 and p.stdout == "" and "no regular file" in p.stderr, "a pipe", *shown(p))
    check(home / "names.db", "--log", "-q", "--host", 'ws2022,name=a"b;\x1b[31m\n', "os:10.0.20348.1")
    row = next(csv.DictReader(io.StringIO(log(home / "names.db", "-o", "csv").stdout)))
    tap.ok(row["host"] == 'a"b;\\x1b[31m\\x0a' and row["decision"] == "allow", "a name with a quote in a table", row)
    for form in ("text", "csv", "json", "ndjson"):
        out = log(home / "names.db", "-o", form).stdout
        tap.ok("\x1b" not in out and "x1b" in out.replace("u001b", "x1b"), f"a name that would drive a terminal: -o {form}", out)
    link = home / "link.db"
    link.symlink_to("/dev/null")
    p = check(link, "--require-log", *ask)
    tap.ok(p.returncode == 2 and p.stdout == "", "a link to a device", *shown(p))
    p = program.run("check", "--log", *ask, env={"HOME": ""})
    tap.ok(p.returncode == 0 and "no place for a journal" in p.stderr, "no home: said, and answered", *shown(p))
    p = program.run("log", env={"HOME": ""})
    tap.ok(p.returncode == 2 and "no place for a journal" in p.stderr, "log without a home", *shown(p))


def read_only():
    """A folder in which nothing can be written: it is read all the same."""
    folder = home / "read-only"
    write(folder / "journal.db", "run", 5)
    settle(folder / "journal.db")
    ask = ["--journal", "/mnt/journal.db"]
    inside = f"mount --bind {folder} /mnt && mount -o remount,bind,ro /mnt && exec \"$@\""
    namespace = ["unshare", "-m", "sh", "-c", inside, "sh", program.path]
    if os.geteuid() != 0 or subprocess.run([*namespace, "version"], capture_output=True, check=False).returncode != 0:
        tap.skip("a read-only folder", "needs root and mount namespaces")
        return

    def there(*args):
        return subprocess.run([*namespace, *args, *ask], capture_output=True, text=True, env=program.environment(), check=False)

    p = there("log", "verify")
    tap.ok(p.returncode == 0 and "10 entries" in p.stdout, "a journal in a read-only folder is verified", *shown(p))
    p = there("check", "--require-log", "-q", "--host", "ws2022", "os:10.0.20348.1")
    tap.ok(p.returncode == 2 and p.stdout == "", "… and not written", *shown(p))


def secrets():
    file = home / "secrets.db"
    p = check(file, "--log", "-q", "--offline", "--host", "ws2022", "--creds", "someone:S3cretWord", "mcr.microsoft.com/windows/servercore:ltsc2019",
              env={"DOCKER_AUTH_CONFIG": '{"auths":{"x":{"auth":"QzNyZXRXb3Jk"}}}', "WINCOMPAT_TIMEOUT": "33"})
    kept = b"".join(f.read_bytes() for f in home.glob("secrets.db*"))
    tap.ok(b"S3cretWord" not in kept and b"QzNyZXRXb3Jk" not in kept and b"servercore:ltsc2019" in kept, "no login is in the journal", *shown(p))


def main():
    file = keeps()
    replays(file)
    chooses(file)
    tampers(file)
    flips(file)
    for test in (described, prunes, killed, together, disks, strange, read_only, secrets):
        test()


main()
finish(tap)
