#!/usr/bin/python3
# The hook and the audit say the same of where pods may land and run, and so does a hook that watches: agree.py PROGRAM prints TAP.
"""One reading of nodes and pods serves both; what they group differs. Pods and clusters are drawn from a seed; every pod is reviewed by `serve` and
audited by `audit` on the same nodes. Some pods are for Windows by spec.os.name alone, and both say how many Linux nodes the scheduler may take."""

import json
import random
import re
import sys
import time

from apiserver import ApiServer
from parts import Hook, listed, node, pod, review, runtime_class
from tap import Program, Tap, finish, temporary

SEEDS, PODS, NODES = (1, 2, 3), 300, 12
VERSIONS = ("10.0.14393.2300", "10.0.17763.5696", "10.0.20348.2340", "10.0.26100.2894", "linux")
IMAGES = [f"mcr.microsoft.com/windows/servercore:ltsc{year}" for year in (2016, 2019, 2022, 2025)]
CLASSES = (runtime_class("w19", "runhcs-wcow-process", nodeSelector={"node.kubernetes.io/windows-build": "10.0.17763"}, tolerations=[{"key": "os", "operator": "Exists"}]),
           runtime_class("hv", "runhcs-wcow-hypervisor"))

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)


def draw_node(r, i):
    labels = {"pool": r.choice("abc"), "size": r.choice(("1", "5", "10")), **({"gpu": r.choice(("", "yes"))} if r.random() < 0.3 else {})}
    taint = {"key": r.choice(("os", "dedicated")), "value": r.choice(("windows", "shop")), "effect": r.choice(("NoSchedule", "NoExecute", "PreferNoSchedule"))}
    return node(f"n{i}", r.choice(VERSIONS), labels, [taint] if r.random() < 0.4 else ())


def draw_expression(r):
    operator = r.choice(("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))
    values = {"In": r.sample(("a", "b", "1", "5", "yes", "", "10.0.20348", "10.0.17763"), 3), "Gt": [r.choice(("1", "4", "x"))]}
    values |= {"NotIn": values["In"], "Lt": values["Gt"]}
    return {"key": r.choice(("pool", "size", "gpu", "nope", "node.kubernetes.io/windows-build")), "operator": operator,
            **({"values": values[operator]} if operator in values else {})}


def draw_term(r):
    term = {"matchExpressions": [draw_expression(r) for _ in range(r.choice((1, 1, 2)))]} if r.random() < 0.9 else {}
    if r.random() < 0.2:
        term["matchFields"] = [{"key": "metadata.name", "operator": r.choice(("In", "NotIn")), "values": [f"n{r.randrange(NODES)}"]}]
    return term


def draw_toleration(r):
    effect = {"effect": r.choice(("NoSchedule", "NoExecute"))} if r.random() < 0.5 else {}
    if r.random() < 0.15:
        return {"operator": "Exists", **effect}
    equal = {"operator": "Equal", "value": r.choice(("windows", "shop"))}
    return {"key": r.choice(("os", "dedicated")), **(equal if r.random() < 0.5 else {"operator": "Exists"}), **effect}


def draw_pod(r, i):
    made = pod(*r.sample(IMAGES, r.choice((1, 1, 2))))
    made["metadata"]["name"], spec = f"p{i}", made["spec"]
    if r.random() < 0.2:
        spec["nodeSelector"], spec["os"] = {}, {"name": "windows"}
    if r.random() < 0.3:
        spec["nodeSelector"]["pool"] = r.choice("abc")
    if r.random() < 0.5:
        terms = {"nodeSelectorTerms": [draw_term(r) for _ in range(r.choice((1, 1, 2)))]}
        spec["affinity"] = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}}
    if r.random() < 0.6:
        spec["tolerations"] = [draw_toleration(r) for _ in range(r.choice((1, 2)))]
    if r.random() < 0.2:
        spec["runtimeClassName"] = r.choice(("w19", "hv"))
    return made


def differs(row, decided):
    """Has the audit's row other counts than the hook's decision? Nodes that may or may not run it are in no count of both."""
    sure = {"everywhere": row["nodes"], "some": row["nodes"] - row["refusedNodes"], "nowhere": 0}.get(row["runs"])
    return decided["eligible"] != row["nodes"] or (sure is not None and decided["able"] != sure) or decided["remark"] != row["remark"]


for seed in SEEDS:
    r = random.Random(seed)
    nodes, pods = [draw_node(r, i) for i in range(NODES)], [draw_pod(r, i) for i in range(PODS)]
    folder = home / f"seed{seed}"
    folder.mkdir()
    cluster = folder / "cluster.json"
    cluster.write_text(json.dumps(listed(*nodes, *CLASSES, *pods)), encoding="utf-8")
    audited = {w["name"]: w for w in json.loads(program.run("audit", "--offline", "-o", "json", cluster).stdout)["workloads"]}
    hook = Hook(program, folder, "--offline", "--on-unknown", "infer", nodes=listed(*nodes, *CLASSES), plain=True)
    (folder / "api").mkdir()
    api = ApiServer(folder / "api")
    api.put("nodes", *nodes[:NODES // 2])
    api.put("runtimeclasses", *CLASSES)
    watching = Hook(program, folder / "api", "--offline", "--on-unknown", "infer", "--cluster", "--cluster-url", api.url, "--cluster-account", api.account, nodes=None, plain=True)
    api.put("nodes", *nodes[NODES // 2:])  # one half is listed, the other comes as events
    windows = sum("windows-build" in json.dumps(n) for n in nodes)
    until = time.monotonic() + 10
    while json.loads(watching.ask("/version")[1])["nodes"] < windows and time.monotonic() < until:
        time.sleep(0.02)
    connection, other = hook.connect(), watching.connect()
    said, differ = {}, []
    for p in pods:
        name = p["metadata"]["name"]
        answer = hook.judge(review(p, uid=name), connection=connection)
        if answer != watching.judge(review(p, uid=name), connection=other):
            differ.append(p)
        warnings = " ".join(w.removeprefix("wincompat: ").removeprefix("… ") for w in answer.get("warnings", []))
        said[name] = (found := re.search(r"nothing keeps the scheduler .*?kubernetes.io/os: windows", warnings)) and found[0]
        if not answer["allowed"]: # what cannot run is refused, and then nothing else is said
            said[name] = audited.get(name, {}).get("remark")
    tap.ok(not differ, f"seed {seed}: a file of nodes and the API server that has them give the same answers", *differ[:1])
    hook.end()
    watching.end()
    api.end()
    decided = {d["uid"]: d for d in map(json.loads, (line for line in hook.text().splitlines() if line.startswith("{"))) if d.get("uid")}
    for name, entry in decided.items():
        entry["remark"] = said[name]
    other = [(p["spec"], decided.get(name), audited.get(name)) for p in pods if (name := p["metadata"]["name"]) not in audited or name not in decided or differs(audited[name], decided[name])]
    tap.ok(not other and len(audited) == PODS, f"seed {seed}: {PODS} pods on {NODES} nodes", *other[:2])
    tap.ok(any(said.values()), f"seed {seed}: the scheduler may take Linux nodes for some")
    tap.ok({"some", "nowhere"} <= {w["runs"] for w in audited.values()}, f"seed {seed}: some run on a part of the nodes, some nowhere")
finish(tap)
