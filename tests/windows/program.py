#!/usr/bin/python3
# The file wincompat.exe: one file, only Windows' own DLLs, under 8 MB. program.py EXE prints TAP.
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from tap import Tap, finish, temporary

OBJDUMP, STRIP = "x86_64-w64-mingw32-objdump", "x86_64-w64-mingw32-strip"
MOST = 8 * 1024 * 1024

# What every Windows from Server 2016 on has, Nano Server's missing ones aside.
SYSTEM = {
    "advapi32.dll", "bcrypt.dll", "crypt32.dll", "kernel32.dll", "msvcrt.dll", "normaliz.dll", "secur32.dll", "shell32.dll",
    "user32.dll", "ws2_32.dll",
}

tap = Tap()
exe = pathlib.Path(sys.argv[1])
headers = subprocess.run([OBJDUMP, "-p", exe], capture_output=True, text=True, check=True).stdout

imports = {name.lower() for name in re.findall(r"^\s*DLL Name: (\S+)", headers, re.MULTILINE)}
foreign = sorted(name for name in imports if name not in SYSTEM and not name.startswith("api-ms-win-"))
tap.ok(imports and not foreign, "imports only DLLs of Windows", *foreign)
tap.ok("pei-x86-64" in headers, "is a 64-bit program", headers[:200])
tap.ok(re.search(r"^Subsystem\s+\S+\s+\(Windows CUI\)", headers, re.MULTILINE), "is a console program")
for flag in ("HIGH_ENTROPY_VA", "DYNAMIC_BASE", "NX_COMPAT"):
    tap.ok(flag in headers, f"hardened: {flag}")

stripped = temporary() / "wincompat.exe"
subprocess.run([STRIP, "-o", stripped, exe], check=True)
tap.ok(stripped.stat().st_size < MOST, f"is under 8 MB: {stripped.stat().st_size}")
bytes_of = stripped.read_bytes()
tap.ok(b"longPathAware" in bytes_of and b"8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a" in bytes_of, "has its manifest")
tap.ok("GetVersionEx" not in headers, "never asks GetVersionEx", *re.findall(r".*GetVersionEx.*", headers))
finish(tap)
