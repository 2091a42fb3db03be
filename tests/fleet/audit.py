#!/usr/bin/python3
# audit.py WINCOMPAT prints TAP: the audit of saved clusters, of bad ones, and of a stand-in API server by the real kubectl.
import csv
import io
import json
import pathlib
import shutil
import sqlite3
import sys

import jsonschema
import yaml

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent / "cli"), str(pathlib.Path(__file__).parent.parent / "cache")]
from api import Api
from cluster import WINDOWS, aks, eks, gke, listing, node, pod_spec, rke2, runtime_class, workload
from seen_nodes import ALL as SEEN, AKS, AKS_ENGINE, CORDONED, EKS, GKE, NOT_READY, RKE2, WINDOWS_NODES
from small_registry import PASSWORD, USER, Registry, digest as content_digest, index_of
from tap import Program, Tap, finish, temporary

tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
SCHEMA = json.loads((pathlib.Path(__file__).parent.parent.parent / "docs/schema/audit.schema.json").read_text())
CORE = "mcr.microsoft.com/windows/servercore:"
BUILD = "node.kubernetes.io/windows-build"


def audit(objects, *args, files=None):
    """The Audit object, and its workloads by name."""
    p = program.run("audit", "--offline", "-o", "json", "--fail-on", "never", *args, *(files or ["-"]), stdin="" if files else listing(objects))
    if p.returncode:
        return {"error": p.stderr}, {}
    answer = json.loads(p.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer, {w["name"]: w for w in answer["workloads"]}


nodes = [aks("aks-0", "10.0.20348.2340"), aks("aks-1", "10.0.20348.2227"), eks("eks-0", "10.0.17763.5458"), gke("gke-0", "10.0.20348.2340"),
         rke2("rke-0", "10.0.20348.2340"), node("linux-0", "", os="linux")]
tolerate = [{"key": "os", "operator": "Equal", "value": "windows", "effect": "NoSchedule"}]
terms = lambda *needs: {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": list(n)} for n in needs]}}}
need = lambda key, operator, *values: {"key": key, "operator": operator, **({"values": list(values)} if values else {})}
lands = {
    "everywhere": (pod_spec(CORE + "ltsc2019", tolerations=[{"operator": "Exists"}], **WINDOWS), 5),
    "untolerated": (pod_spec(CORE + "ltsc2019", **WINDOWS), 4),
    "tolerant": (pod_spec(CORE + "ltsc2019", tolerations=tolerate, **WINDOWS), 5),
    "wrong-value": (pod_spec(CORE + "ltsc2019", tolerations=[{"key": "os", "value": "linux"}], **WINDOWS), 4),
    "wrong-effect": (pod_spec(CORE + "ltsc2019", tolerations=[{"key": "os", "operator": "Exists", "effect": "NoExecute"}], **WINDOWS), 4),
    "by-build": (pod_spec(CORE + "ltsc2022", nodeSelector={BUILD: "10.0.20348"}), 3),
    "in": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([need(BUILD, "In", "10.0.20348", "10.0.26100")])), 3),
    "not-in": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([need("kubernetes.io/os", "NotIn", "linux"), need(BUILD, "NotIn", "10.0.17763")])), 3),
    "exists": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([need("agentpool", "Exists")])), 2),
    "does-not-exist": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([need("agentpool", "DoesNotExist"), need("kubernetes.io/os", "In", "windows")])), 2),
    "two-terms": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([need("agentpool", "Exists")], [need("eks.amazonaws.com/nodegroup", "Exists")])), 3),
    "empty-term": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity=terms([])), 0),
    "by-name": (pod_spec(CORE + "ltsc2022", nodeName="aks-1", **WINDOWS), 1),
    "past-the-scheduler": (pod_spec(CORE + "ltsc2022", nodeName="rke-0", **WINDOWS), 1),
    "no-such-node": (pod_spec(CORE + "ltsc2022", nodeName="gone", **WINDOWS), 0),
    "fields": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}, affinity={"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
        "nodeSelectorTerms": [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["aks-0"]}]}]}}}), 1),
    "linux-too": (pod_spec(CORE + "ltsc2022", os={"name": "windows"}), 4),
    "linux-by-name": (pod_spec(CORE + "ltsc2022", nodeName="linux-0", os={"name": "windows"}), 0),
}
answer, by_name = audit(nodes + [workload("Deployment", n, s) for n, (s, _) in lands.items()])
for name, (_, count) in lands.items():
    tap.ok(by_name.get(name, {}).get("nodes") == count, f"{name}: lands on {count} nodes", by_name.get(name), answer.get("error"))
