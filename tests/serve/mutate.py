#!/usr/bin/python3
# What /mutate adds where it is told to: tolerations, and digests that a real registry answered. mutate.py PROGRAM prints TAP.
import base64
import copy
import json
import sys

from parts import IMAGE, Hook, listed, node, of_registries, pod, review
from tap import Program, Tap, finish, temporary

layouts, registries = of_registries("images"), of_registries("parts")
tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
WINDOWS = {"key": "os", "value": "windows", "effect": "NoSchedule"}
TEAM = {"key": "team", "value": "data", "effect": "NoSchedule"}
OURS = {"key": "os", "operator": "Equal", "value": "windows", "effect": "NoSchedule"}


def patched(obj, operations):
    """RFC 6902: add and replace."""
    obj = copy.deepcopy(obj)
    for operation in operations or []:
        *parents, last = operation["path"].split("/")[1:]
        at = obj
        for key in parents:
            at = at[int(key)] if isinstance(at, list) else at[key]
        if isinstance(at, list) and operation["op"] == "add":
            at.insert(len(at) if last == "-" else int(last), operation["value"])
        else:
            assert operation["op"] == "add" or (last in at), operation
            at[last] = operation["value"]
    return obj


def mutate(hook, obj, *args, **more):
    response = hook.judge(review(obj, *args, **more), "/mutate")
    assert response["allowed"], response
    return json.loads(base64.b64decode(response["patch"])) if "patch" in response else None


def added(hook, obj):
    """The tolerations that come to the pod; and it stays as it is when asked again."""
    after = patched(obj, mutate(hook, obj))
    again = mutate(hook, after)
    tap.ok(again is None, "asked again, nothing is changed", again)
    return after["spec"].get("tolerations", [])[len(obj["spec"].get("tolerations", [])):]


# --- Tolerations ------------------------------------------------------------------------------------------------------
TAINTED = listed(node("w19", "10.0.17763.6775", taints=[WINDOWS]), node("w22", "10.0.20348.2966", taints=[WINDOWS]), node("l", "linux"))
hook = Hook(program, home, "--offline", "--add-toleration", "os=windows:NoSchedule", "--add-toleration", "gpu:NoExecute", nodes=TAINTED, plain=True)
plain = pod(IMAGE["2022"])
tap.ok(not hook.judge(review(plain))["allowed"], "a taint that the pod does not tolerate keeps it away")
tap.ok(added(hook, plain) == [OURS], "the toleration that is needed, and no other", mutate(hook, plain))
after = patched(plain, mutate(hook, plain))
terms = after["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"]
tap.ok(terms[0]["matchExpressions"][0]["values"] == ["10.0.20348"], "bound to the builds that can run it of all that it may come to then", terms)
response = hook.judge(review(after))
tap.ok(response["allowed"] and not any("cannot run" in w for w in response.get("warnings", [])), "and then every node that may take it can run it", response)
tap.ok(added(hook, pod(IMAGE["2022"], tolerations=[{"key": "x", "operator": "Exists"}])) == [OURS], "behind those that it has")
tap.ok(added(hook, pod(IMAGE["2022"], tolerations=[{"key": "os", "operator": "Exists"}])) == [], "none where the pod tolerates the taint already")
tap.ok(added(hook, pod(IMAGE["2025"])) == [], "none where no node with the taint can run it")
asks = pod(IMAGE["2022"], nodeSelector={"kubernetes.io/os": "windows", "node.kubernetes.io/windows-build": "10.0.17763"})
tap.ok(added(hook, asks) == [], "none for nodes that it asks for and that cannot run it")
asks["spec"]["nodeSelector"]["node.kubernetes.io/windows-build"] = "10.0.20348"
tap.ok(added(hook, asks) == [OURS], "but for those that can")
tap.ok(mutate(hook, plain, "UPDATE", pod(IMAGE["2019"])) is None, "a pod that is there already is left as it is")
linux = pod(IMAGE["linux"], nodeSelector={"kubernetes.io/os": "linux"})
tap.ok(mutate(hook, linux) is None, "and so is a Linux pod")
deployment = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}, "spec": {"template": {"spec": plain["spec"]}}}
tap.ok(mutate(hook, deployment) is None, "and a template")
hook.end()
told = ("--add-toleration", "os=windows:NoSchedule", "--add-toleration", "team=data:NoSchedule")
for name, nodes, obj, want in (
        ("a second taint beside it, of which nobody said so", listed(node("w22", "10.0.20348.2966", taints=[WINDOWS, {"key": "other", "effect": "NoSchedule"}])), plain, []),
        ("two taints of one node", listed(node("w22", "10.0.20348.2966", taints=[WINDOWS, TEAM])), plain, ["os", "team"]),
        ("one of two that no node that can run it has", listed(node("w22", "10.0.20348.2966", taints=[WINDOWS]), node("w19", "10.0.17763.1", taints=[TEAM])), plain, ["os"]),
        ("another value of the same key", listed(node("w22", "10.0.20348.2966", taints=[{**WINDOWS, "value": "true"}])), plain, []),
        ("another effect", listed(node("w22", "10.0.20348.2966", taints=[{**WINDOWS, "effect": "NoExecute"}])), plain, []),
        ("no taint", listed(node("w22", "10.0.20348.2966")), plain, []),
        ("nodes that can and nodes that cannot behind one taint, for a pod that says where it goes",
         listed(node("w22", "10.0.20348.2966", taints=[WINDOWS]), node("w19", "10.0.17763.1", taints=[WINDOWS])),
         pod(IMAGE["2022"], affinity={"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
             {"matchExpressions": [{"key": "node.kubernetes.io/windows-build", "operator": "In", "values": ["10.0.17763", "10.0.20348"]}]}]}}}), [])):
    hook = Hook(program, home, "--offline", *told, nodes=nodes, plain=True)
    got = [t["key"] for t in added(hook, obj)]
    tap.ok(got == want, f"{name}: {', '.join(want) or 'nothing'}", got)
    hook.end()
