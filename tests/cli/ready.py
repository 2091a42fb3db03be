#!/usr/bin/python3
# The ready-made policies: every file of rules/ is built in, its examples hold and reach every way of every rule, its sentences are in both
# languages, and each rule has its reasons. ready.py PROGRAM RULES-FOLDER prints TAP.
import json
import pathlib
import sys

import yaml

from tap import Program, Tap, finish, temporary

tap = Tap()
program = Program(sys.argv[1], temporary())
folder = pathlib.Path(sys.argv[2])
files = sorted(folder.glob("*.yaml"))
listed = [p["name"] for p in json.loads(program.run("policy", "list", "-o", "json").stdout)["policies"]]
tap.ok(listed == [f.stem for f in files], "rules/ is what is built in", listed)

for file in files:
    text = file.read_text()
    head = yaml.load(text, yaml.BaseLoader)
    tap.ok(text.startswith("# ") and head["policy"] == file.stem and head.get("title"), f"{file.stem}: a header comment, its name and a title")
    p = program.run("policy", "test", file.stem, "-o", "json")
    answer = json.loads(p.stdout)
    tap.ok(p.returncode == 0 and answer["passed"] > 0, f"{file.stem}: its examples hold", p.stdout[-2000:])
    missed = [r for r in answer["rules"] if r["reached"] < r["ways"]]
    tap.ok(not missed, f"{file.stem}: its examples reach every way", missed)
    built_in = json.loads(program.run("policy", "list", "--policy", file.stem, "-o", "json").stdout)["rules"]
    on_disk = json.loads(program.run("policy", "list", "--policy", file, "-o", "json").stdout)["rules"]
    strip = lambda rules: [{k: v for k, v in r.items() if k != "place"} for r in rules]
    tap.ok(strip(built_in) == strip(on_disk), f"{file.stem}: the file and what is built in are the same")
    tap.ok(program.run("check", "--lang", "ja", "--policy", file, "--host", "ws2022", "os:10.0.20348.1").stderr == "", f"{file.stem}: it loads in Japanese")
    for rule in head["rules"]:
        ours = rule["id"].startswith(("STRICT-", file.stem.upper() + "-"))
        tap.ok(ours and set(rule["why"]) == {"en", "ja"} and rule.get("examples") and rule.get("since"), f"{rule['id']}: prefix, both languages, since and examples")
        own = file.stem in ("strict", "registries")
        tap.ok(own or rule.get("source") or head.get("source"), f"{rule['id']}: a source")
    tap.ok(f"`{file.stem}`" in (folder.parent / "docs/policy.md").read_text(), f"{file.stem}: docs/policy.md names it")
finish(tap)
