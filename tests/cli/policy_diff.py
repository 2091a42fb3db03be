#!/usr/bin/python3
# policy diff and policy lint from outside: what they find, with what witness, and what becomes of past decisions. policy_diff.py PROGRAM SCHEMAS prints TAP.
import json
import pathlib
import sys
import time

import jsonschema

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
schemas = pathlib.Path(sys.argv[2])


def schema(name):
    return json.loads((schemas / f"{name}.schema.json").read_text())


def policy(name, *rules, rest=""):
    path = home / f"{name}.yaml"
    path.write_text("format: 1\nrules:\n" + "".join(f"  - {{id: {i}, effect: {e}, why: because, when: {w}}}\n" for i, e, w in rules) + rest)
    return str(path)


def shown(p):
    return f"exit {p.returncode}", p.stdout[-1500:], p.stderr[-800:]


def diff(*args):
    p = program.run("policy", "diff", "-o", "json", *args)
    answer = json.loads(p.stdout) if p.stdout else None
    if answer:
        jsonschema.validate(answer, schema("policy-diff"))
    return p, answer


def lint(*args):
    p = program.run("policy", "lint", "-o", "json", *args)
    answer = json.loads(p.stdout) if p.stdout else None
    if answer:
        jsonschema.validate(answer, schema("policy-lint"))
    return p, answer["findings"] if answer else None


def check_witness(c, old, new):
    """The witness is what check says under both policies."""
    w = c["witness"]
    host = f"{w.get('host.product', 'server')}:10.0.{w['host.build']},hyperv={w.get('host.hyperv', 'yes')}"
    args = ["--host", host, "--isolation", w.get("request.isolation", "default"), "--today", w.get("today", "2026-11-25")]
    if "request.namespace" in w and w["request.namespace"] != "(none)":
        args += ["--namespace", w["request.namespace"]]
    family = "" if w.get("image.family", "unknown") == "unknown" else f",family={w['image.family']}"
    words = []
    for p in (old, new):
        given = [] if p == "none" else ["--policy", p]
        words.append(program.run("check", "-q", *given, *args, f"os:10.0.{w['image.build']}{family}").stdout.strip())
    return words == [c["old"], c["new"]], words


def differences():
    a = policy("a", ("NO-NANO", "refuse", "{image.family: nanoserver, request.namespace: shop}"))
    b = policy("b", ("NO-NANO", "refuse", "{all: [{request.namespace: [shop]}, {not: {image.family: {not: nanoserver}}}]}"))
    p, d = diff(a, b)
    tap.ok(p.returncode == 0 and d["count"] == 0 and d["classes"] == [], "written otherwise, and the same: exit 0 and no class", *shown(p))
    p = program.run("policy", "diff", a, b)
    tap.ok(p.stdout.startswith("EQUAL "), "… in words", *shown(p))
    c = policy("c", ("NO-NANO", "refuse", "{image.family: nanoserver, request.namespace: 'sho?'}"))
    p, d = diff(a, c)
    spaces = {v for x in d["classes"] for v in x["when"]["request.namespace"]}
    tap.ok(p.returncode == 1 and d["classes"] and "shop" not in spaces and all(v.startswith("sho") and len(v) == 4 for v in spaces),
           "a glob in the place of a name: only other names change", *shown(p))
    tap.ok(all(x["rules"] == ["NO-NANO"] for x in d["classes"]), "… with the rule that makes it so", d["classes"][:1])
    wrong = [r for r in (check_witness(x, a, c) for x in d["classes"][:12] if x["witness"].get("host.build", "unknown") != "unknown" != x["witness"].get("image.build", "unknown")) if not r[0]]
    tap.ok(not wrong, "… and every witness is what check says under both", wrong)
    p, d = diff("none", policy("up", ("UP", "refuse", "{image.build: '> host.build', image.family: [servercore, nanoserver, windows, server]}")))
    builds = [x for x in d["classes"] if x["old"] != "unknown"]
    tap.ok(not builds, "what the matrix refuses anyway is no difference, but where an edition of the matrix or nobody says so", builds[:2])
    p, d = diff("none", policy("w", ("W", "warn", "{host.build: ws2019}")))
    tap.ok([(x["remark"], x["old"], x["new"], x["when"]) for x in d["classes"]] == [("W", "no", "yes", {"host.build": ["17763"]})], "a warning is a difference of its own", *shown(p))
    old = policy("old", ("S", "refuse", "{image.supportDays: '< 0'}"))
    new = policy("new", ("S", "refuse", "{image.supportDays: '< 90'}"))
    p, d = diff(old, new)
    tap.ok(d["classes"] and all("today" in x["when"] and "image.build" in x["when"] for x in d["classes"]), "support ends: builds and days", *shown(p))
    p = program.run("policy", "diff", "none", policy("look", ("L", "refuse", "{image.tag: {matches: '(?=x)y'}}")))
    tap.ok(p.returncode == 2 and "look-around" in p.stderr and "image" in p.stderr, "a pattern that cannot be compared exactly is said to be one", *shown(p))
    p = program.run("policy", "diff", a, str(home / "nothing.yaml"))
    tap.ok(p.returncode == 2 and "no file" in p.stderr and not p.stdout, "a policy that is not there", *shown(p))
    p = program.run("policy", "diff", a)
    tap.ok(p.returncode == 2, "one policy alone", *shown(p))


