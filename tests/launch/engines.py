#!/usr/bin/python3
# Launching by real and recorded engines: the docker command of Debian against a Windows engine that talks, and a real dockerd. Prints TAP.
"""engines.py PROGRAM"""

import re
import subprocess
import sys

import yaml

from world import HERE, IMAGE, World, shown
from dockerd import Dockerd  # found where world says
from windows_engine import CONTAINER, ID, WindowsEngine, image

w = World(sys.argv[1])
tap = w.tap
SOCKET = w.home / "sock"
NAME = "site/tool:1"
LOCAL = (NAME, image(NAME, "10.0.20348.2340"))
OLD = (NAME, image(NAME, "10.0.17763.6775"))
REAL = {"PATH": "/usr/bin:/bin"}


def run(engine, *args, **variables):
    return w.run("--no-journal", *args, DOCKER_HOST=engine.host, **variables)


def chosen():
    """What is launched, and how the engine is asked, by the test engine in docker's place."""
    with WindowsEngine(SOCKET, [LOCAL]) as engine:
        p = run(engine, NAME, "cmd")
        tap.ok(w.argv() == ["docker", "run", "--isolation=process", ID, "cmd"], "an image that the engine has: by its ID", *shown(p), w.argv())
        tap.ok("Windows Server 2022" in p.stderr, "the host is the engine's own", p.stderr)
        p = run(engine, "--by-tag", NAME)
        tap.ok(w.argv() == ["docker", "run", "--isolation=process", NAME], "… or by its name", *shown(p), w.argv())
        p = run(engine, f"docker-daemon:{NAME}")
        tap.ok(w.argv() == ["docker", "run", "--isolation=process", ID], "docker-daemon:", *shown(p), w.argv())
        p = run(engine, "--pull=never", "absent:1")
        tap.ok(p.returncode == 125 and "has no image absent:1" in p.stderr and not w.argv(), "--pull=never: what the engine has, or nothing", *shown(p))
        p = run(engine, "--pull=always", "--offline", "--rm", IMAGE)
        tap.ok(w.argv() == ["docker", "run", "--isolation=process", "--pull=always", "--rm", IMAGE], "--pull=always passes the engine by", *shown(p))
        p = run(engine, "--platform=windows/arm64", NAME)
        tap.ok(p.returncode == 125 and "amd64" in p.stderr and not w.argv(), "a platform that is none of the image's", *shown(p))
        p = run(engine, "--platform=windows/amd64", NAME)
        tap.ok(w.argv() and "--platform=windows/amd64" in w.argv(), "its own platform is passed on", *shown(p))
        p = run(engine, "docker-daemon:absent:1")
        tap.ok(p.returncode == 125 and "has no image" in p.stderr and not w.argv(), "an image that was deleted", *shown(p))
    with WindowsEngine(SOCKET, [OLD]) as engine:
        p = run(engine, NAME)
        tap.ok(w.argv() == ["docker", "run", "--isolation=hyperv", ID], "where process isolation is no choice: hyperv", *shown(p))
        p = run(engine, "--isolation=process", NAME)
        tap.ok(p.returncode == 125 and "REFUSED" in p.stderr and not w.argv(), "what was asked for is taken or refused", *shown(p))
        p = run(engine, "--isolation=default", NAME)
        tap.ok(p.returncode == 125 and "REFUSED" in p.stderr, "engines never fall back, so neither does default", *shown(p))
    with WindowsEngine(SOCKET, [LOCAL], info={"ServerVersion": "19.03.5"}) as engine:
        p = run(engine, "--annotation", "a=b", NAME)
        tap.ok(p.returncode == 125 and "--annotation is newer than this Docker Engine, which is 19.03.5" in p.stderr and not w.argv(),
               "a flag that the engine is too old for", *shown(p))
        p = run(engine, "--pull=missing", "--cpus=1", NAME)
        tap.ok(w.argv() and "--pull=missing" in w.argv(), "… but not one that only the docker command must know", *shown(p))
    built = {**image(NAME, "10.0.20348.2340"), "RepoDigests": [], "Id": ID}
    with WindowsEngine(SOCKET, [(NAME, built)], info={"Isolation": "hyperv"}) as engine:
        p = run(engine, NAME)
        tap.ok(w.argv() == ["docker", "run", "--isolation=hyperv", ID], "the engine's own default comes first", *shown(p))
    with WindowsEngine(SOCKET, [LOCAL], info={"OSType": "linux", "OperatingSystem": "Docker Desktop", "OSVersion": ""}) as engine:
        for args in ((NAME,), ("--host", "ws2022", "--offline", IMAGE)):
            p = run(engine, *args)
            tap.ok(p.returncode == 125 and "SwitchWindowsEngine" in p.stderr and not w.argv(), "an engine in Linux mode is no choice", *shown(p))
        p = run(engine, "--dry-run", "--host", "ws2022", "--offline", IMAGE)
        tap.ok(p.returncode == 0, "… though a command may be printed beside it", *shown(p))
    p = w.run("--no-journal", IMAGE)
    tap.ok(p.returncode == 125 and "does not answer" in p.stderr and "--host SPEC" in p.stderr, "no engine, and nobody names the host", *shown(p))
    with WindowsEngine(SOCKET, [(NAME, (500, {"message": "the disk is on fire"}))]) as engine:
        p = run(engine, "--pull=never", NAME)
        tap.ok(p.returncode == 125 and "the disk is on fire" in p.stderr, "an engine in trouble: its own words", *shown(p))


