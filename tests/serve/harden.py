#!/usr/bin/python3
# What a hardened server has given up, and that it works without. The other tests of serve run it hardened, too. harden.py PROGRAM prints TAP.
import json
import pathlib
import re
import sys

from parts import Hook, hardening, listed, node, pod, review
from small_registry import Registry
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)
if not hardening(program):
    tap.skip("a hardened server", "a sanitizer makes calls of its own")
    finish(tap)

registry = Registry()
helpers = home / "bin"
helpers.mkdir()
(home / ".docker").mkdir()
(home / ".docker" / "config.json").write_text(json.dumps({"credHelpers": {registry.host: "test"}}), encoding="utf-8")
(helpers / "docker-credential-test").write_text(f"#!/bin/sh\ntouch {home}/ran\necho '{{\"Username\":\"a\",\"Secret\":\"b\"}}'\n", encoding="utf-8")
(helpers / "docker-credential-test").chmod(0o755)
NODES = listed(node("w19", "10.0.17763.6775"))
PATH = {"PATH": f"{helpers}:/usr/bin:/bin", "XDG_CACHE_HOME": str(home / "cache")}


def fields(hook):
    """What the kernel says of each thread."""
    return [dict(re.findall(r"^(\w+):\s*(.*)$", (task / "status").read_text(), re.MULTILINE)) for task in pathlib.Path(f"/proc/{hook.process.pid}/task").iterdir()]


hook = Hook(program, home, "--on-unknown", "refuse", nodes=NODES, plain=True, env=PATH)
threads = fields(hook)
tap.ok(len(threads) > 3 and all(t["Seccomp"] == "2" and t["NoNewPrivs"] == "1" for t in threads), "each thread has the filter, and takes no new privileges", threads[:1])
said = hook.wait_for(r'^\{.*logins of a credential helper are not known.*$')
tap.ok("docker-credential-test" in said and '"do":"give --creds' in said, "it says at its start that no credential helper is run", said)
response = hook.judge(review(pod(f"{registry.host}/private/app:tag1")))
tap.ok(not (home / "ran").exists() and "docker-credential-test cannot be run" in response["status"]["message"], "the system lets it start no program", response)
for name in ("localhost.localdomain:1", "no-such-host.invalid"):
    response = hook.judge(review(pod(f"{name}/app:1")))
    tap.ok(not response["allowed"] and hook.process.poll() is None, f"a name that is looked up: {name}", response)
tap.ok(hook.end() == 0, "it ends well")

plain = Hook(program, home, nodes=NODES, plain=True, env=PATH, harden=False)
plain.judge(review(pod(f"{registry.host}/private/app:tag2")))
tap.ok((home / "ran").exists(), "without --harden the helper is asked")
plain.end()
given = Hook(program, home, "--creds", "a:b", nodes=NODES, plain=True, env=PATH)
tap.ok("credential helper" not in given.text(), "who gives a login hears nothing of helpers")
given.end()
finish(tap)
