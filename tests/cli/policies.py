#!/usr/bin/python3
# Policies from outside: what a policy may not hold, files and folders, and doubts that must never become a yes. policies.py PROGRAM prints TAP.
import json
import sys
import time
import xml.etree.ElementTree

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)

IMAGE = "os:10.0.20348.2340"
RULE = "  - {id: %s, effect: %s, why: because}\n"


def write(name, text):
	path = home / name
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_bytes(text if isinstance(text, bytes) else text.encode())
	return path


def policy(rules, head="format: 1\n"):
	return write("policy.yaml", head + "rules:\n" + rules)


def expect(name, args, code, out=None, err=None, within=10):
	start = time.monotonic()
	p = program.run(*args)
	took = time.monotonic() - start
	fine = p.returncode == code and (out is None or (out in p.stdout if out else p.stdout == ""))
	fine = fine and all(text in p.stderr for text in ([err] if isinstance(err, str) else err or [])) and took < within
	tap.ok(fine, name, f"exit {p.returncode}, expected {code}, {took:.1f} s", p.stdout[-800:], p.stderr[-1500:])
	return p


def refused(name, text, err, within=10, place=None):
	"""Exit 2, nothing on standard output, a message with its place and the texts of `err`."""
	path = write("policy.yaml", text)
	at = [f"{path}:{place}"] if place else []
	return expect(name, ["check", "--host", "ws2022", "--policy", path, IMAGE], 2, out="", err=[*at, *([err] if isinstance(err, str) else err)], within=within)


def decide(name, rules, expected, *args, host="ws2022", image=IMAGE):
	return expect(name, ["check", "--offline", "-q", "--host", host, *args, "--policy", policy(rules), image],
	              {"process": 0, "hyperv": 0, "refuse": 1, "unknown": 3}[expected], out=expected)


def bad_text():
	head = "format: 1\nrules:\n"
	refused("an unknown key of a policy", "format: 1\nrulez: []\n", ["'rulez'", "did you mean 'rules'"], place="2:1")
	refused("an unknown key of a rule", head + "  - {id: A, effect: refuse, why: w, wenn: {}}\n", ["'wenn'", "did you mean 'when'"], place="3:")
	refused("an unknown fact", head + "  - {id: A, effect: refuse, why: w, when: {image.famly: nanoserver}}\n",
	        ["'image.famly'", "did you mean 'image.family'"], place="3:")
	refused("an unknown word", head + "  - {id: A, effect: refuse, why: w, when: {image.family: nanosever}}\n", "did you mean 'nanoserver'", place="3:")
	refused("an unknown effect", head + "  - {id: A, effect: refuze, why: w}\n", "did you mean 'refuse'", place="3:")
	refused("an effect without the value that it needs", head + "  - {id: A, effect: require, why: w}\n", "needs a value", place="3:")
	refused("an effect with a value that it does not take", head + "  - {id: A, effect: {refuse: hyperv}, why: w}\n", "takes no value", place="3:")
	refused("accepting what is unsupported", head + "  - {id: A, effect: {accept: unsupported}, why: w}\n", "unsupported", place="3:")
	refused("a rule that is text", head + "  - refuse everything\n", "a rule", place="3:")
	refused("rules that are a map", "format: 1\nrules: {id: A}\n", "not a list", place="2:")
	refused("a title that is a list", "format: 1\ntitle: [a]\nrules: []\n", "title is text", place="2:")
	refused("a condition that is a list", head + "  - {id: A, effect: refuse, why: w, when: [a]}\n", "a condition is a map", place="3:")
	refused("an empty list of values", head + "  - {id: A, effect: refuse, why: w, when: {image.family: []}}\n", "empty", place="3:")
	refused("a number that is none", head + "  - {id: A, effect: refuse, why: w, when: {image.revision: many}}\n", "'many' is no number", place="3:")
	refused("a build that is none", head + "  - {id: A, effect: refuse, why: w, when: {image.build: ltsc2220}}\n", "neither a build nor a release", place="3:")
	refused("a day that is none", head + "  - {id: A, effect: refuse, why: w, when: {today: 2026-13-01}}\n", "2026-13-01", place="3:")
	refused("a pattern that is none", head + "  - {id: A, effect: refuse, why: w, when: {image.tag: {matches: '(a'}}}\n", "is no pattern", place="3:")
	refused("a sentence with a placeholder that stands for nothing", head + "  - {id: A, effect: refuse, why: 'image {image.nonsense}'}\n", "{image.nonsense}", place="3:")
	refused("a rule without a reason", head + "  - {id: A, effect: refuse}\n", "without 'why'", place="3:")
	refused("a rule without an id", head + "  - {effect: refuse, why: w}\n", "id", place="3:")
	refused("the id of a built-in rule", head + "  - {id: REV-2B, effect: refuse, why: w}\n", "built-in", place="3:")
	refused("two rules of one id", head + RULE % ("A", "refuse") + RULE % ("A", "warn"), ["'A' stands twice", "override: true"], place="4:")
	refused("an override of nothing", head + "  - {id: A, effect: refuse, why: w, override: true}\n", "no other rule", place="3:")
	refused("a waiver of no rule", head + RULE % ("A-RULE", "refuse") +
	        "waivers:\n  - {id: W, rules: [A-RULF], owner: me, reason: r, expires: 2026-12-31}\n", "did you mean 'A-RULE'", place="5:")
	refused("a waiver that never ends", head + RULE % ("A", "refuse") + "waivers:\n  - {id: W, rules: A, owner: me, reason: r}\n", "expires", place="5:")
	refused("a waiver of nobody", head + RULE % ("A", "refuse") + "waivers:\n  - {id: W, rules: A, reason: r, expires: 2026-12-31}\n", "owner", place="5:")
	p = refused("every fault at once", head + "  - {id: A, effect: refuze, why: w}\n  - {id: B, effect: refuse, why: w, when: {today: x, image.tga: y}}\n", "3 faults")
	tap.ok("effect: refuze" in p.stderr, "a fault with the line that it is about", p.stderr)