def real_command():
    """The docker command of Debian, which reads our flags, speaks the API and takes the container's exit code."""
    for code in (0, 3, 137, 3221225781):
        with WindowsEngine(SOCKET, [LOCAL], code=code, output=b"from the container\n") as engine:
            p = run(engine, "--rm=false", "-e", "A=b", "--cpu-count=2", NAME, "cmd", "/c", "dir", **REAL)
            created = engine.created[0] if engine.created else {}
            expected = code & 0xff
            tap.ok(p.returncode == expected and p.stdout == "from the container\n", f"the docker command: a container that ends with {code}", *shown(p))
            tap.ok(created.get("Image") == ID and created.get("Cmd") == ["cmd", "/c", "dir"] and created.get("HostConfig", {}).get("Isolation") == "process"
                   and created["HostConfig"]["CpuCount"] == 2 and "A=b" in created.get("Env", []), "… and creates what was planned", created)
    with WindowsEngine(SOCKET, [LOCAL]) as engine:
        p = run(engine, "-d", "--frobnicate", NAME, **REAL)
        tap.ok(p.returncode == 125 and "unknown flag: --frobnicate" in p.stderr, "a flag that docker does not know either", *shown(p))
    with WindowsEngine(SOCKET, [LOCAL]) as engine:
        engine.answers["POST /containers/create"] = (404, {"message": f"No such image: {ID}"})
        p = run(engine, "--pull=never", NAME, **REAL)
        tap.ok(p.returncode == 125 and "No such image" in p.stderr, "an image that was deleted between check and launch: docker's word, 125", *shown(p))


def verified():
    top = {"Titles": ["Name", "PID", "CPU", "Private Working Set"], "Processes": [["smss.exe", "1044", "00:00:00.0", "1 MB"]]}
    for isolation, words in ((None, f"verified: container {CONTAINER[:12]} has process isolation: the engine says so"),
                             ("hyperv", "WARNING: container c0ffee000000 was launched with process isolation, and has Hyper-V isolation")):
        with WindowsEngine(SOCKET, [LOCAL], code=6, isolation=isolation, top=top) as engine:
            engine.hold = True
            p = run(engine, "--verify", NAME, "cmd", **REAL)
            tap.ok(p.returncode == 6 and words in p.stderr, f"--verify: the engine says {isolation or 'what was asked for'}", *shown(p))
            tap.ok(not list(w.home.glob("*.cid")), "… and leaves no file behind", list(w.home.iterdir()))
    with WindowsEngine(SOCKET, [LOCAL], top=top) as engine:
        p = run(engine, "--verify", "-d", NAME, **REAL)
        tap.ok(p.returncode == 0 and p.stdout == CONTAINER + "\n" and "verified:" in p.stderr, "--verify -d", *shown(p))
        cid = w.home / "mine.cid"
        p = run(engine, "--verify", "-d", "--cidfile", cid, NAME, **REAL)
        tap.ok(p.returncode == 0 and "verified:" in p.stderr and cid.read_text() == CONTAINER, "--verify with a --cidfile of one's own", *shown(p))
        p = run(engine, "--verify", NAME, TEST_ENGINE_CODE="3")
        tap.ok(p.returncode == 3 and "could not be verified: no container was made" in p.stderr, "--verify where nothing runs", *shown(p))
        p = run(engine, "--verify", NAME, TEST_ENGINE_ID="f" * 64)
        tap.ok("could not be verified" in p.stderr and "has no container" in p.stderr, "--verify of what is gone", *shown(p))


