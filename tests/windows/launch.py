#!/usr/bin/python3
# run and observe on Windows: arguments, input, exit codes of 32 bits, the journal, this machine's processes. launch.py EXE ARGUMENTS prints TAP.
import hashlib
import json
import pathlib
import shutil
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "engine"), str(TESTS / "launch")]
from prefix import LOADER, SERVER, Wine  # noqa: E402
from tap import Tap, finish  # noqa: E402
from windows_engine import CONTAINER, WindowsEngine  # noqa: E402

EXE, ARGUMENTS = (pathlib.Path(p).resolve() for p in sys.argv[1:3])
IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2022"
ALONE = ("run", "--host", "ws2022", "--offline")
tap = Tap()


def shown(p):
    return f"exit {p.returncode}", p.stdout[-800:], p.stderr[-800:]


def launch(wine):
    folder = wine.folder / "bin"
    folder.mkdir()
    shutil.copy(ARGUMENTS, folder / "docker.exe")
    there = {"WINEPATH": "Z:" + str(folder).replace("/", "\\")}
    p = wine.run(EXE, *ALONE, "--no-journal", "-e", "A=b c", "--name", 'q"q', IMAGE, "back\\", "", "日本", env=there)
    tap.ok(p.returncode == 0 and p.stdout == f'[run][--isolation=process][-e][A=b c][--name][q"q][{IMAGE}][back\\][][日本]', "arguments arrive as they are", *shown(p))
    for args in ((), ("--no-journal",)):
        p = wine.run(EXE, *ALONE, *args, IMAGE, env={**there, "ARGUMENTS_CODE": "7"})
        tap.ok(p.returncode == 7, f"its exit code {' '.join(args)}", *shown(p))
    for code in ("0xC0000135", "125", "137"):
        exe = "Z:" + str(EXE).replace("/", "\\")
        (wine.folder / "code.bat").write_text(f"@{exe} run --host ws2022 --offline --no-journal {IMAGE}\r\n@echo code %errorlevel%\r\n")
        p = wine.run("cmd", "/c", "code.bat", env={**there, "ARGUMENTS_CODE": code})
        signed = (int(code, 0) + (1 << 31)) % (1 << 32) - (1 << 31)
        tap.ok(f"code {signed}" in p.stdout, f"all 32 bits of it: {code}", *shown(p))
    text = "0123456789abcdef" * (1 << 16)
    p = wine.run(EXE, *ALONE, "-i", IMAGE, stdin=text, env={**there, "ARGUMENTS_COPY": "1"})
    tap.ok(hashlib.sha256(p.stdout.encode()).digest() == hashlib.sha256(text.encode()).digest(), "1 MB of input", p.returncode, p.stderr[-300:])
    p = wine.run(EXE, *ALONE, "--require-log", IMAGE, env=there)
    tap.ok(p.returncode == 0 and "WARNING" not in p.stderr, "the journal is written", *shown(p))
    p = wine.run(EXE, *ALONE, "--no-journal", IMAGE)
    tap.ok(p.returncode == 125 and "docker cannot be run" in p.stderr and "PATH" in p.stderr, "no docker command", *shown(p))


def observe(wine):
    listed = wine.run("wmic", "process", "get", "name,processid").stdout.encode("utf-8", "surrogateescape").decode("utf-16", "replace")
    rows = [(r[0], int(r[1])) for r in map(str.split, listed.splitlines()) if len(r) == 2 and r[1].isdigit()]
    running = [r for r in rows if r[0].lower() in ("services.exe", "winedevice.exe", "plugplay.exe", "svchost.exe", "rpcss.exe")]
    if not running:
        return tap.skip("this machine's processes", "wmic lists none here")
    top = {"Titles": ["Name", "PID", "CPU", "Private Working Set"], "Processes": [[n, str(i), "0", "1 MB"] for n, i in running]}
    with WindowsEngine(None, isolation="process", top=top) as engine:
        engine.started.set()
        p = wine.run(EXE, "observe", CONTAINER, "-o", "json", env={"DOCKER_HOST": engine.host})
        value = json.loads(p.stdout) if p.stdout else {}
        tap.ok(p.returncode == 0 and value.get("result") == "proven" and value["cost"]["memory"], "this machine's processes are found", *shown(p))
    with WindowsEngine(None, isolation="hyperv", top=top) as engine:
        engine.started.set()
        p = wine.run(EXE, "observe", CONTAINER, env={"DOCKER_HOST": engine.host})
        tap.ok(p.returncode == 1 and p.stdout.startswith("DIFFERS"), "… and show what the engine does not say", *shown(p))


if LOADER and SERVER:
    with Wine() as prefix:
        launch(prefix)
        observe(prefix)
else:
    tap.skip("run and observe on Windows", "Wine is not installed")
finish(tap)
