#!/usr/bin/python3
# The licences in the zip for Windows: of everything that is linked in, with the texts that they point at. licences.py ZIP LIBRARIES prints TAP.
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from tap import Tap, finish

tap = Tap()
archive = pathlib.Path(sys.argv[1])
pinned = [line.split()[0] for line in pathlib.Path(sys.argv[2]).read_text().splitlines() if line and not line.startswith("#")]
if not tap.ok(archive.is_file(), "the zip is there", f"{archive}: tools/build-windows makes it"):
    finish(tap)

with zipfile.ZipFile(archive) as packed:
    texts = {name.partition("/")[2]: packed.read(name).decode(errors="replace") for name in packed.namelist() if name.endswith(".txt")}
linked = texts["LINKED.txt"]
for library in pinned + ["mingw-w64", "gcc-mingw-w64"]:
    tap.ok(texts.get(f"licences/{library}.txt"), f"has the licence of {library}")
    tap.ok(re.search(rf"^{re.escape(library)} \d", linked, re.MULTILINE), f"says which source {library} is from", linked)

# Debian's files point at a folder that no Windows has.
named = {name for path, text in texts.items() if path.startswith("licences/")
         for name in re.findall(r"/usr/share/common-licenses/([A-Za-z0-9]+(?:-[0-9]+(?:\.[0-9]+)*)?)", text)}
missing = sorted(name for name in named if not texts.get(f"licences/common/{name}.txt"))
tap.ok(named and not missing, "has every text that a licence points at", *missing)
tap.ok("GNU LESSER GENERAL PUBLIC LICENSE" in texts.get("licences/common/LGPL-2.1.txt", ""), "has the text of the LGPL, version 2.1")
tap.ok(re.search(r"libmicrohttpd is .*\bLGPL\b", linked), "says that libmicrohttpd is under the LGPL", linked)
tap.ok("snapshot.debian.org" in linked, "says where the sources are", linked)
finish(tap)
