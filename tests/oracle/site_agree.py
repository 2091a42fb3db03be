#!/usr/bin/python3
"""Asks the program and the oracle about random policies and random facts, and prints TAP: one line for each block of policies.

site_agree.py DRIVER DATA [POLICIES [SEED]]

Every policy is asked about FACTS fact sets. Besides the answers these must hold: the order of rules and of files means nothing; a rule more
never widens what runs, unless it accepts the unknown; no policy allows what nobody allows without one; and a policy that the program printed
decides as the one that it read (the driver compares them).
"""
import multiprocessing
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # a test leaves nothing behind in the tree

import facts as fact_sets
import yaml
from evaluate import Oracle
from knowledge import day
from site_maker import PolicyMaker, VOCABULARIES, compiled, document
from site_rules import Spoken, Values

BLOCK, FACTS, SHOWN = 1000, 5, 8
WIDER = ("refuse", "unknown", "allow")
MOST = {"warnings": 24, "notes": 11, "skipped": 12}  # what a verdict can hold, built-in ones included
ONLY_ASKED = ("user", "namespace", "today", "hname", "win32k", "store", "reference", "digest")


def support_ends(data):
	"""The last day of support by (build, product), and by (build, None); of a build that was released twice that of the first in the data."""
	ends = {}
	for r in yaml.load((pathlib.Path(data) / "releases.yaml").read_text(), yaml.BaseLoader)["releases"]:
		end = r.get("extended-end") or r.get("mainstream-end")
		for product in (r["product"], None):
			ends.setdefault((int(r["build"]), product), day(end) if end else None)
	return ends


def line_of(f, policy=None):
	known = {k: v for k, v in f.items() if k in fact_sets.ABSENT}
	words = [fact_sets.write(known)] + [f"{k}={f[k]}" for k in ONLY_ASKED if f[k] is not None] + [f"label.{k}={v}" for k, v in f["labels"].items()]
	return " ".join(words + ([f"policy={policy}"] if policy else []))


def read_answer(line):
	answer = dict(word.split("=", 1) for word in line.split())
	for key in ("missing", "warnings", "notes", "skipped"):
		answer[key] = set(answer.get(key, "").split(",")) - {""}
	return answer


def differences(theirs, ours, spoken):
	"""The fields on which the program and the oracle differ."""
	found = {k: (theirs.get(k), v) for k, v in ours.items() if k != "missing" and theirs.get(k) != v}
	if theirs["again"] != "same":
		found["again"] = theirs["again"], "same"
	statuses = {m: ours[f"{m}.status"] for m in ("process", "hyperv")}
	extra = theirs["missing"] - ours["missing"]
	if not ours["missing"] <= theirs["missing"] or (extra and not (spoken and extra <= spoken.may_be_missing())):
		found["missing"] = theirs["missing"], ours["missing"]
	if spoken and not all(facts & theirs["missing"] for facts in spoken.must_be_missing(statuses)):
		found["named"] = theirs["missing"], spoken.must_be_missing(statuses)
	for key, names in (("warnings", spoken.warned), ("notes", spoken.noted), ("skipped", spoken.skipped)) if spoken else ():
		mine = theirs[key] - ({r for r, s in spoken_warnings(spoken)} if key == "warnings" else set())
		if mine != names and len(theirs[key]) < MOST[key] - 7:
			found[key] = theirs[key], names
	return found


def spoken_warnings(spoken):
	"""Rules that accept the unknown warn where something unknown runs for that."""
	return [(name, s) for name, (rule, s, _) in spoken.states.items() if rule.effect[0] == "accept"]


class Questions:
	"""The lines for the driver, and what to do with each answer."""

	def __init__(self):
		self.lines, self.checks = [], []

	def add(self, line, check):
		self.lines.append(line)
		self.checks.append(check)


def write_policy(folder, name, rules, waivers, split=None):
	"""One file, or with `split` a folder of two: the rules up to it and the rest."""
	if split is None:
		path = folder / f"{name}.yaml"
		path.write_text(document(rules, waivers))
		return path
	path = folder / name
	path.mkdir()
	(path / "b.yaml").write_text(document(rules[:split], []))
	(path / "a.yaml").write_text(document(rules[split:], waivers))
	return path


