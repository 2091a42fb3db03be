#!/usr/bin/python3
# observe: the engine's word against lists of processes in both modes, and against hostile ones. Prints TAP.
"""observe.py PROGRAM"""

import json
import sys

import jsonschema

from world import HERE, World, shown
from windows_engine import CONTAINER, WindowsEngine

w = World(sys.argv[1])
tap = w.tap
SOCKET = w.home / "sock"
LISTS = HERE.parent / "fixtures" / "processes"
TITLES = ["Name", "PID", "CPU", "Private Working Set"]
# What `docker top` lists: the ids are the host's under process isolation, and the virtual machine's own under Hyper-V isolation.
INSIDE_PROCESS = [("smss.exe", 5004), ("csrss.exe", 5040), ("wininit.exe", 5072), ("services.exe", 5120), ("lsass.exe", 5132), ("svchost.exe", 5260),
                  ("CExecSvc.exe", 5292), ("PING.EXE", 5420)]
INSIDE_VM = [("smss.exe", 824), ("csrss.exe", 868), ("wininit.exe", 924), ("services.exe", 964), ("lsass.exe", 976), ("svchost.exe", 944),
             ("CExecSvc.exe", 1084), ("PING.EXE", 1532)]


def top(rows):
    return {"Titles": TITLES, "Processes": [[n, str(i), "00:00:00.015", "1.2 MB"] for n, i in rows]}


def observe(isolation, rows, *args, running=True, stdin="", **config):
    with WindowsEngine(SOCKET, isolation=isolation, top=top(rows) if rows is not None else None) as engine:
        if running:
            engine.started.set()
        if config:
            answer = {"Id": CONTAINER, "Name": "/n", "Image": "sha256:x", "State": {"Running": True, "StartedAt": "2025-11-25T10:00:00Z"},
                      "HostConfig": {"Isolation": isolation, **config}}
            engine.answers[f"/containers/{CONTAINER}/json"] = (200, answer)
        return w.program.run("observe", CONTAINER, *args, stdin=stdin, env={"DOCKER_HOST": engine.host})


SCHEMA = json.loads((HERE.parent.parent / "docs/schema/observation.schema.json").read_text())
SCHEMA["additionalProperties"] = False


def case(name, p, code, **expected):
    value = json.loads(p.stdout) if p.returncode == code and p.stdout else {}
    if value:
        jsonschema.validate(value, SCHEMA)
    wrong = {k: value.get(k) for k, v in expected.items() if value.get(k) != v}
    tap.ok(p.returncode == code and value and not wrong, name, wrong, *shown(p))
    return value


def snapshot(name):
    return ("-o", "json", "--snapshot", LISTS / f"{name}.json")


value = case("Hyper-V isolation is proven", observe("hyperv", INSIDE_VM, *snapshot("hyperv")), 0, result="proven", isolation="hyperv", engine="hyperv", shown="hyperv")
tap.ok(value["host"]["worker"]["id"] == 4410 or value["host"]["worker"]["id"] == 4712, "… by a vmwp.exe of vmcompute.exe, never one of vmms.exe", value["host"])
value = case("… the one that started with the container", observe("hyperv", INSIDE_VM, *snapshot("hyperv"), CpuCount=2, Memory=2 << 30), 0, result="proven")
tap.ok((value["host"]["worker"]["id"], value["host"]["memory"]["id"], value["host"]["service"]["id"]) == (4712, 4728, 2344), "… with its vmmem", value["host"])
tap.ok(value["cost"] == {"memory": 34603008 + 1006632960, "processors": "2 of its virtual machine's own"}, "… and what it costs", value["cost"])
tap.ok([p["onHost"] for p in value["processes"]] == [False] * 8 and "1 has by chance the id" in value["why"], "… an id and a name may be equal by chance", value)
value = case("process isolation is proven", observe("process", INSIDE_PROCESS, *snapshot("process"), NanoCpus=1500000000), 0, result="proven", isolation="process", shown="process")
tap.ok(value["host"]["agent"]["id"] == 5292 and value["host"]["worker"] is None, "… with CExecSvc.exe, and no virtual machine", value["host"])
tap.ok(value["cost"] == {"memory": 54636544, "processors": "at most 1.5 of the host's"}, "… and what it costs", value["cost"])
case("the engine says hyperv, the processes show process isolation", observe("hyperv", INSIDE_PROCESS, *snapshot("process")), 1, result="contradicted", isolation="process")
case("the engine says process, and a virtual machine runs", observe("process", INSIDE_VM, *snapshot("hyperv")), 1, result="contradicted", isolation="hyperv")
case("neither its processes nor a virtual machine", observe("process", INSIDE_PROCESS, *snapshot("neither")), 0, result="engine-only", isolation="process", shown=None)
case("an engine that names no mode is helped out", observe("default", INSIDE_PROCESS, *snapshot("process")), 0, result="proven", engine=None, isolation="process")
case("nobody says anything", observe("default", [], *snapshot("process")), 3, result="unknown", isolation=None)
case("half of its processes ended meanwhile", observe("process", INSIDE_PROCESS[:4] + INSIDE_VM[:3], *snapshot("process")), 0, result="proven")
case("no list: the engine's word", observe("hyperv", INSIDE_VM, "-o", "json"), 0, result="engine-only", isolation="hyperv")
case("a container that has ended", observe("hyperv", None, *snapshot("hyperv"), running=False), 0, result="engine-only")
p = observe("hyperv", INSIDE_VM, "--snapshot", LISTS / "hyperv.json")
words = ["PROVEN    Hyper-V isolation; the engine says Hyper-V isolation", "because ", "memory ", "processor ", "vmcompute.exe (2344)", "PING.EXE (1532)", "in the container only"]
tap.ok(p.returncode == 0 and all(x in p.stdout for x in words), "for people: mode, reason, cost, tree", *shown(p))
p = observe("process", INSIDE_PROCESS, "--snapshot", LISTS / "process.json")
tap.ok("PROVEN    process isolation" in p.stdout and "CExecSvc.exe (5292) among them" in p.stdout and "on the host" in p.stdout, "… in both modes", *shown(p))
p = observe("process", INSIDE_PROCESS, "--snapshot", "-", "-o", "json", stdin=(LISTS / "process.json").read_text())
case("the list from standard input", p, 0, result="proven")
wrapped = json.dumps([{**r, "CreationDate": {"value": r["CreationDate"], "DisplayHint": 2, "DateTime": "x"}, "ProcessId": str(r["ProcessId"])}
                      for r in json.loads((LISTS / "hyperv.json").read_text())])
