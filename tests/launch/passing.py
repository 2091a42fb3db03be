#!/usr/bin/python3
# What passes through a launch unchanged: streams, exit codes, signals, terminal; and what the journal says. Prints TAP.
"""passing.py PROGRAM"""

import fcntl
import hashlib
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import sqlite3
import struct
import sys
import termios
import time

from world import IMAGE, NEW_IMAGE, World, shown

for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # ignored where these tests were started with nohup, or in the background of a script
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)

w = World(sys.argv[1])
tap = w.tap
JOURNAL = w.home / "state" / "wincompat" / "journal.db"
ALONE = ("--host", "ws2022", "--offline")
WAYS = (("exec", ("--no-journal",)), ("child", ()))


def wait_for(condition, seconds=10):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def codes(way, args):
    for code in (0, 1, 3, 125, 126, 127, 137, 255):
        p = w.run(*ALONE, *args, IMAGE, TEST_ENGINE_CODE=str(code))
        tap.ok(p.returncode == code, f"{way}: exit code {code}", *shown(p))
    p = w.run(*ALONE, *args, IMAGE, TEST_ENGINE_KILL="9")
    tap.ok(p.returncode in (-9, 137), f"{way}: killed by signal 9", *shown(p))
    p = w.run(*ALONE, *args, "-i", IMAGE, "cmd", stdin="in", TEST_ENGINE_OUT="out\n", TEST_ENGINE_ERR="err\n", MINE="1")
    record = w.recorded()
    tap.ok(p.stdout == "out\n" and p.stderr.endswith("err\n") and p.stderr.count("\n") == 3, f"{way}: standard streams, and two lines of ours", *shown(p))
    tap.ok(record["argv"] == ["docker", "run", "--isolation=process", "-i", IMAGE, "cmd"], f"{way}: argv", record)
    tap.ok(record["env"].get("MINE") == "1" and not record["blocked"] and not record["ignored"], f"{way}: variables and signal mask", record)
    tap.ok(record["same_group"], f"{way}: our process group", record)


def large(way, args):
    piece = hashlib.sha256(b"seed").digest() * (1 << 15)
    digest, count = hashlib.sha256(), 100
    p = w.start(*ALONE, *args, "-i", IMAGE, env={"TEST_ENGINE_READ": "1"}, stdin=-1, stdout=-1, stderr=-1)
    for _ in range(count):
        p.stdin.write(piece)
        digest.update(piece)
    p.stdin.close()
    p.wait(timeout=60)
    tap.ok(w.recorded().get("input") == [len(piece) * count, digest.hexdigest()], f"{way}: 100 MB of input", w.recorded().get("input"))
    p.stdout.close()
    p.stderr.close()


def signals(way, args):
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGQUIT", "SIGWINCH"):
        env = {"TEST_ENGINE_WAIT": "20", "TEST_ENGINE_SIGNALS": "1", "TEST_ENGINE_CODE": "7"}
        p = w.start(*ALONE, *args, IMAGE, env=env, stdin=-3, stdout=-3, stderr=-3, start_new_session=True)
        wait_for(w.record.exists)
        os.kill(p.pid, getattr(signal, name))
        code = p.wait(timeout=30)
        tap.ok(code == 7 and w.recorded().get("signals") == [name], f"{way}: {name} sent to us alone, once", code, w.recorded())
    p = w.start(*ALONE, *args, IMAGE, env={"TEST_ENGINE_CODE": "5"}, stdin=-3, stdout=-3, stderr=-3,
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    p.wait(timeout=30)
    tap.ok(p.returncode == 5 and w.recorded()["ignored"] == ["SIGHUP"], f"{way}: what was ignored stays so (nohup)", w.recorded())


def terminal(way, args):
    """On a terminal of its own, where Ctrl-C, a new size and the job's place are the kernel's doing."""
    w.record.unlink(missing_ok=True)
    env = w.environment(TEST_ENGINE_WAIT="20", TEST_ENGINE_SIGNALS="2", TEST_ENGINE_CODE="9", TEST_ENGINE_OUT="hello from within\n")
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(w.program.path, [w.program.path, "run", *ALONE, *args, "-it", IMAGE, "cmd"], env)
    seen = b""
    wait_for(lambda: w.recorded().get("tty"))
    record = w.recorded()
    tap.ok(record["tty"] == [True] * 3 and record["foreground"], f"{way}: it has the terminal, in its foreground", record)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 101, 0, 0))
    wait_for(lambda: w.recorded()["signals"] == ["SIGWINCH"])
    tap.ok(w.recorded()["signals"] == ["SIGWINCH"] and w.recorded()["size"] == [101, 33], f"{way}: a new size, once", w.recorded())
    os.write(fd, b"\x03")
    while True:
        if select.select([fd], [], [], 10)[0]:
            try:
                piece = os.read(fd, 4096)
            except OSError:
                break
            seen += piece
            if piece:
                continue
        break
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(fd)
    tap.ok(code == 9 and w.recorded()["signals"] == ["SIGWINCH", "SIGINT"], f"{way}: Ctrl-C reaches it once, and we wait", code, w.recorded())
    tap.ok(b"hello from within" in seen and b"process isolation" in seen, f"{way}: what it writes", seen)


