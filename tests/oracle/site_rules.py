"""The oracle's reading of docs/policy.md: a policy as nested Python, what its rules say of one fact set, and the policy's YAML."""
import datetime
import fnmatch
import json
import re

from evaluate import MODES, meet

HIGHEST = 1 << 62
SKIPPED = {"image.reference", "image.registry", "image.repository", "image.tag", "image.digest", "image.revision", "host.revision", "revisions",
           "host.engine", "host.engine.version", "host.engine.store", "host.defaultIsolation"}
# What `missing` may name where a fact has no value.
NAMED = {"image.build": {"image.osVersion"}, "host.build": {"host.osVersion"}, "builds": {"image.osVersion", "host.osVersion"},
         "revisions": {"image.revision", "host.revision"}, "image.supportDays": {"image.osVersion", "request.today"},
         "host.supportDays": {"host.osVersion", "request.today"}, "image.win32k": {"image.features"}, "today": {"request.today"},
         "image.registry": {"image.reference"}, "image.repository": {"image.reference"}, "image.tag": {"image.reference"}}


def days(date):
	return (datetime.date(date // 10000, date // 100 % 100, date % 100) - datetime.date(1970, 1, 1)).days


# A set of values is a sorted list of intervals; a way is a dict from facts to such sets, or, for texts, to tests and the wanted outcomes.

def union(a, b):
	out = []
	for low, high in sorted(a + b):
		if out and low <= out[-1][1] + 1:
			out[-1] = (out[-1][0], max(high, out[-1][1]))
		else:
			out.append((low, high))
	return out


def common(a, b):
	return [(max(x[0], y[0]), min(x[1], y[1])) for x in a for y in b if max(x[0], y[0]) <= min(x[1], y[1])]


def others(a, low, high):
	out = []
	for x, y in a:
		if low < x:
			out.append((low, x - 1))
		low = max(low, y + 1)
	return out + ([(low, high)] if low <= high else [])


def both(a, b):
	"""The way in which both ways hold, or None where values cannot meet."""
	way = dict(a)
	for fact, wanted in b.items():
		if fact not in way:
			way[fact] = wanted
		elif isinstance(wanted, dict):
			if any(way[fact].get(test, outcome) != outcome for test, outcome in wanted.items()):
				return None
			way[fact] = {**way[fact], **wanted}
		else:
			way[fact] = common(way[fact], wanted)
			if not way[fact]:
				return None
	return way


def ways_of(expression, negate=False):
	"""The ways in which ("all" | "any" | "not", parts) or ("fact", name, set) or ("text", name, test) holds, or does not."""
	kind = expression[0]
	if kind == "not":
		return ways_of(expression[1], not negate)
	if kind == "fact":
		values = others(expression[2], *expression[3]) if negate else expression[2]
		return [{expression[1]: values}] if values else []
	if kind == "text":
		return [{expression[1]: {expression[2]: not negate}}]
	if (kind == "any") != negate:
		return [way for part in expression[1] for way in ways_of(part, negate)]
	ways = [{}]
	for part in expression[1]:
		ways = [w for a in ways for b in ways_of(part, negate) if (w := both(a, b)) is not None]
	return ways


def text_holds(test, text):
	kind, values = test
	if text is None:
		return False
	if kind == "matches":
		return re.search(values, text) is not None
	return any(text == v if not set(v) & set("*?") else fnmatch.fnmatchcase(text, v) for v in values)


class Values:
	"""The value of each fact for one fact set: a number, a text, None where there is no text, or UNKNOWN."""
	UNKNOWN = object()

	def __init__(self, ends, facts, words):
		self.ends, self.facts, self.words = ends, facts, words

	def word(self, key, vocabulary):
		value = self.facts.get(key)
		return self.UNKNOWN if value is None else self.words[vocabulary].index(value)

	def support(self, build, product):
		today, end = self.facts.get("today"), self.ends.get((build, product), self.ends.get((build, None)))
		return self.UNKNOWN if today is None or not end else days(end) - days(today)

	@staticmethod
	def order(image, host):
		return Values.UNKNOWN if image is None or host is None else (image > host) - (image < host)

	def __getitem__(self, fact):
		f = self.facts
		known = lambda value: self.UNKNOWN if value is None else value
		if fact.startswith("request.labels."):
			return f["labels"].get(fact[15:])
		if fact in ("request.namespace", "request.user"):
			return f.get(fact[8:])
		if fact.startswith("image.") and fact[6:] in ("reference", "registry", "repository", "tag"):
			return self.reference(fact[6:])
		return {
			"host.name": lambda: f["hname"],
			"image.digest": lambda: known(f.get("digest")),
			"today": lambda: known(f.get("today") and days(f["today"])),
			"image.build": lambda: known(f["ibuild"]), "host.build": lambda: known(f["hbuild"]), "host.sandbox": lambda: known(f["sandbox"]),
			"image.revision": lambda: known(f["irev"]), "host.revision": lambda: known(f["hrev"]),
			"builds": lambda: self.order(f["ibuild"], f["hbuild"]), "revisions": lambda: self.order(f["irev"], f["hrev"]),
			"image.supportDays": lambda: self.support(f["ibuild"], "server"), "host.supportDays": lambda: self.support(f["hbuild"], f["product"]),
			"host.engine.version": lambda: known(f["engver"] and f["engver"][0] << 40 | f["engver"][1] << 20 | f["engver"][2]),
			"image.os": lambda: self.word("ios", fact), "host.os": lambda: self.word("hos", fact),
			"image.family": lambda: self.word("family", fact), "image.architecture": lambda: self.word("iarch", fact),
			"host.architecture": lambda: self.word("harch", fact), "image.win32k": lambda: self.word("win32k", fact),
			"host.hyperv": lambda: self.word("hyperv", fact), "host.containers": lambda: self.word("containers", fact),
			"host.product": lambda: self.word("product", fact), "host.edition": lambda: self.word("edition", fact),
			"host.installation": lambda: self.word("installation", fact), "host.engine": lambda: self.word("engine", fact),
			"host.engine.store": lambda: self.word("store", fact), "host.defaultIsolation": lambda: self.word("defiso", fact),
			"request.isolation": lambda: self.word("isolation", fact), "request.purpose": lambda: self.word("purpose", fact),
		}[fact]()

	def reference(self, part):
		"""Of "REGISTRY/NAME:TAG"; without a reference nothing is known."""
		text = self.facts.get("reference")
		if text is None:
			return self.UNKNOWN
		repository, colon, tag = text.rpartition(":")
		repository = repository if colon else text
		return {"reference": text, "repository": repository, "registry": repository.split("/")[0], "tag": tag if colon else None}[part]


def ask(way, values):
	""""yes", "no", or the facts that are missing."""
	lacking = set()
	for fact, wanted in way.items():
		value = values[fact]
		if value is Values.UNKNOWN:
			lacking.add(fact)
		elif isinstance(wanted, dict):
			if any(text_holds(test, value) != outcome for test, outcome in wanted.items()):
				return "no"
		elif not any(low <= value <= high for low, high in wanted):
			return "no"
	return lacking or "yes"


class Rule:
	"""effect: (word, value); lacking: "unknown", "skip" or None; when: an expression."""

	def __init__(self, name, effect, when, lacking=None, since=None):
		self.name, self.effect, self.when, self.lacking, self.since = name, effect, when, lacking, since

	def narrows(self):
		return self.effect[0] in ("refuse", "require") or (self.effect[0] == "accept" and self.effect[1] != "unknown")

	def skips(self, fact):
		return not self.narrows() or (self.lacking == "skip" if self.lacking else fact in SKIPPED)

	def state(self, values):
		"""("yes" | "no" | "doubt" | "skipped", facts that may be named)"""
		skipped, doubted = set(), set()
		for way in self.ways:
			found = ask(way, values)
			if found == "yes":
				return "yes", set()
			if found == "no":
				continue
			named = set().union(*(NAMED.get(fact, {fact if not fact.startswith("request.labels.") else "request.labels"}) for fact in found))
			if any(self.skips(fact) for fact in found):
				skipped |= named
			else:
				doubted |= named
		return ("doubt", doubted) if doubted else ("skipped", skipped) if skipped else ("no", set())


class Policy:
	"""Rules by id; waivers take their cases out, in the order of their ids."""

	def __init__(self, rules, waivers):
		self.rules = {r.name: r for r in rules}
		for rule in rules:
			rule.ways_when = rule.when
		for name, waived, when, expires in sorted(waivers):
			force = ("all", [when, ("fact", "today", [(-HIGHEST, days(expires))], (-HIGHEST, HIGHEST))])
			took = ("any", [self.rules[w].ways_when for w in waived])
			for w in waived:
				self.rules[w].ways_when = ("all", [self.rules[w].ways_when, ("not", force)])
			waiver = Rule(name, ("annotate", None), None)
			waiver.ways_when = ("all", [took, force])
			self.rules[name] = waiver
		for rule in self.rules.values():
			rule.ways = ways_of(rule.ways_when)


class Spoken:
	"""What a policy says of one fact set."""

	def __init__(self, policy, values, as_of):
		self.states = {r.name: (r, *r.state(values)) for r in policy.rules.values() if not (as_of and r.since and r.since > as_of)}
		yes = [r for r, state, _ in self.states.values() if state == "yes"]
		doubt = [(r, facts) for r, state, facts in self.states.values() if state == "doubt"]
		self.refused = {m: any(self.forbids(r, m) for r in yes) for m in MODES}
		self.doubted = {m: [facts for r, facts in doubt if self.forbids(r, m)] for m in MODES}
		levels = [r.effect[1] for r in yes if r.effect[0] == "accept"]
		self.accept = next((level for level in ("supported", "relaxed", "unknown") if level in levels), "relaxed")
		if self.accept == "unknown" and any(r.effect == ("accept", "relaxed") for r, _ in doubt):
			self.accept = "relaxed"
		self.accept_doubt = [facts for r, facts in doubt if r.effect == ("accept", "supported")] if self.accept != "supported" else []
		self.preferred = {r.effect[1] for r in yes if r.effect[0] == "prefer"}
		self.warned = {r.name for r in yes if r.effect[0] == "warn"}
		self.noted = {r.name for r in yes if r.effect[0] == "annotate"}
		self.skipped = {r.name for r, state, _ in self.states.values() if state == "skipped"}

	@staticmethod
	def forbids(rule, mode):
		return rule.effect[0] == "refuse" or (rule.effect[0] == "require" and rule.effect[1] != mode)

	def narrowed(self, mode, status):
		if self.refused[mode]:
			return "unsupported"
		return meet(status, "unknown") if self.doubted[mode] else status

	def accepted(self, mode, status):
		if self.accept == "supported" and status in ("relaxed", "unknown", "sandbox"):
			return "no"
		if status in ("unknown", "sandbox"):
			return "relaxed" if self.accept == "unknown" and not self.accept_doubt and not self.doubted[mode] else status
		return "unknown" if status == "relaxed" and self.accept_doubt else status

	def first(self, default):
		return next(iter(self.preferred)) if len(self.preferred) == 1 else default

	def may_be_missing(self):
		return set().union(*(facts for mode in MODES for facts in self.doubted[mode]), *self.accept_doubt)

	def must_be_missing(self, statuses):
		"""Of each set one fact is named: doubts about a mode that nothing else forbids."""
		return [facts for mode in MODES if statuses[mode] == "unknown" for facts in self.doubted[mode]]


def quoted(text):
	return json.dumps(text, ensure_ascii=False)
