#!/usr/bin/python3
# The front door: options, lists, exit codes, defaults, data_files, streams, interactive queries. front_door.py PROGRAM prints TAP.
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import time

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)

GOOD = "os:10.0.20348.2340"      # runs on HOST as it is
OLD = "os:10.0.17763.5696"       # needs Hyper-V there
STRANGE = "os:10.0.20400.1"      # in no release
BAD = "os:10.0"                  # no version
REGISTRY = "registry.invalid/app:1"   # no name server knows it
HOST = "ws2022"


def expect(name, args, code, out=None, err=None, lines=None, **how):
    """Runs; compares the exit code, and asks for texts in standard output and standard error."""
    p = program.run(*args, **how)
    fine = p.returncode == code
    fine = fine and (out is None or (out in p.stdout if out else p.stdout == ""))
    fine = fine and (err is None or (err in p.stderr if err else p.stderr == ""))
    fine = fine and (lines is None or p.stdout.split() == lines)
    tap.ok(fine, name, "wincompat " + " ".join(map(str, args)), f"exit {p.returncode}, expected {code}", p.stdout[-800:], p.stderr[-800:])
    return p


def check(name, args, code, **how):
    return expect(name, ["check", "--host", HOST, *args], code, **how)


def options():
    check("options before the image", ["-q", GOOD], 0, lines=["process"])
    check("options behind the image", [GOOD, "-q"], 0, lines=["process"])
    check("options between images", [GOOD, "-q", OLD], 1, lines=["process", "refuse"])
    check("-- ends the options", ["-q", "--", GOOD], 0, lines=["process"])
    check("what stands behind -- is an image", ["--", "--host"], 2, err="--host")
    check("--option=value", ["--output=json", GOOD], 0, out='"VerdictList"')
    check("--option value", ["--output", "json", GOOD], 0, out='"VerdictList"')
    check("-ovalue", ["-ojson", GOOD], 0, out='"VerdictList"')
    check("-o=value", ["-o=json", GOOD], 0, out='"VerdictList"')
    check("bundled short options", ["-qojson", GOOD], 0, lines=["process"])
    check("the last one of two counts", ["--isolation", "process", "--isolation", "hyperv", "-q", OLD], 0, lines=["hyperv"])
    check("a flag may be switched off", ["-q", "--quiet=no", GOOD], 0, out="ALLOWED")
    check("a flag takes yes or no only", ["--quiet=perhaps", GOOD], 2, err="neither yes nor no")
    check("abbreviations are not accepted", ["--isol", "process", GOOD], 2, err="unknown option '--isol'")
    check("an unknown option, with the one that was meant", ["--offlin", GOOD], 2, out="", err="did you mean '--offline'")
    check("an unknown short option", ["-z", GOOD], 2, err="unknown option '-z'")
    check("a negative number is no image", ["-1"], 2, err="unknown option '-1'")
    check("an unknown word, with the one that was meant", ["--isolation", "hyper-v", GOOD], 2, err="did you mean 'hyperv'")
    check("an empty value", ["--matrix", "", GOOD], 2, err="empty")
    check("a missing value", [GOOD, "--matrix"], 2, err="needs a value")
    check("a language that is not there", ["--lang", "tlh", GOOD], 2, err="'tlh'")
    check("an output that is not there", ["-o", "sarf", GOOD], 2, err="did you mean 'sarif'")
    check("a policy that is not there", ["--policy", "x.yaml", GOOD], 2, out="", err="'x.yaml' is no file, no folder and no ready-made policy")
    expect("no command", [], 2, out="", err="Commands:")
    expect("an unknown command, with the one that was meant", ["chekc"], 2, err="did you mean 'check'")
    expect("a command of a later version", ["simulate", "x"], 2, err="'simulate' is not a command of this version")
    expect("an option without a command", ["--offline"], 2, err="where a command is expected")
    expect("--version", ["--version"], 0, out="matrix E")
    expect("version takes nothing", ["version", "x"], 2, err="takes no operands")


