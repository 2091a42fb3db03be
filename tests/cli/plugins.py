#!/usr/bin/python3
# The program as a plugin of the real docker and kubectl, as `meson install` lays it down. plugins.py PROGRAM BUILD prints TAP.
import json
import os
import pathlib
import re
import subprocess
import sys

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
build = pathlib.Path(sys.argv[2])
OLD = "os:10.0.17763.5696"


def run(*args, **environment):
    env = {"PATH": f"{home}/links:/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "DOCKER_CONFIG": str(home / "docker"),
           "NO_COLOR": "1", **environment}
    return subprocess.run(list(map(str, args)), capture_output=True, text=True, env=env, timeout=60)


def expect(name, done, code, out="", err=""):
    tap.ok(done.returncode == code and out in done.stdout and err in done.stderr, name, done.args, f"exit {done.returncode}, expected {code}",
           done.stdout[-600:], done.stderr[-600:])


# What is installed: links to the program, completions, the man page.
root = home / "root"
installed = subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", root], capture_output=True, text=True)
tap.ok(installed.returncode == 0, "meson install", installed.stderr)
prefix = root / "usr/local"
links = {p.name: p for p in root.rglob("*wincompat*") if p.is_symlink()}
tap.ok(set(links) == {"docker-wincompat", "kubectl-wincompat", "kubectl_complete-wincompat"}, "the links of the plugins", links)
tap.ok(links["docker-wincompat"].parent.parts[-2:] == ("docker", "cli-plugins"), "docker looks into its own folder", links["docker-wincompat"])
for name, link in links.items():
    target = os.readlink(link)
    inside = root / target.lstrip("/") if target.startswith("/") else link.parent / target
    tap.ok(inside.is_file(), f"{name} names the program", target)
for place in ("bash-completion/completions/wincompat", "zsh/site-functions/_wincompat", "fish/vendor_completions.d/wincompat.fish"):
    tap.ok((prefix / "share" / place).is_file() or list(root.rglob(place)), f"installed: {place}")

# Links where docker and kubectl find them here.
(home / "docker/cli-plugins").mkdir(parents=True)
(home / "links").mkdir()
program = pathlib.Path(sys.argv[1]).resolve()
os.symlink(program, home / "docker/cli-plugins/docker-wincompat")
for name in ("kubectl-wincompat", "kubectl_complete-wincompat"):
    os.symlink(program, home / "links" / name)

plain = Program(program, home)
metadata = json.loads(plain.run("docker-cli-plugin-metadata").stdout)
tap.ok(metadata["SchemaVersion"] == "0.1.0" and metadata["Vendor"] and metadata["Version"] and metadata["ShortDescription"], "docker's metadata", metadata)



def version(*args):
    """The first two numbers of what a program says of its version, or (0, 0)."""
    found = re.search(r"(\d+)\.(\d+)\.\d+", run(*args).stdout)
    return tuple(map(int, found.groups())) if found else (0, 0)


def try_docker(docker):
    number = version(docker, "--version")
    name = f"docker {number[0]}.{number[1]}"
    expect(f"{name} lists it", run(docker, "--help"), 0, "May this Windows image run on this host?")
    expect(f"{name} wincompat check", run(docker, "wincompat", "check", "-q", "--host", "ws2022", OLD), 1, "refuse\n")
    expect(f"{name}: an exit code comes through", run(docker, "wincompat", "check", "--nonsense", OLD), 2, err="--nonsense")
    expect(f"{name} help wincompat", run(docker, "help", "wincompat"), 0, "Usage: wincompat COMMAND")
    expect(f"{name} wincompat --help", run(docker, "wincompat", "--help"), 0, "Usage: wincompat COMMAND")
    expect(f"{name} wincompat help check", run(docker, "wincompat", "help", "check"), 0, "Usage: wincompat check")
    expect(f"{name} -H is the engine", run(docker, "-H", "tcp://127.0.0.1:1", "wincompat", "host", "docker"), 4, err="tcp://127.0.0.1:1")
    expect(f"{name} --context is the context", run(docker, "--context", "default", "wincompat", "check", "-q", "--host", "ws2019", OLD), 0,
           "process")
    expect(f"{name} --tlscacert is not lost in silence", run(docker, "--tlscacert=x", "wincompat", "version"), 2, err="DOCKER_CERT_PATH")
    if number < (23, 0):
        tap.skip(f"{name} completes", "docker asks plugins from 23.0 on")
        return
    expect(f"{name} completes commands", run(docker, "__complete", "wincompat", "ma"), 0, "matrix\t")
    expect(f"{name} completes options", run(docker, "__complete", "wincompat", "check", "--iso"), 0, "--isolation\t")
    expect(f"{name} completes values", run(docker, "__complete", "wincompat", "check", "--isolation", "hy"), 0, "hyperv\n")
    expect(f"{name} completes files", run(docker, "__complete", "wincompat", "check", "-f", ""), 0, ":0")


def try_kubectl(kubectl):
    number = version(kubectl, "version", "--client")
    name = f"kubectl {number[0]}.{number[1]}"
    expect(f"{name} wincompat check", run(kubectl, "wincompat", "check", "-q", "--host", "ws2022", OLD), 1, "refuse\n")
    expect(f"{name} wincompat version", run(kubectl, "wincompat", "version"), 0, "wincompat ")
    expect(f"{name} lists it", run(kubectl, "plugin", "list"), 0, "kubectl-wincompat")
    if number < (1, 26):
        tap.skip(f"{name} completes", "kubectl asks plugins from 1.26 on")
        return
    expect(f"{name} completes commands", run(kubectl, "__complete", "wincompat", "ma"), 0, "matrix\t")
    expect(f"{name} completes hosts", run(kubectl, "__complete", "wincompat", "check", "--host", "ws202"), 0, "ws2025\n:4")


# Every docker and kubectl of this machine: Debian's, and a newer one beside it.
for tool, attempt in (("docker", try_docker), ("kubectl", try_kubectl)):
    found = [p for p in (pathlib.Path(d) / tool for d in ("/usr/local/bin", "/usr/bin")) if p.is_file()]
    for path in found:
        attempt(path)
    if not found:
        tap.skip(tool, f"no {tool} here")

complete = [["ma"], ["check", "--isolation=h"], ["nonsense", "x"], [], [""], ["check", "-o", "js"], ["completion", "z"], ["image", "--"]]
answers = [plain.run("__complete", *words) for words in complete]
tap.ok(all(a.returncode == 0 and a.stdout.splitlines()[-1].startswith(":") for a in answers), "every answer ends with its directive", answers)
tap.ok(answers[1].stdout == "--isolation=hyperv\n:4\n", "values behind =", answers[1])
tap.ok(answers[2].stdout == ":4\n", "no such command: nothing is offered", answers[2])
tap.ok("json\n" in answers[5].stdout and "zsh\n" in answers[6].stdout, "words of options and operands", answers[5:7])
finish(tap)
