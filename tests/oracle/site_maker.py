"""Random policies, in YAML and as the oracle's expressions, over values near those of random fact sets."""
import json

import facts as fact_sets
from site_rules import HIGHEST, Policy, Rule, days, union

WORDS = {
	"image.family": ("family", ["servercore", "nanoserver", "windows", "server", "hostprocess"]),
	"host.product": ("product", ["server", "client"]),
	"host.edition": ("edition", ["home", "pro", "enterprise", "education", "iot", "multi-session", "standard", "datacenter"]),
	"host.installation": ("installation", ["server", "core", "nano", "client"]),
	"host.hyperv": ("hyperv", ["no", "yes"]), "host.containers": ("containers", ["no", "yes"]),
	"host.architecture": ("harch", ["amd64", "arm64", "arm", "386", "other"]), "image.architecture": ("iarch", ["amd64", "arm64", "arm", "386", "other"]),
	"image.win32k": ("win32k", ["no", "yes"]),
	"host.engine": ("engine", ["docker", "containerd", "buildkit", "nomad", "podman", "hcsshim", "gitlab-runner", "regctl", "other"]),
	"host.engine.store": ("store", ["graphdriver", "containerd"]), "host.defaultIsolation": ("defiso", ["process", "hyperv"]),
	"request.isolation": ("isolation", ["default", "process", "hyperv", "auto"]),
	"request.purpose": ("purpose", ["unspecified", "development", "test", "production"]),
	"image.os": ("ios", ["windows", "linux", "other"]), "host.os": ("hos", ["windows", "linux", "other"]),
}
VOCABULARIES = {fact: words for fact, (_, words) in WORDS.items()}
TEXTS = {
	"request.user": ["bob", "ann", "svc-1", "svc-22"], "request.namespace": ["prod", "legacy", "dev-1"], "request.labels.team": ["a", "b", "a b"],
	"request.labels.tier": ["1", "2"], "host.name": ["ci-1", "ci-2", "web"],
	"image.reference": ["docker.io/library/app:1", "mcr.example/x/core:ltsc2022", "mcr.example/x/core"],
	"image.registry": ["docker.io", "mcr.example"], "image.repository": ["docker.io/library/app", "mcr.example/x/core"],
	"image.tag": ["1", "ltsc2022"], "image.digest": ["sha256:aa", "sha256:bb"],
}
GLOBS, PATTERNS = ["*", "c*", "*-1", "?", "*l*", "svc-*", "mcr.example/*"], ["^svc-", "1$", "a|b", "^.{3,5}$", "core", "^$"]
SIGNS = {"=": lambda v, lo, hi: [(v, v)], "!=": lambda v, lo, hi: [x for x in ((lo, v - 1), (v + 1, hi)) if x[0] <= x[1]],
         "<": lambda v, lo, hi: [(lo, v - 1)], "<=": lambda v, lo, hi: [(lo, v)], ">": lambda v, lo, hi: [(v + 1, hi)], ">=": lambda v, lo, hi: [(v, hi)]}
MIRROR = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
BOUNDS = {"image.build": (1, HIGHEST), "host.build": (1, HIGHEST), "host.sandbox": (1, HIGHEST), "image.revision": (0, HIGHEST), "host.revision": (0, HIGHEST),
          "host.engine.version": (0, HIGHEST), "today": (-HIGHEST, HIGHEST), "image.supportDays": (-HIGHEST, HIGHEST), "host.supportDays": (-HIGHEST, HIGHEST)}
TODAYS = [20200101, 20231231, 20261125, 20270101]


def text(value):
	return json.dumps(value, ensure_ascii=False)


