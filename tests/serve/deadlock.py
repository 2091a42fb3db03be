#!/usr/bin/python3
# Can the hook keep a cluster from healing? All replicas are killed, a node is drained. deadlock.py PROGRAM ROOT prints TAP.
"""The webhook configurations, the Deployment and the disruption budget are those of deploy/; the replicas are real processes that watch a stand-in
API server by what Kubernetes gives a container. What an API server, a deployment controller and `kubectl drain` do with these is modelled here:
which webhooks are asked, what comes of one that does not answer, what a budget lets go."""

import http.client
import json
import pathlib
import signal
import sys

import chart
from apiserver import ApiServer
from conditions import asks
from parts import IMAGE, Hook, node, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program, root = Program(sys.argv[1], home), pathlib.Path(sys.argv[2])
NAMESPACE = "wincompat-system"
LINUX, WINDOWS = ("linux-a", "linux-b"), "w22"


def fits(rule, operation, group, resource):
    return operation in rule["operations"] and group in rule["apiGroups"] and resource in rule["resources"]


def selects(selector, namespace):
    """matchExpressions with In and NotIn, on the label that every namespace has."""
    for e in selector["matchExpressions"]:
        if e["key"] != "kubernetes.io/metadata.name" or e["operator"] not in ("In", "NotIn"):
            raise ValueError(e)
        if (namespace in e["values"]) != (e["operator"] == "In"):
            return False
    return True


class Cluster:
    def __init__(self, name, **values):
        self.folder = home / name
        self.folder.mkdir()
        objects = chart.render(root / "deploy/chart", NAMESPACE, {"mode": "enforce", **values})[0]
        self.kinds = {o["kind"]: o for o in objects}
        self.hooks = self.kinds["MutatingWebhookConfiguration"]["webhooks"] + self.kinds["ValidatingWebhookConfiguration"]["webhooks"]
        self.wanted = self.kinds["Deployment"]["spec"]["replicas"]
        self.api = ApiServer(self.folder)
        self.api.put("nodes", *(node(n, "linux") for n in LINUX), node(WINDOWS, "10.0.20348.2966"))
        self.replicas, self.cordoned, self.started, self.calls = {}, set(), 0, 0  # replicas: process by (number, node)

    # --- the API server

    def call(self, hook, body):
        """The response of the first replica that answers, as a Service spreads calls over those that are ready; None."""
        self.calls += 1
        for replica in self.replicas.values():
            try:
                status, text = replica.ask(hook["clientConfig"]["service"]["path"], body)
            except (OSError, http.client.HTTPException):
                continue
            if status == 200:
                return json.loads(text)["response"]
        return None

    def admits(self, obj, namespace, operation="CREATE", group="", resource="pods"):
        """Is it stored? Webhooks that select it are asked; one that does not answer does what its failurePolicy says."""
        spec = obj["spec"]["template"]["spec"] if "template" in obj["spec"] else obj["spec"]
        for hook in self.hooks:
            if not any(fits(r, operation, group, resource) for r in hook["rules"]) or not selects(hook["namespaceSelector"], namespace) or not asks(hook, spec):
                continue
            response = self.call(hook, review(obj, operation, namespace=namespace))
            if not response["allowed"] if response else hook["failurePolicy"] == "Fail":
                return False
        return True

    # --- the controller, the scheduler and the kubelet

    def start(self, where):
        self.started += 1
        folder = self.folder / f"replica{self.started}"
        folder.mkdir()
        own = [a for a in self.kinds["Deployment"]["spec"]["template"]["spec"]["containers"][0]["args"][1:] if not a.startswith(("--listen", "--tls-"))]
        self.replicas[self.started, where] = Hook(program, folder, *own, "--cluster-account", self.api.account, "--offline", "--on-unknown", "infer", nodes=None,
                                                  env={"KUBERNETES_SERVICE_HOST": "localhost", "KUBERNETES_SERVICE_PORT": str(self.api.port)})

    def reconcile(self):
        """Makes pods until there are as many as wanted, or one is not let in."""
        template = self.kinds["Deployment"]["spec"]["template"]
        while len(self.replicas) < self.wanted:
            free = [n for n in LINUX if n not in self.cordoned]
            if not self.admits({"apiVersion": "v1", "kind": "Pod", **template}, NAMESPACE) or not free:
                return False
            self.start(min(free, key=lambda n: sum(where == n for _, where in self.replicas)))
        return True

    def kill_all(self):
        for replica in self.replicas.values():
            replica.end(signal.SIGKILL)
        self.replicas.clear()

    def drain(self, name):
        """Cordons and evicts, as far as the budget lets go; what is evicted is made anew elsewhere. The fewest replicas at any time."""
        self.cordoned.add(name)
        self.api.put("nodes", node(name, "linux", unschedulable=True))
        fewest, budget = len(self.replicas), self.kinds["PodDisruptionBudget"]["spec"]["maxUnavailable"]
        for key in [k for k in self.replicas if k[1] == name]:
            if len(self.replicas) - 1 < self.wanted - budget:
                return fewest, False
            self.replicas.pop(key).end()
            fewest = min(fewest, len(self.replicas))
            if not self.judges_well() or not self.reconcile():
                return fewest, False
        return fewest, True

    def judges_well(self):
        return self.admits(pod(IMAGE["2022"]), "shop") and not self.admits(pod(IMAGE["2025"]), "shop")

    def end(self):
        for replica in self.replicas.values():
            replica.end()
        self.api.end()


