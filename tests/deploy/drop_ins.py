#!/usr/bin/python3
# The action, the templates, the hooks and the recipes of deploy/: their steps are run as the tools run them, on a repository
# with one image that is refused. drop_ins.py PROGRAM ROOT prints TAP.
import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

from tap import Tap, finish, temporary

tap = Tap()
home = temporary()
program, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
BASE = {"PATH": f"{home}/bin:/usr/bin:/bin", "HOME": str(home), "XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8", "WINCOMPAT_OFFLINE": "yes"}
HOST = "ws2022"

(home / "bin").mkdir()
(home / "bin/wincompat").symlink_to(program)
repository = home / "repository"
repository.mkdir()
(repository / "Dockerfile").write_text("FROM mcr.microsoft.com/windows/servercore:ltsc2019\nRUN dir\n")
(repository / "k8s.yaml").write_text("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  os: {name: windows}\n"
                                     "  containers: [{name: a, image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022'}]\n")


def shell(command, environment, cwd=repository, name="bash"):
    return subprocess.run([name, "-e", "-c", command], env={**BASE, **environment}, cwd=cwd, capture_output=True, text=True, timeout=60)


def expect(name, done, code, *texts):
    fine = done.returncode == code and all(t in done.stdout + done.stderr for t in texts)
    return tap.ok(fine, name, f"exit {done.returncode}, expected {code}", done.stdout[-1500:], done.stderr[-800:])


class Action:
    """Runs the steps of a composite action, as far as action.yml uses that language."""

    def __init__(self, inputs):
        self.data = yaml.safe_load((root / "action.yml").read_text())
        self.inputs = {name: i.get("default", "") for name, i in self.data["inputs"].items()} | inputs
        self.outputs = {}
        self.summary = home / "summary.md"

    def fill(self, text):
        def value(match):
            word = match.group(1).strip()
            if word == "github.action_path":
                return str(root)
            kind, *rest = word.split(".")
            return self.inputs[rest[0]] if kind == "inputs" else self.outputs[rest[0]].get(rest[2], "")
        return re.sub(r"\$\{\{([^}]*)\}\}", value, text)

    def run(self):
        for step in self.data["runs"]["steps"]:
            file = home / "output"
            file.write_text("")
            self.summary.write_text("")
            env = {k: self.fill(v) for k, v in step["env"].items()}
            done = shell(self.fill(step["run"]), {**env, "GITHUB_OUTPUT": str(file), "GITHUB_STEP_SUMMARY": str(self.summary),
                                                  "GITHUB_ACTIONS": "true"}, name=step["shell"])
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in file.read_text().splitlines())
            if done.returncode:
                break
        self.result = {k: self.fill(o["value"]) for k, o in self.data["outputs"].items()}
        return done


# The GitHub action.
action = Action({"hosts": HOST, "sarif": str(home / "out.sarif")})
expect("action: a refused image fails the step, on its line", action.run(), 1, "::error ", "file=Dockerfile,line=1")
tap.ok(action.outputs["find"]["program"] == str(home / "bin/wincompat"), "action: the program on PATH is found", action.outputs)
tap.ok(action.result == {"exit-code": "1"}, "action: its output says the exit code", action.result)
tap.ok("ltsc2019" in action.summary.read_text(), "action: the step summary", action.summary.read_text())
sarif = json.loads((home / "out.sarif").read_text())
tap.ok(sarif["version"] == "2.1.0" and sarif["runs"][0]["results"], "action: SARIF beside it", sarif)
expect("action: fail-on never", Action({"hosts": HOST, "fail-on": "never", "program": str(program)}).run(), 0, "::error ")
expect("action: paths and arguments", Action({"hosts": HOST, "paths": "k8s.yaml", "arguments": "--explain\n\n--exclude\nx y"}).run(), 0)
hostile = Action({"hosts": HOST, "paths": "$(touch pwned) `touch pwned` ;touch$IFS$9pwned", "arguments": "--exclude\n$(touch pwned)"})
hostile.run()
tap.ok(not (repository / "pwned").exists(), "action: inputs are no shell text")
(home / "empty").mkdir()
without = shell(f"'{root}/deploy/ci/github-find'", {"PATH": str(home / "empty"), "ACTION": "/none", "GITHUB_OUTPUT": str(home / "o")}, name="/bin/bash")
expect("action: without a program the step says what to do", without, 2, "::error title=wincompat::no program", "PATH")

