#!/usr/bin/python3
# build: what a command's Dockerfile stands on is checked, and the command handed over to. Prints TAP.
"""build.py PROGRAM"""

import json
import re
import shutil
import subprocess
import sys

from world import HERE, IMAGE, NEW_IMAGE, OLD_IMAGE, World, shown
from windows_engine import WindowsEngine

w = World(sys.argv[1])
tap = w.tap
JOURNAL = w.home / "state" / "wincompat" / "journal.db"
ALONE = ("--host", "ws2022", "--offline")
QUIET = (*ALONE, "--no-journal")
for name in ("docker.exe", "podman"):
    shutil.copy(HERE / "test-engine", w.bin / name)


def context(name, dockerfile, file="Dockerfile"):
    folder = w.home / name
    folder.mkdir(exist_ok=True)
    (folder / file).write_text(dockerfile)
    return name


def build(*args, stdin="", **variables):
    w.record.unlink(missing_ok=True)
    return subprocess.run([w.program.path, "build", *map(str, args)], input=stdin, env=w.environment(**variables), cwd=w.home, capture_output=True, text=True,
                          timeout=60, errors="replace")


def case(name, argv, line, *args, code=0, word="", **variables):
    """`argv`: what docker is given; None: nothing is launched."""
    p = build(*QUIET, *args, "--", *line, **variables)
    tap.ok(p.returncode == code and w.argv() == argv and word in p.stderr, name, *shown(p), w.argv())


same = context("same", f"FROM {IMAGE}\nRUN ver\n")
old = context("old", f"FROM {OLD_IMAGE}\nRUN ver\n")
new = context("new", f"FROM {NEW_IMAGE}\nRUN ver\n")
both = context("both", f"FROM {OLD_IMAGE} AS o\nRUN ver\nFROM {IMAGE}\nRUN ver\nCOPY --from=o C:/x C:/x\n")
variable = context("variable", f"ARG BASE={NEW_IMAGE}\nFROM $BASE\nRUN ver\n")
target = context("target", f"FROM {IMAGE} AS a\nRUN ver\nFROM {NEW_IMAGE}\nRUN ver\n")
linux = context("linux", "FROM debian\nRUN true\n")
lower = context("lower", f"FROM {IMAGE}\nRUN ver\n", "dockerfile")

case("what the engine does by itself is left as it is", ["docker", "build", "-t", "x", same], ["docker", "build", "-t", "x", same], word="allowed: process isolation")
case("--isolation is put into it where it needs one", ["docker", "build", "--isolation=hyperv", "-t", "x", old], ["docker", "build", "-t", "x", old], word="Hyper-V isolation")
case("… behind docker's own flags", ["docker", "-H", "tcp://x", "--debug", "image", "build", "--isolation=hyperv", old],
     ["docker", "-H", "tcp://x", "--debug", "image", "build", old])
case("stages of two releases: one isolation that does for both", ["docker", "build", "--isolation=hyperv", both], ["docker", "build", both])
case("what the command asks for counts", ["docker", "build", "--isolation=HyperV", same], ["docker", "build", "--isolation=HyperV", same])
case("… and is refused as it stands", None, ["docker", "build", "--isolation", "process", old], code=125, word="REFUSED")
case("… and by --isolation default", None, ["docker", "build", old], "--isolation", "default", code=125, word="--isolation=hyperv")
case("an image newer than the host", None, ["docker", "build", new], code=125, word="newer than host")
case("--build-arg", ["docker", "build", "--build-arg", f"BASE={IMAGE}", variable], ["docker", "build", "--build-arg", f"BASE={IMAGE}", variable])
case("--build-arg NAME: of the environment", ["docker", "build", "--build-arg=BASE", variable], ["docker", "build", "--build-arg=BASE", variable], BASE=IMAGE)
case("… and without it the default of the file", None, ["docker", "build", variable], code=125, word="REFUSED")
case("--target", ["docker", "build", "--target", "a", target], ["docker", "build", "--target", "a", target])
case("--target that is not there", None, ["docker", "build", "--target=z", target], code=125, word='"z"')
case("-f", ["docker", "build", "-f", f"{same}/Dockerfile", new], ["docker", "build", "-f", f"{same}/Dockerfile", new])
case("-fFILE, and flags behind the context", ["docker", "build", new, f"-qf{same}/Dockerfile"], ["docker", "build", new, f"-qf{same}/Dockerfile"])
case("a dockerfile in small letters", ["docker", "build", lower], ["docker", "build", lower])
case("another platform: nothing to check", ["docker", "build", "--platform", "linux/amd64", linux], ["docker", "build", "--platform", "linux/amd64", linux], word="nothing to check")
case("BuildKit: process isolation only", None, ["docker", "buildx", "build", old], code=125, word="BuildKit builds")
case("… as DOCKER_BUILDKIT=1 has it", None, ["docker", "build", "--isolation=hyperv", old], code=125, word="BuildKit has process isolation only", DOCKER_BUILDKIT="1")
case("… and what it may build it does", ["docker", "buildx", "build", "--load", "--progress", "plain", same], ["docker", "buildx", "build", "--load", "--progress", "plain", same])
case("… an image in the place of another", ["docker", "buildx", "b", "--build-context", f"{NEW_IMAGE}=docker-image://{IMAGE}", new],
     ["docker", "buildx", "b", "--build-context", f"{NEW_IMAGE}=docker-image://{IMAGE}", new], word="10.0.20348")
