#!/usr/bin/python3
# The reviews that real API servers sent (1.20 and 1.36), and made ones, asked over real TLS: reviews.py PROGRAM prints TAP.
import base64
import copy
import json
import sys

from parts import HERE, IMAGE, MIXED, Hook, listed, node, pod, review, runtime_class
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
HYPERV = runtime_class("wcow-hyperv", "runhcs-wcow-hyperv", nodeSelector={"pool": "hv"})
NODES = listed(*MIXED["items"], HYPERV)
hook = Hook(program, home, "--offline", nodes=NODES)
one = hook.connect()


def judge(body, path="/validate"):
    return hook.judge(body, path, one)


# --- Everything that was captured gets an answer of its own form -----------------------------------------------------
DECIDED = {"1.20-pod-create", "1.20-pod-create-by-replicaset-controller", "1.36-pod-create-dryrun", "1.36-pod-create-by-replicaset-controller",
           "1.36-pod-create-minimal", "1.36-mutating-pod-create-generatename-dryrun"}
ADVISED = ("deployment-create", "statefulset-create", "cronjob-create", "daemonset-create", "job-create")
for path in sorted((HERE / "reviews").glob("*.json")):
    asked = json.loads(path.read_text(encoding="utf-8"))
    status, text = hook.ask("/validate", path.read_bytes(), one)
    answer = json.loads(text)
    response = answer["response"]
    tap.ok(status == 200 and answer["apiVersion"] == asked["apiVersion"] and answer["kind"] == "AdmissionReview"
           and response["uid"] == asked["request"]["uid"] and isinstance(response["allowed"], bool) and "patch" not in response,
           f"{path.stem}: an answer with its uid", text)
    windows = "windows" in json.dumps(asked["request"]["object"] or {})
    if path.stem in DECIDED:
        tap.ok(("auditAnnotations" in response) == windows, f"{path.stem}: a Windows pod is decided, another passes", text)
    elif path.stem.split("-", 1)[1] in ADVISED:
        tap.ok(response["allowed"] and ("auditAnnotations" in response) == windows, f"{path.stem}: a workload is advised about, never refused", text)
    else:
        tap.ok(response["allowed"] and set(response) <= {"uid", "allowed", "auditAnnotations", "warnings"}, f"{path.stem}: it passes", text)
    mutated = json.loads(hook.ask("/mutate", path.read_bytes(), one)[1])["response"]
    tap.ok(mutated["allowed"] and ("patch" in mutated) == ("patchType" in mutated), f"{path.stem}: /mutate never refuses", mutated)

# --- A refusal -------------------------------------------------------------------------------------------------------
refused = judge(review(pod(IMAGE["2025"])))
message = refused.get("status", {}).get("message", "")
tap.ok(not refused["allowed"] and set(refused["status"]) == {"code", "message"} and refused["status"]["code"] == 403, "403 and a message, nothing else", refused)
tap.ok("none of 3 eligible nodes" in message and "2 nodes of 10.0.17763" in message and "1 node of 10.0.20348" in message and "do: " in message
       and IMAGE["2025"] in message, "how many nodes, why for each build, and what to do", message)
tap.ok(refused["auditAnnotations"].keys() >= {"rule", "mode", "edition", "decision"} and refused["auditAnnotations"]["mode"] == "process",
       "audit annotations", refused)
some = judge(review(pod(IMAGE["2022"])))
tap.ok(some["allowed"] and any("2 of 3 eligible nodes cannot run it" in w for w in some["warnings"]), "some cannot: a warning", some)
tap.ok(all(len(w.encode()) <= 120 and w.isprintable() for w in some["warnings"]), "warnings within what Kubernetes passes on", some)
fine = judge(review(pod(IMAGE["2019"], nodeSelector={"kubernetes.io/os": "windows", "node.kubernetes.io/windows-build": "10.0.17763"})))
tap.ok(fine["allowed"] and "warnings" not in fine, "all can: no word", fine)

