#!/usr/bin/python3
# Policies in a scan, in run, compose and build: what files say of the request, waivers, and how formats show a site's rules. Prints TAP.
"""policies.py PROGRAM"""

import json
import pathlib
import shutil
import sys
import xml.etree.ElementTree

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from tap import Program, Tap, finish, temporary  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
tap = Tap()
home = temporary()
program = Program(str(pathlib.Path(sys.argv[1]).resolve()), home)
IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2022"
OLD_IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2019"


def write(path, text):
    path = home / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def policy(rules, waivers=""):
    return write("policy.yaml", "format: 1\nrules:\n" + rules + (f"waivers:\n{waivers}" if waivers else ""))


def run(*args, cwd=None):
    return program.run(*args, cwd=cwd or home)


def shown(p):
    return f"exit {p.returncode}", p.stdout[-2500:], p.stderr[-1500:]


def scan(tree, *args, host="ws2022"):
    """{subject: (decision, excuse)}"""
    p = run("scan", "--offline", "--host", host, *args, "-o", "json", tree)
    report = json.loads(p.stdout)
    return p, {f["subject"]: (f["verdict"]["decision"], f["excuse"] and f["excuse"]["kind"]) for f in report["findings"]}, report


def pod(head, name, labels="{}", space=None, image=IMAGE):
    where = f", namespace: {space}" if space else ""
    spec = f"{{os: {{name: windows}}, containers: [{{name: c, image: '{image}'}}]}}"
    if head == "Pod":
        return f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}{where}, labels: {labels}}}\nspec: {spec}\n"
    template = f"{{metadata: {{labels: {labels}}}, spec: {spec}}}"
    deep = template if head != "CronJob" else f"{{spec: {{template: {template}}}}}"
    key = "template" if head != "CronJob" else "jobTemplate"
    group = "batch/v1" if head == "CronJob" else "apps/v1"
    return f"---\napiVersion: {group}\nkind: {head}\nmetadata: {{name: {name}{where}, labels: {{team: outer}}}}\nspec: {{{key}: {deep}}}\n"