for policy in ("Ignore", "Fail"):
    c = Cluster(policy, **{"webhook.failurePolicy": policy})
    tap.ok(c.admits(c.kinds["Deployment"], NAMESPACE, group="apps", resource="deployments") and c.reconcile() and c.calls == 0, f"{policy}: the hook is installed, asking nobody")
    tap.ok(c.judges_well(), f"{policy}: it lets in what can run, and nothing else")
    c.kill_all()
    asked = c.calls
    linux = pod(IMAGE["linux"], nodeSelector={"kubernetes.io/os": "linux"})
    tap.ok(c.admits(linux, "shop") and c.admits(pod(IMAGE["2025"]), "kube-system") and c.calls == asked, f"{policy}: with all replicas killed, Linux pods and kube-system ask nobody")
    tap.ok(c.admits(pod(IMAGE["2022"]), "shop") == (policy == "Ignore") and c.calls > asked, f"{policy}: and Windows pods get what the policy says")
    tap.ok(c.admits(pod(IMAGE["2022"]), "shop", operation="DELETE"), f"{policy}: what is there can be removed")
    asked = c.calls
    tap.ok(c.reconcile() and c.calls == asked and len(c.replicas) == c.wanted, f"{policy}: the replicas come back, asking nobody")
    tap.ok(c.judges_well(), f"{policy}: and judge as before")
    c.kill_all()
    fewest, drained = c.drain("linux-a")
    tap.ok(drained and c.reconcile() and {where for _, where in c.replicas} == {"linux-b"}, f"{policy}: killed while a node is cordoned, they come back on the other")
    c.cordoned.clear()
    fewest, drained = c.drain("linux-b")
    tap.ok(drained and fewest == c.wanted - 1 and {where for _, where in c.replicas} == {"linux-a"}, f"{policy}: a drain moves them one by one", fewest, list(c.replicas))
    tap.ok(c.judges_well(), f"{policy}: answering all the while")
    c.end()

# --- the model can see a deadlock: without the exemption of its own namespace, the conditions, and with Fail, nothing comes back
c = Cluster("deadlock", **{"webhook.failurePolicy": "Fail"})
for hook in c.hooks:
    hook["namespaceSelector"] = {"matchExpressions": []}
    hook["matchConditions"][0]["expression"] = "(has(object.spec.containers)) || has(object.spec.os)"
tap.ok(not c.reconcile(), "without the exemption of its own namespace it could never start")
c.end()
finish(tap)