def bad_yaml():
	head = "format: 1\nrules:\n"
	refused("a tab", "format: 1\nrules:\n\t- {id: A}\n", "policy.yaml:3:")
	refused("an anchor", "format: 1\nrules: &a []\n", "policy.yaml:2:")
	refused("an alias", "format: 1\nrules: *a\n", "policy.yaml:2:")
	laughs = "format: 1\na0: &a0 [lol, lol]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40)) + "rules: []\n"
	refused("a billion laughs", laughs, "policy.yaml:2:", within=2)
	refused("bytes that are no UTF-8", head.encode() + b"  - {id: A, effect: refuse, why: \"\xff\xfe\"}\n", "UTF-8")
	refused("a NUL byte", b"format: 1\nrules: []\n\0", "policy.yaml")
	refused("a key twice", "format: 1\nrules: []\nrules: []\n", "policy.yaml:3:")
	refused("an empty file", "", "empty")
	refused("a text that is no map", "- 1\n", "a policy is a map", place="1:")
	refused("no format", "rules: []\n", "does not say its format", place="1:")
	refused("a future format", "format: 2\nrules: []\n", ["format 2 is newer", "newer wincompat"], place="1:")
	refused("a format that is no number", "format: one\nrules: []\n", "format is a number", place="1:")
	refused("a hundred thousand levels", "format: 1\nrules: " + "[" * 100000 + "\n", "policy.yaml:2:", within=3)
	refused("a condition in a condition in a condition", head + "  - {id: A, effect: warn, why: w, when: " + "{not: " * 3000 + "{}" + "}" * 3000 + "}\n", "policy.yaml:3:", within=3)


def large():
	rows = "".join(f"  - {{id: R{i}, effect: warn, why: because, when: {{image.build: \"< {20000 + i % 3000}\", request.user: user{i % 50}}}}}\n" for i in range(90000))
	refused("10 MB of rules", "format: 1\nrules:\n" + rows, ["more than", "policy.yaml:"], within=30)
	faults = "".join(f"  - {{id: R{i}, effekt: warn}}\n" for i in range(20000))
	refused("faults by the thousand", "format: 1\nrules:\n" + faults, "faults", within=10)
	wide = ", ".join("{image.build: %d}" % (1000 + i) for i in range(4000))
	other = ", ".join("{image.build: %d}" % (10000 + i) for i in range(4000))
	refused("a condition that unfolds to millions of cases", "format: 1\nrules:\n  - {id: A, effect: refuse, why: w, when: {all: [{any: [%s]}, {any: [%s]}]}}\n" % (wide, other),
	        "too many cases", within=5)
	refused("a hundred thousand different labels", "format: 1\nrules:\n" + "".join(f"  - {{id: R{i}, effect: warn, why: w, when: {{request.labels.l{i}: x}}}}\n" for i in range(30000)),
	        "different facts", within=10)


