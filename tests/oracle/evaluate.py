#!/usr/bin/python3
"""The oracle: a second evaluator, written from the contract and data/FORMAT.md alone. One fact set in, one answer out."""
import os
import sys

sys.dont_write_bytecode = True  # a test leaves nothing behind in the tree

from knowledge import Knowledge

MODES = ("process", "hyperv")
FAMILIES = ("servercore", "nanoserver", "windows", "server")  # tried where the family is not known
INSTALLATIONS = ("server", "core", "nano")
LATTICE = ("unsupported", "unknown", "relaxed", "supported")  # worst first
NOT_SAID = {"vendor": "unlisted", "prose": "none", "host": "unknown"}  # what a field is where the tries disagree


def meet(a, b):
	return min(a, b, key=LATTICE.index)


def within(bounds, number):
	return bounds is None or (number is not None and bounds[0] <= number <= bounds[1])


def compares(word, image, host):
	if word is None:
		return True
	if image is None or host is None:
		return False
	return {"equal": image == host, "differs": image != host, "lower": image < host, "lower-or-equal": image <= host,
	        "higher": image > host}[word]


class Pair:
	"""What one view says of one host build, product and image build: everything that does not depend on further facts."""

	def __init__(self, view, host, product, image):
		self.host_known, self.image_known = host in view.known.builds, image in view.known.builds
		self.released = (host, product) in view.known.releases
		self.host_missing, self.image_missing = host is None, image is None
		self.uplevel = not self.host_missing and not self.image_missing and image > host
		self.clauses = {mode: {} for mode in MODES}
		for clause in view.clauses:
			if clause.products and product not in clause.products:
				continue
			if not within(clause.hosts, host) or not within(clause.images, image) or not compares(clause.compare, image, host):
				continue
			for mode in clause.modes:
				self.clauses[mode].setdefault(clause.voice, []).append(clause)
		self.cells = list(self.cells_of(view.edition, host, product, image)) if view.edition else []
		self.asked = {mode: self.asked_of(mode) for mode in MODES}
		self.borders = [(a, b) for a in view.borders if a.build == host for b in view.borders
		                if b.build == image and a.baseline == b.baseline]

	def cells_of(self, edition, host, product, image):
		"""(installations, families, print, printed for this very release) of each cell that speaks of the pair."""
		for row in edition.rows:
			fits = [b for b in row.builds if within(b, host)]
			exact = any(low == high for low, high in fits)
			if product not in row.products or not fits or not (exact or self.released):
				continue
			for build, families, text in row.images:
				if build == image:
					yield row.installations, families, text, exact

	def asked_of(self, mode):
		"""(families, installations): does anything that speaks of the mode's status ask for one that is tried?"""
		clauses = [*self.heard(mode, "prose"), *self.heard(mode, "host")]
		families = [*(c.families for c in clauses), *(families for _, families, _, _ in self.cells)]
		installations = [*(c.installations for c in clauses), *(installations for installations, _, _, _ in self.cells)]
		return any(set(f) & set(FAMILIES) for f in families), any(installations)

	def heard(self, mode, voice):
		return self.clauses[mode].get(voice, ())


class View:
	"""What was known on a day, with one edition in force."""

	def __init__(self, known, edition, as_of):
		self.known = known
		self.edition = known.edition(edition, as_of)
		self.clauses = [c for r in known.rules if r.held(as_of) for c in r.clauses]
		self.borders = [b for b in known.borders if b.rule.held(as_of)]
		self.pairs = {}

	def pair(self, host, product, image):
		key = host, product, image
		if key not in self.pairs:
			self.pairs[key] = Pair(self, *key)
		return self.pairs[key]


def revisions_hold(word, facts):
	if word is None:
		return True
	if facts["irev"] is None or facts["hrev"] is None:
		return False
	return (facts["irev"] == facts["hrev"]) == (word == "equal")


def engine_holds(clause, facts):
	if clause.engine is not None and facts["engine"] != clause.engine:
		return False
	if clause.engine_from is None and clause.engine_below is None:
		return True
	version = facts["engver"]
	return version is not None and (clause.engine_from or version) <= version and \
		(clause.engine_below is None or version < clause.engine_below)


def applies(clause, facts, family, installation):
	"""Do the conditions hold that Pair did not look at? A fact that is not known holds no condition, except not-editions."""
	return ((not clause.families or family in clause.families)
	        and (not clause.installations or installation in clause.installations)
	        and (not clause.editions or facts["edition"] in clause.editions)
	        and facts["edition"] not in clause.not_editions
	        and (not clause.purposes or facts["purpose"] in clause.purposes)
	        and (clause.hyperv is None or facts["hyperv"] == clause.hyperv)
	        and clause.host_revision in (None, facts["hrev"])
	        and clause.image_revision in (None, facts["irev"])
	        and revisions_hold(clause.revisions, facts)
	        and engine_holds(clause, facts))


