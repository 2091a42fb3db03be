#!/usr/bin/python3
# What engines take of an index, and index lint, from outside: layouts with configs, options, exit codes. Prints TAP.
"""selection.py PROGRAM"""

import json
import os
import sys

sys.dont_write_bytecode = True

from image_files import OCI_INDEX, Layout, platform, write_folder
from tap import Program, Tap, temporary

tap, folder = Tap(), temporary()
program = Program(os.path.abspath(sys.argv[1]), folder)


def layout(name, *entries):
    """An OCI layout with one index; each entry is (os.version of the index, of the config, os.features of the index)."""
    made = Layout()
    manifests = [made.image(config, platform=platform(listed, features=features)) for listed, config, features in entries]
    index = made.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests}, OCI_INDEX)
    made.name(index, "app")
    return "oci:" + str(write_folder(folder / name, made.done()))


def findings(reference):
    done = program.run("image", "--lint", "-o", "json", reference)
    value = json.loads(done.stdout)
    return done.returncode, sorted((f["rule"], f["entry"]) for f in value["findings"]), value


def has(name, reference, *wanted):
    code, found, _ = findings(reference)
    missing = [w for w in wanted if w not in found]
    tap.ok(code == 1 and not missing, name, f"exit {code}, found {found}, missing {missing}")


has("an entry without os.version whose config has one",
    layout("none", ("10.0.20348.1", "10.0.20348.1", None), (None, "10.0.17763.1", None)), ("INDEX-NO-VERSION", 2))
_, _, value = findings("oci:" + str(folder / "none"))
text = next(f["text"] for f in value["findings"] if f["rule"] == "INDEX-NO-VERSION")
tap.ok("10.0.17763.1" in text, "the finding says what the config has", text)
has("index and config differ", layout("differs", ("10.0.20348.1", "10.0.20348.2", None)), ("INDEX-CONFIG-DIFFERS", 1))
has("two parts and no numbers", layout("form", ("10.0", "10.0.20348.1", None), ("10.0.x.1", "10.0.20348.2", None)),
    ("INDEX-VERSION-FORM", 1), ("INDEX-VERSION-FORM", 2))
has("three parts", layout("three", ("10.0.20348", "10.0.20348.1", None)), ("INDEX-THREE-PARTS", 1))
has("the order", layout("order", ("10.0.17763.1", "10.0.17763.1", None), ("10.0.20348.1", "10.0.20348.1", None)), ("INDEX-ORDER", 1))
has("never taken", layout("never", ("10.0.20348.9", "10.0.20348.9", None), ("10.0.20348.1", "10.0.20348.1", None)), ("INDEX-NEVER-TAKEN", 2))
has("win32k on some entries only",
    layout("win32k", ("10.0.20348.1", "10.0.20348.1", ["win32k"]), ("10.0.17763.1", "10.0.17763.1", None)), ("INDEX-NO-WIN32K", 2))
has("releases that are not covered", layout("covered", ("10.0.20348.1", "10.0.20348.1", None)), ("INDEX-NOT-COVERED", None))

clean = layout("clean", *((v, v, None) for v in ("10.0.26100.1", "10.0.20348.1", "10.0.17763.1", "10.0.14393.1")))
done = program.run("image", "--lint", clean)
tap.ok(done.returncode == 0 and "nothing found" in done.stdout, "a clean index: exit 0", done.stdout + done.stderr)
done = program.run("image", "--lint", "os:10.0.20348.1")
tap.ok(done.returncode == 0 and "no index" in done.stdout, "no index, nothing to find", done.stdout + done.stderr)
done = program.run("image", "--lint", "json:" + str(folder / "absent.json"))
tap.ok(done.returncode == 2 and not done.stdout, "a file that is not there: exit 2", done.stdout + done.stderr)
done = program.run("image", "--lint", clean, "json:" + str(folder / "absent.json"))
tap.ok(done.returncode == 3, "one of two is not there: exit 3", f"exit {done.returncode}")

only = layout("only", ("10.0.20348.1", "10.0.20348.1", None))
done = program.run("image", "--engine", "containerd:2.2.0", "--host", "win11-25h2", only)
tap.ok(done.returncode == 1 and "no match for platform in manifest" in done.stdout and "below 26100" in done.stdout,
       "the engine takes nothing: exit 1, and why", done.stdout + done.stderr)
done = program.run("image", "--engine", "containerd:2.4.0", "--host", "win11-25h2", only)
tap.ok(done.returncode == 0 and "taken" in done.stdout, "a later one takes it: exit 0", done.stdout + done.stderr)
done = program.run("image", "--engine", "docker:29.1", "--host", "win11-25h2", "-o", "json", only)
says = json.loads(done.stdout)["selections"][0]["selection"]
tap.ok(done.returncode == 0 and says["says"] == "unknown" and says["picked"] is None
       and [o["picked"] is None for o in says["outcomes"]] == [False, True],
       "an unknown store: both outcomes side by side", done.stdout)
done = program.run("image", "--engine", "docker:29.1,store=graphdriver", "--host", "win11-25h2", "--host", "ws2022", "-o", "ndjson", only, clean)
values = [json.loads(line) for line in done.stdout.splitlines()]
tap.ok(len(values) == 2 and [len(v["selections"]) for v in values] == [2, 2], "two images on two hosts", done.stdout[:500])
done = program.run("image", "--engine", "docker", clean)
tap.ok(done.returncode == 2 and "name a host" in done.stderr, "no host: exit 2, and what to name", done.stdout + done.stderr)
done = program.run("image", "--engine", "dokcer:29", "--host", "ws2022", clean)
tap.ok(done.returncode == 2 and "docker" in done.stderr, "an engine that nobody knows", done.stdout + done.stderr)
done = program.run("image", "--engine", "docker", "--lint", "--host", "ws2022", clean)
tap.ok(done.returncode == 2, "--lint and --engine are two questions", done.stdout + done.stderr)

sys.exit(tap.end())
