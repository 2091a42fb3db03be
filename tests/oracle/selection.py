#!/usr/bin/python3
"""What an engine takes of an index: a second evaluator, written from the published descriptions of each engine's matcher.

selection.py DRIVER DATA [COUNT [SEED]] asks program and oracle the same random questions and prints TAP. Versions, floors and
tables come from data/engines.yaml; how each way of matching works is written here and nowhere read from the program.
"""
import os
import random
import subprocess
import sys

sys.dont_write_bytecode = True  # a test leaves nothing behind in the tree

import yaml

import knowledge

BLOCK = 5000
SHOWN = 12
HOSTS = (14393, 17763, 18362, 18363, 19041, 19042, 19043, 19045, 20348, 22000, 22621, 22631, 25398, 26100, 26200)


class Entry:
	"""One entry: os.version as written or None, the architecture, and whether it is for Windows."""

	def __init__(self, text):
		self.text = text
		version, _, arch = text.partition("@")
		self.windows = version != "linux"
		self.version = None if version in ("-", "linux") else version
		self.arch = arch or "amd64"

	def parts(self):
		return self.version.split(".") if self.version is not None else []


def three(entry):
	"""major, minor, build as containerd, hcsshim and regctl read them; what cannot be parsed is 0.0.0."""
	parts = entry.parts()
	if len(parts) < 3 or not all(p.isascii() and p.isdigit() for p in parts[:3]):
		return 0, 0, 0
	numbers = tuple(int(p) for p in parts[:3])
	return numbers if numbers[0] < 256 and numbers[1] < 256 and numbers[2] < 65536 else (0, 0, 0)


def revision(entry):
	parts = entry.parts()
	if len(parts) < 4:
		return 0
	digits = parts[3][1:] if parts[3][:1] in ("+", "-") else parts[3]
	return int(parts[3]) if digits.isascii() and digits.isdigit() else 0


def graphdriver_keeps(form, host, entry, known):
	"""Greater builds are dropped; fewer than three parts, or a build that is no number, are not."""
	parts = entry.parts()
	if len(parts) < 3:
		return True
	digits = parts[2][1:] if parts[2][:1] in ("+", "-") else parts[2]
	if not (digits.isascii() and digits.isdigit()) or abs(int(parts[2])) > (1 << 63) - 10:
		return True
	return int(parts[2]) <= host


def prefix_keeps(form, host, entry, known):
	return entry.version is None or entry.version.startswith(f"10.0.{host}")


def floor_of(form, host):
	floors = sorted(int(f) for f in knowledge.words(form["floors"]))
	if form["floor"] == "below-host":
		return max([f for f in floors if f < host], default=floors[0])
	newest = max([f for f in floors if f <= host], default=floors[0])
	return max([f for f in floors if f < newest], default=floors[0])


def stable_abi_keeps(form, host, entry, known):
	if entry.version is None:
		return form.get("no-version") == "yes"
	major, minor, build = three(entry)
	if (major, minor) != (10, 0):
		return False
	if host < min(int(f) for f in knowledge.words(form["floors"])):
		return build == host
	return floor_of(form, host) <= build <= host


def equal_keeps(form, host, entry, known):
	return entry.version is not None and three(entry) == (10, 0, host)


def variant_keeps(form, host, entry, known):
	for row in known["variants"]:
		if row["engine"] == form["engine"] and str(host) in knowledge.words(row["host-builds"]):
			return entry.version is not None and three(entry)[2] == int(row["image-build"])
	return False


KEEPS = {"graphdriver": graphdriver_keeps, "prefix": prefix_keeps, "stable-abi": stable_abi_keeps, "equal-build": equal_keeps,
         "variant": variant_keeps}


def number_key(entry):
	numbers = [int(p) if p.isascii() and p.isdigit() else 0 for p in entry.parts()[:4]]
	return tuple(numbers + [0] * (4 - len(numbers)))


def order(form, host, kept, host_revision):
	"""The entries that fit, the one that is taken first. `sorted` is stable, as the engines' sorts are."""
	way = form["ordering"]
	if way == "same-build-first":
		return sorted(kept, key=lambda e: not (e.version or "").startswith(f"10.0.{host}."))
	if way == "revision":
		return sorted(kept, key=lambda e: -revision(e))
	if way == "text":
		return sorted(kept, key=lambda e: (e.version or "").encode(), reverse=True)  # equal ones stay as listed
	if way == "exact-then-number":
		exact = f"10.0.{host}" + (f".{host_revision}" if host_revision is not None else "")
		return sorted(kept, key=lambda e: (e.version != exact, tuple(-n for n in number_key(e))))
	return kept


def take(form, host, host_revision, arch, entries, known):
	"""The number of the entry that is taken, from 1, or 0."""
	kept = [e for e in entries if e.windows and e.arch == arch and KEEPS[form["matching"]](form, host, e, known)]
	first = order(form, host, kept, host_revision)
	return entries.index(first[0]) + 1 if first else 0