def real_engine():
    """A real dockerd on Linux: its own refusal comes through. The docker command is told where it is, and we are not."""
    daemon = Dockerd.started()
    if not daemon:
        return tap.skip("a real Docker Engine", "none can be started here")
    with daemon:
        folder = w.home / "there"
        folder.mkdir()
        (folder / "docker").write_text(f"#!/bin/sh\nDOCKER_HOST={daemon.host} exec /usr/bin/docker \"$@\"\n")
        (folder / "docker").chmod(0o755)
        there = {"PATH": f"{folder}:/usr/bin:/bin"}
        p = w.run("--no-journal", "--host", "ws2022", "--offline", "--pull=never", IMAGE, "cmd", **there)
        tap.ok(p.returncode == 125 and "isolation" in p.stderr.splitlines()[-2] + p.stderr.splitlines()[-1], "a real engine on Linux refuses the isolation: 125", *shown(p))
        p = w.run("--no-journal", IMAGE, DOCKER_HOST=daemon.host)
        tap.ok(p.returncode == 125 and "runs Linux containers only" in p.stderr and not w.argv(), "… and we say so before it is asked", *shown(p))
        p = w.program.run("observe", "nothing", env={"DOCKER_HOST": daemon.host})
        tap.ok(p.returncode == 4 and "has no container nothing" in p.stderr, "a real engine: no such container", *shown(p))


def flags():
    """The table against the help of the docker command that is installed, and against our own options."""
    rows = yaml.load((HERE.parent.parent / "data/docker-flags.yaml").read_text(), yaml.BaseLoader)["docker-flags"]
    table = {r["name"]: (r.get("letter"), r["value"] == "yes") for r in rows}
    version = re.search(r"(\d+)\.(\d+)", subprocess.run(["docker", "--version"], capture_output=True, text=True).stdout)
    version = tuple(map(int, version.groups()))
    text = subprocess.run(["docker", "run", "--help"], capture_output=True, text=True).stdout
    found = {}
    for m in re.finditer(r"^ +(?:-(\w), )?--([a-z0-9-]+)(?: ([a-z0-9-]+))?(?:  |$)", text, re.MULTILINE):
        found[m[2]] = (m[1], m[3] is not None)
    found.pop("help", None)
    tap.ok(len(found) > 80, f"docker {version} lists its flags", len(found))
    wrong = {n: (v, table.get(n)) for n, v in found.items() if table.get(n) != v}
    tap.ok(not wrong, "every flag of docker run is in the table, with its letter, and takes a value or not", wrong)
    since = {r["name"] for r in rows if tuple(map(int, r["since"].split("."))) <= version and "hidden" not in r and "windows" not in r}
    tap.ok(since <= set(found), "what the table says docker has, it has", since - set(found))
    own = set(re.findall(r"^ +--([a-z-]+)", w.program.run("run", "--help").stdout, re.MULTILINE))
    tap.ok(len(own) > 15 and own & set(table) == {"isolation"}, "our options clash with none of docker's; --isolation is docker's and ours", own & set(table))


chosen()
real_command()
verified()
real_engine()
flags()
sys.exit(tap.end())
