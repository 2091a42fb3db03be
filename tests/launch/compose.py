#!/usr/bin/python3
# compose: what is said of services, and an override file that a real docker-compose merges. Prints TAP.
"""compose.py PROGRAM"""

import json
import shutil
import subprocess
import sys

import yaml

from world import IMAGE, NEW_IMAGE, OLD_IMAGE, World, shown
from windows_engine import WindowsEngine

w = World(sys.argv[1])
tap = w.tap
JOURNAL = w.home / "state" / "wincompat" / "journal.db"
ALONE = ("--host", "ws2022", "--offline")
HYPERV = {"isolation": "hyperv"}


def project(name, **files):
    folder = w.home / name
    folder.mkdir()
    for path, text in files.items():
        (folder / path.replace("__", ".")).write_text(text)
    return folder


def compose(folder, *args, stdin="", **variables):
    return subprocess.run([w.program.path, "compose", *map(str, args)], input=stdin, env=w.environment(**variables), cwd=folder, capture_output=True,
                          text=True, timeout=60, errors="replace")


def services(p):
    return yaml.safe_load(p.stdout)["services"]


MIXED = f"""\
services:
  web: {{image: {IMAGE}}}
  old:
    image: {OLD_IMAGE}
  app: {{build: {{context: app}}}}
  short: {{build: app}}
  said: {{image: {OLD_IMAGE}, isolation: hyperv}}
  nginx: {{image: nginx, platform: linux/amd64}}
  "yes": {{image: {OLD_IMAGE}}}
"""
DOCKERFILE = f"FROM {OLD_IMAGE} AS build\nRUN cmd /c ver\nFROM {IMAGE}\nCOPY --from=build C:/x C:/x\n"
NEEDS = {"old": HYPERV, "app": {"build": HYPERV}, "short": {"build": HYPERV}, "said": HYPERV, "yes": HYPERV}

mixed = project("mixed", compose__yaml=MIXED)
(mixed / "app").mkdir()
(mixed / "app" / "Dockerfile").write_text(DOCKERFILE)
p = compose(mixed, *ALONE, "--no-journal")
tap.ok(p.returncode == 0 and services(p) == NEEDS, "an override with the isolation of each service that needs one", *shown(p))
tap.ok("service old (compose.yaml:4:12): allowed: Hyper-V isolation" in p.stderr and "nginx" not in p.stderr, "each image is said, with its place", p.stderr)
tap.ok(compose(mixed, "compose.yaml", *ALONE, "--no-journal").stdout == p.stdout, "the file named is the same")
everything = services(compose(mixed, *ALONE, "--no-journal", "--all"))
tap.ok(everything["web"] == {"isolation": "process"} and everything["app"] == {"isolation": "process", "build": HYPERV}, "--all", everything)
(mixed / "sub").mkdir()
tap.ok(services(compose(mixed / "sub", *ALONE, "--no-journal")) == NEEDS, "found in a folder above, as docker compose does")
with open(mixed / "compose.override.yaml", "w") as file:
    q = subprocess.run([w.program.path, "compose", *ALONE, "--no-journal"], env=w.environment(), cwd=mixed, stdout=file, stderr=-1, text=True)
tap.ok(q.returncode == 0 and (mixed / "compose.override.yaml").read_text() == p.stdout, "compose > compose.override.yaml", q.stderr)
tap.ok(services(compose(mixed, *ALONE, "--no-journal")) == NEEDS, "… and once more, with that in its place")
if shutil.which("docker-compose"):
    merged = subprocess.run(["docker-compose", "-f", "compose.yaml", "-f", "compose.override.yaml", "config"], cwd=mixed, env=w.environment(), capture_output=True, text=True)
    known = yaml.safe_load(merged.stdout)["services"] if merged.returncode == 0 else {}
    tap.ok({name: s.get("isolation") for name, s in known.items()} == {"web": None, "old": "hyperv", "app": None, "short": None, "said": "hyperv", "nginx": None, "yes": "hyperv"},
           "docker-compose merges it: services", merged.stderr, known)
    tap.ok({known.get(n, {}).get("build", {}).get("isolation") for n in ("app", "short")} == {"hyperv"}, "… and builds", known)
else:
    tap.skip("docker-compose merges it", "no docker-compose here")

new = project("new", compose__yml=f"services:\n  a: {{image: {OLD_IMAGE}}}\n  b: {{image: {NEW_IMAGE}}}\n")
p = compose(new, *ALONE)
tap.ok(p.returncode == 1 and p.stdout == "" and "service b (compose.yml:3:14)" in p.stderr and "REFUSED" in p.stderr and "\ndo  " in p.stderr,
       "one that is refused: no file", *shown(p))
rows = [json.loads(line) for line in w.program.run("log", "--journal", JOURNAL, "-o", "ndjson").stdout.splitlines()]
tap.ok([(r["command"], r["decision"], r["image"]) for r in rows] == [("compose", "allow", OLD_IMAGE), ("compose", "refuse", NEW_IMAGE)],
       "the journal has both decisions", rows)
tap.ok([r["outcome"]["word"] for r in rows] == ["refused", "refused"], "… and what came of them", rows)
p = compose(new, *ALONE, "--keep-going", "--no-journal")
tap.ok(p.returncode == 1 and services(p) == {"a": HYPERV}, "--keep-going: for the others", *shown(p))
p = compose(new, *ALONE, "--require-log", "--journal", "/proc/none/journal.db", "--keep-going")
tap.ok(p.returncode == 2 and p.stdout == "" and "--require-log" in p.stderr, "--require-log without a journal: no file", *shown(p))
p = compose(new, *ALONE, "--require-log", "--no-journal")
tap.ok(p.returncode == 2 and "contradict" in p.stderr, "--require-log and --no-journal", *shown(p))

