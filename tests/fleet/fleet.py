#!/usr/bin/python3
# fleet.py WINCOMPAT prints TAP: the inventory (every form of file, bad ones, a kill), its classes, the matrix and plans.
import csv
import io
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from cluster import aks, eks, listing, node, rke2
from seen_nodes import ALL as SEEN
from tap import Program, Tap, finish, temporary

tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
SCHEMA = json.loads((pathlib.Path(__file__).parent.parent.parent / "docs/schema/fleet.schema.json").read_text())
CORE = "mcr.microsoft.com/windows/servercore:"
count = 0


def inventory():
    global count
    count += 1
    return folder / f"fleet-{count}.db"


def fleet(file, *args, stdin="", code=None):
    p = program.run("fleet", "--fleet", file, "--offline", *args, stdin=stdin)
    if code is not None:
        tap.ok(p.returncode == code, f"fleet {' '.join(map(str, args[:3]))}: exit {code}", p.returncode, p.stderr)
    return p


def objects(file, *args):
    p = fleet(file, *args, "-o", "json")
    answer = json.loads(p.stdout) if p.stdout else {"error": p.stderr}
    jsonschema.validate(answer, SCHEMA)
    return answer


def names(file, what):
    return [r["name"] for r in csv.DictReader(io.StringIO(fleet(file, "list", what, "-o", "csv").stdout))]


# Every form of a file of hosts.
f = inventory()
host = json.loads(program.run("host", "--host", "ws2022,name=own", "-o", "json").stdout)
forms = {
    "nodes": (listing([aks("aks-0", "10.0.20348.2340"), eks("eks-0", "10.0.17763.5458"), node("lin", "", os="linux")]), 3),
    "host": (json.dumps(host), 1),
    "ndjson": ("\n".join(json.dumps({**host, "name": f"n{i}"}) for i in range(5)) + "\n", 5),
    "docker": (json.dumps({"ID": "x", "Name": "box", "OSType": "windows", "OSVersion": "10.0.20348", "OperatingSystem": "Windows Server 2022 Datacenter Version 21H2 (OS Build 20348.2340)",
                           "KernelVersion": "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)", "Architecture": "x86_64", "ServerVersion": "25.0.3", "Isolation": "process", "Driver": "windowsfilter"}), 1),
    "csv": ("name,version,edition,engine,os\r\nc1,10.0.17763.1,datacenter,docker:24.0.7,windows\r\n\"c,2\",ws2025,,,\r\nc3,,,,linux\r\n", 3),
    "excel": ("\ufeffHost Name;Release\r\ne1;ws2019\r\n", 1),
}
for form, (text, n) in forms.items():
    p = fleet(f, "import", "hosts", "-", stdin=text)
    tap.ok(p.returncode == 0 and p.stdout.startswith(f"{n} added, 0 changed, 0 unchanged"), f"hosts from {form}", p.stdout, p.stderr)
    p = fleet(f, "import", "hosts", "-", stdin=text)
    tap.ok(p.stdout.startswith(f"0 added, 0 changed, {n} unchanged"), f"hosts from {form} again: nothing changes", p.stdout, p.stderr)
tap.ok(len(names(f, "hosts")) == sum(n for _, n in forms.values()), "all of them are there")
p = fleet(f, "import", "hosts", "-", stdin="name,version\nc1,10.0.20348.1\n")
tap.ok(p.stdout.startswith("0 added, 1 changed"), "a host that changed", p.stdout)

seen = inventory()
p = fleet(seen, "import", "hosts", "-", stdin=listing(SEEN))
what = {r["name"]: r["what"] for r in csv.DictReader(io.StringIO(fleet(seen, "list", "hosts", "-o", "csv").stdout))}
tap.ok(p.stdout.startswith("10 added") and what["ec2amaz-cqeeab5"].startswith("10.0.20348.1006 server, containerd 1.6.14") and what["6837k8s00000000"].startswith("10.0.19041.804 server, docker 19.3.14")
       and what["20427k8s9010"].startswith("10.0.16299.492 ") and what["ip-192-168-1-9"].startswith("linux"), "nodes as people showed theirs", what)