def forms_of(known, engine, version, store):
	for form in known["selectors"]:
		if form["engine"] != engine or (store and form.get("store") not in (None, store)):
			continue
		low, high = (knowledge.numbers(form[k]) if k in form else None for k in ("engine-from", "engine-below"))
		if version is None or ((low is None or low <= version) and (high is None or version < high)):
			yield form


def answer(known, q):
	"""(outcomes, says): says has no other-entry here, which is a question of what serves a host best."""
	forms = list(forms_of(known, q["engine"], q["engver"], q["store"]))
	taken = [(f["id"], take(f, q["hbuild"], q["hrev"], q["harch"], q["entries"], known)) for f in forms]
	outcomes = ",".join(f"{name}:{entry or '-'}" for name, entry in taken)
	stores = {f.get("store") for f in forms}
	bounded = any(k in f for f in forms for k in ("engine-from", "engine-below"))
	unknown = len(stores) > 1 or (q["engver"] is None and bounded) or len({t for _, t in taken}) != 1
	return outcomes, "unknown" if unknown else "selects" if taken[0][1] else "refuses"


class Maker:
	"""Random questions, near the borders: hosts, entries, engine versions."""

	def __init__(self, known, chance):
		self.random = chance
		self.engines = sorted({f["engine"] for f in known["selectors"]})
		self.versions = {}
		for form in known["selectors"]:
			for key in ("engine-from", "engine-below"):
				if key in form:
					self.versions.setdefault(form["engine"], set()).add(knowledge.numbers(form[key]))

	def version(self, host):
		r = self.random
		build = r.choice((*HOSTS, host, host, host))
		odd = ("-", "linux", "10.0", f"10.0.{build}x.1", "10.0.65536.1", f"+10.0.{build}.1", "a.b.c", f"10.0.{build}0.5", f"10.0.{build}.x",
		       f"10.0.+{build}.1", f"6.3.{build}.1", f"10.0.{build}.1.2", "10.0..1", ".")
		roll = r.random()
		if roll < 0.12:
			return r.choice(odd)
		return f"10.0.{build}" if roll < 0.2 else f"10.0.{build}.{r.choice((1, 9, 10, 643, 2849, 3692))}"

	def make(self):
		r = self.random
		host, engine = r.choice(HOSTS), r.choice(self.engines)
		q = {"hbuild": host, "engine": engine, "harch": "amd64", "product": r.choice(("server", "client")),
		     "hrev": r.choice((None, None, 643, 2849)), "engver": None,
		     "store": r.choice(("graphdriver", "containerd", "containerd", None)) if engine == "docker" else None}
		if r.random() < 0.85:
			major, minor, patch = r.choice(sorted(self.versions.get(engine, {(1, 0, 0)})))
			q["engver"] = (major, minor, max(0, patch + r.choice((-1, 0, 0, 1))))
		words = [self.version(host) + r.choice(("", "", "", "", "@arm64")) for _ in range(r.randrange(1, 7))]
		q["entries"] = [Entry(w) for w in words]
		return q


def write(q):
	words = [f"{k}={q[k]}" for k in ("hbuild", "hrev", "product", "harch", "engine", "store") if q[k] is not None]
	if q["engver"]:
		words.append("engver=" + ".".join(map(str, q["engver"])))
	return " ".join([*words, "index=" + ";".join(e.text for e in q["entries"])])


def compare(driver, known, seed, count):
	maker = Maker(known, random.Random(seed))
	questions = [maker.make() for _ in range(count)]
	run = subprocess.run([driver], input="".join(write(q) + "\n" for q in questions), stdout=subprocess.PIPE, text=True, check=True)
	for q, line in zip(questions, run.stdout.splitlines(), strict=True):
		theirs = dict(word.split("=", 1) for word in line.split())
		outcomes, says = answer(known, q)
		theirs_says = theirs["says"].replace("other-entry", "selects")
		if outcomes != theirs["outcomes"] or says != theirs_says or (says == "refuses" and theirs["decision"] != "refuse"):
			yield f"{write(q)}: the program says {theirs['outcomes']} {theirs['says']} {theirs['decision']}, the oracle {outcomes} {says}"


def main():
	driver, data = os.path.abspath(sys.argv[1]), sys.argv[2]
	count = int(sys.argv[3]) if len(sys.argv) > 3 else 20000
	seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20260820
	with open(os.path.join(data, "engines.yaml"), encoding="utf-8") as file:
		known = yaml.load(file, knowledge.LOADER)
	blocks = -(-count // BLOCK)
	print(f"1..{blocks}", flush=True)
	bad = 0
	for i in range(blocks):
		found = list(compare(driver, known, seed + i, min(BLOCK, count - i * BLOCK)))
		print(f"{'not ok' if found else 'ok'} {i + 1} - random indexes and engines from seed {seed + i}", flush=True)
		for text in found[:SHOWN]:
			print("# " + text)
		bad += len(found)
	return 1 if bad else 0


if __name__ == "__main__":
	sys.exit(main())