def stopped():
    """Ctrl-Z under a shell: both stop, and both go on with fg."""
    w.record.unlink(missing_ok=True)
    env = w.environment(TEST_ENGINE_WAIT="20", TEST_ENGINE_SIGNALS="1", TEST_ENGINE_CODE="9", PS1="", TERM="dumb")
    pid, fd = pty.fork()
    if pid == 0:
        os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], env)
    os.write(fd, f"{w.program.path} run {' '.join(ALONE)} {IMAGE}\n".encode())
    wait_for(w.record.exists)

    def state():
        return [pathlib.Path(f"/proc/{p}/stat").read_text().rsplit(")", 1)[1].split()[0] for p in (ours, w.recorded()["pid"])]

    ours = w.recorded()["parent"]
    os.write(fd, b"\x1a")
    tap.ok(wait_for(lambda: state() == ["T", "T"]), "child: Ctrl-Z stops it and us", state())
    os.write(fd, b"fg\n")
    tap.ok(wait_for(lambda: "T" not in state()), "child: fg, and both go on", state())
    os.kill(ours, signal.SIGTERM)
    os.write(fd, b"exit $?\n")
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    tap.ok(code == 9, "child: … to the end", code)
    os.close(fd)


def which():
    """Nothing stays between where nothing is left to do."""
    p = w.start(*ALONE, "--no-journal", IMAGE, stdin=-3, stdout=-3, stderr=-3)
    p.wait(timeout=30)
    tap.ok(w.recorded()["parent"] == os.getpid(), "without a journal the engine takes our place", w.recorded())
    p = w.start(*ALONE, IMAGE, stdin=-3, stdout=-3, stderr=-3)
    p.wait(timeout=30)
    tap.ok(w.recorded()["parent"] == p.pid, "with one it is our child", w.recorded())
    for name, args in WAYS:
        empty = w.home / "empty"
        empty.mkdir(exist_ok=True)
        p = w.run(*ALONE, *args, IMAGE, PATH=str(empty))
        tap.ok(p.returncode == 125 and "docker cannot be run" in p.stderr and "PATH" in p.stderr, f"{name}: no docker command", *shown(p))


def rows():
    with sqlite3.connect(f"file:{JOURNAL}?mode=ro", uri=True) as db:
        tables = [t for (t,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {t: db.execute(f"select count(*) from {t}").fetchone()[0] for t in tables}


def log(*args):
    return w.program.run("log", *args, env={"XDG_STATE_HOME": str(w.home / "state")})


def journal():
    shutil.rmtree(w.home / "state", ignore_errors=True)
    p = w.start(*ALONE, IMAGE, env={"TEST_ENGINE_WAIT": "20", "TEST_ENGINE_SIGNALS": "1"}, stdin=-3, stdout=-3, stderr=-3)
    wait_for(w.record.exists)
    before = rows()
    tap.ok(sum(before.values()) > 0, "the decision is in the journal while the container runs", before)
    os.kill(p.pid, signal.SIGTERM)
    p.wait(timeout=30)
    after = rows()
    tap.ok(sum(after.values()) > sum(before.values()), "… and what came of it behind it", before, after)
    entries = [json.loads(line) for line in log("-o", "ndjson").stdout.splitlines()]
    tap.ok([(e["command"], e["decision"], e["mode"], e["outcome"]["word"], e["outcome"]["code"]) for e in entries] == [("run", "allow", "process", "ended", 0)],
           "… as `wincompat log` shows it", entries)
    p = w.run(*ALONE, IMAGE, PATH=str(w.home / "empty"))
    entries = [json.loads(line) for line in log("-o", "ndjson").stdout.splitlines()]
    tap.ok(entries[-1]["outcome"]["word"] == "failed" and "docker cannot be run" in entries[-1]["outcome"]["detail"], "an engine that is not there", entries[-1])
    after = rows()
    p = w.run(*ALONE, NEW_IMAGE)
    tap.ok(p.returncode == 125 and sum(rows().values()) > sum(after.values()), "a refusal is recorded, too", *shown(p))
    blocked = w.home / "blocked"
    blocked.write_text("")
    path = f"{blocked}/journal.db"
    p = w.run(*ALONE, "--journal", path, IMAGE, TEST_ENGINE_CODE="4")
    tap.ok(p.returncode == 4 and "WARNING" in p.stderr and "NOT in the journal" in p.stderr, "no journal: a loud warning, and it goes on", *shown(p))
    p = w.run(*ALONE, "--journal", path, "--require-log", IMAGE)
    tap.ok(p.returncode == 125 and "--require-log" in p.stderr and not w.recorded(), "--require-log: no journal, no launch", *shown(p))
    p = w.run(*ALONE, "--require-log", IMAGE, TEST_ENGINE_CODE="4")
    tap.ok(p.returncode == 4, "--require-log with a journal", *shown(p))
    p = w.run(*ALONE, "--dry-run", "--require-log", IMAGE)
    tap.ok(p.returncode == 0 and not w.recorded(), "a command that is only printed is recorded as such", *shown(p))
    p = log("verify")
    tap.ok(p.returncode == 0 and "SOUND" in p.stdout, "the journal verifies", *shown(p))


for way, args in WAYS:
    codes(way, args)
    large(way, args)
    signals(way, args)
    terminal(way, args)
stopped()
which()
journal()
sys.exit(tap.end())