class PolicyMaker:
	"""Makes fact sets with the facts of policies, and policies that ask near them."""

	def __init__(self, known, chance):
		self.random, self.facts = chance, fact_sets.Maker(known, chance)
		self.releases = sorted({b for b, _ in known.releases})

	def fact_set(self):
		r, f = self.random, self.facts.make()
		f.update(user=None, namespace=None, labels={}, today=None, hname=r.choice(TEXTS["host.name"]), win32k=r.choice((None, "no", "yes")), store=None, reference=None, digest=None)
		f["user"] = r.choice([None] + TEXTS["request.user"])
		f["namespace"] = r.choice([None] + TEXTS["request.namespace"])
		f["labels"] = {name: r.choice(TEXTS["request.labels." + name]).replace(" ", "-") for name in ("team", "tier") if r.random() < 0.6}
		f["today"] = r.choice([None] + TODAYS * 2)
		f["store"] = r.choice((None, "graphdriver", "containerd")) if f["engine"] else None
		f["reference"] = r.choice([None] + TEXTS["image.reference"])
		f["digest"] = r.choice([None] + TEXTS["image.digest"])
		return f

	# Each of these returns (YAML in flow style, expression).

	def number(self, fact, sample):
		"""A literal near the sample, as (written, value)."""
		r = self.random
		if fact == "today":
			day = r.choice(TODAYS)
			return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}", days(day)
		if fact.endswith("supportDays"):
			value = r.choice((-400, -1, 0, 1, 90, 500, 2000))
			return str(value), value
		if fact == "host.engine.version":
			major, minor, patch = r.choice(self.facts.versions)
			return f"{major}.{minor}.{patch}", major << 40 | minor << 20 | patch
		near = {"image.build": sample["ibuild"], "host.build": sample["hbuild"], "host.sandbox": sample["sandbox"], "image.revision": sample["irev"], "host.revision": sample["hrev"]}[fact]
		if near is None or r.random() < 0.5:
			near = r.choice(self.releases) if fact.endswith(("build", "sandbox")) else r.randrange(0, 5000)
		value = min(max(1, near + r.choice((-1, 0, 0, 0, 1))), 999999)
		return ("0" if value < 10000 and not fact.endswith("revision") else "") + str(value), value

	def comparison(self, fact, sample):
		"""One comparison as (written, fact, set, bounds)."""
		r, sign = self.random, self.random.choice(list(SIGNS))
		pair = {"image.build": ("host.build", "builds", False), "host.build": ("image.build", "builds", True),
		        "image.revision": ("host.revision", "revisions", False), "host.revision": ("image.revision", "revisions", True)}.get(fact)
		if pair and r.random() < 0.3:
			other, axis, mirrored = pair
			return f"{sign} {other}", axis, SIGNS[MIRROR[sign] if mirrored else sign](0, -1, 1), (-1, 1)
		written, value = self.number(fact, sample)
		return f"{sign} {written}" if sign != "=" or r.random() < 0.5 else written, fact, SIGNS[sign](value, *BOUNDS[fact]), BOUNDS[fact]

	def numbers(self, fact, sample):
		items, parts = [], []
		for _ in range(self.random.choice((1, 1, 1, 2))):
			tests = [self.comparison(fact, sample) for _ in range(self.random.choice((1, 1, 2)))]
			items.append(", ".join(t[0] for t in tests))
			parts.append(("all", [("fact", *t[1:]) for t in tests]) if len(tests) > 1 else ("fact", *tests[0][1:]))
		if len(items) == 1:
			return text(items[0]), parts[0]
		if all(p[0] == "fact" and p[1] == parts[0][1] for p in parts):
			return "[%s]" % ", ".join(map(text, items)), ("fact", parts[0][1], union(parts[0][2], parts[1][2]), parts[0][3])
		return "[%s]" % ", ".join(map(text, items)), ("any", parts)

	def version(self, side, sample):
		r, sign = self.random, self.random.choice(list(SIGNS))
		build = self.number(side + ".build", sample)[1]
		at = lambda s: ("fact", side + ".build", SIGNS[s](build, *BOUNDS[side + ".build"]), BOUNDS[side + ".build"])
		if r.random() < 0.3:
			return text(f"{sign} 10.0.{build}"), at(sign)
		revision = self.number(side + ".revision", sample)[1]
		also = lambda s: ("all", [at("="), ("fact", side + ".revision", SIGNS[s](revision, *BOUNDS[side + ".revision"]), BOUNDS[side + ".revision"])])
		whole = also("=") if sign == "=" else ("not", also("=")) if sign == "!=" else ("any", [at(sign[0]), also(sign)])
		return text(f"{sign} 10.0.{build}.{revision}"), whole

	def words(self, fact, sample):
		key, words = WORDS[fact]
		some = self.random.sample(words, self.random.randint(1, min(3, len(words))))
		if sample.get(key) in words and self.random.random() < 0.6:
			some[0] = sample[key]
		some = list(dict.fromkeys(some))
		values = union([(words.index(w),) * 2 for w in some], [])
		return ("[%s]" % ", ".join(some) if len(some) > 1 or self.random.random() < 0.3 else text(some[0])), ("fact", fact, values, (0, len(words) - 1))

	def texts(self, fact, sample):
		if self.random.random() < 0.25:
			pattern = self.random.choice(PATTERNS)
			return "{matches: %s}" % text(pattern), ("text", fact, ("matches", pattern))
		some = tuple(self.random.choice(TEXTS[fact] + GLOBS) for _ in range(self.random.choice((1, 1, 2))))
		return ("[%s]" % ", ".join(map(text, some)) if len(some) > 1 else text(some[0])), ("text", fact, ("texts", some))

	def value(self, fact, sample):
		if self.random.random() < 0.2:
			written, e = self.value(fact, sample)
			return "{not: %s}" % written, ("not", e)
		if fact.endswith("osVersion"):
			return self.version(fact.split(".")[0], sample)
		make = self.words if fact in WORDS else self.texts if fact in TEXTS else self.numbers
		return make(fact, sample)

	def condition(self, sample, depth=0):
		"""The inside of a map, and the expression."""
		r, entries, parts = self.random, {}, []
		for _ in range(r.choice((0, 1, 1, 2, 2, 3)) if depth == 0 else r.choice((1, 1, 2))):
			roll = r.random()
			kind = r.choice(("all", "any"))
			if roll < 0.15 and depth < 3 and kind not in entries:
				inner = [self.condition(sample, depth + 1) for _ in range(r.randint(1, 3))]
				entries[kind], part = "[%s]" % ", ".join("{%s}" % w for w, _ in inner), (kind, [e for _, e in inner])
			elif roll < 0.22 and depth < 3 and "not" not in entries:
				written, e = self.condition(sample, depth + 1)
				entries["not"], part = "{%s}" % written, ("not", e)
			else:
				fact = r.choice(list(WORDS) + list(TEXTS) + list(BOUNDS) + ["host.osVersion", "image.osVersion"])
				if fact in entries:
					continue
				entries[fact], part = self.value(fact, sample)
			parts.append(part)
		return ", ".join(f"{k}: {v}" for k, v in entries.items()), ("all", parts)

	def rule(self, name, sample):
		r = self.random
		effect = r.choice([("refuse", None)] * 4 + [("require", "hyperv"), ("require", "process"), ("prefer", "hyperv"), ("prefer", "process"), ("warn", None), ("annotate", None),
		                   ("accept", "supported"), ("accept", "relaxed"), ("accept", "unknown")])
		written, when = self.condition(sample)
		lacking, since = r.choice((None, None, None, "unknown", "skip")), r.choice((None, None, None, 20190101, 20220101))
		line = f"  - {{id: {name}, effect: {effect[0] if effect[1] is None else '{%s: %s}' % effect}, why: w"
		line += f", when: {{{written}}}" if written or r.random() < 0.5 else ""
		line += f", without-fact: {lacking}" if lacking else ""
		line += f", since: {since // 10000}-{since // 100 % 100:02}-{since % 100:02}" if since else ""
		return line, Rule(name, effect, when, lacking, since)

	def policy(self, sample, name="R", count=None):
		"""(lines of rules, lines of waivers, Policy, its raw parts)."""
		r, rules, waivers = self.random, [], []
		rules = [self.rule(f"{name}{i:02}", sample) for i in range(count or r.randint(1, 12))]
		lines = [line + "}" for line, _ in rules]
		for k, (line, rule) in enumerate(rules):
			if r.random() < 0.08:  # one that is overridden by it
				plain, _ = self.rule(rule.name, sample)
				lines[k] = line + ", override: true}"
				lines.append(plain + "}")
		for i in range(r.choice((0, 0, 0, 1, 2))):
			written, when = self.condition(sample)
			waived = r.sample([rule.name for _, rule in rules], r.randint(1, min(2, len(rules))))
			day = r.choice(TODAYS)
			waivers.append((f"W{i}", waived, when, day, f"  - {{id: W{i}, rules: [{', '.join(waived)}], owner: o, reason: r, expires: {day // 10000}-{day // 100 % 100:02}-{day % 100:02}, when: {{{written}}}}}"))
		return lines, [w[4] for w in waivers], [rule for _, rule in rules], [w[:4] for w in waivers]


def document(rules, waivers):
	return "format: 1\n" + ("rules:\n" + "\n".join(rules) + "\n" if rules else "") + ("waivers:\n" + "\n".join(waivers) + "\n" if waivers else "")


def compiled(rules, waivers):
	return Policy(rules, waivers)