# --- What makes a Windows pod ----------------------------------------------------------------------------------------
tap.ok(judge(review(pod(IMAGE["2025"], nodeSelector={"kubernetes.io/os": "linux"})))["allowed"], "a Linux pod passes")
tap.ok(judge(review(pod(IMAGE["linux"], nodeSelector={})))["allowed"], "a pod that nothing shows to be Windows passes")
tap.ok(not judge(review(pod(IMAGE["2025"], nodeSelector={})))["allowed"], "its image shows it")
tap.ok(not judge(review(pod(IMAGE["2025"], nodeSelector={}, os={"name": "windows"})))["allowed"], "spec.os.name shows it")
tap.ok(not judge(review(pod(IMAGE["2025"], nodeSelector={}, nodeName="w19-a")))["allowed"], "the node it names shows it")

# --- Parts of a pod --------------------------------------------------------------------------------------------------
init = pod(IMAGE["2019"], initContainers=[{"name": "i", "image": IMAGE["2025"]}])
tap.ok(not judge(review(init))["allowed"], "an init container counts")
debug = pod(IMAGE["2019"], nodeName="w19-a")
with_debug = copy.deepcopy(debug)
with_debug["spec"]["ephemeralContainers"] = [{"name": "d", "image": IMAGE["2025"]}]
tap.ok(not judge(review(with_debug, "UPDATE", debug, sub="ephemeralcontainers"))["allowed"], "an ephemeral container counts")
old_form = {"apiVersion": "v1", "kind": "EphemeralContainers", "metadata": {"name": "web"}, "ephemeralContainers": [{"name": "d", "image": IMAGE["2025"]}]}
tap.ok(not judge(review(old_form, "UPDATE", None, sub="ephemeralcontainers"))["allowed"], "also as 1.20 sends it")
tap.ok(judge(review(pod(IMAGE["2025"]), "UPDATE", pod(IMAGE["2025"])))["allowed"], "an update without another image passes")
tap.ok(not judge(review(pod(IMAGE["2025"]), "UPDATE", pod(IMAGE["2019"])))["allowed"], "an update to another image is decided")
volume = pod(IMAGE["2019"], volumes=[{"name": "v", "image": {"reference": IMAGE["linux"]}}])
tap.ok(judge(review(volume))["allowed"], "an image volume that is no Windows image is no matter of versions")
host_process = pod(IMAGE["2019"], hostNetwork=True, nodeName="w22-a", securityContext={"windowsOptions": {"hostProcess": True}})
tap.ok(judge(review(host_process))["allowed"], "HostProcess waives the host's version check", judge(review(host_process)))
both = pod(IMAGE["2019"], IMAGE["2022"], nodeName="w19-a")
tap.ok(not judge(review(both))["allowed"], "one of two images is enough to refuse")

# --- RuntimeClass ----------------------------------------------------------------------------------------------------
unknown_class = judge(review(pod(IMAGE["2019"], runtimeClassName="nobody-knows", nodeName="w22-a")))
tap.ok(unknown_class["allowed"] and any("nobody-knows" in w for w in unknown_class["warnings"]), "a RuntimeClass that nobody knows is no refusal", unknown_class)
away = judge(review(pod(IMAGE["2019"], runtimeClassName="wcow-hyperv")))
tap.ok(not away["allowed"] and "RuntimeClass" in away["status"]["message"], "its scheduling counts", away)

# --- Workloads -------------------------------------------------------------------------------------------------------
template = {"metadata": {"labels": {"app": "web"}}, "spec": pod(IMAGE["2025"])["spec"]}
for kind, group, spec in (("Deployment", "apps/v1", {"template": template}), ("StatefulSet", "apps/v1", {"template": template}),
                          ("DaemonSet", "apps/v1", {"template": template}), ("ReplicaSet", "apps/v1", {"template": template}),
                          ("Job", "batch/v1", {"template": template}), ("CronJob", "batch/v1", {"jobTemplate": {"spec": {"template": template}}}),
                          ("ReplicationController", "v1", {"template": template})):
    advice = judge(review({"apiVersion": group, "kind": kind, "metadata": {"name": "web"}, "spec": spec}))
    tap.ok(advice["allowed"] and any("refused" in w for w in advice.get("warnings", [])), f"{kind}: early advice", advice)
pod_template = judge(review({"apiVersion": "v1", "kind": "PodTemplate", "metadata": {"name": "web"}, "template": template}))
tap.ok(pod_template["allowed"] and pod_template["warnings"], "PodTemplate: early advice", pod_template)
half = {"metadata": {}, "spec": pod(IMAGE["2022"])["spec"]}
every = judge(review({"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d"}, "spec": {"template": half}}))
tap.ok(any("DaemonSet runs on all" in w for w in every["warnings"]), "a DaemonSet must fit every node", every)
empty = judge(review({"apiVersion": "v1", "kind": "ReplicationController", "metadata": {"name": "r"}, "spec": {}}))
tap.ok(empty["allowed"], "a workload without a template passes")

