#!/usr/bin/python3
# What deploy/ puts into a cluster: the kustomizations as kubectl renders them, the chart as a renderer of ours does, both against
# schemas and against each other; the conditions of the webhooks on pods. manifests.py PROGRAM ROOT prints TAP.
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import jsonschema
import yaml

import chart
from conditions import asks, translate, wrap
from tap import Tap, temporary

tap = Tap()
program, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
NAMESPACE, NAME = "wincompat-system", "wincompat"
validator = jsonschema.Draft7Validator(json.loads((pathlib.Path(__file__).parent / "kubernetes.schema.json").read_text()))


def by_name(objects):
    return {(o["kind"], o["metadata"]["name"]): o for o in objects}


def faults(objects):
    """What is wrong with each, said by the branch of the schema that is about its kind."""
    for o in objects:
        for error in validator.iter_errors(o):
            near = [e for e in error.context or [error] if not (e.validator in ("const", "enum") and list(e.path)[:1] in (["kind"], ["apiVersion"]))]
            yield f"{o['kind']} {o['metadata']['name']}: " + (min(near, key=lambda e: -len(e.path)).message if near else error.message)[:300]


def kustomize(folder):
    done = subprocess.run(["kubectl", "kustomize", str(root / "deploy/kustomize" / folder)], capture_output=True, text=True, timeout=60)
    tap.ok(done.returncode == 0, f"kubectl renders {folder}", done.stderr)
    return [o for o in yaml.safe_load_all(done.stdout) if o]


def chart_objects(**values):
    return chart.render(root / "deploy/chart", NAMESPACE, {k.replace("__", "."): v for k, v in values.items()})[0]


# --- the same objects, however they are rendered

rendered = {"cert-manager": chart_objects(), "own-ca": chart_objects(certificates__certManager=False)}
for folder, objects in rendered.items():
    tap.ok(not list(faults(objects)), f"the chart with {folder} keeps to the schemas", *faults(objects))
    if not shutil.which("kubectl"):
        tap.skip(f"kustomize {folder}", "no kubectl")
        continue
    others = by_name(kustomize(folder))
    tap.ok(not list(faults(others.values())), f"kustomize {folder} keeps to the schemas", *faults(others.values()))
    own = others.pop(("Namespace", NAMESPACE), None)
    tap.ok(own is not None, f"kustomize {folder} brings the namespace (helm has --create-namespace)")
    chart_has = by_name(objects)
    tap.ok(set(others) == set(chart_has), f"{folder}: the chart has the same objects", set(others) ^ set(chart_has))
    tap.ok(others == chart_has, f"{folder}: and they are equal", [k for k in others if others[k] != chart_has.get(k)])

broken = dict(next(o for o in rendered["own-ca"] if o["kind"] == "Deployment"), spec={"selector": {}})
tap.ok(list(faults([broken])), "the schemas find what is missing")

# --- what must hold for a cluster to be safe


