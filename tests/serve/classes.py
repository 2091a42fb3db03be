#!/usr/bin/python3
# Classes of nodes by text cases: classes.py PROGRAM CASES prints TAP.
"""A case begins at the margin with its name. `nodes COUNT VERSION LABEL=VALUE … taint=KEY=VALUE:EFFECT runtime=… handler=…` and `class NAME HANDLER
LABEL=VALUE tolerate=KEY` make the cluster, `profile KEY=VALUE match=LABEL=VALUE …` its nodeProfiles (nodes are called n0, n1 …; # is the node's number), then each `pod …` is asked about and `expect …`
says what comes: the decision, eligible=, classes=, mode=, says="a part of the message", warns="a part of a warning", quiet (no warning)."""

import json
import pathlib
import shlex
import sys

import yaml

from parts import IMAGE, Hook, listed, node, pod, review, runtime_class
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)


def taint(text):
    key, rest = text.split("=", 1)
    value, effect = rest.rsplit(":", 1)
    return {"key": key, "effect": effect, **({"value": value} if value else {})}


def toleration(text):
    if text == "*":
        return {"operator": "Exists"}
    if "=" not in text:
        return {"key": text, "operator": "Exists"}
    return {**taint(text), "operator": "Equal"}


def add_nodes(objects, words):
    count, version, *rest = words
    first = sum(o["kind"] == "Node" for o in objects)
    for i in range(first, first + int(count)):
        labels, taints, handlers, more = {}, [], [], {}
        for word in rest:
            key, value = word.split("=", 1)
            if key == "taint":
                taints.append(taint(value))
            elif key == "runtime":
                more["runtime"] = value
            elif key == "handler":
                handlers.append({"name": value} if value else {})
            else:
                labels[key] = value.replace("#", str(i))
        objects.append(node(f"n{i}", version, labels, taints, **more))
        if handlers:
            objects[-1]["status"]["runtimeHandlers"] = handlers


def add_class(objects, words):
    name, handler, *rest = words
    scheduling = {}
    for word in rest:
        key, value = word.split("=", 1)
        if key == "tolerate":
            scheduling["tolerations"] = [toleration(value)]
        else:
            scheduling.setdefault("nodeSelector", {})[key] = value
    objects.append(runtime_class(name, handler, **scheduling))


def add_profile(profiles, words):
    made = {}
    for word in words:
        key, value = word.split("=", 1)
        if key in ("match", "labels"):
            label, text = value.split("=", 1)
            made.setdefault(key, {})[label] = text
        elif key == "taint":
            made.setdefault("taints", []).append(value)
        else:
            made[key] = value
    profiles.append(made)


def required(term):
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}


def make_pod(words):
    spec, image, kind = {"nodeSelector": {"kubernetes.io/os": "windows"}}, "2022", "Pod"
    for word in words:
        key, _, value = word.partition("=")
        if key == "image":
            image = value
        elif key == "kind":
            kind = value
        elif key == "selector":
            name, label = value.split("=", 1)
            spec["nodeSelector"][name] = label
        elif key == "tolerate":
            spec["tolerations"] = [toleration(value)]
        elif key == "name":
            spec["nodeName"] = value
        elif key == "class":
            spec["runtimeClassName"] = value
        elif key == "os":
            spec["nodeSelector"] = {}
            if value != "none":
                spec["os"] = {"name": value}
        elif key == "hostprocess":
            spec["securityContext"] = {"windowsOptions": {"hostProcess": True}}
        elif key == "field":
            spec["affinity"] = required({"matchFields": [{"key": "metadata.name", "operator": "In", "values": [value]}]})
        elif key == "affinity":
            label, operator, values = value.split(":")
            spec["affinity"] = required({"matchExpressions": [{"key": label, "operator": operator, **({"values": values.split(",")} if values else {})}]})
        else:
            raise ValueError(word)
    made = pod(IMAGE[image], **spec)
    return made if kind == "Pod" else {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "d"}, "spec": {"template": made}}


def check(name, hook, words, expected):
    response = hook.judge(review(make_pod(words)))
    version = json.loads(hook.ask("/version")[1])
    message = response.get("status", {}).get("message", "")
    warnings = " ".join(w.removeprefix("wincompat: ").removeprefix("… ") for w in response.get("warnings", []))
    decision = response["auditAnnotations"]["decision"]
    advice = "kind=DaemonSet" in words
    faults = [] if advice or decision == expected[0] else [f"decision {decision}"]
    faults += [] if response["allowed"] == (expected[0] != "refuse") else ["allowed"]
    entry = json.loads([line for line in hook.text().splitlines() if '"decided"' in line][-1])
    for word in expected[1:]:
        key, _, value = word.partition("=")
        got = {"classes": version["nodeClasses"], "mode": response["auditAnnotations"].get("mode"), "eligible": entry["eligible"]}.get(key)
        if key in ("says", "warns"):
            faults += [] if value in message + " " + warnings else [word]
        elif key == "quiet":
            faults += [word] if warnings else []
        elif str(got) != value:
            faults.append(f"{word}, not {got}")
    tap.ok(not faults, f"{name}: {' '.join(words)}", faults, response)


def run_case(name, lines):
    objects, profiles, args = [], [], []
    for line in lines:
        word, *rest = shlex.split(line)
        if word == "nodes":
            add_nodes(objects, rest)
        elif word == "class":
            add_class(objects, rest)
        elif word == "profile":
            add_profile(profiles, rest)
        elif word == "with":
            args += rest
    if profiles:
        (home / "wincompat.yaml").write_text(yaml.safe_dump({"nodeProfiles": profiles}), encoding="utf-8")
        args += ["--config", home / "wincompat.yaml"]
    hook = Hook(program, home, "--offline", *args, nodes=listed(*objects), plain=True)
    asked = None
    for line in lines:
        word, *rest = shlex.split(line)
        if word == "pod":
            asked = rest
        elif word == "expect":
            check(name, hook, asked, rest)
    hook.end()


for path in sorted(pathlib.Path(sys.argv[2]).glob("*.case")):
    name, lines = None, []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end"]:
        if line.startswith("\t"):
            lines.append(line.strip())
        elif line and not line.startswith("#"):
            if lines:
                run_case(name, lines)
            name, lines = line, []
finish(tap)