def exit_codes():
    check("0: allowed", ["-q", GOOD], 0)
    check("1: refused", ["-q", OLD], 1)
    check("2: nothing could be decided", ["-q", BAD], 2, out="", err="os:10.0")
    check("2: of several bad images each is said", [BAD, "json:/nonexistent"], 2, out="", err="/nonexistent")
    check("3: unknown", ["-q", STRANGE], 3, lines=["unknown"])
    check("4: a registry was not asked", ["-q", REGISTRY], 4, lines=["unknown"])
    check("1 before 4 before 3", ["-q", STRANGE, REGISTRY, OLD], 1)
    check("4 before 3", ["-q", STRANGE, REGISTRY], 4)
    check("a bad item in a list is unknown", ["-q", GOOD, BAD], 3, lines=["process", "unknown"], err="os:10.0")
    check("and leaves a refusal a refusal", ["-q", OLD, BAD], 1, lines=["refuse", "unknown"])
    check("--fail-on refuse lets unknown pass", ["-q", "--fail-on", "refuse", STRANGE], 0)
    check("--fail-on refuse refuses", ["-q", "--fail-on", "refuse", OLD], 1)
    check("--fail-on never", ["-q", "--fail-on", "never", OLD, STRANGE], 0)
    check("--fail-on never hides no mistake", ["-q", "--fail-on", "never", BAD], 2)
    check("--fail-on warn with a warning", ["-q", "--fail-on", "warn", "--isolation", "hyperv", OLD], 1, lines=["hyperv"])
    check("--fail-on unknown without one", ["-q", "--isolation", "hyperv", OLD], 0)
    expect("2: a host is wrong", ["check", "--host", "ws2020", GOOD], 2, out="", err="ws2020")
    expect("2: one of several hosts is wrong", ["check", "--host", HOST, "--host", "x y", GOOD], 2, out="")
    expect("2: no host on a machine that is not Windows", ["check", GOOD], 2, err="WINCOMPAT_HOST")
    check("2: no image and no terminal", [], 2, err="check needs an image")
    check("2: no such day", ["--as-of", "2019-02-29", GOOD], 2, err="not in the calendar")
    check("2: a day in another form", ["--as-of", "1.2.2019", GOOD], 2, err="YYYY-MM-DD")
    check("2: an edition that was never published", ["--matrix", "E07", GOOD], 2, err="never published")
    check("2: no such edition", ["--matrix", "E99", GOOD], 2, err="E99")
    check("an edition by its day", ["--matrix", "2022-09-26", "-q", GOOD], 0)


def several():
    p = program.run("check", "--host", HOST, "--host", "ws2019", "-o", "json", GOOD, OLD, BAD)
    answer = json.loads(p.stdout)
    order = [(v["host"]["osVersion"], v["image"]["reference"]) for v in answer["verdicts"]]
    tap.ok([h for h, _ in order] == ["10.0.20348"] * 3 + ["10.0.17763"] * 3 and [r for _, r in order] == [GOOD, OLD, BAD] * 2,
           "hosts outer, images inner", order)
    tap.ok(answer["counts"] == {"allow": 2, "refuse": 2, "unknown": 0, "error": 2}, "counts", answer["counts"])
    tap.ok(p.stderr.count("os:10.0:") == 1, "a bad image is said once, however many hosts there are", p.stderr)
    p = program.run("check", "--host", HOST, "-o", "ndjson", GOOD, OLD)
    tap.ok([json.loads(line)["kind"] for line in p.stdout.splitlines()] == ["Verdict"] * 2, "ndjson: one verdict a line", p.stdout[:400])
    many = home / "many.txt"
    many.write_text(f"{GOOD}\n" * 300000)
    check("more answers than can be held", ["-q", "-f", many], 2, out="", err="more than")


def lists():
    path = home / "list.txt"
    path.write_bytes(b"\xef\xbb\xbf# references\r\n\r\n  " + GOOD.encode() + b"  # a comment\r\n\t\r\n" + OLD.encode())
    check("-f: comments, blanks, CRLF, no end of line", ["-q", "-f", path], 1, lines=["process", "refuse"])
    check("images, then the list", ["-q", OLD, "-f", path], 1, lines=["refuse", "process", "refuse"])
    check("-f -", ["-q", "-f", "-"], 0, lines=["process"], stdin=GOOD + "\n")
    check("-f with a bad line", ["-q", "-f", "-"], 3, lines=["process", "unknown"], stdin=f"{GOOD}\n{BAD}\n")
    check("an empty list", ["-q", "-f", "-"], 2, err="names no image", stdin="# nothing\n")
    check("a list that is not there", ["-f", "/nonexistent"], 2, err="/nonexistent")
    check("a list that is a folder", ["-f", home], 2, err=str(home))
    check("a line that is too long", ["-f", "-"], 2, err="longer than", stdin="x" * 5000)
    check("bytes that are no text", ["-f", "-"], 2, err="NUL", stdin="a\0b\n")
    check("standard input twice", ["-f", "-", "json:-"], 2, err="only once", stdin=GOOD)
    expect("standard input for host and image", ["check", "--host", "@-", "json:-"], 2, err="only once")
    expect("image: standard input twice", ["image", "-f", "-", "json:-"], 2, err="only once")
    p = expect("image -f, ndjson, one line for each", ["image", "-o", "ndjson", "-f", "-"], 3, stdin=f"{GOOD}\n{BAD}\n")
    kinds = [json.loads(line) for line in p.stdout.splitlines()]
    tap.ok(len(kinds) == 2 and "error" in kinds[1] and kinds[0]["osVersion"] == "10.0.20348.2340", "with its error", p.stdout)
    expect("image: all bad", ["image", BAD], 2, out="", err="os:10.0")
    expect("image: a registry", ["image", "-o", "json", REGISTRY], 4, err="registry.invalid")
    expect("image: nothing", ["image"], 2, err="needs an image")


