#!/usr/bin/python3
# The HTML report in a real browser: page.py PROGRAM SHOW NPM-FOLDER makes pages and hands them to page.cjs, which prints TAP.
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
import npm
from hostile import NAMES, safe
from tap import Program, temporary

home = temporary()
program = Program(sys.argv[1], home)
modules, why = npm.install(sys.argv[3])
chromium = shutil.which("chromium")

# 40 hosts and 200 images, each of several kinds.
RELEASES = ["ws2016", "ws2019", "ws2022", "ws2025", "1909", "2004", "20h2", "1803", "1709", "win10-22h2,edition=pro", "win11-24h2,edition=pro"]
TAGS = ["ltsc2016", "ltsc2019", "ltsc2022", "ltsc2025", "1809", "1903", "1909", "2004", "4.8-windowsservercore-ltsc2019", "latest"]


def in_html(name):
    """The safe form, less the two characters that are none."""
    return safe(name).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def page(name, text):
    place = home / f"{name}.html"
    place.write_bytes(text)
    return str(place)


def shown(world):
    return subprocess.run([sys.argv[2], "html", world], input=b"".join(n + b"\0" for n in NAMES), capture_output=True, check=True).stdout


def checked(hosts, images):
    options = [word for host in hosts for word in ("--host", host)]
    p = program.run("check", "--offline", *options, "--isolation", "auto", "-o", "html", "-f", "-", stdin="\n".join(images))
    return p.stdout.encode()


def main():
    if not chromium or modules is None:
        print(f"1..0 # SKIP {why or 'chromium is not installed'}")
        return 0
    hosts = [f"{RELEASES[i % len(RELEASES)]}{',hyperv=yes' if i % 3 == 0 else ''},name=node-{i:02}" for i in range(40)]
    images = [f"registry.example.com/team-{i % 7}/service-{i}:{TAGS[i % len(TAGS)]}" for i in range(200)]
    # Hostile names that a browser does not normalise away when it makes text of them.
    given = {
        "modules": str(modules), "chromium": chromium, "folder": str(home), "names": [" ".join(in_html(n).split()) for n in NAMES],
        "scan": page("scan", shown("tame")), "hostile": page("hostile", shown("named")), "large": page("large", checked(hosts, images)),
        "medium": page("medium", checked(hosts[:12], images[:30])),
        "check": page("check", checked(["ws2022", "ws2019,hyperv=yes", "10.0.30000"], ["os:10.0.17763.1", "os:10.0.20348.1", "os:10.0.26100.1"])),
        "nothing": page("nothing", shown("0")), "one": page("one", checked(["ws2022"], ["os:10.0.20348.1"])),
    }
    return subprocess.run(["node", str(HERE / "page.cjs")], input=json.dumps(given), text=True, check=False, timeout=200).returncode


sys.exit(main())
