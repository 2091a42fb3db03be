#!/usr/bin/python3
# Times policy diff of two policies of 1,000 rules of which ten differ, from a seed. policy_diff.py PROGRAM MEASURE prints "name value unit".
import pathlib
import random
import subprocess
import sys
import tempfile

RULES, CHANGED, SEED = 1000, 10, 1
BUILDS = [14393, 17763, 18362, 18363, 19041, 19045, 20348, 22621, 22631, 25398, 26100]


def condition(r):
    """A namespace, a repository or a label; builds; now and then a family, revisions, a purpose."""
    facts, kind = {}, r.random()
    if kind < 0.5:
        facts["request.namespace"] = f"team-{r.randrange(RULES)}"
    elif kind < 0.7:
        facts["image.repository"] = f'"registry{r.randrange(40)}.example.com/team{r.randrange(20)}/*"'
    elif kind < 0.8:
        facts["request.labels.tier"] = r.choice(["gold", "silver", "bronze"])
    if r.random() < 0.5:
        facts["host.build"] = f'"{r.choice(["<", ">=", ">", "<="])} {r.choice(BUILDS)}"'
    if r.random() < 0.4:
        facts["image.build"] = f'"{r.choice(["<", ">=", "="])} {r.choice(BUILDS)}"'
    if r.random() < 0.2:
        facts["image.family"] = r.choice(["nanoserver", "servercore", "windows"])
    if r.random() < 0.15:
        facts["image.revision"] = '"< host.revision"'
    if r.random() < 0.1:
        facts["request.purpose"] = r.choice(["production", "test"])
    return facts or {"host.build": "9999"}


def policy(path, changed):
    lines = ["format: 1", "rules:"]
    for i in range(RULES):
        r = random.Random(SEED * 100000 + i + (77777 if i < changed else 0))
        facts = condition(r)
        effect = r.choice(["refuse", "{require: hyperv}", "{require: process}", "warn", "refuse", "{prefer: hyperv}"])
        lines += [f"  - id: R-{i:05d}", f"    effect: {effect}", f"    why: rule {i}", "    when:"] + [f"      {k}: {v}" for k, v in facts.items()]
    path.write_text("\n".join(lines) + "\n")
    return str(path)


with tempfile.TemporaryDirectory() as folder:
    home = pathlib.Path(folder)
    old, new = policy(home / "old.yaml", 0), policy(home / "new.yaml", CHANGED)
    for name, args in (("policy-diff-1000", (old, new)), ("policy-diff-strict", ("none", "strict"))):
        p = subprocess.run([sys.argv[2], "3", sys.argv[1], "policy", "diff", *args], capture_output=True, text=True)
        shortest, _, peak = p.stdout.split()[:3]
        print(f"{name} {float(shortest) / 1e6:.2f} s\n{name}-peak {peak} KB")