def json_containers(value):
    """Every container of a pod in an object."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from inside if key in ("containers", "initContainers") else json_containers(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from json_containers(inside)


objects = by_name(rendered["cert-manager"] + rendered["own-ca"])
deployment = objects["Deployment", NAME]
pod = deployment["spec"]["template"]
labels = pod["metadata"]["labels"]
container = pod["spec"]["containers"][0]
ports = {p["name"]: p["containerPort"] for p in container["ports"]}
service = objects["Service", NAME]
tap.ok(deployment["spec"]["selector"]["matchLabels"] == labels and service["spec"]["selector"] == labels, "deployment and service select the pods")
tap.ok(all(p["targetPort"] in ports for p in service["spec"]["ports"]), "the service's port is one of the container's")
tap.ok(objects["PodDisruptionBudget", NAME]["spec"]["selector"]["matchLabels"] == labels
       and objects["NetworkPolicy", NAME]["spec"]["podSelector"]["matchLabels"] == labels
       and all(c["labelSelector"]["matchLabels"] == labels for c in pod["spec"]["topologySpreadConstraints"]), "budget, network policy and spread select them, too")
tap.ok(deployment["spec"]["replicas"] > objects["PodDisruptionBudget", NAME]["spec"]["maxUnavailable"], "a drain leaves a replica")
tap.ok(objects["NetworkPolicy", NAME]["spec"]["ingress"] == [{"ports": [{"port": ports["https"], "protocol": "TCP"}]}], "nothing but the hook's port is open")
every = pod["spec"]["containers"]
tap.ok({v["name"] for v in pod["spec"]["volumes"]} == {m["name"] for c in every for m in c["volumeMounts"]}, "every volume is mounted, and no other")
tap.ok("--cluster" in container["args"] and pod["spec"]["serviceAccountName"] == NAME and pod["spec"].get("automountServiceAccountToken") is not False,
       "it watches the cluster by its own account")
scripts = {c["command"][0] for o in objects.values() for c in json_containers(o) if "command" in c}
recipe = (root / "deploy/container/Containerfile.tools").read_text()
tap.ok(all(f"deploy/container/{s}" in recipe and (root / "deploy/container" / s).exists() for s in scripts), "every command is one of the image of the tools", scripts)
tap.ok("--harden" in container["args"], "it makes no system calls but those of a server")
tap.ok("--mode=audit" in container["args"] and f"--listen=0.0.0.0:{ports['https']}" in container["args"], "it starts with audit")
tap.ok(objects["Certificate", NAME]["spec"]["dnsNames"][0] == f"{NAME}.{NAMESPACE}.svc"
       and objects["Certificate", NAME]["spec"]["secretName"] == pod["spec"]["volumes"][0]["secret"]["secretName"], "the certificate is for the service's name")


def rights(objects):
    return {(verb, group, resource) for r in objects["ClusterRole", NAME]["rules"] for verb in r["verbs"] for group in r["apiGroups"] for resource in r["resources"]}


NEEDED = {(verb, group, resource) for verb in ("list", "watch") for group, resource in (("", "nodes"), ("node.k8s.io", "runtimeclasses"))}
AHEAD = {(verb, group, resource) for verb in ("list", "watch")
         for group, resource in (("apps", "deployments"), ("apps", "daemonsets"), ("apps", "statefulsets"), ("batch", "cronjobs"))}
ahead = by_name(chart_objects(prefetch=True))
tap.ok(rights(objects) == NEEDED, "it may list and watch nodes and RuntimeClasses, and nothing else", rights(objects) ^ NEEDED)
tap.ok(rights(ahead) == NEEDED | AHEAD and "--prefetch" in ahead["Deployment", NAME]["spec"]["template"]["spec"]["containers"][0]["args"],
       "with prefetch also workloads", rights(ahead))
if shutil.which("kubectl"):
    scratch = temporary()
    folder = os.path.relpath(root.resolve() / "deploy/kustomize", scratch.resolve())
    (scratch / "kustomization.yaml").write_text(f"resources: [{folder}/cert-manager]\ncomponents: [{folder}/prefetch]\n")
    others = by_name(kustomize(scratch))
    others.pop(("Namespace", NAMESPACE), None)
    tap.ok(others == ahead, "the component does the same", [k for k in others if others[k] != ahead.get(k)])
tap.ok(all(r.get("resourceNames") or r["verbs"] == ["create"] for kind in ("ClusterRole", "Role")
           for r in objects[kind, "wincompat-certificate"]["rules"]), "the job may change only what is named")

hooks = objects["ValidatingWebhookConfiguration", NAME]["webhooks"] + objects["MutatingWebhookConfiguration", NAME]["webhooks"]
tap.ok(all(h["failurePolicy"] == "Ignore" and h["timeoutSeconds"] == 3 for h in hooks), "a hook that does not answer stops nothing")
tap.ok(all({"kube-system", NAMESPACE} <= set(h["namespaceSelector"]["matchExpressions"][0]["values"])
           and h["namespaceSelector"]["matchExpressions"][0]["operator"] == "NotIn" for h in hooks), "kube-system and its own namespace are exempt")
tap.ok(all(h["clientConfig"]["service"]["port"] == service["spec"]["ports"][0]["port"] for h in hooks), "the hooks ask the service's port")
tap.ok([h["clientConfig"]["service"]["path"] for h in hooks] == ["/validate"] * 4 + ["/mutate"], "four that judge, one that adds")
mutated = [r for h in hooks[4:] for r in h["rules"]]
tap.ok([(r["resources"], r["operations"]) for r in mutated] == [(["pods"], ["CREATE"])], "only new pods are changed, never templates")

# --- which pods are asked about

CASES = [
    ("nothing is said", {}, False),
    ("os linux", {"os": {"name": "linux"}}, False),
    ("os windows", {"os": {"name": "windows"}}, True),
    ("selector linux", {"nodeSelector": {"kubernetes.io/os": "linux"}}, False),
    ("selector windows", {"nodeSelector": {"kubernetes.io/os": "windows"}}, True),
    ("selector of a build", {"nodeSelector": {"node.kubernetes.io/windows-build": "10.0.20348"}}, True),
    ("another selector", {"nodeSelector": {"disk": "ssd"}}, False),
    ("a RuntimeClass", {"runtimeClassName": "windows-2022"}, True),
    ("a RuntimeClass for linux", {"runtimeClassName": "gvisor", "os": {"name": "linux"}}, False),
    ("node affinity", {"affinity": {"nodeAffinity": {}}}, True),
    ("pod affinity", {"affinity": {"podAffinity": {}}}, False),
    ("windowsOptions", {"securityContext": {"windowsOptions": {}}}, True),
    ("securityContext", {"securityContext": {"fsGroup": 1}}, False),
    ("toleration os", {"tolerations": [{"operator": "Exists"}, {"key": "os", "value": "windows"}]}, True),
    ("tolerations of every pod", {"tolerations": [{"key": "node.kubernetes.io/not-ready"}, {"operator": "Exists"}]}, False),
]
for name, spec, expected in CASES:
    tap.ok([asks(h, spec) for h in hooks] == [expected] * 5, f"{'asks' if expected else 'does not ask'} about: {name}")

judged = {r for h in hooks[:4] for rule in h["rules"] for r in rule["resources"]}
tap.ok(judged == {"pods", "pods/ephemeralcontainers", "replicationcontrollers", "deployments", "statefulsets", "daemonsets", "replicasets", "jobs", "cronjobs",
                  "podtemplates"}, "every kind that serve knows is asked about", judged)
for hook, without in ((hooks[1], {"spec": {"selector": {}}}), (hooks[3], {"metadata": {}})):
    text = translate(hook["matchConditions"][0]["expression"])
    tap.ok(eval(text, {"object": wrap(without), "any": any}) is False, f"{hook['name']}: no fault where there is no template")  # our own text

# --- the chart's values

changed = by_name(chart_objects(mode="enforce", replicas=5, image="r.example/w:2", policies=["kubernetes", "licensing"], webhook__failurePolicy="Fail",
                                webhook__mutate=False))
spec = changed["Deployment", NAME]["spec"]
args = spec["template"]["spec"]["containers"][0]["args"]
tap.ok(spec["replicas"] == 5 and spec["template"]["spec"]["containers"][0]["image"] == "r.example/w:2", "replicas and image are values")
tap.ok([a for a in args if "mode" in a or "policy" in a] == ["--mode=enforce", "--policy=kubernetes", "--policy=licensing"], "mode and policies, too", args)
tap.ok(changed["ValidatingWebhookConfiguration", NAME]["webhooks"][0]["failurePolicy"] == "Fail"
       and ("MutatingWebhookConfiguration", NAME) not in changed, "and the webhooks")
more = by_name(chart_objects(registrySecret="logins", pinDigests=True, addTolerations=["os=windows:NoSchedule"]))["Deployment", NAME]["spec"]["template"]["spec"]
main = more["containers"][0]
tap.ok(main["args"][-3:] == ["--registry-config=/registry/.dockerconfigjson", "--pin-digests", "--add-toleration=os=windows:NoSchedule"]
       and {"name": "registry", "mountPath": "/registry", "readOnly": True} in main["volumeMounts"]
       and [v["secret"]["secretName"] for v in more["volumes"] if v["name"] == "registry"] == ["logins"], "and logins, pins and tolerations", main["args"])
flags_of_values = {a.split("=")[0] for a in main["args"] if a.startswith("--")}
elsewhere = chart.render(root / "deploy/chart", "other", {"certificates.certManager": False})[0]
tap.ok("wincompat-system" not in json.dumps(elsewhere), "it can be installed into any namespace")
wrong = ["{{ .Values.nothing }}", "{{ lookup . }}", "{{ .Values.mode | b64enc }}"]
for text in wrong:
    try:
        chart.block(chart.tokens(text), {"Values": {"mode": "x"}, ".": {}}, [], True)
        tap.ok(False, f"a template with {text} is a fault")
    except chart.Fault:
        tap.ok(True, f"a template with {text} is a fault")

# --- the words that deploy/ says to the program

known = subprocess.run([program, "help", "serve"], capture_output=True, text=True).stdout
unit = (root / "deploy/systemd/wincompat-authz.service").read_text()
flags = {a.split("=")[0] for a in container["args"] if a.startswith("--")} | set(re.findall(r"--[a-z-]+", unit[unit.index("ExecStart="):].split("\n")[0])) | flags_of_values
if known:
    tap.ok(all(f in known for f in flags), "every option is one that serve has", [f for f in flags if f not in known])
else:
    tap.skip("every option is one that serve has", "this program has no serve")

sys.exit(tap.end())
