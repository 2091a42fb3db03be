#!/usr/bin/python3
# docs/policy.md and its JSON Schema say what the program does: every block loads, facts and words are those of the code, and what the schema
# refuses the program refuses, too. policy_docs.py PROGRAM ROOT prints TAP.
import json
import pathlib
import re
import sys

import jsonschema
import yaml

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
root = pathlib.Path(sys.argv[2])
page = (root / "docs/policy.md").read_text()
blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: days and `no` are texts."""
    yaml_implicit_resolvers = {}


for tag, pattern, first in (("bool", "true|false", "tf"), ("int", "[-+]?[0-9]+", "-+0123456789"), ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789")):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))

schema = json.loads((root / "docs/schema/policy.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def both(name, text, fine):
    """Does the schema say what the program says of this policy?"""
    path = home / "policy.yaml"
    path.write_text(text)
    p = program.run("policy", "list", "--policy", path)
    faults = [str(e.message)[:200] for e in validator.iter_errors(yaml.load(text, Core))]
    tap.ok((p.returncode == 0) == fine and (not faults) == fine, name, p.stderr[-500:], faults[:3])


for i, block in enumerate(blocks, 1):
    both(f"block {i} of docs/policy.md: {block.splitlines()[0]}", block, True)
for path in sorted((root / "rules").glob("*.yaml")):
    both(f"rules/{path.name}", path.read_text(), True)

RULE = "format: 1\nrules:\n  - {id: A, effect: refuse, why: w%s}\n"
WAIVER = "format: 1\nrules:\n  - {id: A, effect: refuse, why: w}\nwaivers:\n  - {id: W, rules: A, owner: o, reason: r, expires: 2026-12-31%s}\n"
both("the smallest policy", "format: 1\n", True)
both("a rule", RULE % "", True)
both("a waiver", WAIVER % "", True)
both("words that YAML 1.1 would take for others", RULE % ", when: {host.hyperv: no, today: '> 2026-11-25'}", True)
for name, text in {
    "no format": "rules: []\n",
    "a future format": "format: 2\n",
    "an unknown key": "format: 1\nrulez: []\n",
    "rules that are no list": "format: 1\nrules: {}\n",
    "a title that is a list": "format: 1\ntitle: []\n",
    "a rule without an effect": "format: 1\nrules:\n  - {id: A, why: w}\n",
    "a rule without why": "format: 1\nrules:\n  - {id: A, effect: warn}\n",
    "a rule without an id": "format: 1\nrules:\n  - {effect: warn, why: w}\n",
    "an id of two words": "format: 1\nrules:\n  - {id: A B, effect: warn, why: w}\n",
    "an unknown key of a rule": RULE % ", wenn: {}",
    "an unknown effect": (RULE % "").replace("refuse", "deny"),
    "a mode that is none": (RULE % "").replace("refuse", "{require: vm}"),
    "accepting the unsupported": (RULE % "").replace("refuse", "{accept: unsupported}"),
    "an effect with a value too many": (RULE % "").replace("refuse", "{warn: hyperv}"),
    "a sentence without English": (RULE % "").replace("why: w", "why: {ja: w}"),
    "a sentence in another language": (RULE % "").replace("why: w", "why: {en: w, fr: w}"),
    "an unknown fact": RULE % ", when: {image.bild: 1}",
    "a comparison as a fact": RULE % ", when: {image.build against host.build: lower}",
    "an unknown word": RULE % ", when: {image.family: nano}",
    "an unknown word in a list": RULE % ", when: {image.family: [nanoserver, nano]}",
    "an empty list": RULE % ", when: {image.family: []}",
    "an empty any": RULE % ", when: {any: []}",
    "all as a map": RULE % ", when: {all: {image.family: nanoserver}}",
    "a condition that is text": RULE % ", when: never",
    "a pattern for a word": RULE % ", when: {image.family: {matches: nano}}",
    "an empty pattern": RULE % ", when: {image.tag: {matches: ''}}",
    "a day that is none": RULE % ", since: yesterday",
    "without-fact of another word": RULE % ", without-fact: refuse",
    "override of another word": RULE % ", override: perhaps",
    "a remedy that says nothing": RULE % ", remedy: {action: use-tag}",
    "a remedy of another word": RULE % ", remedy: {action: pray, text: t}",
    "an example without what is expected": RULE % ", examples: [{host: ws2022, image: 'os:10.0.20348'}]",
    "an unknown key of an example": RULE % ", examples: [{host: ws2022, image: 'os:10.0.20348', expect: refuse, purpos: test}]",
    "a waiver without an end": (WAIVER % "").replace(", expires: 2026-12-31", ""),
    "a waiver without an owner": (WAIVER % "").replace("owner: o, ", ""),
    "a waiver without a reason": (WAIVER % "").replace("reason: r, ", ""),
    "an unknown key of a waiver": WAIVER % ", until: 2027-01-01",
}.items():
    both(name, text, False)

# Facts and words: the code's table, the schema's and the page's are one.
axes = re.findall(r'^AXIS\(\w+, "([^"]+)", (\w+), \w+, (?:&wc_(\w+)_words|NULL)', (root / "src/policy/site/axes.def").read_text(), re.MULTILINE)
written = {name for name, _, _ in axes if " against " not in name}
condition = schema["$defs"]["condition"]
of_schema = set(condition["properties"]) - {"all", "any", "not"} - {"host.osVersion", "image.osVersion"}
tap.ok(of_schema == written - {"request.labels.NAME"}, "the facts of the schema are those of axes.def", of_schema ^ written)
rows = [re.findall(r"`([^`]+)`", row.split("|")[1]) + [row.split("|")[2]] for row in page.split("| fact | values | missing |")[1].split("\n\n")[0].splitlines()[2:]]
of_page = {fact for row in rows for fact in row[:-1]}
tap.ok(of_page == written | {"host.osVersion", "image.osVersion"}, "so are those of the page", of_page ^ written)
for row in rows:
    words = [set(schema["$defs"][fact]["oneOf"][0]["enum"]) for fact in row[:-1] if fact in schema["$defs"]]
    if words:
        tap.ok(all(w == set(re.findall(r"`([^`]+)`", row[-1])) for w in words), f"the words of {row[0]}", row[-1], words)
for fact, kind, _ in axes:
    if kind == "WORDS" and fact in written:
        for word in schema["$defs"][fact]["oneOf"][0]["enum"]:
            path = home / "word.yaml"
            path.write_text(RULE % f", when: {{{fact}: {word}}}")
            if program.run("policy", "list", "--policy", path).returncode != 0:
                tap.ok(False, f"{fact}: {word}")
        path.write_text(RULE % f", when: {{{fact}: nonsense}}")
        said = program.run("policy", "list", "--policy", path).stderr
        tap.ok("nonsense" in said, f"{fact}: every word is known, and no other")

# What becomes of a missing fact is the page's last column.
skip = {fact for row, line in zip(rows, page.split("| fact | values | missing |")[1].split("\n\n")[0].splitlines()[2:]) for fact in row[:-1] if line.split("|")[3].strip() == "skip"}
VALUES = {"image.revision": "1", "host.revision": "1", "host.engine": "docker", "host.engine.version": "'>= 28'", "host.engine.store": "graphdriver", "host.defaultIsolation": "process",
          "image.reference": "x", "image.registry": "x", "image.repository": "x", "image.tag": "x", "image.digest": "x", "host.edition": "pro", "host.installation": "core",
          "host.hyperv": "yes", "host.containers": "yes", "image.architecture": "amd64", "image.family": "nanoserver", "image.win32k": "yes",
          "host.sandbox": "ws2022"}
for fact, value in VALUES.items():
    path = home / "missing.yaml"
    path.write_text(RULE % f", when: {{{fact}: {value}}}")
    p = program.run("check", "-q", "--policy", path, "--host", "ws2022", "os:10.0.20348")
    tap.ok(p.stdout.strip() == ("process" if fact in skip else "unknown"), f"{fact}: without it the rule is {'passed over' if fact in skip else 'in doubt'}", p.stdout, p.stderr)
finish(tap)