def facts():
    write("facts/pods.yaml", pod("Deployment", "a", "{team: payments}", "shop") + pod("Pod", "b", "{team: payments}") + pod("CronJob", "c", "{team: lab}", "shop") +
          "---\napiVersion: v1\nkind: List\nitems:\n- " + pod("Pod", "d", "{team: lab}", "shop")[4:].replace("\n", "\n  ").rstrip() + "\n")
    p, found, report = scan("facts", "--policy", policy("  - {id: SITE-SHOP, effect: refuse, when: {request.namespace: shop}, why: not here}\n"))
    said = {"Deployment shop/a, container c": "refuse", "Pod b, container c": "allow", "CronJob shop/c, container c": "refuse", "Pod shop/d, container c": "refuse"}
    tap.ok({k: d for k, (d, _) in found.items()} == said and p.returncode == 1, "the namespace of each object", found, *shown(p))
    schema = json.loads((ROOT / "docs/schema/report.schema.json").read_text())
    verdict = json.loads((ROOT / "docs/schema/verdict.schema.json").read_text())
    resolver = jsonschema.RefResolver("", schema, store={"verdict.schema.json": verdict, "/verdict.schema.json": verdict})
    faults = [e.message[:200] for e in jsonschema.validators.validator_for(schema)(schema, resolver=resolver).iter_errors(report)]
    tap.ok(not faults, "… and the report fits its schema", *faults)
    requests = [f["verdict"]["request"] for f in report["findings"]]
    tap.ok(any(r.get("namespace") == "shop" and r.get("labels") == {"team": "payments"} for r in requests), "… and says what was asked", requests)
    p, found, _ = scan("facts", "--policy", policy("  - {id: SITE-SHOP, effect: refuse, when: {request.namespace: shop}, why: not here}\n"), "--namespace", "shop")
    tap.ok(found["Pod b, container c"][0] == "refuse", "--namespace is that of objects that name none", found)
    p, found, _ = scan("facts", "--policy", policy("  - {id: SITE-TEAM, effect: refuse, when: {request.labels.team: {not: payments}}, why: payments only}\n"))
    said = {"Deployment shop/a, container c": "allow", "Pod b, container c": "allow", "CronJob shop/c, container c": "refuse", "Pod shop/d, container c": "refuse"}
    tap.ok({k: d for k, (d, _) in found.items()} == said, "labels are the pod's, not the object's", found, *shown(p))
    p, found, _ = scan("facts")
    tap.ok({d for d, _ in found.values()} == {"allow"} and len(found) == 4 and "namespace" not in p.stdout, "without a policy nobody asks", *shown(p))
    write("compose/compose.yaml", f"services:\n  a: {{image: '{IMAGE}', labels: {{team: payments}}}}\n  b: {{image: '{IMAGE}', labels: ['team=lab', 'x']}}\n  c: {{image: '{IMAGE}'}}\n")
    rule = policy("  - {id: SITE-TEAM, effect: refuse, when: {request.labels.team: lab}, why: no labs}\n")
    p, found, _ = scan("compose", "--policy", rule)
    tap.ok({k: d for k, (d, _) in found.items()} == {"service a": "allow", "service b": "refuse", "service c": "allow"}, "labels of compose services", found)
    write("alias/pods.yaml", "apiVersion: v1\nkind: List\nitems:\n" + "".join(
        f"- apiVersion: v1\n  kind: Pod\n  metadata: {{name: {n}, namespace: {n}}}\n  spec: {s}\n"
        for n, s in (("one", f"&s {{os: {{name: windows}}, containers: [{{name: c, image: '{IMAGE}'}}]}}"), ("two", "*s"))))
    p, found, report = scan("alias", "--policy", policy("  - {id: SITE-TWO, effect: refuse, when: {request.namespace: two}, why: not here}\n"))
    tap.ok(len(report["findings"]) == 2 and p.returncode == 1, "one pod spec, aliased into two namespaces, is judged for both", *shown(p))
    tap.ok(len(scan("alias")[2]["findings"]) == 1, "… and is one finding where nobody asks")


def waivers():
    write("waived/pods.yaml", pod("Pod", "a", "{app: legacy}") + pod("Pod", "b") + pod("Pod", "c", "{app: legacy}", image=OLD_IMAGE))
    rules = policy("  - {id: SITE-ALL, effect: refuse, when: {image.family: servercore}, why: no servercore}\n",
                   "  - {id: SITE-LEGACY, rules: [SITE-ALL], when: {request.labels.app: legacy}, owner: shop, reason: moves in spring, expires: 2026-12-31}\n")
    args = ("--policy", rules, "--today", "2026-11-25")
    p, found, report = scan("waived", *args)
    said = {"Pod a, container c": ("allow", "waived"), "Pod b, container c": ("refuse", None), "Pod c, container c": ("refuse", None)}
    tap.ok(found == said, "a waived finding is excused; it excuses nothing else", found)
    why = [f["excuse"]["reason"] for f in report["findings"] if f["excuse"]]
    tap.ok(len(why) == 1 and "SITE-ALL: waived for shop up to 2026-12-31: moves in spring" in why[0], "… with whose it is, until when, and why", why)
    text = run("scan", "--offline", "--host", "ws2022", *args, "waived").stdout
    tap.ok("excused   waived by the policy: SITE-ALL" in text and "2 refused, 0 unknown, 0 allowed; 1 excused" in text, "… and stands in the text", text)
    sarif = json.loads(run("scan", "--offline", "--host", "ws2022", *args, "-o", "sarif", "waived").stdout)["runs"][0]
    suppressed = [r["suppressions"] for r in sarif["results"] if r.get("suppressions")]
    tap.ok(len(suppressed) == 1 and suppressed[0][0]["kind"] == "external" and "moves in spring" in suppressed[0][0]["justification"], "SARIF: suppressed", suppressed)
    p, found, _ = scan("waived", "--policy", rules, "--today", "2027-01-01")
    tap.ok(found["Pod a, container c"] == ("refuse", None), "the day after its last day it is over", found)
    p, found, _ = scan("waived", "--policy", rules, "--as-of", "2027-01-01")
    tap.ok(found["Pod a, container c"] == ("refuse", None), "… also by --as-of", found)
    warned = policy("  - {id: SITE-ALL, effect: refuse, when: {image.family: servercore}, why: no servercore}\n  - {id: SITE-WARN, effect: warn, why: look}\n",
                    "  - {id: SITE-LEGACY, rules: [SITE-ALL], when: {request.labels.app: legacy}, owner: shop, reason: spring, expires: 2026-12-31}\n")
    p, found, _ = scan("waived", "--policy", warned, "--today", "2026-11-25", "--fail-on", "warn")
    tap.ok(found["Pod a, container c"] == ("allow", None), "what is warned about besides still counts", found)
    write("inline/Dockerfile", f"# wincompat:ignore SITE-ALL tested by hand\nFROM {IMAGE}\nRUN ver\n")
    p, found, report = scan("inline", "--policy", rules)
    tap.ok(p.returncode == 0 and {e for _, e in found.values()} == {"ignored"} and not report["errors"], "a comment may name a site's rule", *shown(p))
    p, found, report = scan("inline")
    tap.ok(any("no rule is called SITE-ALL" in json.dumps(e) for e in report["errors"]), "… which nobody knows without its policy", report["errors"])