tap.ok(sum(c["nodes"] for c in answer["classes"]) == 6, "every node is in a class")
tap.ok(by_name["by-build"]["runs"] == "everywhere" and by_name["untolerated"]["runs"] == "some" and by_name["no-such-node"]["runs"] == "nowhere", "what becomes of them")
tap.ok(by_name["untolerated"]["nodeSelector"] == {BUILD: "10.0.17763"}, "the selector that keeps it where it runs")
tap.ok(by_name["linux-too"]["nodeSelector"] == {BUILD: "10.0.20348"}, "another")
tap.ok("on 1 Linux node, where" in by_name["linux-too"]["remark"] and not by_name["everywhere"]["remark"], "what else the scheduler would take", by_name["linux-too"])
tap.ok("none of the 5 Windows nodes may take it: 5 are not the node that it names" == by_name["linux-by-name"]["why"], "what keeps it away", by_name["linux-by-name"])
ranks = ["nowhere", "some", "unknown", "everywhere"]
order = [ranks.index(w["runs"]) for w in answer["workloads"]]
tap.ok(order == sorted(order), "the worst first")
tap.ok(all(c["known"] == "inferred" for w in answer["workloads"] for c in w["on"]), "what is inferred is marked")

# RuntimeClasses, HostProcess, pause images.
classes = [runtime_class("hv", "runhcs-wcow-hypervisor", {"kubernetes.io/os": "windows"}, [{"operator": "Exists"}]), runtime_class("old", "x", {BUILD: "10.0.17763"})]
host_process = {"securityContext": {"windowsOptions": {"hostProcess": True}}, "hostNetwork": True}
more = [
    workload("Deployment", "hyperv", pod_spec(CORE + "ltsc2019", runtimeClassName="hv")),
    workload("Deployment", "conflict", pod_spec(CORE + "ltsc2019", runtimeClassName="old", nodeSelector={BUILD: "10.0.20348"})),
    workload("Deployment", "merged", pod_spec(CORE + "ltsc2019", runtimeClassName="old")),
    workload("Deployment", "unknown-class", pod_spec(CORE + "ltsc2019", runtimeClassName="gone", **WINDOWS)),
    workload("DaemonSet", "agent", pod_spec(CORE + "ltsc2019", **host_process, **WINDOWS)),
]
for order in (nodes + classes + more, more + classes + nodes):
    answer, by_name = audit(order)
    tap.ok(by_name["hyperv"]["runs"] == "unknown" and by_name["hyperv"]["nodes"] == 5, "Hyper-V isolation without a known pause image is unknown", by_name.get("hyperv"))
    tap.ok("host.sandbox" in json.dumps(by_name["hyperv"]), "and the pause image is what is missing")
    tap.ok(by_name["conflict"]["runs"] == "nowhere" and "API server rejects" in by_name["conflict"]["why"], "a conflicting RuntimeClass")
    tap.ok(by_name["merged"]["nodes"] == 1 and by_name["merged"]["runs"] == "everywhere", "a RuntimeClass's selector counts", by_name["merged"])
    tap.ok(by_name["unknown-class"]["runs"] == "unknown" and "gone" in by_name["unknown-class"]["why"], "a RuntimeClass that nobody told us of")
    tap.ok(by_name["agent"]["runs"] == "everywhere", "HostProcess waives the version", by_name["agent"])
answer, by_name = audit(nodes + classes + more[:1], "--pause", "mcr.microsoft.com/windows/nanoserver:ltsc2019")
tap.ok(answer["counts"]["unknown"] < 1 or by_name["hyperv"]["on"], "a pause image can be named", answer)

