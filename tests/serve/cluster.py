#!/usr/bin/python3
# serve --cluster against a stand-in API server: what changes there changes the answers, and every fault heals. cluster.py PROGRAM prints TAP.
"""Each scenario has an API server and a hook of its own, and all of them run at a time: most of their time is waiting."""

import base64
import concurrent.futures
import json
import re
import subprocess
import sys
import threading
import time
import traceback
import urllib.request

from apiserver import KINDS, TOKEN, ApiServer
from parts import IMAGE, MIXED, Hook, listed, node, pod, review, runtime_class
from small_registry import Registry
from tap import Program, Tap, finish, temporary

home = temporary()
program = Program(sys.argv[1], home)
lock = threading.Lock()
tap = Tap()
W25 = node("w25", "10.0.26100.1742")
SECONDS = 12  # for something to heal
LISTENING = r'nodes are known","address":"([^"]+)"'


def ok(passed, name, *details):
    with lock:
        return tap.ok(passed, name, *details)


def wait(condition, seconds=SECONDS):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


class Scenario:
    """A cluster of four nodes and the hook that watches it."""

    def __init__(self, name, *args, before=lambda api: None, account=None, url=None, nodes=MIXED["items"], **more):
        self.folder = home / name
        (self.folder / "api").mkdir(parents=True)
        self.api = ApiServer(self.folder / "api")
        self.api.put("nodes", *nodes)
        before(self.api)
        login = [] if url else ["--cluster-account", account or self.api.account]
        # A proxy that nobody could reach: an API server is never asked through one.
        self.hook = Hook(program, self.folder, "--cluster", "--cluster-url", url or self.api.url, *login, *(args or ("--offline", "--on-unknown", "infer")), nodes=None,
                         plain=True, env={"https_proxy": "http://127.0.0.1:9", "XDG_CACHE_HOME": str(self.folder)}, **more)

    def metric(self, name, resource=None):
        label = re.escape(f'{{resource="{resource}"}}') if resource else ""
        return float(re.search(rf"^wincompat_{name}{label} (\S+)$", self.hook.ask("/metrics")[1].decode(), re.MULTILINE)[1])

    def nodes(self):
        return json.loads(self.hook.ask("/version")[1])["nodes"]

    def judge(self, image, **spec):
        return self.hook.judge(review(pod(IMAGE[image], **spec)))["allowed"]

    def heals(self, what):
        """A node that is added now is known soon, and one that goes is not."""
        before = self.nodes()
        self.api.put("nodes", node("healed", "10.0.26100.1742"))
        added = wait(lambda: self.nodes() == before + 1)
        self.api.remove("nodes", "healed")
        ok(added and wait(lambda: self.nodes() == before), f"{what}: it heals", self.hook.text()[-1500:])

    def end(self):
        began = time.monotonic()
        code = self.hook.end()
        ok(code == 0 and time.monotonic() - began < 3, f"{self.folder.name}: it ends at once", code, time.monotonic() - began, self.hook.text()[-800:])
        self.api.end()