def formats():
    rules = policy('  - {id: SITE-PAGE, effect: refuse, when: {image.tag: ltsc2022}, why: "a <b>page</b>", source: "https://example.com/a"}\n'
                   '  - {id: SITE-BOOK, effect: refuse, when: {image.tag: ltsc2019}, why: a book, source: "our handbook, page 3"}\n'
                   '  - {id: SITE-EVIL, effect: warn, why: evil, source: "javascript:alert(1)"}\n')
    ask = ("check", "--offline", "--host", "ws2022", "--policy", rules, IMAGE, OLD_IMAGE, "mcr.microsoft.com/windows/nanoserver:ltsc2025-x", "os:10.0.20348,family=servercore")
    driver = json.loads(run(*ask, "-o", "sarif").stdout)["runs"][0]
    known = {r["id"]: r for r in driver["tool"]["driver"]["rules"]}
    tap.ok(known["SITE-PAGE"].get("helpUri") == "https://example.com/a" and "policy" in known["SITE-PAGE"]["properties"]["tags"], "SARIF: a site's rule with its page", known)
    tap.ok("helpUri" not in known["SITE-BOOK"] and "our handbook, page 3" in known["SITE-BOOK"]["help"]["text"], "… and one whose source is no page", known["SITE-BOOK"])
    tap.ok("SITE-EVIL" in known and "helpUri" not in known["SITE-EVIL"], "… and a script is no page", known.get("SITE-EVIL"))
    tap.ok(all(driver["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in driver["results"]), "… each result names its own")
    cases = list(xml.etree.ElementTree.fromstring(run(*ask, "-o", "junit").stdout).iter("testcase"))
    failed = [f.get("type") for c in cases for f in c.iter("failure")]
    tap.ok("SITE-PAGE" in failed and "SITE-BOOK" in failed, "JUnit: the rule is the failure's type", failed)
    page = run(*ask, "-o", "html").stdout
    tap.ok('href="https://example.com/a"' in page and "a &lt;b&gt;page&lt;/b&gt;" in page and "a <b>page" not in page, "HTML: the page is a link, the sentence is text")
    tap.ok('href="javascript' not in page and 'href="our' not in page and "SITE-EVIL" in page, "… and nothing else is a link")
    p = run("check", "--offline", "--host", "ws2022", "--policy", rules, IMAGE, "-o", "json")
    verdict = json.loads(p.stdout)["verdicts"][0]
    tap.ok(verdict["policy"][0]["file"].endswith("policy.yaml") and len(verdict["policy"][0]["sha256"]) == 64, "JSON: the policy with its digest", verdict["policy"])


def commands():
    rules = policy("  - {id: SITE-TEAM, effect: refuse, when: {request.labels.team: lab}, why: no labs}\n"
                   "  - {id: SITE-USER, effect: refuse, when: {request.user: ContainerAdministrator}, why: never by this user}\n")
    ask = ("run", "--dry-run", "--offline", "--no-journal", "--host", "ws2022", "--policy", rules)
    p = run(*ask, "--label", "team=payments", "-l", "x", IMAGE)
    tap.ok(p.returncode == 0 and "--label" in p.stdout, "run: docker's own labels are asked about", *shown(p))
    for labels in (("--label", "team=lab"), ("-l=team=lab",), ("-lteam=lab",), ("--label", "team=payments", "--label=team=lab")):
        p = run(*ask, *labels, IMAGE)
        tap.ok(p.returncode == 125 and "no labs" in p.stderr and p.stdout == "", f"… {' '.join(labels)}", *shown(p))
    p = run(*ask, "--user", "ContainerAdministrator", IMAGE)
    tap.ok(p.returncode == 0, "… docker's --user is the container's, not who asks", *shown(p))
    write("services/compose.yaml", f"services:\n  a: {{image: '{IMAGE}', labels: {{team: lab}}}}\n  b: {{image: '{OLD_IMAGE}'}}\n")
    p = run("compose", "--offline", "--no-journal", "--host", "ws2022", "--policy", rules, cwd=home / "services")
    tap.ok(p.returncode == 1 and p.stdout == "" and "no labs" in p.stderr, "compose: the labels of services", *shown(p))
    p = run("compose", "--offline", "--no-journal", "--host", "ws2022", "--policy", rules, "--keep-going", cwd=home / "services")
    tap.ok("b:\n    isolation: hyperv" in p.stdout and "a:" not in p.stdout, "… and for the others there is a file", *shown(p))
    write("ctx/Dockerfile", f"FROM {OLD_IMAGE}\nRUN ver\n")
    only = policy("  - {id: SITE-PROCESS, effect: {require: process}, why: process only}\n")
    p = run("build", "--dry-run", "--offline", "--no-journal", "--host", "ws2022", "--policy", only, "--", "docker", "build", "ctx")
    tap.ok(p.returncode == 125 and "REFUSED" in p.stderr and p.stdout == "", "build: a site's rule narrows what its stages may run in", *shown(p))
    write("split/Dockerfile", f"FROM {OLD_IMAGE} AS o\nRUN ver\nFROM {IMAGE}\nRUN ver\n")
    p = run("build", "--dry-run", "--offline", "--no-journal", "--host", "ws2022", "--policy",
            policy("  - {id: SITE-PROCESS, effect: {require: process}, when: {image.tag: ltsc2022}, why: process only}\n"), "--", "docker", "build", "split")
    tap.ok(p.returncode == 125 and "no isolation does for all" in p.stderr and p.stdout == "", "… each stage may run, but none does for both", *shown(p))
    bad = write("bad.yaml", "format: 1\nrulez: []\n")
    for args, code in ((("scan", "facts"), 2), (("compose", "compose/compose.yaml"), 2), (("build", "--", "docker", "build", "ctx"), 125), (("run", IMAGE), 125)):
        p = run(args[0], "--host", "ws2022", "--offline", "--policy", bad, *args[1:])
        tap.ok(p.returncode == code and p.stdout == "" and "did you mean 'rules'" in p.stderr, f"{args[0]}: a policy with a fault decides nothing", *shown(p))
    p = run("scan", "--host", "ws2022", "--offline", "--policy", only, "--today", "soon", "facts")
    tap.ok(p.returncode == 2 and "--today" in p.stderr, "a day that is none", *shown(p))


for part in (facts, waivers, formats, commands):
    part()
shutil.rmtree(home, ignore_errors=True)
finish(tap)