case("… or a folder", ["docker", "buildx", "build", "--build-context", f"{NEW_IMAGE}=./same", new], ["docker", "buildx", "build", "--build-context", f"{NEW_IMAGE}=./same", new])
case("nerdctl is BuildKit, too", ["nerdctl", "-n", "k8s.io", "build", same], ["nerdctl", "-n", "k8s.io", "build", same])
case("a path, and .exe", ["docker.exe", "build", same], [f"{w.bin}/docker.exe", "build", same])

for code in (0, 1, 17, 125, 137):
    p = build(*QUIET, "--", "docker", "build", same, TEST_ENGINE_CODE=str(code), TEST_ENGINE_OUT="out\n")
    tap.ok(p.returncode == code and p.stdout == "out\n", f"exit code {code} and standard output are the command's", *shown(p))
    p = build(*ALONE, "--", "docker", "build", same, TEST_ENGINE_CODE=str(code))
    tap.ok(p.returncode == code, f"… also with a journal: {code}", *shown(p))
p = build(*ALONE, "--", "docker", "build", new)
log = [json.loads(line) for line in w.program.run("log", "--journal", JOURNAL, "-o", "ndjson").stdout.splitlines()]
tap.ok(p.returncode == 125 and [(r["command"], r["decision"], r["outcome"]["word"], r["outcome"]["code"]) for r in log] ==
       [("build", "allow", "ended", c) for c in (0, 1, 17, 125, 137)] + [("build", "refuse", "refused", None)], "the journal has each, and what came of it", log)
p = build(*ALONE, "--dry-run", "--", "docker", "build", old)
tap.ok(p.returncode == 0 and p.stdout.splitlines() == ["docker", "build", "--isolation=hyperv", old] and not w.recorded(), "--dry-run", *shown(p))
p = build(*ALONE, "--require-log", "--journal", "/proc/none/journal.db", "--", "docker", "build", same)
tap.ok(p.returncode == 125 and not w.recorded() and "--require-log" in p.stderr, "--require-log without a journal: nothing is built", *shown(p))
with WindowsEngine(w.home / "engine") as engine:
    p = build("--offline", "--no-journal", "--", "docker", "build", same, DOCKER_HOST=f"unix://{engine.path}")
    tap.ok(p.returncode == 0 and w.argv() == ["docker", "build", same], "the host is the engine's own", *shown(p))
with WindowsEngine(w.home / "engine-linux", info={"OSType": "linux", "OperatingSystem": "Docker Desktop"}) as engine:
    p = build("--offline", "--no-journal", "--", "docker", "build", same, DOCKER_HOST=f"unix://{engine.path}")
    tap.ok(p.returncode == 125 and not w.recorded() and "Linux containers only" in p.stderr, "an engine in Linux mode", *shown(p))

# Bad input: one message with what to do, and nothing is built.
BAD = {
    "no command": ([], "needs the command"), "no build": (["docker", "run", "x"], "no command that builds"), "docker alone": (["docker"], "no command that builds"),
    "podman": (["podman", "build", "."], "no command that builds"), "an unknown flag": (["docker", "build", "--frob", "x", same], "--frob"),
    "an unknown letter": (["docker", "build", "-z", same], "-z"), "a flag without its value": (["docker", "build", same, "-t"], "needs a value"),
    "no context": (["docker", "build", "-t", "x"], "no context"), "two contexts": (["docker", "build", same, old], "one context"),
    "a context that is not there": (["docker", "build", "gone"], "gone/Dockerfile"), "standard input": (["docker", "build", "-"], "standard input"),
    "a Dockerfile on standard input": (["docker", "build", "-f", "-", same], "standard input"), "a context elsewhere": (["docker", "build", "https://example.com/x.git"], "https://example.com"),
    "an isolation that is none": (["docker", "build", "--isolation=vm", same], "no isolation"), "a folder for a Dockerfile": (["docker", "build", "-f", same, same], same),
    "an empty Dockerfile": (["docker", "build", context("empty", "")], "no FROM"), "binary": (["docker", "build", context("binary", "FROM\0x")], "NUL"),
    "a variable without a value": (["docker", "build", context("unset", "ARG X\nFROM $X\n")], "no value"),
    "a word that drives a terminal": (["docker", "build", "\x1b[31m"], "Dockerfile"), "a program that is not there": (["/none/docker", "build", same], "/none/docker"),
}
for name, (line, word) in BAD.items():
    p = build(*QUIET, "--", *line)
    tap.ok(p.returncode == 125 and word in p.stderr and p.stdout == "" and not w.recorded() and "\x1b" not in p.stderr, name, *shown(p), w.argv())

# Each flag of the installed docker is one that we know, with or without a value.
docker = shutil.which("docker", path="/usr/local/bin:/usr/bin:/bin")
if docker:
    text = subprocess.run([docker, "build", "--help"], env=w.environment(DOCKER_BUILDKIT="0", PATH="/usr/bin:/bin"), capture_output=True, text=True).stdout
    for letter, name, kind in re.findall(r"^  (?:-(\w), |    )--([a-z-]+)(?: (\w+))? ", text, re.MULTILINE):
        value = ["v"] if kind else []
        if name in ("file", "isolation", "target", "platform"):
            continue
        for flag in [f"--{name}", *([f"-{letter}"] if letter else [])]:
            p = build(*QUIET, "--dry-run", "--", "docker", "build", flag, *value, same)
            tap.ok(p.returncode == 0 and p.stdout.splitlines() == ["docker", "build", flag, *value, same], f"docker's {flag}", *shown(p))
else:
    tap.skip("the flags of docker build", "no docker here")
sys.exit(tap.end())