def changes():
    s = Scenario("changes")
    ok(s.nodes() == 3 and s.hook.ask("/readyz")[0] == 200, "ready with the nodes of the first list")
    ok(not s.judge("2025"), "what no node can run is refused")
    s.api.put("nodes", W25)
    ok(wait(lambda: s.judge("2025")), "a node that is added can run it", s.hook.text())
    s.api.put("nodes", node("w25", "10.0.26100.1742", taints=[{"key": "dedicated", "value": "shop", "effect": "NoSchedule"}]))
    ok(wait(lambda: not s.judge("2025")), "a taint that is added keeps it away")
    s.api.put("nodes", W25)
    ok(wait(lambda: s.judge("2025")), "and lets it in again when it goes")
    s.api.remove("nodes", "w25")
    ok(wait(lambda: not s.judge("2025")), "a node that is removed runs nothing")
    s.api.put("runtimeclasses", runtime_class("w19", "runhcs-wcow-process", nodeSelector={"node.kubernetes.io/windows-build": "10.0.17763"}))
    ok(wait(lambda: not s.judge("2022", runtimeClassName="w19") and s.judge("2019", runtimeClassName="w19")), "a RuntimeClass that is added is known", s.hook.text())
    before, events = s.metric("cluster_node_changes_total"), s.metric("cluster_events_total", "nodes")
    for beat in range(3):
        beating = node("w22-a", "10.0.20348.2966", taints=[{"key": "node.kubernetes.io/not-ready", "effect": "NoSchedule", "timeAdded": str(beat)}])
        beating["status"]["conditions"][0]["lastHeartbeatTime"] = str(beat)
        s.api.put("nodes", beating)
    ok(wait(lambda: s.metric("cluster_events_total", "nodes") == events + 3), "heartbeats arrive")
    time.sleep(0.4)
    ok(s.metric("cluster_node_changes_total") == before, "and change nothing")
    s.api.put("nodes", *(node(f"burst{i}", "10.0.26100.1742") for i in range(1000)))
    ok(wait(lambda: s.nodes() == 1003, 5), "a thousand nodes come")
    ok(s.metric("cluster_node_changes_total") <= before + 10, "in a few bursts", s.metric("cluster_node_changes_total") - before)
    s.api.bookmark("nodes")
    bookmarked = str(s.api.version)
    ok(wait(lambda: s.metric("cluster_events_total", "nodes") == events + 1004), "a bookmark arrives")
    s.api.close_watches()
    ok(wait(lambda: any(v == "watch" and r == "nodes" and q["resourceVersion"] == bookmarked for v, r, q in s.api.asked), 3), "after a closed stream it goes on behind it", s.api.asked)
    ok(s.api.count("list", "nodes") == 1 and s.metric("cluster_watch_errors_total", "nodes") == 0, "without another list")
    lists = [q for v, r, q in s.api.asked if v == "list"]
    watches = [q for v, r, q in s.api.asked if v == "watch"]
    ok(all(q["limit"] == "500" and q["resourceVersion"] == "0" for q in lists), "lists are asked for as client-go does", lists)
    ok(all(q["allowWatchBookmarks"] == "true" and 300 <= int(q["timeoutSeconds"]) < 600 for q in watches), "watches, too", watches)
    s.end()


def on_watch(fault, says):
    def scenario():
        s = Scenario(f"watch-{fault}")
        s.api.fail("watch", "nodes", fault)
        s.api.close_watches()
        ok(wait(lambda: re.search(says, s.hook.text())), f"watch, {fault}: it says so", s.hook.text())
        ok(s.nodes() == 3 and s.hook.ask("/readyz")[0] == 200, f"watch, {fault}: what was known stays")
        s.heals(f"watch, {fault}")
        s.end()
    return scenario


def quiet_on_watch(fault):
    """Half an event at the end, and events byte by byte, are nothing to talk about."""
    def scenario():
        s = Scenario(f"watch-{fault}")
        s.api.fail("watch", "nodes", fault)
        s.api.close_watches()
        s.heals(f"watch, {fault}")
        s.end()
    return scenario


def on_list(fault, says):
    def scenario():
        s = Scenario(f"list-{fault}", before=lambda api: api.fail("list", "nodes", fault), ready=LISTENING)
        ok(wait(lambda: re.search(says, s.hook.text())), f"list, {fault}: it says so", s.hook.text())
        s.hook.wait_for(r"^ready ", SECONDS)
        ok(s.nodes() == 3, f"list, {fault}: it is ready in the end")
        s.end()
    return scenario