# And of images.
image = json.loads(program.run("image", "--offline", CORE + "ltsc2022", "-o", "json").stdout)
forms = {
    "image": (json.dumps(image), 1),
    "ndjson": ("\n".join(json.dumps({**image, "reference": f"shop/app:{i}"}) for i in range(4)), 4),
    "docker": ("\n".join(json.dumps({"Repository": r, "Tag": t, "ID": "1"}) for r, t in ((CORE[:-1], "ltsc2019"), ("shop/x", "1-nanoserver-1809"), ("<none>", "<none>"))), 2),
    "crictl": (json.dumps({"images": [{"id": "sha256:1", "repoTags": ["ghcr.io/a/b:1"], "repoDigests": []}, {"repoTags": [], "repoDigests": ["ghcr.io/a/c@sha256:" + "0" * 64]}]}, indent=2), 2),
    "csv": ("reference,version,family,uses\nshop/web:1,10.0.17763.5458,servercore,40\nshop/web:2,10.0.20348.2227,,\n", 2),
    "a list": (f"# ours\n{CORE}1909\n\nshop/y:1-nanoserver-1809\n", 2),
}
for form, (text, n) in forms.items():
    p = fleet(f, "import", "images", "-", stdin=text)
    tap.ok(p.returncode == 0 and p.stdout.startswith(f"{n} added, 0 changed, 0 unchanged"), f"images from {form}", p.stdout, p.stderr)
    p = fleet(f, "import", "images", "-", stdin=text)
    tap.ok(p.stdout.startswith(f"0 added, 0 changed, {n} unchanged"), f"images from {form} again: nothing changes", p.stdout, p.stderr)
dockerfile = folder / "Dockerfile"
dockerfile.write_text(f"FROM {CORE}ltsc2019 AS a\nFROM {CORE}1809\n")
report = program.run("scan", "--offline", "--host", "ws2022", "-o", "json", dockerfile).stdout
p = fleet(f, "import", "images", "-", stdin=report)
tap.ok(p.stdout.startswith("1 added, 1 changed"), "images of a scan report, with their uses", p.stdout, p.stderr)

# Classes, matrix, and what check says of each pair.
f = inventory()
random.seed(5)
versions = ["10.0.14393.2273", "10.0.14393.2300", "10.0.17763.1", "10.0.17763.1039", "10.0.17763.5458", "10.0.20348.1", "10.0.20348.2340", "10.0.26100.2894", "10.0.26100.3194", "10.0.25398"]
hosts = {f"h{i}": random.choice(versions) for i in range(60)}
images = {f"app/i{i}:1": (random.choice(versions), random.choice(("servercore", "nanoserver", ""))) for i in range(60)}
fleet(f, "import", "hosts", "-", stdin="name,version\n" + "".join(f"{n},{v}\n" for n, v in hosts.items()), code=0)
fleet(f, "import", "images", "-", stdin="reference,version,family,uses\n" + "".join(f"{n},{v},{fam},{i}\n" for i, (n, (v, fam)) in enumerate(images.items())), code=0)
classes, matrix = objects(f, "list", "classes"), objects(f, "matrix")
tap.ok(sum(c["members"] for c in matrix["hostClasses"]) == 60 and sum(c["members"] for c in matrix["imageClasses"]) == 60, "every member is in a class")
tap.ok(len(matrix["hostClasses"]) < 20 and classes["hostClasses"] == matrix["hostClasses"], "classes are few", len(matrix["hostClasses"]))
words = program.run("check", "-q", "--fail-on", "never", *[a for c in matrix["hostClasses"] for a in ("--host", f"{hosts[c['example']]},name={c['example']}")],
                    *[f"os:{images[c['example']][0]}" + (f",family={images[c['example']][1]}" if images[c["example"]][1] else "") for c in matrix["imageClasses"]]).stdout.split()