hook = Hook(program, home, "--offline", "--mode", "audit", *told, nodes=TAINTED, plain=True)
tap.ok(mutate(hook, plain) is None, "--mode audit changes nothing")
hook.end()
hook = Hook(program, home, "--offline", *told, nodes=None, plain=True)
tap.ok("tolerations" not in json.dumps(mutate(hook, plain)), "without nodes there is nothing to tolerate")
hook.end()
for text in ("os", "os=windows", ":NoSchedule", "os=windows:PreferNoSchedule", "os=windows:NoSchedule-", "a b:NoSchedule", "os=\"}:NoSchedule", "os==:NoExecute"):
    done = program.run("serve", "--no-tls", "--add-toleration", text, timeout=10)
    tap.ok(done.returncode == 2 and "is no taint" in done.stderr and "os=windows:NoSchedule" in done.stderr, f"'{text}' is no taint", done.stderr)
done = program.run("serve", "--no-tls", *[a for i in range(17) for a in ("--add-toleration", f"t{i}:NoSchedule")], timeout=10)
tap.ok(done.returncode == 2 and "at most 16" in done.stderr, "too many are too many", done.stderr)

# --- Pins -------------------------------------------------------------------------------------------------------------
(home / "store").mkdir()
real = registries.Registry(home, home / "store")
index = layouts.index_layout(home / "index", [layouts.V2019, layouts.V2022])
single = layouts.single_layout(home / "single", layouts.V2019)
moved = layouts.index_layout(home / "moved", [layouts.V2019, layouts.V2025])
layouts.push(index, f"{real.host}/many:1")
layouts.push(index, f"{real.host}/many:latest")
layouts.push(single, f"{real.host}/one:1")
INDEX, ONE, MOVED = (layouts.root_of(folder)[1] for folder in (index, single, moved))
many, one, latest = f"{real.host}/many:1", f"{real.host}/one:1", f"{real.host}/many"
NODES = listed(node("w19", "10.0.17763.6775"))


def pins(operations):
    return {o["path"]: o["value"] for o in operations or [] if o["op"] == "replace"}


hook = Hook(program, home, "--pin-digests", "--no-cache", nodes=NODES, plain=True)
got = pins(mutate(hook, pod(many, one, latest)))
tap.ok(got == {"/spec/containers/0/image": f"{many}@{INDEX}", "/spec/containers/1/image": f"{one}@{ONE}", "/spec/containers/2/image": f"{latest}:latest@{INDEX}"},
       "the digest of the index, or of the only manifest; the tag stays", got, INDEX, ONE)
whole = pod(many, initContainers=[{"name": "i", "image": one}, {"name": "j", "image": f"{one}@{ONE}"}],
            volumes=[{"name": "a/b~c", "emptyDir": {}}, {"name": "v", "image": {"reference": many, "pullPolicy": "IfNotPresent"}}])