def pages():
    def many(api):
        api.page = 2
        api.put("nodes", *(node(f"more{i}", "10.0.20348.2966") for i in range(5)))
    s = Scenario("pages", before=many)
    ok(s.nodes() == 8 and s.api.count("list", "nodes") == 5, "a list of five pages", s.api.asked)
    continued = [q for v, r, q in s.api.asked if v == "list" and "continue" in q]
    ok(len(continued) == 4 and all("resourceVersion" not in q for q in continued), "pages go on by their token alone", continued)
    s.end()
    s = Scenario("page-410", before=lambda api: (many(api), api.fail("list", "nodes", None, None, 410)))
    lists = [q for v, r, q in s.api.asked if v == "list" and r == "nodes"]
    ok(s.nodes() == 8 and len(lists) == 8 and lists[3] == {"limit": "500", "resourceVersion": ""}, "410 on a page: the list begins anew, with the newest", lists)
    s.end()


def compaction():
    s = Scenario("compaction")
    s.api.forget(silently=[("nodes", "w22-a")])
    ok(wait(lambda: s.nodes() == 2), "what went while nobody could watch is missed in the next list", s.hook.text())
    s.heals("compaction")
    s.end()


def not_there():
    folder = home / "early"
    folder.mkdir()
    early = ApiServer(folder)
    early.end()
    s = Scenario("not-there", url=early.url, account=folder, ready=LISTENING)
    s.hook.wait_for("the cluster cannot be watched yet")
    status, why = s.hook.ask("/readyz")
    ok(s.hook.ask("/healthz")[0] == 200 and status == 503 and b"not known yet" in why, "without an API server it is alive and not ready", status, why)
    response = s.hook.judge(review(pod(IMAGE["2022"], nodeSelector={"kubernetes.io/os": "windows", "node.kubernetes.io/windows-build": "10.0.20348"})))
    ok(response["auditAnnotations"]["decision"] == "unknown" and "nodes are not known yet" in json.dumps(response), "a pod is undetermined, whatever it asks for", response)
    response = s.hook.judge(review(pod(IMAGE["2022"])), "/mutate")
    ok(response["allowed"] and b"affinity" not in base64.b64decode(response["patch"]), "and bound to no builds", response)
    ok(s.metric("cluster_silent_seconds", "nodes") == -1, "its metrics say that nothing was heard")
    began = time.monotonic()
    s.end()
    ok("\nready" not in s.hook.text() and time.monotonic() - began < 3, "it was never ready")


def comes_late():
    folder = home / "late"
    folder.mkdir()
    early = ApiServer(folder)
    early.end()
    (folder / "hook").mkdir()
    hook = Hook(program, folder / "hook", "--cluster", "--cluster-url", early.url, "--cluster-account", folder, nodes=None, plain=True, ready=LISTENING)
    hook.wait_for("the cluster cannot be watched yet")
    api = ApiServer(folder, early.port)
    api.put("nodes", *MIXED["items"])
    hook.wait_for(r"^ready ", SECONDS)
    ok(json.loads(hook.ask("/version")[1])["nodes"] == 3 and hook.ask("/readyz")[0] == 200, "an API server that comes late makes it ready")
    # It goes away and comes back with an older version, as after a restored backup.
    api.put("nodes", *(node(f"n{i}", "10.0.20348.2966") for i in range(50)), W25)
    ok(wait(lambda: json.loads(hook.ask("/version")[1])["nodes"] == 54), "it is watched")
    api.end()
    hook.wait_for("what is known of it stays", SECONDS)
    ok(hook.judge(review(pod(IMAGE["2025"])))["allowed"] and hook.ask("/readyz")[0] == 200, "without it the nodes that were known are used")
    time.sleep(0.3)
    silent = float(re.search(r'silent_seconds\{resource="nodes"\} (\S+)', hook.ask("/metrics")[1].decode())[1])
    ok(silent > 0.25, "their age is in the metrics", silent)
    api = ApiServer(folder, early.port)
    api.put("nodes", *MIXED["items"])
    ok(wait(lambda: json.loads(hook.ask("/version")[1])["nodes"] == 3, 20), "after a restored backup it is as the API server says", hook.text()[-1500:])
    ok(hook.end() == 0, "and it ends well")
    api.end()