# What others made is not counted twice, nor what ended, nor what is not shown to be for Windows.
made = [
    workload("Deployment", "web", pod_spec(CORE + "ltsc2022", **WINDOWS)),
    workload("ReplicaSet", "web-7d4b9", pod_spec(CORE + "ltsc2022", **WINDOWS), owner=("Deployment", "web", "Deployment-default-web")),
    workload("ReplicaSet", "old-1", pod_spec(CORE + "ltsc2019", **WINDOWS), owner=("Deployment", "away", "uid-away"), replicas=0),
    workload("Pod", "web-7d4b9-x", pod_spec(CORE + "ltsc2022", **WINDOWS), owner=("ReplicaSet", "web-7d4b9", "ReplicaSet-default-web-7d4b9")),
    workload("CronJob", "night", pod_spec(CORE + "ltsc2022", **WINDOWS)),
    workload("Pod", "bare", pod_spec(CORE + "ltsc2022", **WINDOWS)),
    workload("Deployment", "nginx", pod_spec("nginx:1.25")),
]
answer, by_name = audit(nodes + made)
tap.ok(sorted(by_name) == ["bare", "night", "web"] and answer["counts"]["notWindows"] == 1, "each workload once", sorted(by_name))
answer, by_name = audit(nodes + [made[0], made[3]])
tap.ok(sorted(by_name) == ["web"], "also where nobody read the ReplicaSets", sorted(by_name))
(folder / "nodes.json").write_text(json.dumps({"kind": "NodeList", "apiVersion": "v1", "items": [{k: v for k, v in n.items() if k != "kind"} for n in nodes]}))
(folder / "apps.json").write_text(listing(made))
answer, by_name = audit(None, files=[folder / "nodes.json", folder / "apps.json"])
tap.ok(sorted(by_name) == ["bare", "night", "web"], "several files, and a list that names the kind once", answer.get("error"))
(folder / "apps.yaml").write_text("---\n".join(yaml.safe_dump(o, sort_keys=False) for o in made), encoding="utf-8")
(folder / "nodes.yaml").write_text(yaml.safe_dump({"apiVersion": "v1", "items": nodes, "kind": "List"}), encoding="utf-16")
answer, by_name = audit(None, files=[folder / "nodes.yaml", folder / "apps.yaml"])
tap.ok(sorted(by_name) == ["bare", "night", "web"] and by_name["web"]["nodes"] == 4, "YAML: documents, and a List in PowerShell's encoding", answer.get("error"), by_name)
answer, by_name = audit(None, files=[folder / "apps.json"])
tap.ok("no Node" in answer.get("error", ""), "no nodes: said so")

(folder / "large.json").write_text(listing([nodes[0]] + [workload("Deployment", f"large-{i}", pod_spec(CORE + "ltsc2022", **WINDOWS), filler=23 << 20) for i in range(3)]))
answer, by_name = audit(None, files=[folder / "large.json"])
tap.ok(len(by_name) == 3, "objects are read one at a time: a file of 69 MB", answer.get("error"))
(folder / "large.json").unlink()

# Other forms, exit codes, policies.
text = listing(nodes + [workload("Deployment", n, s) for n, (s, _) in lands.items()])
p = program.run("audit", "--offline", "-", stdin=text)
tap.ok(p.returncode == 1 and p.stdout.splitlines()[0].startswith("18 workloads for Windows on 6 nodes of"), "text begins with the answer", p.stdout[:300])
tap.ok(p.stdout.index("\nnowhere ") < p.stdout.index("\nsome "), "text: the worst first")
p = program.run("audit", "--offline", "-o", "csv", "--fail-on", "never", "-", stdin=text)
rows = list(csv.DictReader(io.StringIO(p.stdout)))
tap.ok(p.returncode == 0 and {r["name"] for r in rows} == set(lands) and all(None not in r for r in rows), "csv has every workload")
policy = folder / "p.yaml"
policy.write_text("format: 1\nrules:\n  - {id: P-SPACE, effect: refuse, when: {request.namespace: shop}, why: not in the shop}\n")
apps = [workload("Deployment", "a", pod_spec(CORE + "ltsc2022", nodeSelector={BUILD: "10.0.20348"}), space=s) for s in ("shop", "lab")]
answer, _ = audit(nodes + apps, "--policy", policy)
tap.ok({w["namespace"]: w["runs"] for w in answer["workloads"]} == {"shop": "nowhere", "lab": "everywhere"}, "policies ask for the namespace", answer)

# Nodes as people showed theirs: of AKS, acs-engine, aks-engine, EKS, GKE, RKE2; Linux nodes among them; one cordoned, one not ready.
name_of = lambda n: n["metadata"]["name"]
real = {
    "by the label of today": ({"kubernetes.io/os": "windows"}, [AKS, AKS_ENGINE, EKS, GKE, RKE2, CORDONED, NOT_READY]),
    "by the label of old kubelets": ({"beta.kubernetes.io/os": "windows"}, WINDOWS_NODES),
    "by build": ({BUILD: "10.0.17763"}, [AKS, GKE, CORDONED, NOT_READY]),
    "by node group": ({"eks.amazonaws.com/nodegroup": "gpu-win"}, [EKS]),
    "by agent pool": ({"agentpool": "windowspool2"}, [AKS_ENGINE]),
    "by the pool of GKE": ({"cloud.google.com/gke-nodepool": "np-win"}, [GKE]),
}
answer, by_name = audit(SEEN + [workload("Deployment", n.replace(" ", "-"), pod_spec(CORE + "ltsc2019", nodeSelector=s)) for n, (s, _) in real.items()])
for what, (_, there) in real.items():
    tap.ok(by_name.get(what.replace(" ", "-"), {}).get("nodes") == len(there), f"nodes that were seen: {what}", by_name.get(what.replace(" ", "-")), answer.get("error"))