case("the list as PowerShell 5 wraps it", observe("hyperv", INSIDE_VM, "--snapshot", "-", "-o", "json", stdin=wrapped), 0, result="proven")

for name, text, words in (("nothing", "", "snapshot"), ("no JSON", "Handles NPM(K)", "1"), ("an object", "{}", "no list of processes"),
                          ("an empty list", "[]", "no list of processes"), ("no ids", '[{"Name": "x"}]', "ProcessId"), ("a name that is a number", '[{"ProcessId": 1, "Name": 2}]', "Name"),
                          ("an id that is too large", '[{"ProcessId": 99999999999, "Name": "x"}]', "ProcessId"), ("numbers", "[1, 2]", "ProcessId"),
                          ("too many", json.dumps([{"ProcessId": 1, "Name": "x"}] * 70000), "too long")):
    path = w.home / "list.json"
    path.write_text(text)
    p = observe("hyperv", INSIDE_VM, "--snapshot", path)
    tap.ok(p.returncode == 2 and p.stderr and not p.stdout and (words in p.stderr or name == "nothing"), f"a list with {name}", *shown(p))
for name, code, words in (("../../info", 2, "no name of a container"), ("a b", 2, "no name"), ("", 2, "no name"), ("x" * 300, 2, "no name"), ("..", 2, "no name"),
                          ("absent", 4, "has no container absent")):
    with WindowsEngine(SOCKET) as engine:
        p = w.program.run("observe", name, env={"DOCKER_HOST": engine.host})
        tap.ok(p.returncode == code and words in p.stderr, f"a container called {name[:20]!r}", *shown(p))
with WindowsEngine(SOCKET, top={"Titles": "x", "Processes": [1, [], ["a"], {"x": 1}, ["smss.exe", "-1", 3]]}) as engine:
    engine.started.set()
    p = w.program.run("observe", CONTAINER, env={"DOCKER_HOST": engine.host})
    tap.ok(p.returncode in (0, 3) and not p.stderr, "an answer to top of another shape", *shown(p))
for answer in ('{"Id": 7}', "[]", "nonsense", '{"Id":"x","HostConfig":[]}', "{}"):
    with WindowsEngine(SOCKET) as engine:
        engine.answers[f"/containers/{CONTAINER}/json"] = (200, answer)
        p = w.program.run("observe", CONTAINER, env={"DOCKER_HOST": engine.host})
        tap.ok(p.returncode == 4 and "Docker Engine" in p.stderr, f"an answer that is {answer[:20]}", *shown(p))
for args in ((), ("a", "b")):
    p = w.program.run("observe", *args)
    tap.ok(p.returncode == 2 and "one container" in p.stderr, f"{len(args)} containers", *shown(p))
p = w.program.run("observe", "x", env={"DOCKER_HOST": f"unix://{w.home}/nothing"})
tap.ok(p.returncode == 4 and "does not answer" in p.stderr, "no engine", *shown(p))
sys.exit(tap.end())