def forbidden():
    s = Scenario("forbidden", before=lambda api: api.rights.discard("runtimeclasses"), ready=LISTENING)
    s.hook.wait_for(r"403: runtimeclasses is forbidden")
    s.hook.wait_for(r"give its service account the verb list on runtimeclasses.node.k8s.io")
    ok(s.hook.ask("/readyz")[0] == 503, "with half of what it needs it is not ready")
    ok(s.api.count("list", "runtimeclasses") == 1, "and does not ask again and again")
    s.api.rights.add("runtimeclasses")
    s.hook.wait_for(r"^ready ", SECONDS)
    ok(s.nodes() == 3, "with the right to do so it is")
    s.end()


def another_token():
    def renew(api):
        api.token = "second-token"
    s = Scenario("token", before=renew, ready=LISTENING)
    s.hook.wait_for("401: Unauthorized")
    ok(TOKEN not in s.hook.text(), "a token is not told to anybody")
    (s.api.account / "token").write_text("second-token\n", encoding="utf-8")
    s.hook.wait_for(r"^ready ", SECONDS)
    ok(True, "a token that is replaced is read anew")
    s.api.token = "third-token"
    s.api.close_watches()
    wait(lambda: s.hook.text().count("401") > 2)
    (s.api.account / "token").unlink()
    ok(wait(lambda: re.search(r'"do":"[^"]*/token: ', s.hook.text())), "one that is not there is said", s.hook.text()[-800:])
    (s.api.account / "token").write_text("third-token", encoding="utf-8")
    s.heals("token")
    s.end()


def stranger():
    """Another server at that address, whose certificate is by nobody whom the account knows."""
    folder = home / "other"
    folder.mkdir()
    other = ApiServer(folder)
    s = Scenario("stranger", account=folder, ready=LISTENING)
    s.hook.wait_for("certificate|self.signed", SECONDS)
    ok(not s.api.asked and s.hook.ask("/readyz")[0] == 503, "a server that the CA does not know gets no token", s.api.asked)
    s.end()
    other.end()


def endless():
    s = Scenario("endless", before=lambda api: api.fail("list", "nodes", "endless"), ready=LISTENING)
    ok(wait(lambda: s.api.count("list", "nodes") == 1) and s.hook.ask("/readyz")[0] == 503, "half a list is none")
    s.end()


def kubectl():
    """kubectl itself reads what the stand-in lists, and its proxy logs in for the hook."""
    s = Scenario("kubectl", before=lambda api: api.put("runtimeclasses", runtime_class("hv", "runhcs-wcow-hypervisor")))
    login = ["--server", s.api.url, "--token", TOKEN, "--certificate-authority", str(s.api.account / "ca.crt"), "--cache-dir", str(s.folder / "kube")]
    done = subprocess.run(["kubectl", *login, "get", "nodes,runtimeclasses", "-o", "json"], capture_output=True, text=True, timeout=60, env=program.environment())
    listing = json.loads(done.stdout or "{}")
    ok([o["kind"] for o in listing.get("items", ())] == ["Node"] * 4 + ["RuntimeClass"], "kubectl lists the stand-in's objects", done.stderr)
    proxy = subprocess.Popen(["kubectl", *login, "proxy", "--port", "0"], stdout=subprocess.PIPE, text=True, env=program.environment())
    port = re.search(r":(\d+)", proxy.stdout.readline())[1]
    (s.folder / "file").mkdir()
    file = Hook(program, s.folder / "file", "--offline", "--on-unknown", "infer", nodes=listing, plain=True)
    proxied = Scenario("proxied", url=f"http://127.0.0.1:{port}")
    pods = [pod(IMAGE[i], **spec) for i in IMAGE for spec in ({}, {"runtimeClassName": "hv"}, {"nodeSelector": {"node.kubernetes.io/windows-build": "10.0.17763"}}, {"nodeName": "w22-a"})]
    answers = [[hook.judge(review(p), path) for p in pods for path in ("/validate", "/mutate")] for hook in (file, s.hook, proxied.hook)]
    ok(answers[0] == answers[1], "its list as a file, and the API server itself: the same answers", *[a for a in zip(*answers[:2]) if a[0] != a[1]][:2])
    ok(answers[0] == answers[2], "and through kubectl proxy")
    ok({True, False} <= {a["allowed"] for a in answers[0]}, "of both kinds")
    proxied.end()
    proxy.terminate()
    file.end()
    s.end()