def patterns():
	text = "a" * 120
	rule = "  - {id: A, effect: refuse, why: w, when: {image.reference: {matches: '^(a+)+$'}}}\n"
	decide("a pattern that never ends is a doubt, not a yes", rule, "unknown", image=text + ":ltsc2022")
	decide("the same on a text that it can judge", rule, "process", image="b:ltsc2022")
	decide("(*NO_JIT) and back references take no longer", "  - {id: A, effect: refuse, why: w, when: {image.reference: {matches: '(*NO_JIT)^((a*)*)*\\1$'}}}\n",
	       "unknown", image=text + "b:ltsc2022")


def doubts():
	decide("one text is not two", "  - {id: A, effect: warn, why: w, when: {request.user: 'a, b'}}\n  - {id: B, effect: refuse, why: w, when: {request.user: [a, b]}}\n",
	       "refuse", "--user", "a")
	decide("a fact that is passed over does not hide one that is not", "  - {id: A, effect: refuse, why: w, when: {any: [{image.revision: '< 100'}, {image.family: nanoserver}]}}\n",
	       "unknown", image="os:10.0.20348")
	decide("in whatever order they stand", "  - {id: A, effect: refuse, why: w, when: {any: [{image.family: nanoserver}, {image.revision: '< 100'}]}}\n",
	       "unknown", image="os:10.0.20348")
	decide("a rule that also asks for a fact that is passed over is passed over", "  - {id: A, effect: refuse, why: w, when: {image.family: nanoserver, image.revision: '< 100'}}\n",
	       "process", image="os:10.0.20348")
	host = write("host.json", '{"apiVersion":"wincompat/v1","kind":"Host","name":"x","os":"windows","product":"server"}')
	p = expect("what is accepted without being known is said", ["check", "--host", f"@{host}", "--policy", policy("  - {id: A-UNKNOWN, effect: {accept: unknown}, why: the site accepts it}\n"), IMAGE], 0)
	tap.ok("warning   the site accepts it" in p.stdout, "as a warning", p.stdout)
	both = "  - {id: A, effect: {accept: unknown}, why: a}\n  - {id: B, effect: {accept: supported}, why: b, when: {image.family: nanoserver}}\n"
	decide("accepting the unknown waits for the rule that may forbid it", both, "unknown", image="os:10.0.20400.1", host="server:20400")
	decide("no rule lifts an image above its host", "  - {id: A, effect: {accept: unknown}, why: a}\n", "refuse", host="ws2019")