# --- Forms -----------------------------------------------------------------------------------------------------------
old = hook.ask("/validate", review(pod(IMAGE["2025"]), version="v1beta1"), one)
tap.ok(json.loads(old[1])["apiVersion"] == "admission.k8s.io/v1beta1" and not json.loads(old[1])["response"]["allowed"], "v1beta1 in its own apiVersion", old)
for name, body in {"nothing": b"", "no JSON": b"{", "a list": b"[]", "no uid": b'{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{}}',
                   "a uid that is a number": b'{"request":{"uid":5}}', "binary": bytes(range(256)), "too deep": b"[" * 100000}.items():
    status, text = hook.ask("/validate", body, one)
    tap.ok(status == 400 and text.strip(), f"{name}: 400 and why", status, text)
good = review(pod(IMAGE["2019"]))
without = {"another kind": {**good, "kind": "Other"}, "another version": {**good, "apiVersion": "admission.k8s.io/v2"},
           "no operation": {**good, "request": {k: v for k, v in good["request"].items() if k != "operation"}},
           "no kind": {**good, "request": {k: v for k, v in good["request"].items() if k != "kind"}},
           "no object": {**good, "request": {**good["request"], "object": None}}, "a strange operation": {**good, "request": {**good["request"], "operation": "X"}}}
for name, body in without.items():
    response = judge(body)
    tap.ok(not response["allowed"] and response["uid"] == "0b3a" and "cannot be understood" in response["status"]["message"], f"{name}: refused with its uid", response)
for name, text in {"cut short": json.dumps(good)[:-40], "a NUL in a string": json.dumps(good).replace("alice", "a\\u0000"),
                   "a key twice": json.dumps(good).replace('"name": "web"', '"name": "web", "name": "x"', 1)}.items():
    response = judge(text.encode())
    tap.ok(not response["allowed"] and response["uid"] == "0b3a", f"{name}: refused with its uid", response)
for method, path, status in (("GET", "/validate", 405), ("POST", "/healthz", 405), ("GET", "/nothing", 404), ("PUT", "/validate", 405)):
    got = hook.ask(path, b"{}" if method in ("POST", "PUT") else None, method=method)[0]
    tap.ok(got == status, f"{method} {path} is {status}", got)
for path, word in (("/healthz", b"ok"), ("/readyz", b"ok"), ("/version", b'"edition":"E23"'), ("/metrics", b'wincompat_reviews_total{outcome="refused"}')):
    status, text = hook.ask(path, None, one)
    tap.ok(status == 200 and word in text, f"GET {path}", status, text)


# --- /mutate ---------------------------------------------------------------------------------------------------------
def patched(obj, operations):
    """RFC 6902, as far as `add` goes."""
    obj = copy.deepcopy(obj)
    for operation in operations:
        *parents, last = operation["path"].split("/")[1:]
        at = obj
        for key in parents:
            at = at[int(key)] if isinstance(at, list) else at[key]
        if isinstance(at, list):
            at.insert(len(at) if last == "-" else int(last), operation["value"])
        else:
            at[last] = operation["value"]
    return obj


def mutate(obj):
    response = judge(review(obj), "/mutate")
    return json.loads(base64.b64decode(response["patch"])) if "patch" in response else None


TERM = {"matchExpressions": [{"key": "pool", "operator": "NotIn", "values": ["x"]}]}
for name, obj in {"no affinity": pod(IMAGE["2022"]), "an empty one": pod(IMAGE["2022"], affinity={}), "of pods only": pod(IMAGE["2022"], affinity={"podAffinity": {}}),
                  "preferred only": pod(IMAGE["2022"], affinity={"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}}),
                  "two terms": pod(IMAGE["2022"], affinity={"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
                      "nodeSelectorTerms": [TERM, {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["w22-a"]}]}]}}})}.items():
    patch = mutate(obj)
    after = patched(obj, patch)
    terms = after["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"]
    ours = {"key": "node.kubernetes.io/windows-build", "operator": "In", "values": ["10.0.20348"]}
    tap.ok(all(ours in t["matchExpressions"] for t in terms) and after["spec"]["os"] == {"name": "windows"}, f"affinity for the builds that can: {name}", patch)
    tap.ok(mutate(after) is None, f"a second time nothing is changed: {name}", mutate(after))
    then = judge(review(after))
    tap.ok(then["allowed"] and not any("cannot run it" in w for w in then.get("warnings", [])), f"and then every node can: {name}", then)
