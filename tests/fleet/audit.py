#!/usr/bin/python3
# audit.py WINCOMPAT prints TAP: the audit of saved clusters, of bad ones, and of a stand-in API server by the real kubectl.
import csv
import io
import json
import pathlib
import shutil
import sys

import jsonschema
import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from api import Api
from cluster import WINDOWS, aks, eks, gke, listing, node, pod_spec, rke2, runtime_class, workload
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
denied = Api(nodes + made, denied="runtimeclasses")
p = program.run("audit", "--offline", env={**config, "KUBECONFIG": str(denied.config(folder))})
tap.ok(p.returncode == 4 and "may not list runtimeclasses" in p.stderr, "a right that is missing: which", p.returncode, p.stderr)
import subprocess
p = subprocess.run([kubectl, "wincompat", "audit", "--offline", "-o", "json", "--fail-on", "never"], capture_output=True, text=True, timeout=60,
                   env={**program.environment(), **config, "KUBECONFIG": str(api.config(folder)), "PATH": f"{folder}:{config['PATH']}"})
tap.ok(p.returncode == 0 and json.loads(p.stdout)["kind"] == "Audit", "kubectl wincompat audit", p.stderr)
p = program.run("audit", "--offline", "--kubectl", folder / "no-kubectl", env=config)
tap.ok(p.returncode == 2 and "no-kubectl" in p.stderr and "do: " in p.stderr, "no kubectl", p.returncode, p.stderr)
finish(tap)