def files():
	for folder in "ab":
		write(f"two/{folder}/main.yaml", "format: 1\ninclude: rules.yaml\n")
		write(f"two/{folder}/rules.yaml", "format: 1\nrules:\n" + RULE % (f"RULE-{folder}", "warn"))
	p = expect("two files of the same bytes that include what stands beside them", ["check", "--host", "ws2022", "--policy", home / "two/a/main.yaml",
	           "--policy", home / "two/b/main.yaml", "-o", "json", IMAGE], 0, out='"RULE-a"')
	tap.ok('"RULE-b"' in p.stdout, "both are read", p.stdout[-500:])
	write("again/a.yaml", "format: 1\ninclude: [common.yaml, ../again/b.yaml]\n")
	write("again/b.yaml", "format: 1\ninclude: common.yaml\n")
	write("again/common.yaml", "format: 1\nrules:\n" + RULE % ("COMMON", "warn"))
	p = expect("what two files include is read once", ["check", "--host", "ws2022", "--policy", home / "again/a.yaml", "-o", "json", IMAGE], 0, out='"COMMON"')
	tap.ok(p.stdout.count("common.yaml\"") == 1 and p.stdout.count("a.yaml\"") == 1, "and named once", p.stdout[-900:])
	loop = write("loop/a.yaml", "format: 1\ninclude: b.yaml\n")
	write("loop/b.yaml", "format: 1\ninclude: ../loop/a.yaml\n")
	expect("files that include each other", ["check", "--host", "ws2022", "--policy", loop, IMAGE], 2, out="", err=["includes itself", "b.yaml:2:"])
	own = write("loop/own.yaml", "format: 1\ninclude: own.yaml\n")
	expect("a file that includes itself", ["check", "--host", "ws2022", "--policy", own, IMAGE], 2, out="", err=["includes itself", "own.yaml:2:"])
	missing = write("loop/missing.yaml", "format: 1\ninclude: nowhere.yaml\n")
	expect("an include of nothing", ["check", "--host", "ws2022", "--policy", missing, IMAGE], 2, out="", err=["missing.yaml:2:", "nowhere.yaml"])
	write("site.d/10-a.yaml", "format: 1\nrules:\n" + RULE % ("SITE-A", "warn"))
	write("site.d/20-b.yaml", "format: 1\nrules:\n  - {id: SITE-A, effect: refuse, why: because, override: true}\n")
	write("site.d/.hidden.yaml", "nothing that can be read: [")
	write("site.d/notes.txt", "nothing that is read")
	expect("a folder, and what overrides what", ["check", "-q", "--host", "ws2022", "--policy", home / "site.d", IMAGE], 1, out="refuse")
	(home / "empty.d").mkdir()
	expect("a folder without policies", ["check", "--host", "ws2022", "--policy", home / "empty.d", IMAGE], 2, out="", err="no *.yaml file")
	expect("no policy of that name", ["check", "--host", "ws2022", "--policy", "strikt", IMAGE], 2, out="", err="did you mean 'strict'")
	expect("an empty name", ["check", "--host", "ws2022", "--policy", "", IMAGE], 2, out="")
	expect("standard input for two readers", ["check", "--host", "@-", "--policy", "-", IMAGE], 2, out="", err="named 2 times")
	good, bad = write("good.yaml", "format: 1\nrules:\n" + RULE % ("GOOD", "warn")), write("bad.yaml", "format: 1\nrules:\n" + RULE % ("BAD", "wran"))
	expect("nothing is partly loaded", ["check", "--host", "ws2022", "--policy", good, "--policy", bad, IMAGE], 2, out="", err=["bad.yaml:3:", "nothing of it was used"])


def commands():
	site = write("cmd/site.yaml", """format: 1
rules:
  - id: CMD-NANO
    title: No Nano Server
    when: {any: [{image.family: nanoserver}, {request.labels.team: "a b"}]}
    effect: refuse
    why: "not {image.family} here"
    source: https://example.com/policy
    remedy: {action: use-tag, value: servercore, text: take Server Core}
    examples:
      - {host: ws2022, image: "os:10.0.20348.1,family=nanoserver", expect: refuse because=CMD-NANO remedies=use-tag:servercore}
      - {host: ws2022, image: "os:10.0.20348.1,family=servercore", labels: {team: "a c"}, expect: process}
waivers:
  - {id: CMD-LEGACY, rules: CMD-NANO, owner: ops, reason: it is being moved, expires: 2026-12-31, when: {request.namespace: legacy}}
""")
	expect("the ready-made policies", ["policy", "list"], 0, out="strict")
	p = expect("the rules of a policy, and who said what", ["policy", "list", "--policy", site, "--origin"], 0, out="waived by CMD-LEGACY (ops, up to 2026-12-31)")
	tap.ok(f"{site}:3" in p.stdout and "waives CMD-NANO" in p.stdout, "with their places", p.stdout)
	p = expect("a rule in words", ["policy", "explain", "CMD-NANO", "--policy", site], 0, out="image.family is nanoserver and request.namespace is anything but legacy")
	tap.ok("https://example.com/policy" in p.stdout and "use-tag: take Server Core" in p.stdout and "example" in p.stdout, "source, remedy and examples", p.stdout)
	expect("a built-in rule in words", ["policy", "explain", "HOME-NO"], 0, out="host.edition is home or education")
	expect("a rule that is not there", ["policy", "explain", "CMD-NAN", "--policy", site], 2, out="", err="did you mean 'CMD-NANO'")
	again = write("cmd/again.yaml", expect("a rule as a policy again", ["policy", "explain", "CMD-NANO", "--policy", site, "-o", "yaml"], 0).stdout)
	expect("that refuses the same", ["check", "-q", "--host", "ws2022", "--policy", again, "os:10.0.20348.1,family=nanoserver"], 1, out="refuse")
	expect("and waives the same", ["check", "-q", "--host", "ws2022", "--policy", again, "--namespace", "legacy", "os:10.0.20348.1,family=nanoserver"], 0, out="process")
	expect("the waiver is over", ["check", "-q", "--host", "ws2022", "--policy", site, "--namespace", "legacy", "--today", "2027-01-01", "os:10.0.20348.1,family=nanoserver"], 1, out="refuse")
	expect("the ways that no example reached", ["policy", "test", site], 0, out="CMD-NANO (1 of 4)")
	p = expect("what a rule was asked and what it found", ["check", "--explain", "--host", "ws2022", "--policy", site, "os:10.0.20348.1,family=servercore"], 0,
	           out="image.family is servercore, not nanoserver")


