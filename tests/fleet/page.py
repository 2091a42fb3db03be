#!/usr/bin/python3
# The pages of `fleet matrix` and `fleet plan` in a real browser: page.py PROGRAM NPM-FOLDER makes them and hands them to page.cjs, which prints TAP.
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli"), str(HERE.parent / "outputs")]
import npm
from cluster import WINDOWS, aks, listing, pod_spec, workload
from tap import Program, temporary

home = temporary()
program = Program(sys.argv[1], home)
modules, why = npm.install(sys.argv[2])
chromium = shutil.which("chromium")


def page(name, *args):
    text = program.run("fleet", "--fleet", home / "fleet.db", "--offline", *args, "-o", "html").stdout
    place = home / f"{name}.html"
    place.write_text(text)
    return str(place)


def large(text):
    """The same page with 1,000 × 1,000 classes."""
    random.seed(1)
    rows = ["".join(random.choice("1123") for _ in range(1000)) for _ in range(1000)]
    side = lambda what: [{"title": f"{what} class {i}", "members": i + 1} for i in range(1000)]
    numbers = [[0] * 1000] * 1000
    told = [{"why": "that is so", "do": "", "rule": "R", "title": "a rule", "source": ["here"]}]
    data = {"hosts": side("host"), "hostsAfter": side("host"), "images": side("image"), "before": rows, "after": rows[::-1], "tellingsBefore": told, "tellingsAfter": told,
            "toldBefore": numbers, "toldAfter": numbers}
    place = home / "large.html"
    place.write_text(re.sub(r'(id="data">).*?(</script>)', lambda m: m[1] + json.dumps(data, separators=(",", ":")) + m[2], text, flags=re.S))
    return str(place)


def audit():
    """The page of a cluster's audit: nodes of three releases, and workloads that run everywhere, somewhere, nowhere."""
    core = "mcr.microsoft.com/windows/servercore:"
    nodes = [aks(f"aks-{i}", v) for i, v in enumerate(["10.0.20348.2340", "10.0.17763.5458", "10.0.26100.3194"] * 2)]
    shop = [workload("Deployment", name, pod_spec(core + tag, **{**WINDOWS, **more}), space="shop")
            for name, tag, more in [("web", "ltsc2022", {}), ("old", "ltsc2019", {}), ("stuck", "ltsc2022", {"nodeName": "gone"})] + [(f"job-{i}", "ltsc2022" if i % 3 else "ltsc2025", {}) for i in range(20)]]
    place = home / "audit.html"
    place.write_text(program.run("audit", "--offline", "-o", "html", "-", stdin=listing(nodes + shop)).stdout)
    return str(place)


def main():
    if not chromium or modules is None:
        print(f"1..0 # SKIP {why or 'chromium is not installed'}")
        return 0
    hosts = "name,version\n" + "".join(f"h{i},{v}\n" for i, v in enumerate(["10.0.14393.2273", "10.0.17763.5458", "10.0.20348.2340", "10.0.26100.3194"] * 3)) + '"<script>alert(1)</script>",ws2022\n"a</script><img src=x onerror=alert(2)>",10.0.16299.1\n'
    images = "reference,version,family\n" + "".join(f"shop/app{i}:1,10.0.{b}.{i + 1},servercore\n" for i, b in enumerate([14393, 17763, 20348, 26100] * 5))
    for what, text in (("hosts", hosts), ("images", images)):
        program.run("fleet", "--fleet", home / "fleet.db", "--offline", "import", what, "-", stdin=text)
    plan = page("plan", "plan", "--to", "ws2025", "--isolation", "auto")
    given = {"modules": str(modules), "chromium": chromium, "matrix": page("matrix", "matrix"), "plan": plan, "audit": audit(), "large": large(pathlib.Path(plan).read_text())}
    return subprocess.run(["node", str(HERE / "page.cjs")], input=json.dumps(given), text=True, check=False, timeout=200).returncode


sys.exit(main())