def speakers(clauses, facts, family, installation):
	"""The clauses that speak, all saying the same: those of highest rank, at equal rank those that say no."""
	heard = [c for c in clauses if applies(c, facts, family, installation)]
	best = max(((c.rank, c.says in ("no", "fails")) for c in heard), default=None)
	return [c for c in heard if (c.rank, c.says in ("no", "fails")) == best]


def base_status(vendor, prose, loud):
	"""Contract 7, "from the first line that applies"; `loud` are the host clauses that speak."""
	if vendor == "yes" or (vendor == "unlisted" and prose == "yes"):
		return "supported"
	starts = any(c.says == "starts" and c.rule.evidence in ("announced", "observed") for c in loud)
	if vendor == "preview" or (prose == "yes" and vendor == "no") or starts:
		return "relaxed"
	fails = any(c.says == "fails" and c.rule.evidence == "documented" for c in loud)
	return "unsupported" if vendor == "no" or prose == "no" or fails else "unknown"


def narrowed(status, pair, mode, facts):
	"""Requirements and documented borders, by meet."""
	for clause in pair.heard(mode, "requirement"):
		if applies(clause, facts, facts["family"], facts["installation"]):
			status = meet(status, "unsupported" if clause.says == "refuse" else "relaxed")
	if mode != "process" or facts["hrev"] is None or facts["irev"] is None:
		return status
	for host, image in pair.borders:
		sides = host.side("host", facts["hrev"]), image.side("image", facts["irev"])
		crossed = sides == (-1, 1) or (sides == (1, -1) and host.direction == "either")
		if crossed and host.documented:
			status = "unsupported"
	return status


def judge(pair, mode, facts, family, installation):
	"""Status and authorities of one mode, the family and the installation being what they are said to be."""
	exact, vendor = False, "unlisted"
	for installations, families, text, is_exact in pair.cells if family != "hostprocess" else ():
		if (not installations or installation in installations) and (not families or family in families):
			exact, vendor = is_exact, text[mode]
			break
	silent = pair.host_missing or (pair.image_missing and family != "hostprocess")  # no version, nobody is asked
	prose = [] if silent else speakers(pair.heard(mode, "prose"), facts, family, installation)
	loud = [] if silent else speakers(pair.heard(mode, "host"), facts, family, installation)
	says = {"vendor": vendor, "prose": prose[0].says if prose else "none", "host": loud[0].says if loud else "unknown"}
	return dict(says, status=status_of(pair, mode, facts, says, loud, exact, family))


def status_of(pair, mode, facts, says, loud, exact, family):
	free = family == "hostprocess"
	if facts["harch"] and facts["iarch"] and facts["harch"] != facts["iarch"]:
		return "unsupported"
	if pair.host_missing or not pair.host_known or (not free and (pair.image_missing or not pair.image_known)):
		return narrowed("unknown", pair, mode, facts)
	if pair.uplevel and not free and not (exact and says["vendor"] in ("yes", "preview")):
		return "unsupported"
	return narrowed(base_status(says["vendor"], says["prose"], loud), pair, mode, facts)


def tried(pair, mode, facts):
	"""The mode's answer, and the unknown facts that decide its status."""
	ask_family, ask_installation = pair.asked[mode]
	families = FAMILIES if ask_family and not facts["family"] else (facts["family"],)
	installations = INSTALLATIONS if ask_installation and not facts["installation"] else (facts["installation"],)
	tries = {(f, i): judge(pair, mode, facts, f, i) for f in families for i in installations}
	answer = {}
	for field in ("vendor", "prose", "host", "status"):
		values = {t[field] for t in tries.values()}
		answer[field] = values.pop() if len(values) == 1 else NOT_SAID.get(field, "unknown")
	missing = set()
	if any(len({tries[f, i]["status"] for f in families}) > 1 for i in installations):
		missing.add("image.family")
	if any(len({tries[f, i]["status"] for i in installations}) > 1 for f in families):
		missing.add("host.installation")
	return answer, missing


def default_mode(known, facts):
	"""What the engine takes when nobody says anything (contract 8)."""
	if facts["defiso"]:
		return facts["defiso"]
	engine = known.engines[facts["engine"] or "docker"]
	if facts["cri"] and "default-cri" in engine:
		return engine["default-cri"]
	if facts["product"] == "client" and facts["edition"] == "multi-session":
		return engine.get("default-multi-session", engine.get("default-client"))
	return engine.get("default-" + facts["product"])


