#!/usr/bin/python3
# What a small check costs: libraries mapped, memory, time beside `true`. start.py PROGRAM MEASURE prints TAP.
import pathlib
import subprocess
import sys
import time

from tap import Program, Tap, finish, temporary

RUNS = 100
MOST_TIMES_TRUE = 3
MOST_KILOBYTES = 8 * 1024
# These cost more than the whole check at start; they are opened where they are needed.
LATE = ("libarchive", "libcurl", "libmicrohttpd", "libpq", "libseccomp", "libsqlite3")

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
CHECK = ["check", "--host", "ws2022", "os:10.0.20348.2340"]
sanitized = b"__asan_init" in pathlib.Path(sys.argv[1]).read_bytes()


def mapped_at_start():
    p = subprocess.run([program.path, *CHECK], env=program.environment(LD_TRACE_LOADED_OBJECTS="1"), capture_output=True, text=True)
    return p.stdout


def mapped_at_end():
    """The libraries that are mapped while the check waits for its list: everything it opened before and at start."""
    p = subprocess.Popen([program.path, "check", "--host", "ws2022", "-f", "-", "os:10.0.20348.2340"], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True, env=program.environment())
    time.sleep(0.2)
    maps = pathlib.Path(f"/proc/{p.pid}/maps").read_text()
    p.communicate("os:10.0.20348\n")
    return maps


def opened():
    """The libraries that a whole check opens, as the dynamic loader reports them."""
    p = subprocess.run([program.path, *CHECK], env=program.environment(LD_DEBUG="files"), capture_output=True, text=True)
    return p.stderr


def cost(*command):
    """The shortest wall time in microseconds, and the peak memory in kilobytes, of RUNS runs."""
    p = subprocess.run([sys.argv[2], str(RUNS), *command], env=program.environment(), capture_output=True, text=True, check=True)
    shortest, _, peak = map(int, p.stdout.split())
    return shortest, peak


for name, text in (("linked", mapped_at_start()), ("mapped", mapped_at_end()), ("opened", opened())):
    tap.ok("libc.so" in text and not any(library in text for library in LATE), f"no library is {name} that a small check does not need", text)
if sanitized:
    tap.skip("time and memory", "sanitizers cost their own")
else:
    true, _ = cost("/bin/true")
    check, memory = cost(program.path, *CHECK)
    tap.ok(check <= MOST_TIMES_TRUE * true, f"at most {MOST_TIMES_TRUE} times as long as true", f"{check} µs, true {true} µs")
    tap.ok(memory < MOST_KILOBYTES, f"under {MOST_KILOBYTES} KB", memory)
finish(tap)
