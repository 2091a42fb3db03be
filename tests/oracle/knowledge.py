"""The oracle's reading of data/: releases, editions, rules, borders, observations and engines as plain Python objects."""
import calendar
import glob
import os

import yaml

OPEN = 1 << 40
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text: "no" is a word
TABLE_EDITIONS_START = 20171017  # contract 5: before that day no edition is in force


def words(value):
	"""A scalar or a list of scalars as a tuple; () where absent."""
	if value is None:
		return ()
	return tuple(value) if isinstance(value, list) else (value,)


def day(text):
	"""YYYYMMDD; a month alone is its last day; None where absent."""
	if text is None:
		return None
	parts = [int(p) for p in text.split("-")]
	if len(parts) == 2:
		parts.append(calendar.monthrange(parts[0], parts[1])[1])
	return parts[0] * 10000 + parts[1] * 100 + parts[2]


def interval(text):
	"""(low, high) of "17763", "14393-20347" or "20348+"."""
	if text.endswith("+"):
		return int(text[:-1]), OPEN
	low, _, high = text.partition("-")
	return int(low), int(high or low)


def numbers(text):
	"""The three numbers of an engine's version; None where it begins with none."""
	parts = []
	for part in text.removeprefix("v").split("."):
		digits = ""
		for char in part:
			if not char.isdigit():
				break
			digits += char
		if not digits:
			break
		parts.append(int(digits))
		if len(digits) != len(part):
			break
	return tuple((parts + [0, 0, 0])[:3]) if parts else None


def rank_of(clause, evidence):
	if "rank" in clause:
		return int(clause["rank"])
	rank = {"announced": 20, "observed": 30}.get(evidence, 10)
	if "families" in clause:
		rank += 5
	if "host-revision" in clause or "image-revision" in clause:
		rank += 10
	return rank


class Clause:
	"""One clause; attributes are None or () where any value will do."""

	def __init__(self, raw, rule):
		self.rule = rule
		self.voice, self.says = raw["voice"], raw["says"]
		self.modes = words(raw.get("modes")) or ("process", "hyperv")
		self.products = words(raw.get("products"))
		self.hosts = interval(raw["host-build"]) if "host-build" in raw else None
		self.images = interval(raw["image-build"]) if "image-build" in raw else None
		self.compare = raw.get("compare")
		self.families = words(raw.get("families"))
		self.editions = words(raw.get("editions"))
		self.not_editions = words(raw.get("not-editions"))
		self.installations = words(raw.get("installations"))
		self.purposes = words(raw.get("purposes"))
		self.hyperv = raw.get("hyperv")
		self.host_revision = int(raw["host-revision"]) if "host-revision" in raw else None
		self.image_revision = int(raw["image-revision"]) if "image-revision" in raw else None
		self.revisions = raw.get("revisions")
		self.engine = raw.get("engine")
		self.engine_from = numbers(raw["engine-from"]) if "engine-from" in raw else None
		self.engine_below = numbers(raw["engine-below"]) if "engine-below" in raw else None
		self.rank = rank_of(raw, rule.evidence)


class Rule:
	def __init__(self, raw):
		self.id = raw["id"]
		self.evidence = raw["evidence"]
		self.known_from, self.known_to = day(raw.get("known-from")), day(raw.get("known-to"))
		self.clauses = [Clause(c, self) for c in raw.get("clauses", [])]

	def held(self, as_of):
		"""Is it held on the day `as_of` (None: today, with everything that ever became known)?"""
		if as_of is None:
			return self.known_to is None
		return (self.known_from or 0) <= as_of and (self.known_to is None or self.known_to > as_of)


def rule_of_observation(raw):
	raw = dict(raw, evidence="observed")
	raw["known-from"] = raw["date"]
	raw.pop("engine", None)  # here it is the reporter's wording, no condition
	raw["voice"] = "host"
	raw["says"] = "starts" if raw["outcome"] == "works" else "fails"
	return Rule(dict(raw, clauses=[raw]))


class Border:
	def __init__(self, raw, rules):
		self.rule = rules[raw["rule"]]
		self.baseline, self.build = raw["baseline"], int(raw["build"])
		self.documented = raw["evidence"] == "documented"
		self.direction = raw["direction"]
		self.limits = {k: int(raw[k]) for k in ("image-before", "image-from", "host-before", "host-from") if k in raw}

	def side(self, who, revision):
		"""-1 before the border, 1 behind it, 0 nowhere."""
		if revision <= self.limits.get(who + "-before", -1):
			return -1
		return 1 if revision >= self.limits.get(who + "-from", OPEN) else 0


class Row:
	"""A host row of an edition."""

	def __init__(self, raw):
		self.products = words(raw["product"])
		self.builds = [interval(b) for b in words(raw["builds"])]
		self.installations = words(raw.get("installations"))
		self.images = [(int(i["build"]), words(i.get("families")), {"process": i["process"], "hyperv": i["hyperv"]})
		               for i in raw["images"]]


class Edition:
	def __init__(self, raw):
		self.id = raw["edition"]
		self.never = "never" in raw
		self.published = day(raw.get("published"))
		self.rows = [Row(h) for h in raw.get("hosts", [])]


class Knowledge:
	"""Everything under the folder `data`."""

	def __init__(self, data):
		def read(name):
			with open(os.path.join(data, name), encoding="utf-8") as file:
				return yaml.load(file, LOADER)

		self.releases = [(int(r["build"]), r["product"]) for r in read("releases.yaml")["releases"]]
		self.builds = {build for build, _ in self.releases}
		rules = []
		for name in ("prose", "behaviour", "requirements", "licences", "roles", "advisories"):
			rules += [Rule(r) for r in read(name + ".yaml")["rules"]]
		by_id = {r.id: r for r in rules}
		self.borders = [Border(b, by_id) for b in read("advisories.yaml")["borders"]]
		observations = read("observations.yaml")["observations"]
		self.rules = rules + [rule_of_observation(o) for o in observations if "silent" not in o]
		self.engines = {e["kind"]: e for e in read("engines.yaml")["engines"]}
		names = sorted(glob.glob(os.path.join(data, "matrix", "*.yaml")))
		self.editions = [Edition(read(os.path.relpath(n, data))) for n in names]

	def edition(self, name, as_of):
		"""The edition named, else the one in force on `as_of` (None: today)."""
		if name is not None:
			return next(e for e in self.editions if e.id == name and not e.never)
		dated = [e for e in self.editions if not e.never and e.published >= TABLE_EDITIONS_START
		         and (as_of is None or e.published <= as_of)]
		return max(dated, key=lambda e: (e.published, e.id), default=None)