linux_fields = mutate(pod(IMAGE["2022"], securityContext={"fsGroup": 5}))
tap.ok(all(o["path"] != "/spec/os" for o in linux_fields), "no spec.os beside fields that Kubernetes refuses with it", linux_fields)
deployment = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}, "spec": {"template": half}}
tap.ok(mutate(deployment) is None, "templates stay as they are")
one.close()
tap.ok(hook.end() == 0, "it ends with 0 when it is told to")

# --- Modes, strictness, what nobody knows ----------------------------------------------------------------------------
for mode, allowed, warned in (("audit", True, False), ("warn", True, True), ("enforce", False, False)):
    hook = Hook(program, home, "--offline", "--mode", mode)
    response = hook.judge(review(pod(IMAGE["2025"])))
    tap.ok(response["allowed"] == allowed and ("warnings" in response) == warned and response["auditAnnotations"]["decision"] == "refuse", f"--mode {mode}", response)
    hook.end()
hook = Hook(program, home, "--offline", "--strict")
response = hook.judge(review(pod(IMAGE["2022"])))
tap.ok(not response["allowed"] and "2 of 3 eligible nodes cannot" in response["status"]["message"], "--strict", response)
hook.end()
hook = Hook(program, home, "--offline", nodes=None)
asks = pod(IMAGE["2022"], nodeSelector={"node.kubernetes.io/windows-build": "10.0.17763"})
response = hook.judge(review(asks))
tap.ok(not response["allowed"], "without nodes the build that a pod asks for is judged", response)
response = hook.judge(review(pod(IMAGE["2022"])))
tap.ok(response["allowed"] and any("no Windows node is known" in w for w in response["warnings"]), "and else nothing is known", response)
hook.end()
policy = home / "policy.yaml"
told = Hook(program, home, "--offline", "--node-facts", "sandbox=10.0.17763,hyperv=yes", nodes=listed(node("w22", "10.0.20348.2966"), runtime_class("hv", "runhcs-wcow-hyperv")))
response = told.judge(review(pod(IMAGE["2019"], runtimeClassName="hv")))
tap.ok(response["allowed"] and response["auditAnnotations"] | {"decision": "allow", "mode": "hyperv"} == response["auditAnnotations"], "--node-facts: Hyper-V isolation with its pause image", response)
tap.ok(not told.judge(review(pod(IMAGE["2019"])))["allowed"], "and process isolation without the RuntimeClass")
told.end()
ready = Hook(program, home, "--offline", "--policy", "kubernetes", "--policy", "licensing")
tap.ok(ready.judge(review(pod(IMAGE["2019"], nodeName="w19-a")))["uid"] == "0b3a", "ready-made policies", ready.text())
ready.end()

# --- What it is told wrongly -----------------------------------------------------------------------------------------
bad = home / "bad.json"
bad.write_text("{}", encoding="utf-8")
for name, args, word in (("no TLS files", (), "--tls-cert"), ("plain for others", ("--no-tls", "--listen", "0.0.0.0:0"), "only for this machine"),
                         ("no address", ("--no-tls", "--listen", "nowhere"), "no address"), ("no nodes in the file", ("--no-tls", "--nodes", bad), "kubectl get nodes"),
                         ("no such file", ("--no-tls", "--nodes", home / "none"), "none"), ("no certificate", ("--tls-cert", bad, "--tls-key", bad), "PEM"),
                         ("strange facts of nodes", ("--no-tls", "--node-facts", "colour=red", "--nodes", home / "nodes.json"), "--node-facts"),
                         ("journal both ways", ("--no-tls", "--no-journal", "--require-log"), "contradict")):
    listen = () if "--listen" in args else ("--listen", "127.0.0.1:0")
    done = program.run("serve", *listen, *args, timeout=10)
    tap.ok(done.returncode == 2 and word in done.stderr and "do: " in done.stderr and not done.stdout, f"{name}: says what and what to do", done.stderr)
finish(tap)