build_of = lambda c: c["host"]["osVersion"].rsplit(".", 1)[0]
builds = {build_of(c) for c in answer["classes"] if c["host"]["os"] == "windows"}
tap.ok(builds == {"10.0.16299", "10.0.17763", "10.0.19041", "10.0.20348"}, "each with its version", builds)
tap.ok(sum(c["nodes"] for c in answer["classes"]) == 10 and all(c["host"]["containers"] != "no" for c in answer["classes"]), "and all of them counted", answer["classes"])
verdicts = {build_of(answer["classes"][c["class"]]): c["verdict"]["decision"] for c in by_name["by-the-label-of-old-kubelets"]["on"]}
tap.ok(verdicts == {"10.0.17763": "allow", "10.0.16299": "refuse", "10.0.19041": "refuse", "10.0.20348": "refuse"}, "and judged by it", verdicts)

# As a user reads it: workloads of which the same is said are told once; first the verdict, then the reason, then the remedy.
alike = listing(nodes + [workload("Deployment", f"app-{i}", pod_spec(CORE + "ltsc2022", nodeSelector={BUILD: "10.0.17763"})) for i in range(40)]
                + [workload("Deployment", "some", pod_spec(CORE + "ltsc2019", **WINDOWS, tolerations=[{"operator": "Exists"}]))])
p = program.run("audit", "--offline", "-", stdin=alike)
blocks = [b.splitlines() for b in p.stdout.split("\n\n")[2:]]
tap.ok(len(blocks) == 2 and blocks[0][0].startswith("nowhere   40 workloads: Deployment default/app-0, Deployment default/app-1, "), "alike workloads are told once", p.stdout[:600])
tap.ok([line.split()[0] for line in blocks[0]] == ["nowhere", "because", "do"], "verdict, reason, remedy", blocks[0])
tap.ok(blocks[1][0].split()[0] == "some" and blocks[1][1].startswith("because ") and blocks[1][-1].startswith("do        keep it where it runs: nodeSelector"), "and where it runs", blocks[1])
p = program.run("audit", "--offline", "-o", "html", "--fail-on", "never", "-", stdin=alike)
tap.ok(p.stdout.startswith("<!DOCTYPE html>") and "{{" not in p.stdout and "://" not in p.stdout.split("<pre>")[0] and "40 workloads" in p.stdout, "a page that loads nothing")

# Bad input.
for what, text, says in (
    ("nothing", "", "empty"), ("neither JSON nor YAML", "kind: {List", "a"), ("an empty list", "kind: List", "no Node"), ("no list", "kind: List\nitems: {a: b}", "must be a list"),
    ("YAML that is no object", "- 1\n- 2\n", "no Node"), ("cut short", listing(nodes)[:-40], "cut short"), ("a list of numbers", "[1, 2]", "no Node"),
    ("items that are no objects", '{"kind": "List", "items": [1, "x", null, []]}', "no Node"), ("two keys", '{"items": [{"kind": "Node", "kind": "Node"}]}', "twice"),
    ("binary", '{"a": "bcd\x00"}', "NUL"), ("deep", '{"items": [' + "[" * 5000, "levels"),
):
    p = program.run("audit", "--offline", "-", stdin=text)
    tap.ok(p.returncode == 2 and says in p.stderr and "do: " in p.stderr, f"bad input, {what}: one message", p.returncode, p.stderr)
broken = aks("bad", "ten")
answer, by_name = audit([broken, nodes[0], workload("Deployment", "a", pod_spec(CORE + "ltsc2022", **WINDOWS))])
tap.ok(by_name and by_name["a"]["nodes"] == 2, "a broken node hides no other", answer.get("error"))
odd = [{"kind": "Pod", "apiVersion": "v1"}, {"kind": "Deployment", "apiVersion": "apps/v1", "spec": {"template": {"spec": {"containers": "none", "nodeSelector": [], "tolerations": {}}}}},
       {"kind": "Pod", "apiVersion": "v1", "metadata": {"ownerReferences": [{"controller": True}]}, "spec": {"containers": [{"image": 5}], "nodeSelector": {"a": None}}}]