def prefetch():
    registry = Registry()
    registry.shift = 6000  # tag1 is of a build that w22-a has no match for; nothing here depends on it

    def workload(kind, name, image, system="windows"):
        template = {"spec": {"nodeSelector": {"kubernetes.io/os": system}, "containers": [{"name": "c", "image": f"{registry.host}/{image}"}]}}
        spec = {"jobTemplate": {"spec": {"template": template}}} if kind == "CronJob" else {"template": template}
        return {"metadata": {"name": name, "namespace": "shop"}, "kind": kind, "spec": spec}

    def fill(api):
        for i, (resource, (_, kind, _)) in enumerate(list(KINDS.items())[2:]):
            api.put(resource, workload(kind, f"w{i}", f"app:tag{i}"), workload(kind, f"linux{i}", f"linux:tag{i}", "linux"))
    s = Scenario("prefetch", "--prefetch", before=fill)
    ok(wait(lambda: s.metric("images_read_total") + s.metric("images_failed_total") == 4), "the images of four kinds of workloads are asked for", s.hook.text())
    ok(not [p for p in registry.asked if "linux" in str(p)], "and not those of Linux ones", registry.asked)
    asked = len(registry.asked)
    s.hook.judge(review(pod(f"{registry.host}/app:tag2")))
    ok(len(registry.asked) == asked and s.metric("images_missed_total") == 0, "a pod finds them in memory", registry.asked[asked:])
    s.api.put("deployments", workload("Deployment", "w0", "app:tag9"))
    ok(wait(lambda: s.metric("images_read_total") + s.metric("images_failed_total") == 5), "an image that a workload gets is asked for, too")
    s.api.rights.discard("cronjobs")
    s.api.close_watches()
    s.hook.wait_for("the verb watch on cronjobs.batch", SECONDS)
    s.api.put("nodes", W25)
    ok(wait(lambda: s.nodes() == 4), "what it may not watch keeps it from nothing else")
    s.end()


SCENARIOS = [changes, pages, compaction, not_there, comes_late, forbidden, another_token, stranger, endless, kubectl, prefetch,
             on_watch(410, "410: a fault"), on_watch("gone", "with 410: too old resource version"), on_watch("error", "with 500: etcdserver: request timed out"),
             on_watch(500, "500: a fault"), on_watch(429, "429: a fault"), on_watch(503, "503: a fault"), on_watch("close", "ended a watch at once"),
             on_watch("garbage", "not JSON|no event|an event"), on_watch("huge", "an object of more than 8 MiB"), quiet_on_watch("drip"), quiet_on_watch("half"),
             on_list(500, "500: a fault"), on_list(429, "429: a fault"), on_list("cut", "cannot be watched yet"), on_list(504, "504: a fault")]
if len(sys.argv) > 2:
    SCENARIOS = [s for s in SCENARIOS if sys.argv[2] in s.__qualname__ or sys.argv[2] in str(s.__closure__ and [c.cell_contents for c in s.__closure__])]
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    running = {pool.submit(scenario): getattr(scenario, "__name__", "scenario") for scenario in SCENARIOS}
    for done in concurrent.futures.as_completed(running):
        failed = done.exception()
        if failed:
            ok(False, f"{running[done]} went through", "".join(traceback.format_exception(failed)))
finish(tap)
