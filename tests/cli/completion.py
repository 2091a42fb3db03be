#!/usr/bin/python3
# Completion in real shells: somebody types, presses Tab and Enter, and what the program was given is seen. completion.py PROGRAM
# prints TAP. PowerShell is not executed here.
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import time

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(pathlib.Path(sys.argv[1]).resolve(), home)
(home / "a-file.txt").write_text("")

# What is typed up to Tab, and what the program must then be called with.
CASES = [
    ("wincompat matr", "matrix"),
    ("wincompat check --isola", "check --isolation"),
    ("wincompat check --isolation hyp", "check --isolation hyperv"),
    ("wincompat check --host ws2025,edi", None),
    ("wincompat check -o ndj", "check -o ndjson"),
    ("wincompat check -f a-fi", "check -f a-file.txt"),
    ("wincompat matrix di", "matrix diff"),
    ("wincompat completion zs", "completion zsh"),
    ("wincompat scan --offl", "scan --offline"),
]


class Typist:
    """An interactive shell on a terminal of its own."""

    def __init__(self, *command):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.environ.update({"HOME": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8", "PS1": "> ", "ZDOTDIR": str(home), "COLUMNS": "200"})
            os.execvp(command[0], command)

    def type(self, text, until, seconds=10):
        os.write(self.fd, text.encode())
        end, seen = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                seen += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                break
            if re.search(until, seen):
                break
        self.seen += seen
        return seen

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


SHOW = 'wincompat() { printf "\\nGIVEN[%s]\\n" "$*"; }'
SETUP = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"bind 'set bell-style none'; source {home}/bash; {SHOW}; echo REA''DY\n"),
    "zsh": (["zsh", "-f", "-i"], f"fpath=({home}/functions $fpath); autoload -Uz compinit; compinit -u -D; unsetopt beep; {SHOW}; echo REA''DY\n"),
}


def try_typing(shell):
    command, setup = SETUP[shell]
    typist = Typist(*command)
    if not tap.ok("READY" in typist.type(setup, r"READY\r"), f"{shell} is ready", typist.seen):
        return
    for typed, wanted in CASES:
        if wanted is None:
            continue
        typist.type(typed + "\t", re.escape(wanted[-2:]), 3) # Enter at once would make zsh take the Tab as a pasted one
        seen = typist.type("\n", r"GIVEN\[[^]]*\]")
        given = re.findall(r"GIVEN\[([^]]*)\]", seen)
        tap.ok([g.strip() for g in given] == [wanted], f"{shell}: {typed}<Tab> gives {wanted}", repr(seen))
    typist.close()


(home / "bash").write_text(program.run("completion", "bash").stdout)
(home / "functions").mkdir()
(home / "functions/_wincompat").write_text(program.run("completion", "zsh").stdout)
for name in SETUP:
    if shutil.which(name):
        try_typing(name)
    else:
        tap.skip(name, f"no {name} here")

if shutil.which("fish"):
    (home / "fish").write_text(program.run("completion", "fish").stdout)
    for typed, wanted in CASES:
        if wanted is None:
            continue
        ask = f"source {home}/fish; complete -C '{typed}'"
        done = subprocess.run(["fish", "--no-config", "-c", ask], capture_output=True, text=True, cwd=home, timeout=30,
                              env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb"})
        words = [line.split("\t")[0] for line in done.stdout.splitlines()]
        tap.ok(words == [wanted.split()[-1]], f"fish: {typed}<Tab> offers {wanted.split()[-1]}", done.stdout, done.stderr)
else:
    tap.skip("fish", "no fish here")
finish(tap)