same = project("same", compose__yaml=f"services: {{web: {{image: {IMAGE}}}}}\n")
p = compose(same, *ALONE, "--no-journal")
tap.ok(p.returncode == 0 and services(p) == {}, "nobody needs one: a file that changes nothing", *shown(p))
with WindowsEngine(w.home / "engine", info={"Isolation": "hyperv"}) as engine:
    p = compose(same, "--offline", "--no-journal", DOCKER_HOST=f"unix://{engine.path}")
tap.ok(p.returncode == 0 and "this host's default" in p.stderr and services(p) == {}, "the host is the engine's own, with its default", *shown(p))
p = compose(same, "--offline", "--no-journal")
tap.ok(p.returncode == 4 and p.stdout == "" and "--host SPEC" in p.stderr, "no engine answers, and no host is named", *shown(p))

# Files that are listed are merged as -f does; paths are those of the first one.
listed = project("listed", **{"base__yaml": f"services:\n  a: {{image: {NEW_IMAGE}}}\n  c: {{build: ctx}}\n", "over__yaml": f"services:\n  a: {{image: {OLD_IMAGE}}}\n"
                              f"  b: {{image: '{OLD_IMAGE}', isolation: process}}\n"})
(listed / "ctx").mkdir()
(listed / "ctx" / "Dockerfile").write_text(f"FROM {OLD_IMAGE}\n")
p = compose(listed, "base.yaml", "over.yaml", *ALONE, "--no-journal", "--keep-going")
tap.ok(p.returncode == 1 and services(p) == {"a": HYPERV, "c": HYPERV}, "an image of a later file counts, and so does a service that only it has", *shown(p))
for name, value, more in (("COMPOSE_FILE", "base.yaml:over.yaml", {}), ("COMPOSE_FILE with its own separator", "base.yaml|over.yaml", {"COMPOSE_PATH_SEPARATOR": "|"})):
    q = compose(listed, *ALONE, "--no-journal", "--keep-going", COMPOSE_FILE=value, **more)
    tap.ok(q.stdout == p.stdout, name, *shown(q))
q = compose(listed, "-", *ALONE, "--no-journal", stdin=f"services: {{x: {{image: {OLD_IMAGE}}}}}\n")
tap.ok(q.returncode == 0 and services(q) == {"x": HYPERV}, "standard input", *shown(q))

# Stages that cannot share an isolation: the newest wants the host's own build, on a host that has no Hyper-V nothing else helps.
twins = project("twins", compose__yaml=f"services:\n  a: {{build: {{context: .}}}}\n  b: {{build: {{context: .}}}}\n", Dockerfile=f"FROM {OLD_IMAGE}\nRUN ver\n")
p = compose(twins, *ALONE, "--no-journal")
tap.ok(p.returncode == 0 and services(p) == {n: {"isolation": "hyperv", "build": HYPERV} for n in "ab"}, "two services of one Dockerfile", *shown(p))
stages = project("stages", compose__yaml="services:\n  a: {build: .}\n", Dockerfile=f"FROM {OLD_IMAGE} AS o\nRUN ver\nFROM {IMAGE}\nRUN ver\n")
p = compose(stages, *ALONE, "--no-journal")
tap.ok(p.returncode == 0 and services(p) == {"a": {"build": HYPERV}}, "stages of two releases: one isolation that does for both", *shown(p))

# Bad input: one message, and never a file.
BAD = {
    "no YAML": ("services: [", "not YAML", 2), "a list": ("[]", "no services", 2), "nothing": ("", "no services", 2),
    "services is a text": ("services: x", "no services", 2),
    "a variable without a value": ("services: {a: {image: 'x:${TAG}'}}", "TAG", 3),
    "a Dockerfile that is not there": ("services: {a: {build: nowhere}}", "no Dockerfile", 3),
    "a build elsewhere": ("services: {a: {build: 'https://example.com/x.git'}}", "elsewhere", 3),
    "what it extends is not there": ("services: {a: {extends: {service: gone}}}", "no such service", 3),
    "only for Linux": ("services: {a: {image: nginx, platform: linux}}", "no service", 0),
    "control characters": (f'services: {{"a\\e[31m\\nb: c": {{image: {OLD_IMAGE}}}}}', "", 0),
    "a loop of extends": ("services: {a: {extends: b}, b: {extends: a}}", "no service", 0),
}
for number, (name, (text, word, code)) in enumerate(BAD.items()):
    p = compose(project(f"bad{number}", compose__yaml=text), *ALONE, "--no-journal")
    good = p.returncode == code and word in p.stderr and "\x1b" not in p.stderr + p.stdout and (p.stdout == "") == (code != 0)
    tap.ok(good, f"{name}: exit {code}", *shown(p))
p = compose(project("named", compose__yaml=f'services: {{"a\\e[31m\\nb: c": {{image: {OLD_IMAGE}}}}}'), *ALONE, "--no-journal")
tap.ok(services(p) == {"a\x1b[31m\nb: c": HYPERV}, "a name with control characters comes back as it was", *shown(p))
p = compose(project("none"), *ALONE)
tap.ok(p.returncode == 2 and "no compose file" in p.stderr, "no compose file", *shown(p))
p = compose(same, "--host", "ws2022", "--host", "ws2019", "--offline")
tap.ok(p.returncode == 2 and "2 hosts" in p.stderr, "two hosts", *shown(p))
p = compose(same, "gone.yaml", *ALONE)
tap.ok(p.returncode == 2 and "gone.yaml" in p.stderr, "a file that is not there", *shown(p))
sys.exit(tap.end())