answer, _ = audit(nodes + odd)
tap.ok(answer.get("counts"), "odd objects are taken as they are", answer.get("error"))

# Where the facts of images come from: their registries, the cache with its age, a digest, the tag alone, nowhere.
registry = Registry()
cache = {"XDG_CACHE_HOME": str(folder / "cache")}
login = ["--creds", f"{USER}:{PASSWORD}"]
seen = [registry.host + "/app:tag1", registry.host + "/app:tag2", CORE + "ltsc2022", registry.host + "/app:gone"]
deployed = lambda images: listing([eks("eks-1", "10.0.20348.2340")] + [workload("Deployment", f"w{i}", pod_spec(image, **WINDOWS)) for i, image in images])
several = deployed(enumerate(seen))


def known(text, *args):
    p = program.run("audit", "-o", "json", "--fail-on", "never", *args, "-", stdin=text, env=cache)
    answer = json.loads(p.stdout)
    jsonschema.validate(answer, SCHEMA)
    by = {w["name"]: (w["on"][0]["by"], w["on"][0]["ageSeconds"] > 0) for w in answer["workloads"] if w["on"]}
    return answer["images"], by


program.run("image", *login, seen[1], env=cache)
grow_old = lambda: sqlite3.connect(next((folder / "cache").rglob("cache.db")), isolation_level=None).execute("UPDATE name SET asked = asked - 3 * 86400")
grow_old()
images, by = known(several, "--offline")
tap.ok(by["w1"] == ("cache", True) and by["w0"][0] == by["w2"][0] == "tag" and images["fromCache"] == 1 and images["oldestSeconds"] >= 3 * 86400, "offline: the cache, with its age, or the tag", by, images)
p = program.run("audit", "--offline", "--fail-on", "never", "--explain", "-", stdin=several, env=cache)
tap.ok("from the cache (up to 3 days old)" in p.stdout and "inferred from the tag alone" in p.stdout, "counted in the first lines", p.stdout[:400])
tap.ok("app:tag2 (from the cache, read 3 days ago)" in p.stdout and "ltsc2022 (inferred from its tag)" in p.stdout, "and marked at each image", p.stdout)
pinned = f"{registry.host}/app@{content_digest(index_of(2))}"
images, by = known(deployed([(0, seen[0]), (1, seen[1]), (3, seen[3]), (4, pinned)]), *login)
tap.ok(by["w0"] == by["w1"] == ("registry", False) and by["w3"][0] == "nothing" and by["w4"][0] == "digest", "asked just now; named by digest; not there", by)
tap.ok((images["fromRegistry"], images["byDigest"], images["unreadable"], images["read"]) == (2, 1, 1, 3), "each counted", images)
registry.end()
grow_old()
images, by = known(deployed([(0, seen[0]), (1, seen[1])]), *login, "--infer")
tap.ok(by["w0"] == by["w1"] == ("cache", True), "the registry is gone: the last known facts, with their age", by, images)

# The real kubectl against a stand-in API server.
kubectl = shutil.which("kubectl")
if not kubectl:
    tap.skip("kubectl", "no kubectl on this machine")
    finish(tap)
api = Api(nodes + made + [workload("Deployment", "other", pod_spec(CORE + "ltsc2019", **WINDOWS), space="shop")])
config = {"KUBECONFIG": str(api.config(folder)), "PATH": f"{pathlib.Path(kubectl).parent}:/usr/bin:/bin"}
p = program.run("audit", "--offline", "-o", "json", "--fail-on", "never", env=config)
names = sorted(w["name"] for w in json.loads(p.stdout)["workloads"]) if p.returncode == 0 else []
tap.ok(names == ["bare", "night", "other", "web"], "through kubectl", p.stderr, names)
tap.ok({m for m, _ in api.asked} == {"GET"}, "nothing but reading", api.asked[:3])
p = program.run("audit", "--offline", "-n", "shop", "--context", "test", "-o", "json", "--fail-on", "never", env=config)
tap.ok(p.returncode == 0 and [w["name"] for w in json.loads(p.stdout)["workloads"]] == ["other"], "one namespace, one context", p.stderr)
p = program.run("audit", "--offline", "--context", "none", env=config)
tap.ok(p.returncode == 4 and "none" in p.stderr and "nodes" in p.stderr, "a context that does not exist", p.returncode, p.stderr)
(folder / "kubectl-wincompat").symlink_to(pathlib.Path(sys.argv[1]).resolve())
kinds = ["deployments", "statefulsets", "daemonsets", "replicasets", "replicationcontrollers", "cronjobs", "jobs", "pods"]
with_classes = nodes + classes + made + [more[0]]