def objects():
    p = expect("host -o json", ["host", "ws2019,revision=1039", "-o", "json"], 0)
    (home / "host.json").write_text(p.stdout)
    q = expect("what host -o json prints can be given back", ["host", "-o", "json", "--host", f"@{home}/host.json"], 0)
    tap.ok(json.loads(q.stdout)["osVersion"] == json.loads(p.stdout)["osVersion"] == "10.0.17763.1039", "unchanged", q.stdout)
    p = expect("several hosts", ["host", "ws2019", "ws2022", "-o", "json"], 0)
    tap.ok(json.loads(p.stdout)["kind"] == "HostList", "are a HostList", p.stdout[:200])
    expect("matrix list", ["matrix", "list"], 0, out="E23")
    expect("matrix show", ["matrix", "show", "E01"], 0, out="E01")
    expect("matrix show, json", ["matrix", "show", "-o", "json"], 0, out='"E23"')
    expect("matrix diff", ["matrix", "diff", "E22", "E23"], 0, out="2025")
    expect("matrix diff with one edition", ["matrix", "diff", "E22"], 2, err="two editions")
    expect("matrix without a job", ["matrix"], 2, err="matrix list")
    expect("matrix with another job", ["matrix", "shwo"], 2, err="did you mean 'show'")
    expect("matrix show of what never was", ["matrix", "show", "E07"], 2, err="never published")


def defaults():
    folder = home / "wincompat"
    folder.mkdir(exist_ok=True)
    config = folder / "config.yaml"
    config.write_text(f"host: [{HOST}]\nquiet: yes\nisolation: hyperv\noutput: ndjson\n")
    expect("the configuration file", ["check", OLD], 0, lines=["hyperv"])
    expect("a variable replaces it", ["check", OLD], 1, lines=["refuse"], env={"WINCOMPAT_ISOLATION": "process"})
    expect("what is typed replaces both", ["check", "--isolation", "default", OLD], 1, lines=["refuse"], env={"WINCOMPAT_ISOLATION": "hyperv"})
    expect("hosts by variable replace those of the file", ["check", OLD], 0, lines=["hyperv", "hyperv"], env={"WINCOMPAT_HOST": "ws2022 ws2019"})
    expect("a flag by variable", ["check", OLD], 0, out='"Verdict"', env={"WINCOMPAT_QUIET": "no"})
    expect("a format that only other commands have", ["matrix", "list"], 0, out="E23")
    expect("a wrong variable", ["check", OLD], 2, err="WINCOMPAT_ISOLATION", env={"WINCOMPAT_ISOLATION": "x"})
    for text, message in [("hots: x\n", "config.yaml:1:1"), ("isolation: [a, b]\n", "a list"), ("host: {a: b}\n", "a map"),
                          ("- a\n", "a list"), ("isolation: x\n", "isolation"), ("a: [\n", "config.yaml"), ("help: yes\n", "'help'")]:
        config.write_text(text)
        expect(f"a wrong file: {text.strip()}", ["check", "--host", HOST, GOOD], 2, out="", err=message)
    expect("help works with a wrong file", ["check", "--help"], 0, out="Usage:")
    config.write_text("# nothing\n")
    expect("an empty file", ["check", "--host", HOST, "-q", GOOD], 0)
    config.unlink()