tap.ok(words == [cell for row in matrix["fate"] for cell in row], "the matrix says what check says", words[:20])
rows = list(csv.DictReader(io.StringIO(fleet(f, "matrix", "-o", "csv").stdout)))
tap.ok(len(rows) == len(words) and sum(int(r["hosts"]) * int(r["images"]) for r in rows) == 3600, "csv counts every pair")
tap.ok(fleet(f, "matrix").stdout.startswith("60 hosts × 60 images"), "text begins with the fleet")

p = fleet(f, "matrix", "h0", "app/i0:1", "-o", "json", code=0)
verdict = json.loads(p.stdout)["verdicts"][0]
tap.ok(verdict["host"]["name"] == "h0" and verdict["image"]["reference"] == "app/i0:1" and verdict["reasons"], "why, of one pair", p.stdout[:300])
p = fleet(f, "matrix", "h0", "nothing:1", code=2)
tap.ok("no image" in p.stderr and "do: " in p.stderr, "an image that is not there", p.stderr)
fleet(f, "matrix", "h0", code=2)

# A plan, and the same by brute force: two checks of every pair.
plan = objects(f, "plan", "--to", "ws2025", "--from", "ws2019")
check = lambda hs: program.run("check", "-q", "--fail-on", "never", *[a for h in hs for a in ("--host", h)],
                               *[f"os:{v}" + (f",family={fam}" if fam else "") for v, fam in images.values()], timeout=120).stdout.split()
before, after = check(hosts.values()), check(["ws2025" if v.startswith("10.0.17763") else v for v in hosts.values()])
expected = dict.fromkeys(("stops", "unknown", "mode", "starts", "keeps", "never"), 0)
for b, a in zip(before, after):
    runs = lambda w: w in ("process", "hyperv")
    expected["never" if a == b == "unknown" else "unknown" if a == "unknown" else ("keeps" if a == b else "mode" if runs(b) else "starts") if runs(a) else "stops" if runs(b) else "never"] += 1