def through(api, *args):
    """The audit through the real kubectl; its Audit object, where it has one."""
    p = program.run("audit", "--offline", "-o", "json", "--fail-on", "never", *args, env={**config, "KUBECONFIG": str(api.config(folder))})
    answer = json.loads(p.stdout) if p.stdout else {}
    if answer:
        jsonschema.validate(answer, SCHEMA)
    return p, answer


for denied, left in ((["cronjobs", "pods"], ["hyperv", "web"]), (["runtimeclasses"], ["bare", "hyperv", "night", "web"]), (["deployments"], ["bare", "night", "web-7d4b9"])):
    p, answer = through(Api(with_classes, denied=denied))
    names = sorted(w["name"] for w in answer.get("workloads", []))
    tap.ok(p.returncode == 0 and names == left, f"no right to list {', '.join(denied)}: the others are audited", names, p.stderr)
    tap.ok([g["resource"].split(".")[0] for g in answer.get("notListed", [])] == denied and all(f"may not list {kind}" in p.stderr for kind in denied) and "do: " in p.stderr, "and it is said which", p.stderr)
    if denied == ["runtimeclasses"]:
        tap.ok({w["name"]: w["runs"] for w in answer["workloads"]}["hyperv"] == "unknown", "a RuntimeClass that may not be read is not known")
p = program.run("audit", "--offline", "--fail-on", "unknown", env={**config, "KUBECONFIG": str(Api([nodes[0], made[0]], denied=["jobs"]).config(folder))})
tap.ok("not counted, for kubectl may not list them: jobs.batch" in p.stdout.splitlines()[1:5] and "may not list jobs" in p.stderr, "also in the text", p.stdout[:400])
tap.ok(p.returncode == 4, "who wants to know everything hears that something is missing", p.returncode, p.stdout)
for denied, says in ((["nodes"], "may not list nodes"), (kinds, "may not list pods")):
    p, answer = through(Api(with_classes, denied=denied))
    tap.ok(p.returncode == 4 and not answer and says in p.stderr and "do: " in p.stderr, f"{says}: nothing is audited", p.returncode, p.stderr)
p, answer = through(Api(with_classes, denied=["nodes"]), "--nodes", folder / "nodes.json")
tap.ok(p.returncode == 0 and sorted(w["name"] for w in answer["workloads"]) == ["bare", "hyperv", "night", "web"] and not answer["notListed"], "nodes from a file, workloads through kubectl", p.stderr)
p = program.run("audit", "--offline", "-n", "nowhere", env={**config, "KUBECONFIG": str(Api(with_classes).config(folder))})
tap.ok(p.returncode == 0 and "no workload was found in the namespace nowhere" in p.stdout, "a namespace that does not exist", p.stdout, p.stderr)
p, answer = through(Api(with_classes, is_login_over=True))
tap.ok(p.returncode == 4 and "log in" in p.stderr, "a login that ran out", p.returncode, p.stderr)
gone = Api([])
where = gone.config(folder, "gone")
gone.shutdown()
gone.server_close()
p = program.run("audit", "--offline", env={**config, "KUBECONFIG": str(where)})
tap.ok(p.returncode == 4 and "can it be reached" in p.stderr, "a server that nobody reaches", p.returncode, p.stderr)
p = program.run("audit", "--offline", env={**config, "KUBECONFIG": str(folder / "no-such-config")})
tap.ok(p.returncode == 4 and "do: " in p.stderr, "no configuration", p.returncode, p.stderr)
import subprocess
p = subprocess.run([kubectl, "wincompat", "audit", "--offline", "-o", "json", "--fail-on", "never"], capture_output=True, text=True, timeout=60,
                   env={**program.environment(), **config, "KUBECONFIG": str(api.config(folder)), "PATH": f"{folder}:{config['PATH']}"})
tap.ok(p.returncode == 0 and json.loads(p.stdout)["kind"] == "Audit", "kubectl wincompat audit", p.stderr)
p = program.run("audit", "--offline", "--kubectl", folder / "no-kubectl", env=config)
tap.ok(p.returncode == 2 and "no-kubectl" in p.stderr and "do: " in p.stderr, "no kubectl", p.returncode, p.stderr)
finish(tap)