def data_files():
    source = pathlib.Path(__file__).parent.parent.parent / "data"
    folder = home / "data"
    shutil.copytree(source, folder)
    check("data files at run time", ["--data", folder, "-q", GOOD, OLD], 1, lines=["process", "refuse"])
    expect("matrix show, from data files", ["matrix", "show", "E05", "--data", folder], 0, out="E05")
    (folder / "engines.yaml").write_text((folder / "engines.yaml").read_text().replace("kind: docker", "kind: dokcer"))
    p = check("every fault of the data is said", ["--data", folder, GOOD], 2, out="", err="docker")
    tap.ok("engines.yaml:" in p.stderr and "fault" in p.stderr, "with its place", p.stderr)
    (folder / "engines.yaml").write_text("engines: [")
    check("a data file that is no YAML", ["--data", folder, GOOD], 2, out="", err="engines.yaml")
    check("a folder that is not there", ["--data", "/nonexistent", GOOD], 2, out="", err="/nonexistent")
    check("a folder without data", ["--data", "/proc/self", GOOD], 2, out="", err="matrix")
    tags = (source / "tags.yaml").read_text()
    shutil.copy(source / "engines.yaml", folder / "engines.yaml")
    (folder / "tags.yaml").write_text(re.sub(r"(?m)^(\s+(?:- )?pattern: ).*$", r"\1'(('", tags, count=1))
    check("a pattern that is none", ["--data", folder, GOOD], 2, out="", err="(('")


def streams():
    with open("/dev/full", "w") as full:
        p = subprocess.run([program.path, "check", "--host", HOST, GOOD], stdout=full, stderr=subprocess.PIPE, text=True, env=program.environment())
    tap.ok(p.returncode == 2 and "cannot write" in p.stderr, "a full disk is reported", p)
    for action, name in [(signal.SIG_DFL, "a reader that went away"), (signal.SIG_IGN, "the same, the signal ignored")]:
        read, write = os.pipe()
        os.close(read)
        p = subprocess.run([program.path, "help"], stdout=write, stderr=subprocess.PIPE, text=True, env=program.environment(),
                           preexec_fn=lambda a=action: signal.signal(signal.SIGPIPE, a), restore_signals=False)
        os.close(write)
        tap.ok(p.stderr == "", f"{name} is no failure to talk about", p)
    p = program.run("check", "--host", HOST, GOOD)
    tap.ok("\x1b" not in p.stdout, "no colours where no terminal is", p.stdout)
    p = program.run("check", "--host", HOST, "--offline", "a\x1b[31m\u202eb:1")
    tap.ok("\x1b" not in p.stdout + p.stderr and "\u202e" not in p.stdout + p.stderr, "references cannot drive the terminal", p)


def on_terminal(args, typed, **env):
    """Runs with a terminal as standard streams; `typed` is typed line by line, then end of input."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(program.path, [program.path, *args], program.environment(TERM="xterm", **env))
    shown = b""
    for line in [*typed, None]:
        time.sleep(0.15)
        try:
            os.write(fd, b"\x04" if line is None else line.encode() + b"\n")
        except OSError:
            break
    while True:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode(errors="replace")


def terminal():
    code, shown = on_terminal(["check"], [HOST, GOOD, OLD])
    tap.ok(code == 1 and shown.count("host: ") == 1 and "ALLOWED" in shown and "REFUSED" in shown,
           "without an image it asks, remembers the host, and answers until the end of input", code, shown)
    code, shown = on_terminal(["check", "-q"], ["nonsense", HOST, BAD, GOOD, "", "ws2019", OLD])
    tap.ok(code == 2 and "nonsense" in shown and shown.count("process\r\n") == 2 and shown.count("host: ") == 3,
           "mistakes are said and asked again; an empty line asks for another host", code, shown)
    code, shown = on_terminal(["check", "--host", HOST], [GOOD])
    tap.ok(code == 0 and not shown.startswith("host: "), "a host that was named is not asked for", code, shown)
    code, shown = on_terminal(["check", "--host", HOST, GOOD], [])
    tap.ok("\x1b[" in shown, "colours on a terminal", shown)
    for args, env in [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"WINCOMPAT_NO_COLOR": "yes"})]:
        code, shown = on_terminal(["check", "--host", HOST, *args, GOOD], [], **env)
        tap.ok("\x1b[" not in shown and "ALLOWED" in shown, f"no colours with {args or list(env)}", shown)


for part in (options, exit_codes, several, lists, objects, defaults, data_files, streams, terminal):
    part()
finish(tap)
