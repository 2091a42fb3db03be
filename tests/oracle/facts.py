"""Fact sets: how one is written as a line of key=value words, and how random ones are made, mostly near known borders."""
import random

import knowledge

NUMBERS = ("hbuild", "hrev", "sandbox", "ibuild", "irev", "as-of")
FLAGS = ("cri",)
ABSENT = {"matrix": None, "as-of": None, "hos": "windows", "hbuild": None, "hrev": None, "product": "server", "edition": None,
          "installation": None, "harch": None, "hyperv": None, "containers": None, "engine": None, "engver": None, "cri": False,
          "sandbox": None, "defiso": None, "ios": "windows", "ibuild": None, "irev": None, "family": None, "iarch": None,
          "isolation": "default", "purpose": "unspecified"}


def parse(line):
	"""The fact set of a line such as "hbuild=20348 product=server ibuild=17763"."""
	facts = dict(ABSENT)
	for word in line.split():
		key, _, value = word.partition("=")
		if key not in facts:
			raise SystemExit(f"no fact is called {key!r}; there are {', '.join(facts)}")
		facts[key] = int(value) if key in NUMBERS else value == "yes" if key in FLAGS else \
			knowledge.numbers(value) if key == "engver" else value
	return facts


def write(facts):
	"""The line of a fact set; what is absent stays out."""
	def text(key, value):
		if key in FLAGS:
			return "yes"
		return ".".join(map(str, value)) if key == "engver" else value
	return " ".join(f"{k}={text(k, v)}" for k, v in facts.items()
	                if v is not None and v is not False and (v != ABSENT[k] or k == "product"))


class Maker:
	"""Makes random fact sets from what the data knows: builds, revisions, days and versions at and around its borders."""

	def __init__(self, known, chance):
		self.random = chance
		self.releases = known.releases
		self.editions = [e.id for e in known.editions if not e.never]
		self.tabled = [(row, image[0]) for e in known.editions for row in e.rows for image in row.images]
		self.revisions = self.revisions_of(known)
		self.views = self.views_of(known)
		self.versions = self.versions_of(known)
		self.pairs = [(c.hosts, c.images, c.products) for r in known.rules for c in r.clauses if c.hosts and c.images]

	@staticmethod
	def revisions_of(known):
		"""By build: the revisions that some border or clause names, and their neighbours."""
		named = {}
		for border in known.borders:
			named.setdefault(border.build, set()).update(border.limits.values())
		for clause in (c for r in known.rules for c in r.clauses):
			for bounds, revision in ((clause.hosts, clause.host_revision), (clause.images, clause.image_revision)):
				if bounds and revision is not None:
					named.setdefault(bounds[0], set()).add(revision)
		return {build: sorted({max(0, r + d) for r in named[build] for d in (-1, 0, 1)}) for build in named}

	def views_of(self, known):
		"""Some pairs of a named edition and a day, many of them today's: views are few, questions many."""
		days = {d for r in known.rules for d in (r.known_from, r.known_to) if d}
		days |= {e.published for e in known.editions if e.published}
		days = sorted(days | {knowledge.day(f"{y}-{m:02}") for y in range(2016, 2027) for m in (6, 12)})
		fixed = random.Random(1)  # the same for every maker, so that tables are built once
		some = [(fixed.choice([None] * len(self.editions) + self.editions), fixed.choice(days) + fixed.choice((0, 0, 0, 1)))
		        for _ in range(100)]
		return [(None, None)] * 30 + [(e, None) for e in self.editions] + some

	@staticmethod
	def versions_of(known):
		named = {(18, 9, 0), (20, 10, 20), (28, 0, 1)}
		for clause in (c for r in known.rules for c in r.clauses):
			named |= {v for v in (clause.engine_from, clause.engine_below) if v}
		return sorted(named)

	def build_near(self, build):
		roll = self.random.random()
		if roll < 0.9:
			return build
		return build + self.random.choice((-1, 1)) if roll < 0.97 else self.random.choice((1, 9600, 15000, 19999, 27000, 999999))

	def builds(self):
		"""(host build, product, image build)."""
		r = self.random
		roll = r.random()
		if roll < 0.35:
			(host, product), (image, _) = r.choice(self.releases), r.choice(self.releases)
		elif roll < 0.7:
			row, image = r.choice(self.tabled)
			low, high = r.choice(row.builds)
			host, product = r.choice([p for p in self.releases if low <= p[0] <= high] or self.releases)
		else:
			hosts, images, products = r.choice(self.pairs)
			host, product = r.choice([p for p in self.releases if hosts[0] <= p[0] <= hosts[1]
			                          and (not products or p[1] in products)] or self.releases)
			image = r.choice([b for b, _ in self.releases if images[0] <= b <= images[1]] or [images[0]])
		if r.random() < 0.02:
			product = "client" if product == "server" else "server"
		return self.build_near(host), product, self.build_near(image)

	def revision(self, build, other):
		r = self.random
		roll = r.random()
		if roll < 0.3:
			return None
		if roll < 0.45 and other is not None:
			return other
		return r.choice(self.revisions[build]) if build in self.revisions and roll < 0.9 else r.randrange(0, 9000)

	def maybe(self, share, *values):
		"""One of the values with probability `share`, else None."""
		return self.random.choice(values) if self.random.random() < share else None

	def make(self):
		r, f = self.random, dict(ABSENT)
		f["hbuild"], f["product"], f["ibuild"] = self.builds()
		f["matrix"], f["as-of"] = r.choice(self.views)
		f["hrev"] = self.revision(f["hbuild"], None)
		f["irev"] = self.revision(f["ibuild"], f["hrev"])
		if r.random() < 0.01:
			f["hbuild"], f["hrev"] = None, None
		if r.random() < 0.02:
			f["ibuild"], f["irev"] = None, None
		client = ("home", "pro", "enterprise", "education", "iot", "multi-session")
		f["edition"] = self.maybe(0.5, *(client if f["product"] == "client" else ("standard", "datacenter")))
		f["installation"] = "client" if f["product"] == "client" and r.random() < 0.5 else self.maybe(0.4, "server", "core", "nano")
		f["harch"], f["iarch"] = (self.maybe(0.6, "amd64", "amd64", "amd64", "amd64", "arm64", "386") for _ in "hi")
		f["hyperv"] = self.maybe(0.5, "yes", "no")
		f["containers"] = self.maybe(0.2, "yes", "yes", "yes", "no")
		f["family"] = self.maybe(0.7, "servercore", "servercore", "nanoserver", "nanoserver", "windows", "server", "hostprocess")
		self.engine(f)
		f["isolation"] = r.choice(("default", "auto", "process", "hyperv"))
		f["purpose"] = r.choice(("unspecified", "development", "test", "production"))
		f["hos"] = "linux" if r.random() < 0.01 else "windows"
		f["ios"] = "linux" if r.random() < 0.02 else "windows"
		return f

	def engine(self, f):
		r = self.random
		f["engine"] = self.maybe(0.5, "docker", "docker", "docker", "containerd", "buildkit", "nomad")
		if f["engine"] and r.random() < 0.8:
			major, minor, patch = r.choice(self.versions)
			f["engver"] = (major, minor, max(0, patch + r.choice((-1, 0, 0, 1))))
		f["defiso"] = self.maybe(0.1, "process", "hyperv")
		if f["engine"] == "containerd" and r.random() < 0.5:
			f["cri"] = True
		if f["cri"] and r.random() < 0.6:
			f["sandbox"] = r.choice((f["ibuild"], f["hbuild"], r.choice(self.releases)[0]))