got = pins(mutate(hook, whole))
tap.ok(got == {"/spec/containers/0/image": f"{many}@{INDEX}", "/spec/initContainers/0/image": f"{one}@{ONE}", "/spec/volumes/1/image/reference": f"{many}@{INDEX}"},
       "init containers and image volumes; what has a digest stays", got)
after = patched(whole, mutate(hook, whole))
tap.ok(mutate(hook, after) is None and hook.judge(review(after))["allowed"], "asked again nothing is changed, and the pod is allowed", mutate(hook, after))
never = pod(many, one)
never["spec"]["containers"][0]["imagePullPolicy"] = "Never"
never["spec"]["containers"][1]["imagePullPolicy"] = "Always"
tap.ok(list(pins(mutate(hook, never))) == ["/spec/containers/1/image"], "what is never pulled keeps the name that the node has it by")
tap.ok(pins(mutate(hook, pod(f"{real.host}/none:1", "127.0.0.1:9/gone:1", IMAGE["2019"].replace("mcr.microsoft.com", "127.0.0.1:9")))) == {}, "what was not asked for is not pinned")
before = pod(many)
got = mutate(hook, pod(many, one), "UPDATE", before)
tap.ok(got == [{"op": "replace", "path": "/spec/containers/1/image", "value": f"{one}@{ONE}"}], "of an update the new image alone, and nothing else", got)
debugged = copy.deepcopy(before)
debugged["spec"]["ephemeralContainers"] = [{"name": "d", "image": one}]
got = mutate(hook, debugged, "UPDATE", before, sub="ephemeralcontainers")
tap.ok(got == [{"op": "replace", "path": "/spec/ephemeralContainers/0/image", "value": f"{one}@{ONE}"}], "an ephemeral container, as 1.36 sends it", got)
old_form = {"apiVersion": "v1", "kind": "EphemeralContainers", "metadata": {"name": "web"}, "ephemeralContainers": [{"name": "d", "image": one}]}
got = mutate(hook, old_form, "UPDATE", {**old_form, "ephemeralContainers": []}, sub="ephemeralcontainers")
tap.ok(got == [{"op": "replace", "path": "/ephemeralContainers/0/image", "value": f"{one}@{ONE}"}], "and as 1.20 does", got)
children = {entry["digest"] for entry in json.loads(layouts.root_of(index)[0])["manifests"]}
tap.ok(not any(child in str(pins(mutate(hook, pod(many)))) for child in children), "never the digest of a child")
layouts.push(moved, many)
tap.ok(pins(mutate(hook, pod(many)))["/spec/containers/0/image"] == f"{many}@{INDEX}", "for five minutes a tag is what it was: facts and pin are of one index")
hook.end()
hook = Hook(program, home, "--pin-digests", "--no-cache", nodes=NODES, plain=True)
tap.ok(pins(mutate(hook, pod(many)))["/spec/containers/0/image"] == f"{many}@{MOVED}", "then what it is by then", MOVED)
tap.ok(mutate(hook, pod(f"{many}@{INDEX}"), "UPDATE", pod(many)) is None, "an update to a digest stays as it is")
hook.end()
quick = Hook(program, home, "--pin-digests", "--no-cache", nodes=NODES, plain=True)
third = patched(pod(latest), mutate(quick, pod(latest)))
real.process.send_signal(19)  # SIGSTOP: it answers nobody
response = quick.judge(review(third))
tap.ok(response["allowed"] and "warnings" not in response, "the pinned pod is decided by what was found just now, without another request", third["spec"]["containers"], response)
real.process.send_signal(18)
quick.end()
hook = Hook(program, home, "--no-cache", nodes=NODES, plain=True)
tap.ok(pins(mutate(hook, pod(many))) == {}, "without --pin-digests images stay as they are")
hook.end()
hook = Hook(program, home, "--pin-digests", "--no-cache", "--mode", "audit", nodes=NODES, plain=True)
tap.ok(mutate(hook, pod(many)) is None, "--mode audit pins nothing")
hook.end()
hook = Hook(program, home, "--pin-digests", "--no-cache", "--on-unknown", "infer", nodes=NODES, plain=True)
tap.ok(pins(mutate(hook, pod("127.0.0.1:9/windows/servercore:ltsc2019"))) == {}, "what a tag says of itself is no digest")
hook.end()
done = program.run("serve", "--no-tls", "--pin-digests", "--offline", timeout=10)
tap.ok(done.returncode == 2 and "not verified" in done.stderr, "offline nothing can be pinned", done.stderr)
finish(tap)