def past():
    journal = str(home / "journal.db")
    for space in ("shop", "bank"):
        program.run("check", "--log", "--journal", journal, "--namespace", space, "--host", "ws2022", "os:10.0.20348.1,family=nanoserver", "os:10.0.20348.1,family=servercore")
    new = policy("shop", ("NO-NANO", "refuse", "{image.family: nanoserver, request.namespace: shop}"))
    p, d = diff("none", new, "--journal", journal)
    found = [(x["image"], x["recorded"], x["old"], x["new"]) for x in d["past"]]
    tap.ok(found == [("os:10.0.20348.1,family=nanoserver", "process", "process", "refuse")] and d["pastSeen"] == 4, "past decisions that would be others", found, *shown(p))
    p = program.run("policy", "diff", "none", new, "--journal", journal)
    tap.ok("PAST " in p.stdout and "1 of 4 past decisions" in p.stdout, "… in words", *shown(p))
    p = program.run("policy", "diff", "none", new, "--journal", str(home / "no.db"))
    tap.ok(p.returncode == 2 and "no such journal" in p.stderr, "a journal that is not there", *shown(p))


def findings():
    p, found = lint("strict", "kubernetes")
    tap.ok(all(f["what"] == "example" for f in found), "the ready-made policies have no fault of their own", found)
    cases = (
        ("never", ("N", "refuse", "{image.build: '> host.build', host.build: '> 20348', image.build: '<= 20348'}") if False else
         ("N", "refuse", "{all: [{image.build: '> host.build'}, {host.build: '>= 20348'}, {not: {image.build: '>= 20348'}}]}")),
        ("never", ("N", "warn", "{image.registry: mcr.microsoft.com, image.repository: 'docker.io/*'}")),
        ("never", ("N", "refuse", "{today: '< 2026-01-01', image.supportDays: '< -36500'}")),
        ("shadowed", ("S", "refuse", "{image.build: 1607, host.build: 1511, host.hyperv: 'no', request.isolation: hyperv}")),
    )
    for what, rule in cases:
        p, found = lint(policy("lint", rule))
        tap.ok([f["what"] for f in found] == [what] and p.returncode == 1 and found[0]["line"] == 3, f"{what}: {rule[2]}", *shown(p))
    p, found = lint(policy("two", ("A", "refuse", "{request.namespace: shop}"), ("B", "{require: hyperv}", "{request.namespace: shop, image.family: nanoserver}")))
    tap.ok([(f["what"], f["rule"]) for f in found] == [("shadowed", "B")], "a rule that another one makes idle", *shown(p))
    p, found = lint(policy("against", ("A", "{require: process}", "{host.engine: containerd}"), ("B", "{require: hyperv}", "{image.build: '< host.build'}")))
    clash = [f for f in found if f["what"] == "contradiction"]
    tap.ok(len(clash) == 1 and {clash[0]["rule"], clash[0]["other"]} == {"A", "B"} and clash[0]["witness"]["host.engine"] == "containerd",
           "two rules that forbid both isolations, with a situation", *shown(p))
    p, found = lint(policy("waived", ("A", "refuse", "{image.family: nanoserver}"), rest="waivers:\n  - {id: W, rules: [A], owner: team, reason: move, expires: 2020-01-01}\n"))
    tap.ok([f["what"] for f in found] == ["expired"] and "2020-01-01" in found[0]["text"], "a waiver that is over", *shown(p))
    p = program.run("policy", "lint", policy("fine", ("A", "refuse", "{image.family: nanoserver}")))
    tap.ok(p.returncode == 0 and p.stdout.startswith("CLEAN "), "nothing to find: exit 0", *shown(p))


def large():
    """Two policies of 1,000 rules of which ten differ."""
    def rule(i, build):
        return (f"R-{i}", ["refuse", "{require: hyperv}", "warn"][i % 3], f"{{request.namespace: team-{i}, host.build: '< {build}', image.repository: 'registry{i % 30}.example.com/*'}}")
    old = policy("large", *(rule(i, 20348) for i in range(1000)))
    new = policy("larger", *(rule(i, 26100 if i < 10 else 20348) for i in range(1000)))
    start = time.monotonic()
    p, d = diff(old, new)
    took = time.monotonic() - start
    changed = {r for x in d["classes"] for r in x["rules"]}
    tap.ok(p.returncode == 1 and changed and changed <= {f"R-{i}" for i in range(10)} and took < 20, "1,000 rules of which ten differ", f"{took:.1f} s", sorted(changed), d["count"])


differences()
past()
findings()
large()
finish(tap)
