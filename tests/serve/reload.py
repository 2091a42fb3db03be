#!/usr/bin/python3
# Every file that a decision rests on is read anew when it changes: files that others include, and folders as kubelet swaps them.
# reload.py PROGRAM prints TAP.
import json
import os
import pathlib
import shutil
import ssl
import sys
import time

from parts import IMAGE, MIXED, Hook, certificate, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
RULE = "  - id: SITE-{0}\n    when: {{image.repository: {1}}}\n    effect: refuse\n    why: {0} says no\n"
NANO = review(pod(IMAGE["2019"], nodeName="w19-a"))


def policy(path, *rules, include=()):
    text = "format: 1\n" + "".join(f"include: [{', '.join(include)}]\n" if include else "")
    path.write_text(text + ("rules:\n" + "".join(RULE.format(name, image) for name, image in rules) if rules else ""), encoding="utf-8")


def until(what, seconds=6):
    """Waits until it holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return what()


def judged(hook, said):
    """Is the review answered so, soon? None: allowed."""
    def now():
        response = hook.judge(NANO)
        return response["allowed"] if said is None else not response["allowed"] and said in response["status"]["message"]
    return until(now)


# --- What others include ---------------------------------------------------------------------------------------------
folder = home / "more"
folder.mkdir()
policy(folder / "a.yaml", ("A", "example.com/a"))
policy(home / "included.yaml", ("INCLUDED", "example.com/b"))
policy(home / "policy.yaml", ("TOP", "example.com/c"), include=("included.yaml", "more"))
hook = Hook(program, home, "--offline", "--policy", home / "policy.yaml")
tap.ok(hook.judge(NANO)["allowed"], "nothing refuses it")
policy(home / "included.yaml", ("INCLUDED", "mcr.microsoft.com/windows/nanoserver"))
tap.ok(judged(hook, "INCLUDED says no"), "an included file is watched", hook.text())
policy(home / "included.yaml", ("INCLUDED", "example.com/b"))
policy(folder / "b.yaml", ("B", "mcr.microsoft.com/windows/nanoserver"))
tap.ok(judged(hook, "B says no"), "a file that is new in an included folder", hook.text())
(folder / "b.yaml").unlink()
tap.ok(judged(hook, None), "and one that goes")
policy(home / "policy.yaml", include=("included.yaml", "later.yaml"))
why = json.loads(hook.wait_for(r"^\{.*what changed cannot be used.*$"))
tap.ok("later.yaml" in why["why"] and hook.judge(NANO)["allowed"], "a file that is not there yet is missed, and what was known stays", why)
(home / "later.yaml").write_text("format: 1\nrules:\n  - id: SITE-X\n    when: {image.colour: red}\n    effect: refuse\n    why: no\n", encoding="utf-8")
fault = json.loads(hook.wait_for(r'^\{.*a fault in a file.*$'))
tap.ok(fault["file"].endswith("later.yaml") and fault["line"] == 4 and "image.colour" in fault["why"], "when it comes it is looked at: a fault is a line of the log, with its place", fault)
policy(home / "later.yaml", ("LATER", "mcr.microsoft.com/windows/nanoserver"))
tap.ok(judged(hook, "LATER says no"), "a file that only the broken set names is watched, too", hook.text()[-2000:])
lines = [json.loads(line) for line in hook.text().splitlines() if not line.startswith("ready ")]
tap.ok(all({"time", "level", "message"} <= line.keys() for line in lines), "all of it in JSON lines")
hook.end()


# --- As kubelet swaps ConfigMaps and Secrets -------------------------------------------------------------------------
class Volume:
    """A mounted ConfigMap: files are links into ..data, which is a link that is replaced."""

    def __init__(self, path, **files):
        self.path, self.turn = path, 0
        path.mkdir()
        self.swap(**files)
        for name in files:
            (path / name.replace("_", ".")).symlink_to(f"..data/{name.replace('_', '.')}")

    def swap(self, **files):
        self.turn += 1
        before = self.path / f"..2026_11_25_{self.turn - 1}"
        stamped = self.path / f"..2026_11_25_{self.turn}"
        stamped.mkdir()
        for name, text in files.items():
            path = stamped / name.replace("_", ".")
            path.write_text(text, encoding="utf-8")
            os.utime(path, (1000000000, 1000000000))  # neither the time nor, often, the size tells them apart
        (self.path / "..data_tmp").symlink_to(stamped.name)
        os.rename(self.path / "..data_tmp", self.path / "..data")
        shutil.rmtree(before, ignore_errors=True)


def text_of(*rules):
    policy(home / "text", *rules)
    return (home / "text").read_text(encoding="utf-8")


def pair():
    cert, key = certificate(home, "localhost")
    return {"tls_crt": cert.read_text(encoding="utf-8"), "tls_key": key.read_text(encoding="utf-8")}


first = pair()
policies = Volume(home / "policies", site_yaml=text_of(("MAP", "example.com/windows/nanoserver_____")))
nodes = Volume(home / "nodes", nodes_json=json.dumps(MIXED))
secret = Volume(home / "secret", **first)
data = Volume(home / "data", **{p.name.replace(".", "_"): p.read_text(encoding="utf-8") for p in (pathlib.Path(__file__).parents[2] / "data").glob("*.yaml")})
shutil.copytree(pathlib.Path(__file__).parents[2] / "data" / "matrix", home / "data" / "matrix")


class Mounted(Hook):
    """One whose certificate is in a secret."""

    def context(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


hook = Mounted(program, home, "--offline", "--policy", policies.path, "--nodes", nodes.path / "nodes.json", "--data", data.path,
               pair=(secret.path / "tls.crt", secret.path / "tls.key"), nodes=None)
tap.ok(hook.judge(NANO)["allowed"], "from volumes")
policies.swap(site_yaml=text_of(("MAP", "mcr.microsoft.com/windows/nanoserver")))
second = pair()
secret.swap(**second)
nodes.swap(nodes_json=json.dumps({**MIXED, "items": MIXED["items"][:2]}))
tap.ok(judged(hook, "MAP says no"), "a folder of policies is swapped", hook.text())
tap.ok(until(lambda: ssl.get_server_certificate(("127.0.0.1", hook.port)).split() == second["tls_crt"].split()), "a secret is swapped", hook.text()[-1000:])
tap.ok(until(lambda: b'"nodes":2,' in hook.ask("/version")[1]), "a file of nodes is swapped", hook.ask("/version"))
times = hook.text().count("data, policy and nodes were read anew")
data.swap(**{p.name.replace(".", "_"): p.read_text(encoding="utf-8") for p in (data.path / "..data").iterdir()})
tap.ok(until(lambda: hook.text().count("data, policy and nodes were read anew") > times), "a folder of data is swapped", hook.text()[-1000:])
tap.ok("cannot be used" not in hook.text(), "each time all files fit together")
tap.ok(hook.end() == 0, "it ends well")
finish(tap)