def blocked(pair, mode, facts):
	"""Can this host, engine or licence not take the mode, whatever its status?"""
	if facts["containers"] == "no" or (mode == "hyperv" and facts["hyperv"] == "no"):
		return True
	return any(applies(c, facts, facts["family"], facts["installation"]) and c.says == "refuse"
	           for voice in ("engine", "licence") for c in pair.heard(mode, voice))


def outcome(pair, mode, facts, status, site):
	"""What can be done with a mode: a usable status, "unknown", "sandbox" (unknown for want of a fitting one) or "no"."""
	if status == "unsupported" or blocked(pair, mode, facts):
		return "no"
	if mode == "hyperv" and status != "unknown" and facts["cri"] and (facts["sandbox"] is None or facts["sandbox"] != facts["ibuild"]):
		status = "sandbox"
	return site.accepted(mode, status) if site else status


def choose(order, outcomes):
	"""The first mode of the order that is supported, else relaxed; (None, why) where there is none."""
	for wanted in ("supported", "relaxed"):
		for mode in order:
			if outcomes[mode] == wanted:
				return mode, "allow"
	return None, "refuse" if all(outcomes[m] == "no" for m in order) else "unknown"


def launch_of(decision, mode, default, order, outcomes):
	if decision == "allow":
		return "as-is" if mode == default else "needs-flag"
	if decision == "unknown":
		return "unknown"
	others = [outcomes[m] for m in MODES if m not in order]
	if any(o in ("supported", "relaxed") for o in others):
		return "needs-flag"
	return "unknown" if any(o != "no" for o in others) else "impossible"


def decide(known, pair, facts, statuses, site):
	default = default_mode(known, facts)
	outcomes = {m: outcome(pair, m, facts, statuses[m], site) for m in MODES}
	asked = facts["isolation"]
	first = site.first(default) if site else default
	order = {"default": (default,), "auto": (first,) + tuple(m for m in MODES if m != first)}.get(asked, (asked,))
	mode, decision = choose(order, outcomes)
	missing = set()
	if decision == "unknown" and facts["sandbox"] is None and any(outcomes[m] == "sandbox" for m in order):
		missing.add("host.sandbox")
	if mode == "hyperv" and facts["hyperv"] is None:
		missing.add("host.hyperv")
	return {"decision": decision, "isolation": mode or "none", "default": default,
	        "launch": launch_of(decision, mode, default, order, outcomes)}, missing


def other_system(facts):
	"""The status of both modes where Linux is involved; None where it is Windows on Windows."""
	if facts["ios"] == "linux" and facts["hos"] == "linux":
		return "unknown"
	return "unsupported" if "linux" in (facts["ios"], facts["hos"]) else None


def evaluate(view, facts, site=None):
	"""The whole answer as a dict of words; `missing` is a set. `site`: what a site's rules say of the facts (site_rules.Spoken)."""
	foreign = other_system(facts)
	site = None if foreign else site
	if foreign:
		facts = dict(facts, hbuild=None, ibuild=None, hyperv=None, containers=None, purpose=None)  # nothing of Windows is looked at
	pair = view.pair(facts["hbuild"], facts["product"], facts["ibuild"])
	statuses, answer, missing = {}, {}, set()
	for mode in MODES:
		says, lacks = (dict(NOT_SAID, status=foreign), set()) if foreign else tried(pair, mode, facts)
		if site:
			says["status"] = site.narrowed(mode, says["status"])
			lacks = lacks if says["status"] == "unknown" else set()
		statuses[mode] = says["status"]
		answer.update({f"{mode}.{field}": value for field, value in says.items()})
		missing |= lacks
	if not foreign and pair.host_missing:
		missing.add("host.osVersion")
	if not foreign and pair.image_missing and facts["family"] != "hostprocess":
		missing.add("image.osVersion")
	decided, lacks = decide(view.known, pair, facts, statuses, site)
	answer.update(decided)
	answer["edition"] = view.edition.id if view.edition else "none"
	answer["missing"] = missing | lacks
	return answer


class Oracle:
	"""Evaluates fact sets under any edition and day."""

	def __init__(self, data):
		self.known, self.views = Knowledge(data), {}

	def view(self, edition, as_of):
		key = edition, as_of
		if key not in self.views:
			self.views[key] = View(self.known, edition, as_of)
		return self.views[key]

	def answer(self, facts, site=None):
		return evaluate(self.view(facts["matrix"], facts["as-of"]), facts, site)


def main():
	"""evaluate.py KEY=VALUE…: the answer for one fact set, for people (keys as in agree.py)."""
	from facts import parse  # the spelling of fact sets
	oracle = Oracle(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data"))
	for key, value in oracle.answer(parse(" ".join(sys.argv[1:]))).items():
		print(f"{key:16} {', '.join(sorted(value)) if isinstance(value, set) else value}")


if __name__ == "__main__":
	main()
