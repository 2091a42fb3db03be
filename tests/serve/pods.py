#!/usr/bin/python3
# What of a pod is judged, and how: HostProcess, image volumes, pause images, updates, subresources, dry runs. pods.py PROGRAM prints TAP.
import copy
import sys

from parts import Hook, listed, node, of_registries, pod, review, runtime_class
from tap import Program, Tap, finish, temporary

layouts, registries = of_registries("images"), of_registries("parts")
tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
(home / "store").mkdir()
real = registries.Registry(home, home / "store")
V2019, V2022, V2025 = layouts.V2019, layouts.V2022, layouts.V2025


def image(name, layout):
    layouts.push(layout, f"{real.host}/{name}:1")
    return f"{real.host}/{name}:1"


NEWER = image("newer", layouts.index_layout(home / "newer", [V2022, V2025]))
OLD = image("old", layouts.index_layout(home / "old", [V2019]))
SINGLE = image("single", layouts.single_layout(home / "single", V2022))
ANY = image("any", layouts.single_layout(home / "any", None))
LINUX = image("linux", layouts.mixed_layout(home / "mixed", V2022))
NODES = listed(node("w19", "10.0.17763.6775"), runtime_class("hv", "runhcs-wcow-hypervisor"))
hook = Hook(program, home, nodes=NODES, plain=True)


def decision(response):
    return response.get("auditAnnotations", {}).get("decision", "passes")


def is_said(what, response, want, word=""):
    text = response.get("status", {}).get("message", "") + " ".join(response.get("warnings", []))
    tap.ok(decision(response) == want and word in text, f"{what}: {want}", response)


def with_host_process(names, **windows):
    return pod(*names, hostNetwork=True, securityContext={"windowsOptions": {"hostProcess": True, **windows}})


def with_volume(name):
    return pod(OLD, volumes=[{"name": "v", "image": {"reference": name}}])


# --- HostProcess and image volumes: no matter of the host's version, but of the engine's matching ------------------------
is_said("another build", hook.judge(review(pod(SINGLE))), "refuse")
is_said("HostProcess, an image without os.version", hook.judge(review(with_host_process([ANY]))), "allow")
is_said("the same without HostProcess", hook.judge(review(pod(ANY))), "unknown")
is_said("HostProcess, one manifest whose config the engine does not take", hook.judge(review(with_host_process([SINGLE]))), "refuse", "ENGINE-REFUSES")
is_said("HostProcess, an index without an entry that the engine takes", hook.judge(review(with_host_process([NEWER]))), "refuse", "ENGINE-REFUSES")
is_said("HostProcess, an index with one", hook.judge(review(with_host_process([OLD]))), "allow")
mixed = with_host_process([ANY])
mixed["spec"]["containers"][0]["securityContext"] = {"windowsOptions": {"hostProcess": False}}
is_said("a container that says no where its pod says yes", hook.judge(review(mixed)), "unknown")
alone = pod(ANY)
alone["spec"]["containers"][0]["securityContext"] = {"windowsOptions": {"hostProcess": True}}
is_said("a container that says so itself", hook.judge(review(alone)), "allow")
is_said("an image volume without os.version", hook.judge(review(with_volume(ANY))), "allow")
is_said("an image volume whose index has no entry that the engine takes", hook.judge(review(with_volume(NEWER))), "refuse", "ENGINE-REFUSES")
is_said("an image volume for Linux, too", hook.judge(review(with_volume(LINUX))), "allow")
is_said("an image volume alone makes no Windows pod", hook.judge(review(pod(**{"nodeSelector": {}, "volumes": [{"name": "v", "image": {"reference": SINGLE}}]}))), "passes")

# --- The pause image of the nodes -------------------------------------------------------------------------------------
hyperv = pod(SINGLE, runtimeClassName="hv")
hook.end()
for facts, want in (("", "unknown"), ("hyperv=yes", "unknown"), ("sandbox=10.0.17763,hyperv=yes", "unknown"), ("sandbox=10.0.20348,hyperv=yes", "allow"),
                    ("sandbox=10.0.20348,hyperv=no", "refuse")):
    told = Hook(program, home, *(["--node-facts", facts] if facts else []), plain=True,
                nodes=listed(node("w22", "10.0.20348.2966"), runtime_class("hv", "runhcs-wcow-hypervisor")))
    is_said(f"Hyper-V isolation, nodes with {facts or 'nothing said'}", told.judge(review(hyperv)), want)
    told.end()

