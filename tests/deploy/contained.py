#!/usr/bin/python3
# The hook in a container, with the arguments and the security context of deploy/kustomize, by a real engine: contained.py PROGRAM ROOT prints TAP.
import json
import pathlib
import re
import subprocess
import sys

import yaml

from dockerd import Dockerd
from parts import IMAGE, MIXED, Hook, certificate, hardening, pod, review
from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
LATE = ("libmicrohttpd.so.12", "libseccomp.so.2", "libgnutls.so.30", "libcurl.so.4")  # opened at first use


def skip(why):
    tap.skip("the hook in a container", why)
    finish(tap)


def image():
    """A file system of the program and the libraries it needs, as a tar."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    files = [program, *(re.search(rf"\t{re.escape(name)} .*=> (\S+)", cache)[1] for name in LATE)]
    needed = {lib for f in files for lib in re.findall(r"(/\S+)", subprocess.run(["ldd", f], capture_output=True, text=True, check=True).stdout)}
    tree = home / "root"
    for folder in ("usr/bin", "tls", "nodes", "state", "tmp"):
        (tree / folder).mkdir(parents=True)
    for lib in {*needed, *map(str, files[1:])}:
        target = tree / lib.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pathlib.Path(lib).read_bytes())
        target.chmod(0o755)
    (tree / "usr/bin/wincompat").write_bytes(program.read_bytes())
    (tree / "usr/bin/wincompat").chmod(0o755)
    return subprocess.run(["tar", "-C", tree, "-c", "."], capture_output=True, check=True).stdout


def here(argument):
    """What the Deployment says, where there is no cluster: a port of its own, and nodes of a file."""
    name = argument.partition("=")[0]
    return {"--listen": "--listen=127.0.0.1:0", "--nodes": "--nodes=/nodes/nodes.json", "--cluster": "--nodes=/nodes/nodes.json"}.get(name, argument)


class Contained(Hook):
    """One that a container engine has started; its port is that of the machine."""

    def __init__(self, address):
        self.plain, self.port, self.cert = False, int(address.rpartition(":")[2]), home / "tls" / "cert.pem"


deployment = yaml.safe_load((root / "deploy/kustomize/base/deployment.yaml").read_text(encoding="utf-8"))["spec"]["template"]["spec"]
container = next(c for c in deployment["containers"] if c["name"] == "wincompat")
context = container["securityContext"]
user = deployment["securityContext"].get("runAsUser", 65532)
if not hardening(Program(str(program), home)):
    skip("a sanitizer makes calls of its own")
daemon = Dockerd.started()
if not daemon:
    skip("no engine starts here")
try:
    subprocess.run([*daemon.ask, "import", "-", "wincompat:test"], input=image(), capture_output=True, check=True)
    for folder in ("tls", "nodes"):
        (home / folder).mkdir()
    cert, key = certificate(home / "tls")
    cert.rename(home / "tls" / "tls.crt")
    key.rename(home / "tls" / "tls.key")
    (home / "tls" / "cert.pem").write_bytes((home / "tls" / "tls.crt").read_bytes())
    (home / "nodes" / "nodes.json").write_text(json.dumps(MIXED), encoding="utf-8")
    for path in (home, home / "tls", home / "nodes", *(home / "tls").iterdir(), *(home / "nodes").iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    words = ["run", "--rm", "--name", "hook", "--network", "host", "--user", str(user), "--tmpfs", "/state:mode=1777", "--tmpfs", "/tmp",
             "-v", f"{home}/tls:/tls:ro", "-v", f"{home}/nodes:/nodes:ro",
             *(["--read-only"] if context["readOnlyRootFilesystem"] else []), *(["--security-opt", "no-new-privileges"] if not context["allowPrivilegeEscalation"] else []),
             *[f"--cap-drop={c}" for c in context["capabilities"]["drop"]], *[w for e in container["env"] for w in ("-e", f"{e['name']}={e['value']}")],
             "wincompat:test", "/usr/bin/wincompat", *[here(a) for a in container["args"]], "--offline"]
    run = subprocess.Popen([*daemon.ask, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    line = run.stderr.readline()
    if run.poll() is not None or not line.startswith("ready "):
        skip(f"no container starts here: {line.strip()}")
    hook = Contained(line.split()[1])
    tap.ok(hook.ask("/readyz")[0] == 200, "it is ready, as the Deployment starts it: no rights, read-only, the engine's seccomp profile and its own filter")
    response = hook.judge(review(pod(IMAGE["2025"])))
    tap.ok(response["allowed"] and response["auditAnnotations"]["decision"] == "refuse", "it decides, in audit", response)
    tap.ok(b"wincompat_journal_lost_total 0" in hook.ask("/metrics")[1], "and writes its journal")
    pid = subprocess.run([*daemon.ask, "inspect", "-f", "{{.State.Pid}}", "hook"], capture_output=True, text=True, check=True).stdout.strip()
    status = dict(re.findall(r"^(\w+):\s*(.*)$", pathlib.Path(f"/proc/{pid}/status").read_text(), re.MULTILINE))
    tap.ok(status["Seccomp"] == "2" and int(status.get("Seccomp_filters", 2)) == 2 and status["NoNewPrivs"] == "1" and int(status["CapBnd"], 16) == 0
           and status["Uid"].split()[0] == str(user), "two filters, no capabilities, not root", status)
    (home / "nodes" / "nodes.json").write_text(json.dumps({**MIXED, "items": MIXED["items"][:1]}), encoding="utf-8")
    subprocess.run([*daemon.ask, "kill", "-s", "HUP", "hook"], capture_output=True, check=True)
    for _ in range(50):
        if b'"nodes":1,' in hook.ask("/version")[1]:
            break
    tap.ok(b'"nodes":1,' in hook.ask("/version")[1], "it reads its nodes anew")
    subprocess.run([*daemon.ask, "stop", "hook"], capture_output=True, check=True)
    tap.ok(run.wait(20) == 0, "and ends well", run.stderr.read()[-500:])
finally:
    daemon.end()
finish(tap)