def tests():
	site = write("test/site.yaml", "format: 1\nrules:\n  - id: T\n    effect: refuse\n    why: w\n    when: {any: [{image.family: nanoserver}, {request.user: bob}]}\n    examples:\n"
	             "      - {host: ws2022, image: 'os:10.0.20348.1,family=nanoserver', expect: refuse because=T}\n      - {host: ws2022, image: 'os:10.0.20348.1,family=servercore', expect: process}\n")
	cases = write("test/site.case", "Bob may not\n\thost ws2022\n\timage os:10.0.20348.1,family=servercore\n\tuser bob\n\texpect refuse because=T\n")
	wrong = write("test/wrong.case", "Bob may\n\thost ws2022\n\timage os:10.0.20348.1,family=servercore\n\tuser bob & <co>\n\texpect refuse\n")
	expect("examples and how far they reach", ["policy", "test", site], 0, out="partly    T (1 of 2)")
	expect("cases under a policy", ["policy", "test", "--policy", site, site, cases], 0, out="3 passed, 0 failed; 1 of 1 rules spoke, in 1 of their 2 ways")
	expect("a case that fails", ["policy", "test", "--policy", site, wrong], 1, out="decision is allow, expected refuse")
	p = expect("as TAP", ["policy", "test", "-o", "tap", "--policy", site, cases, wrong], 1, out="1..2\nok 1 - ")
	tap.ok("not ok 2 - " in p.stdout and "# decision is allow" in p.stdout, "with what differs", p.stdout)
	suites = xml.etree.ElementTree.fromstring(expect("as JUnit", ["policy", "test", "-o", "junit", "--policy", site, cases, wrong], 1).stdout)
	tap.ok(suites.get("tests") == "2" and suites.get("failures") == "1" and len(suites.findall("testsuite/testcase/failure")) == 1, "which is XML")
	answer = json.loads(expect("as JSON", ["policy", "test", "-o", "json", "--policy", site, cases], 0).stdout)
	tap.ok(answer["passed"] == 1 and answer["rules"][0]["reached"] == 1 and answer["rules"][0]["ways"] == 2, "with what was reached", answer)
	expect("no case file", ["policy", "test", write("test/prose.txt", "Hello\n\tworld x\n")], 2, out="", err=["prose.txt:2", "no case file"])
	expect("nothing there", ["policy", "test", home / "nowhere.case"], 2, out="", err="nowhere.case")
	expect("a policy that cannot be read", ["policy", "test", write("test/bad.yaml", "format: 1\nrules: 1\n")], 2, out="", err="bad.yaml:2")
	expect("a format that it does not write", ["policy", "list", "-o", "junit"], 2, out="", err="does not write junit")
	expect("policy lint says which examples fail", ["policy", "lint", write("test/lint.yaml", site.read_text().replace("expect: process", "expect: hyperv"))], 1, out="example")
	expect("no job", ["policy"], 2, out="", err="list, lint, diff, explain or test")
	expect("an unknown job", ["policy", "tset"], 2, out="", err="did you mean 'test'")


bad_text()
commands()
tests()
bad_yaml()
large()
patterns()
doubts()
files()
finish(tap)