# --- Updates ----------------------------------------------------------------------------------------------------------
hook = Hook(program, home, nodes=NODES, plain=True, env={"XDG_CACHE_HOME": str(home / "cache")})
bad, good = pod(SINGLE), pod(OLD)
two = pod(SINGLE, OLD)
is_said("an update that only adds an image that fits", hook.judge(review(two, "UPDATE", bad)), "allow")
is_said("one that adds an image that does not", hook.judge(review(two, "UPDATE", good)), "refuse")
is_said("one whose old pod is not told", hook.judge(review(bad, "UPDATE")), "refuse")
is_said("one of labels alone", hook.judge(review({**bad, "metadata": {"name": "web", "labels": {"a": "b"}}}, "UPDATE", bad)), "passes")
is_said("the same image in a part that is no HostProcess any more", hook.judge(review(pod(ANY), "UPDATE", alone)), "unknown")
is_said("a new pod beside an old one", hook.judge(review(bad, "CREATE", bad)), "refuse")
debugged = copy.deepcopy(bad)
debugged["spec"]["ephemeralContainers"] = [{"name": "d", "image": OLD, "targetContainerName": "c0"}]
is_said("an ephemeral container is judged alone (1.36)", hook.judge(review(debugged, "UPDATE", bad, sub="ephemeralcontainers")), "allow")
debugged["spec"]["ephemeralContainers"].append({"name": "e", "image": SINGLE})
is_said("a name that the pod has already is no new image", hook.judge(review(debugged, "UPDATE", bad, sub="ephemeralcontainers")), "allow")
debugged["spec"]["ephemeralContainers"].append({"name": "f", "image": NEWER})
is_said("one that it does not have", hook.judge(review(debugged, "UPDATE", bad, sub="ephemeralcontainers")), "refuse")


def old_form(*names):
    return {"apiVersion": "v1", "kind": "EphemeralContainers", "metadata": {"name": "web", "namespace": "shop"},
            "ephemeralContainers": [{"name": f"d{i}", "image": name} for i, name in enumerate(names)]}


is_said("ephemeral containers as 1.20 sends them", hook.judge(review(old_form(NEWER, OLD), "UPDATE", old_form(OLD), sub="ephemeralcontainers")), "refuse")
is_said("of these, too, only new ones", hook.judge(review(old_form(NEWER, OLD), "UPDATE", old_form(NEWER), sub="ephemeralcontainers")), "allow")
is_said("none", hook.judge(review(old_form(), "UPDATE", old_form(), sub="ephemeralcontainers")), "passes")

# --- What is no matter of ours ----------------------------------------------------------------------------------------
scale = {"apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": {"name": "web"}, "spec": {"replicas": 3}}
for what, body in (("scale", review(scale, "UPDATE", scale, sub="scale")), ("status", review(bad, "UPDATE", good, sub="status")),
                   ("resize", review(bad, "UPDATE", good, sub="resize")), ("a subresource of tomorrow", review(bad, "UPDATE", good, sub="tomorrow")),
                   ("DELETE", review(None, "DELETE", bad, kind={"group": "", "version": "v1", "kind": "Pod"})),
                   ("CONNECT", review({"apiVersion": "v1", "kind": "PodExecOptions", "command": ["cmd"]}, "CONNECT", sub="exec")),
                   ("a ConfigMap", review({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {}})),
                   ("another group's Pod", review({**bad, "apiVersion": "example.com/v1"})),
                   ("a custom kind with a template", review({"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": {"name": "r"}, "spec": {"template": bad}}))):
    for path in ("/validate", "/mutate"):
        response = hook.judge(body, path)
        tap.ok(response["allowed"] and set(response) == {"uid", "allowed"}, f"{what} passes {path} without a word", response)
generated = {**bad, "metadata": {"generateName": "web-", "namespace": "shop"}}
body = review(generated)
del body["request"]["name"]
is_said("a pod that has no name yet", hook.judge(body), "refuse")
hook.end()

# --- A dry run --------------------------------------------------------------------------------------------------------
journal = home / "journal.db"
hook = Hook(program, home, "--journal", journal, "--no-cache", nodes=NODES, plain=True)
is_said("a dry run is answered like any other", hook.judge(review(bad, dryRun=True)), "refuse")
known = b"wincompat_images_known 1\n" in hook.ask("/metrics")[1]
hook.end()
entries = program.run("log", "--journal", journal, "-o", "ndjson").stdout
tap.ok(known and entries == "", "it is not written down; what its image is was looked up as for any other", entries)
finish(tap)