def ask_policy(questions, oracle, maker, ends, folder, number, report):
	r = maker.random
	samples = [maker.fact_set() for _ in range(FACTS)]
	for f in samples[1:]:  # one view for all: making views takes longer than deciding
		f["matrix"], f["as-of"] = samples[0]["matrix"], samples[0]["as-of"]
	lines, waiver_lines, rules, waivers = maker.policy(samples[0])
	more_line, more = maker.rule("MORE", samples[0])
	policy = compiled(rules, waivers)
	path = write_policy(folder, f"p{number}", lines, waiver_lines)
	shuffled = r.sample(lines, len(lines))
	variants = [("order", write_policy(folder, f"o{number}", shuffled, waiver_lines[::-1], r.randint(0, len(lines))), None)] if number % 4 == 0 else []
	if more.effect != ("accept", "unknown") and number % 4 == 1:
		variants.append(("wider", write_policy(folder, f"m{number}", lines + [more_line + "}"], waiver_lines), None))
	firsts = []
	for f in samples:
		foreign = f["hos"] != "windows" or f["ios"] != "windows"
		spoken = None if foreign else Spoken(policy, Values(ends, f, VOCABULARIES), f["as-of"])
		line = line_of(f, path)
		def check(theirs, f=f, spoken=spoken, line=line):
			firsts.append(theirs)
			found = differences(theirs, oracle.answer({k: v for k, v in f.items() if k in fact_sets.ABSENT}, spoken), spoken)
			report(line, path, found)
		questions.add(line, check)
	for what, other, _ in variants:
		for k, f in enumerate(samples):
			def compare(theirs, k=k, what=what, line=line_of(f, other), other=other):
				same = {key: v for key, v in theirs.items() if firsts[k].get(key) != v}
				wider = WIDER.index(theirs["decision"]) > WIDER.index(firsts[k]["decision"])
				if (what == "order" and same) or (what == "wider" and wider):
					report(line, other, {what: (theirs, firsts[k])})
			questions.add(line_of(f, other), compare)
	for k, f in enumerate(samples):
		def bare(theirs, k=k, line=line_of(f)):
			if theirs["decision"] == "refuse" and firsts[k]["decision"] != "refuse":
				report(line, path, {"no becomes yes": (firsts[k]["decision"], "refuse")})
		if number % 4 == 2:
			questions.add(line_of(f), bare)


def compare_block(block):
	"""The disagreements of one block of policies, each as (question, policy, fields)."""
	driver, data, seed, count = block
	oracle, ends, chance, found = Oracle(data), support_ends(data), random.Random(seed), []
	maker, questions = PolicyMaker(oracle.known, chance), Questions()
	with tempfile.TemporaryDirectory() as folder:
		folder = pathlib.Path(folder)
		def report(line, path, fields):
			if fields:
				text = path.read_text() if path.is_file() else "".join(p.read_text() for p in sorted(path.iterdir()))
				found.append((line, text, fields))
		for number in range(count):
			ask_policy(questions, oracle, maker, ends, folder, number, report)
		run = subprocess.run([driver], input="\n".join(questions.lines) + "\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
		answers = run.stdout.splitlines()
		if run.returncode != 0 or len(answers) != len(questions.lines):
			return [(f"the driver ended with {run.returncode} after {len(answers)} answers: {run.stderr.strip()[:2000]}", "", {})], 0
		for check, answer in zip(questions.checks, answers):
			check(read_answer(answer))
	return found, count * FACTS


def main():
	driver, data = sys.argv[1:3]
	count = int(sys.argv[3]) if len(sys.argv) > 3 else 4000
	seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20261125
	size = min(BLOCK, count)
	blocks = [(os.path.abspath(driver), data, seed + i, size) for i in range(count // size)]
	start, shown, bad, asked = time.monotonic(), 0, 0, 0
	print(f"1..{len(blocks)}", flush=True)
	with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
		for number, (found, questions) in enumerate(pool.imap(compare_block, blocks), 1):
			bad += len(found)
			asked += questions
			print(f"{'not ok' if found else 'ok'} {number} - {size} random policies from seed {blocks[number - 1][2]}", flush=True)
			for line, policy, fields in found[:max(0, SHOWN - shown)]:
				shown += 1
				print("# " + line.replace("\n", " "))
				for text in policy.splitlines():
					print(f"#     {text}")
				for field, (theirs, ours) in fields.items():
					print(f"#   {field}: the program says {theirs}, the oracle {ours}")
	print(f"# {asked} questions, {bad} disagreements, {time.monotonic() - start:.1f} s")
	return 1 if bad else 0


if __name__ == "__main__":
	sys.exit(main())
