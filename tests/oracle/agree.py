#!/usr/bin/python3
"""Asks the program and the oracle the same random questions and prints TAP: one line for each block of questions.

agree.py DRIVER DATA [COUNT [SEED]]
"""
import multiprocessing
import os
import random
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # a test leaves nothing behind in the tree

import facts as fact_sets
from evaluate import Oracle

BLOCK = 5000
SHOWN = 12  # disagreements printed in full


def read_answer(line):
	answer = dict(word.split("=", 1) for word in line.split())
	answer["missing"] = set(answer["missing"].split(",")) - {""}
	return answer


def text(value):
	return ",".join(sorted(value)) or "-" if isinstance(value, set) else value


def compare(block):
	"""The disagreements of one block of questions, each as (question, fields)."""
	driver, data, seed, count = block
	maker_random, oracle = random.Random(seed), oracle_of(data)
	maker = fact_sets.Maker(oracle.known, maker_random)
	questions = [maker.make() for _ in range(count)]
	lines = "".join(fact_sets.write(q) + "\n" for q in questions)
	run = subprocess.run([driver], input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
	answers = run.stdout.splitlines()
	if run.returncode != 0 or len(answers) != count:
		return [(f"the driver ended with {run.returncode} after {len(answers)} answers: {run.stderr.strip()}", {})]
	found = []
	for question, line in zip(questions, answers):
		theirs, ours = read_answer(line), oracle.answer(question)
		fields = {k: (theirs.get(k), ours[k]) for k in ours if theirs.get(k) != ours[k]}
		if fields:
			found.append((fact_sets.write(question), fields))
	return found


ORACLES = {}


def oracle_of(data):
	"""One oracle a process: its tables are worth keeping from block to block."""
	if data not in ORACLES:
		ORACLES[data] = Oracle(data)
	return ORACLES[data]


def main():
	driver, data = sys.argv[1:3]
	count = int(sys.argv[3]) if len(sys.argv) > 3 else 100000
	seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20171017
	sizes = [BLOCK] * (count // BLOCK) + [count % BLOCK] * (count % BLOCK > 0)
	blocks = [(os.path.abspath(driver), data, seed + i, size) for i, size in enumerate(sizes)]
	start, shown, bad = time.monotonic(), 0, 0
	print(f"1..{len(blocks)}", flush=True)
	with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
		for number, found in enumerate(pool.imap(compare, blocks), 1):
			bad += len(found)
			state = "not ok" if found else "ok"
			print(f"{state} {number} - {blocks[number - 1][3]} random fact sets from seed {blocks[number - 1][2]}", flush=True)
			for question, fields in found[:max(0, SHOWN - shown)]:
				shown += 1
				print(f"# {question}")
				for field, (theirs, ours) in fields.items():
					print(f"#   {field}: the program says {text(theirs)}, the oracle {text(ours)}")
	print(f"# {count} questions, {bad} disagreements, {time.monotonic() - start:.1f} s")
	return 1 if bad else 0


if __name__ == "__main__":
	sys.exit(main())