tap.ok(len(before) == 3600 and plan["pairs"] == expected, "a plan is what brute force says", plan["pairs"], expected)
tap.ok(all(c["before"] != c["after"] for c in plan["changes"]), "only cells that change")
uses = [(r["uses"], r["images"]) for r in plan["rebuild"]]
tap.ok(uses and uses == sorted(uses, reverse=True), "what most wait for is built first", uses)
p = fleet(f, "plan", "--to", "ws2025", "--ends-before", "2030-01-01", code=1)
tap.ok("pairs stop running" in p.stdout and "SUPPORT ENDS before 2030-01-01" in p.stdout and "TO BUILD ANEW" in p.stdout, "a plan for people", p.stdout[:500])
policy = folder / "policy.yaml"
policy.write_text('format: 1\nrules:\n  - {id: P-NAME, effect: refuse, when: {host.name: "h1*", image.repository: "*/i2*"}, why: not there}\n')
plan = objects(f, "plan", "--before", "none", "--after", policy)
stopped = sum(1 for (h, b) in zip((h for h in hosts for _ in images), before) if h.startswith("h1") and b in ("process", "hyperv"))
repositories = [n.split(":")[0].split("/")[1] for n in images]
stopped = sum(1 for k, b in enumerate(before) if list(hosts)[k // 60].startswith("h1") and repositories[k % 60].startswith("i2") and b in ("process", "hyperv"))
tap.ok(plan["pairs"]["stops"] == stopped > 0, "a plan for another policy, by names", plan["pairs"], stopped)
tap.ok(objects(f, "plan", "--matrix-after", "E23")["kind"] == "FleetPlan", "a plan for another edition")

# What a change to Hyper-V isolation costs, by the engine's rows in data/; what is not published is unknown by name.
g = inventory()
fleet(g, "import", "hosts", "-", stdin="name,version,engine\nn1,ws2019,containerd:1.7.13\nn2,ws2022,containerd:1.7.13\nd1,ws2019,docker:24.0.7\nx1,ws2019,\n", code=0)
fleet(g, "import", "images", "-", stdin="reference,version,family,uses\nshop/web:1,10.0.17763.5458,servercore,40\nshop/new:1,10.0.20348.2227,servercore,7\nshop/batch:1-ltsc2019,10.0.17763.1,nanoserver,\n", code=0)
cost = objects(g, "plan", "--to", "ws2025", "--isolation", "auto")["hypervCost"]
engines = {e["engine"]: (e["hosts"], e["memoryMB"], e["processors"], bool(e["source"])) for e in cost["engines"]}
tap.ok((cost["images"], cost["uncounted"], cost["workloads"]) == (2, 1, 40), "images that change to Hyper-V isolation, and who waits for them", cost)
tap.ok(engines == {"containerd": (1, 40 * 1024, 80, True), "docker": (1, 40 * 1024, None, True), "unknown": (1, None, None, False)}, "their cost, with its source", engines)
p = fleet(g, "plan", "--to", "ws2025", "--isolation", "auto")
tap.ok("1024 MB of memory and 2 processors are set aside for each container by default; for 40: + 40960 MB, + 80 processors" in p.stdout and "of 1 the inventory counts no workloads" in p.stdout
       and "unknown number of processors" in p.stdout and "what a container costs there is unknown" in p.stdout, "for people", p.stdout)
rows = list(csv.DictReader(io.StringIO(fleet(g, "plan", "--to", "ws2025", "--isolation", "auto", "-o", "csv").stdout)))
tap.ok({(r["memory_mb"], r["processors"]) for r in rows if r["change"] == "mode"} == {("40960", "80"), ("40960", "unknown"), ("unknown", "unknown")}, "and as CSV", rows)
page = fleet(g, "plan", "--to", "ws2025", "--isolation", "auto", "-o", "html").stdout
tap.ok("COST OF HYPER-V ISOLATION" in page and "newDefaultOptions" in page, "and on the page")
rebuild = objects(g, "plan", "--to", "ws2025")["rebuild"]
tap.ok([(r["uses"], r["baseFrom"], r["baseTo"]) for r in rebuild] == [(40, CORE + "ltsc2019", CORE + "ltsc2025"), (0, CORE.replace("servercore", "nanoserver") + "ltsc2019", CORE.replace("servercore", "nanoserver") + "ltsc2025")],
       "what to build anew, by who waits, with the base image to change", rebuild)
p = fleet(g, "plan", "--to", "ws2025")
tap.ok(f"FROM {CORE}ltsc2019 becomes FROM {CORE}ltsc2025" in p.stdout, "the line to change", p.stdout)
text = p.stdout.split("TO BUILD ANEW")[1].splitlines()
tap.ok(text[1].startswith("1 image (40 uses)") and text[2].startswith("because ") and text[3].startswith("do "), "first the verdict, then the reason, then the remedy", text)
# Rules of two policies have numbers of their own: each cell is told by those of its side.
strict = folder / "strict.yaml"
strict.write_text("format: 1\nrules:\n" + "".join(f"  - {{id: P-{k}, effect: refuse, when: {{host.name: 'z{k}'}}, why: not {k}}}\n" for k in range(40)) + '  - {id: P-ALL, effect: refuse, when: {host.name: "n*"}, why: none of the nodes}\n')
for sides in (("--before", strict, "--after", "none"), ("--before", "none", "--after", strict)):
    page = fleet(g, "plan", *sides, "-o", "html").stdout
    told = json.loads(page.split('id="data">')[1].split("</script>")[0])
    side = "tellingsBefore" if sides[1] == strict else "tellingsAfter"
    tap.ok(any(t["rule"] == "P-ALL" and "none of the nodes" in t["why"] for t in told[side]), f"{side}: told by the rules of that policy", told[side][:3])

p = fleet(f, "matrix", "-o", "html", code=0)
tap.ok(p.stdout.startswith("<!DOCTYPE html>") and "{{" not in p.stdout and "://" not in p.stdout.split('id="data"')[0], "a page that loads nothing")
p = fleet(f, "list", "-o", "html", code=2)

# Bad input: nothing is half imported.
f = inventory()
bad = {
    "wrong columns": ("a,b\n1,2\n", "name the columns"), "no version column": ("name,owner\nx,y\n", "name the columns"), "empty": ("", "empty"),
    "no such version": ("name,version\nok,ws2022\nx,10.0.banana\n", ":3"), "mixed encodings": ("name,version\nok,ws2022\nx\udcff,ws2019\n", "UTF-8"),
    "an open quote": ('name,version\nok,ws2022\n"x,ws2019\n', "never closed"), "a fact with a comma": ('name,version\nok,ws2022\nx,"ws2019,hyperv=yes"\n', "comma"),
    "a file named in a field": ("name,version\nok,ws2022\nx,@/etc/passwd\n", ":3"), "this machine": ("name,version\nok,ws2022\nx,local\n", ":3"), "no name": ("name,version\nok,ws2022\n,ws2019\n", "empty"),
    "broken JSON": ('{"kind": "Host"', "not JSON"), "a broken line": (json.dumps(host) + "\n{broken}\n", ":2"), "another kind": ('{"kind": "Pod"}', "host"),
}
for what, (text, says) in bad.items():
    p = subprocess.run([program.path, "fleet", "--fleet", f, "--offline", "import", "hosts", "-"], input=text.encode(errors="surrogateescape"), capture_output=True, env=program.environment())
    err = p.stderr.decode(errors="replace")
    tap.ok(p.returncode == 2 and says in err, f"bad input, {what}: said so", p.returncode, err)
    tap.ok(not f.exists() or fleet(f, "list", "hosts").stdout == "", f"bad input, {what}: nothing is imported")
many = "name,version\nok,ws2022\n" + "x,banana\n" * 100000
p = fleet(f, "import", "hosts", "-", stdin=many)
tap.ok(p.returncode == 2 and "100000 lines" in p.stderr and p.stderr.count("banana") == 20, "100,000 bad lines: the first ones, and the count", p.stderr[-300:])
p = fleet(f, "import", "hosts", "--keep-going", "-", stdin=many)
tap.ok(p.returncode == 0 and p.stdout.startswith("1 added") and names(f, "hosts") == ["ok"], "--keep-going keeps what is good", p.stdout)
p = fleet(f, "import", "hosts", "-", stdin="name,version\ntwin,ws2019\ntwin,ws2022\n")
tap.ok("more than once" in p.stdout and "20348" in fleet(f, "list", "hosts").stdout.split("twin")[0], "a name that stands twice: the last one counts", p.stdout)
p = fleet(f, "import", "hosts", "-", stdin="name,version\n=cmd|' /C calc'!A0,10.0.20348\n")
out = fleet(f, "list", "hosts", "-o", "csv").stdout
tap.ok("\n=cmd" not in out and "'=cmd" in out, "a name that a spreadsheet would run is written as text", out)
for form, text, line in (("a table", "reference,version\nok:1,10.0.20348\nUpper/Case:1,10.0.20348\n", ":3"), ("a list", "ok:1\n# ours\nhttps://example.com/x\n", ":3"),
                         ("a list of references alone", "ok:1\nnot a reference\n", ":2"),
                         ("objects", json.dumps(image) + "\n" + json.dumps({**image, "reference": "a//b"}) + "\n", ":2"),
                         ("many objects", "".join(json.dumps({**image, "reference": r}, separators=(",", ":")) + "\n" for r in ("a:1", "a:2", "a::3")), ":3"),
                         ("crictl", json.dumps({"images": [{"repoTags": ["ok:1", "-no-:1"]}]}), ":1")):
    p = fleet(f, "import", "images", "-", stdin=text)
    tap.ok(p.returncode == 2 and line in p.stderr and "is not an image reference" in p.stderr and "do: " in p.stderr, f"what is no reference is a bad line, {form}", p.stderr)
p = fleet(f, "import", "images", "-", stdin="reference,uses\nx:1,many\n")
tap.ok(p.returncode == 2 and "uses" in p.stderr, "uses that are no number", p.stderr)
for args in (["nonsense"], [], ["import"], ["import", "hosts"], ["import", "dogs", "-"], ["list", "dogs"], ["plan"], ["plan", "--to", "banana"], ["plan", "--to", "ws2025", "--after", "/nowhere"]):
    p = fleet(f, *args)
    tap.ok(p.returncode == 2 and "do: " in p.stderr, f"fleet {' '.join(args)}: what to write instead", p.returncode, p.stderr)
p = fleet(folder / "none.db", "matrix")
tap.ok(p.returncode == 2 and "no inventory" in p.stderr and not (folder / "none.db").exists(), "no inventory: said so, and none is made", p.stderr)
junk = folder / "junk.db"
junk.write_text("this is no database, whatever its name says" * 50)
p = fleet(junk, "import", "hosts", "-", stdin="name,version\nx,ws2022\n")
tap.ok(p.returncode == 2 and junk.read_text().startswith("this is no database"), "a file of somebody else is left alone", p.returncode, p.stderr)
newer = inventory()
fleet(newer, "import", "hosts", "-", stdin="name,version\nx,ws2022\n", code=0)
with sqlite3.connect(newer) as db:
    db.execute("PRAGMA user_version = 99")
db.close()
p = fleet(newer, "import", "hosts", "-", stdin="name,version\ny,ws2022\n")
tap.ok(p.returncode == 2 and "new" in p.stderr, "an inventory of a newer format", p.stderr)

# A source says all that it knows: what it names no more is gone, unless another names it, too.
f = inventory()
a, b = folder / "a.csv", folder / "b.csv"
table = lambda *rows: "name,version\n" + "".join(f"{n},{v}\n" for n, v in rows)
a.write_text(table(("h1", "ws2019"), ("h2", "ws2019"), ("h3", "ws2019"), ("both", "ws2019")))
b.write_text(table(("both", "ws2022"), ("h9", "ws2022")))
p = fleet(f, "import", "hosts", a, b)
tap.ok(p.stdout.startswith("5 added, 1 changed, 0 unchanged"), "two sources name one host: the later one counts", p.stdout)
version_of = lambda name: next(r["what"].split()[0] for r in csv.DictReader(io.StringIO(fleet(f, "list", "hosts", "-o", "csv").stdout)) if r["name"] == name)
tap.ok(version_of("both") == "10.0.20348" and names(f, "hosts") == ["both", "h1", "h2", "h3", "h9"], "each host once", names(f, "hosts"))
where = {r["name"]: pathlib.Path(r["source"]).name for r in csv.DictReader(io.StringIO(fleet(f, "list", "hosts", "-o", "csv").stdout))}
tap.ok(where == {"both": "b.csv", "h1": "a.csv", "h2": "a.csv", "h3": "a.csv", "h9": "b.csv"}, "each with its source", where)
before = f.read_bytes()
p = fleet(f, "import", "hosts", b)
tap.ok(p.stdout.startswith("0 added, 0 changed, 2 unchanged"), "a file that did not change is not read again", p.stdout)
tap.ok(f.read_bytes() == before, "and nothing is written")
a.write_text(table(("h1", "ws2019"), ("h4", "ws2025")))
p = fleet(f, "import", "hosts", a)
tap.ok(p.stdout.startswith("1 added, 0 changed, 1 unchanged") and "2 hosts are gone from " + str(a) + "; 1 more that other sources name stays" in p.stdout, "what the file names no more is gone, and said so", p.stdout)
tap.ok(names(f, "hosts") == ["both", "h1", "h4", "h9"] and version_of("both") == "10.0.20348", "but not what another source names", names(f, "hosts"))
a.write_text(table(("h1", "ws2019"), ("h4", "banana")))
p = fleet(f, "import", "hosts", "--keep-going", a)
tap.ok(p.returncode == 0 and "h4" in names(f, "hosts") and "gone" not in p.stdout, "where lines are bad nothing is taken away", p.stdout)
fleet(f, "import", "hosts", "-", stdin=table(("s1", "ws2019")), code=0)
fleet(f, "import", "hosts", "-", stdin=table(("s2", "ws2019")), code=0)
tap.ok({"s1", "s2"} <= set(names(f, "hosts")), "standard input takes nothing away")
fleet(f, "import", "hosts", "--source", "cmdb", "-", stdin=table(("s1", "ws2022"), ("c1", "ws2022")), code=0)
p = fleet(f, "import", "hosts", "--source", "cmdb", "-", stdin=table(("c2", "ws2022")))
tap.ok("1 host is gone from cmdb; 1 more that other sources name stays" in p.stdout and version_of("s1") == "10.0.17763", "unless it has a name; and what another source said counts again", p.stdout)
sources = [(r["of"], pathlib.Path(r["source"]).name, r["names"]) for r in csv.DictReader(io.StringIO(fleet(f, "list", "sources", "-o", "csv").stdout))]
tap.ok(sources == [("hosts", "a.csv", "2"), ("hosts", "b.csv", "2"), ("hosts", "cmdb", "1"), ("hosts", "standard input", "2")], "the sources", sources)
tap.ok([json.loads(line)["source"] for line in fleet(f, "list", "sources", "-o", "json").stdout.splitlines()][2] == "cmdb" and "cmdb" in fleet(f, "list", "sources").stdout, "also as objects and text")
p = fleet(f, "forget", "hosts", b)
tap.ok(p.stdout == "2 hosts taken away\n" and names(f, "hosts") == ["c2", "h1", "h4", "s1", "s2"], "a source that is forgotten", p.stdout, names(f, "hosts"))
p = fleet(f, "forget", "hosts", "nobody")
tap.ok(p.returncode == 2 and "no source 'nobody'" in p.stderr and "do: " in p.stderr, "one that is not there", p.stderr)
fleet(f, "forget", code=2)
# Facts that lost their last row in one file may be needed by the next.
g = inventory()
ndjson = lambda *rows: "".join(json.dumps({**host, "name": n, "osVersion": v}, separators=(",", ":")) + "\n" for n, v in rows)
a.write_text(ndjson(("t", "10.0.17763.1"), ("t", "10.0.20348.1"), ("u", "10.0.20348.1")))
b.write_text(ndjson(("v", "10.0.17763.1"), ("w", "10.0.17763.1")))
p = fleet(g, "import", "hosts", a, b)
said = {r["name"]: r["what"].split()[0] for r in csv.DictReader(io.StringIO(fleet(g, "list", "hosts", "-o", "csv").stdout))}
tap.ok(said == {"t": "10.0.20348.1", "u": "10.0.20348.1", "v": "10.0.17763.1", "w": "10.0.17763.1"} and "more than once" in p.stdout, "what one file does not need any more the next may", said, p.stderr)
with sqlite3.connect(g) as db:
    db.execute("DELETE FROM facts WHERE id = (SELECT min(id) FROM facts)")
db.close()
p = fleet(g, "list", "hosts")
tap.ok(p.returncode == 2 and "damaged" in p.stderr and "do: " in p.stderr, "facts that are missing are no other's facts", p.returncode, p.stdout, p.stderr)
with sqlite3.connect(f) as db:
    tap.ok(db.execute("SELECT count(*) FROM facts WHERE id NOT IN (SELECT facts FROM row)").fetchone() == (0,), "no facts are kept that nobody has")
db.close()

# A kill in the middle of an import leaves what was there, whole.
f = inventory()
fleet(f, "import", "hosts", "-", stdin="name,version\nfirst,ws2022\n", code=0)
big = folder / "big.csv"
big.write_text("name,version\n" + "".join(f"host-{i},10.0.20348.{i % 4000}\n" for i in range(150000)))
start = time.monotonic()
fleet(inventory(), "import", "hosts", big, code=0)
took, killed_in_time = time.monotonic() - start, 0
for part in (0.2, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95):
    p = subprocess.Popen([program.path, "fleet", "--fleet", f, "--offline", "import", "hosts", big], env=program.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(took * part)
    killed = p.poll() is None
    p.send_signal(signal.SIGKILL)
    p.wait()
    killed_in_time += killed
    there = names(f, "hosts")
    tap.ok(there == ["first"] or len(there) == 150001, f"killed after {part} of its time: whole", len(there))
tap.ok(killed_in_time > 0, "and some were killed before they ended", killed_in_time)
with sqlite3.connect(f) as db:
    tap.ok(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "SQLite finds it sound")
db.close()
finish(tap)