# The GitLab template.
gitlab = yaml.safe_load((root / "deploy/ci/gitlab.yml").read_text())
job = gitlab["wincompat"]
done = shell("\n".join(job["script"]), {**gitlab["variables"], "WINCOMPAT_HOST": HOST}, name="sh")
expect("GitLab: a refused image fails the job", done, 1, "Dockerfile", "REFUSED")
report = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text())
tap.ok(any(r["location"]["path"] == "Dockerfile" for r in report), "GitLab: the report is a code quality report", report)
expect("GitLab: WINCOMPAT_FAIL_ON", shell("\n".join(job["script"]), {**gitlab["variables"], "WINCOMPAT_HOST": HOST, "WINCOMPAT_FAIL_ON": "never"},
                                         name="sh"), 0)
(repository / job["artifacts"]["reports"]["codequality"]).unlink()

# The Azure template.
azure = yaml.safe_load((root / "deploy/ci/azure.yml").read_text())
parameters = {p["name"]: p["default"] for p in azure["parameters"]} | {"host": HOST}
step = azure["steps"][0]
env = {k: re.sub(r"\$\{\{ parameters\.(\w+) \}\}", lambda m: parameters[m.group(1)], v) for k, v in step["env"].items()}
expect("Azure: a refused image fails the step", shell(step["bash"], env), 1, "##vso[task.logissue type=error", "sourcepath=Dockerfile")

# The hook for pre-commit: what it runs, and which files it is given.
hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
hook = hooks[0]
wanted = ["Dockerfile", "a/web.Dockerfile", "Containerfile.windows", "docker-compose.yml", ".github/workflows/x.yaml", "docker-bake.hcl", "ecs.json"]
others = ["main.c", "README.md", "Dockerfile.d/x.c", "a.yaml.txt"]
tap.ok(all(re.search(hook["files"], f) for f in wanted), "pre-commit: the files that it is for", hook["files"])
tap.ok(not any(re.search(hook["files"], f) for f in others), "pre-commit: other files are left alone", hook["files"])
expect("pre-commit: a refused image stops the commit", shell(f"{hook['entry']} Dockerfile k8s.yaml", {"WINCOMPAT_HOST": HOST}), 1, "Dockerfile")
expect("pre-commit: fine files pass", shell(f"{hook['entry']} k8s.yaml", {"WINCOMPAT_HOST": HOST}), 0)
if shutil.which("pre-commit") and shutil.which("git"):
    git = "git -c user.name=t -c user.email=t@t -c init.defaultBranch=main"
    source = home / "source"
    source.mkdir()
    shutil.copy(root / ".pre-commit-hooks.yaml", source)
    expect("pre-commit: a repository with the hook", shell(f"{git} init -q && git add . && {git} commit -qm x", {}, cwd=source), 0)
    shell(f"{git} init -q && git add Dockerfile k8s.yaml", {})
    tried = shell(f"pre-commit try-repo {source} wincompat-scan --all-files", {"WINCOMPAT_HOST": HOST})
    expect("pre-commit itself runs the hook", tried, 1, "wincompat-scan", "ltsc2019")
else:
    tap.skip("pre-commit itself runs the hook", "no pre-commit here")

# The krew manifest.
(home / "linux.tar.gz").write_bytes(b"linux")
(home / "windows.zip").write_bytes(b"windows")
made = subprocess.run([root / "tools/krew-manifest", "1.2.3", "https://example.com/wincompat",
                       f"linux/amd64=https://example.com/l.tar.gz={home}/linux.tar.gz",
                       f"windows/amd64=https://example.com/w.zip={home}/windows.zip"], capture_output=True, text=True)
krew = yaml.safe_load(made.stdout)
spec = krew["spec"]
tap.ok(krew["apiVersion"] == "krew.googlecontainertools.github.com/v1alpha2" and krew["kind"] == "Plugin", "krew: what it is", made)
tap.ok(re.fullmatch(r"[a-z0-9-]+", krew["metadata"]["name"]) and re.fullmatch(r"v\d+\.\d+\.\d+", spec["version"]), "krew: name and version", krew)
tap.ok([p["bin"] for p in spec["platforms"]] == ["wincompat", "wincompat.exe"], "krew: the program by platform", spec)
tap.ok(all(re.fullmatch(r"[0-9a-f]{64}", p["sha256"]) for p in spec["platforms"]), "krew: checksums", spec)
tap.ok(len(spec["shortDescription"]) <= 50, "krew: a short description of at most 50 characters", spec["shortDescription"])
bad = subprocess.run([root / "tools/krew-manifest", "1.2.3", "https://example.com", "linux=x=/none"], capture_output=True, text=True)
tap.ok(bad.returncode == 2 and "no such archive" in bad.stderr, "krew: a missing archive is said", bad)

# The container recipe: it takes what tools/prepare takes, and copies what is there.
recipe = (root / "deploy/container/Containerfile").read_text()
packages = re.search(r"build_packages=\(([^)]*)\)", (root / "tools/prepare").read_text()).group(1).split()
tap.ok(set(packages) <= set(re.findall(r"[\w.+-]+", recipe)), "container: the packages of the build", packages)
finish(tap)
