#!/usr/bin/python3
# Files that were made to keep a reader busy: each ends soon, in little memory, and says what was left out. hostile.py LISTING
# prints TAP.
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

program = str(pathlib.Path(sys.argv[1]).resolve())
SECONDS, MEGABYTES = 8, 1500
count = failed = 0


def ok(passed, name, *details):
    global count, failed
    count += 1
    failed += not passed
    print(f"{'ok' if passed else 'not ok'} {count} - {name}")
    for line in [] if passed else "\n".join(map(str, details)).splitlines():
        print(f"# {line}")


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def many(n, form):
    return "".join(form(i) for i in range(n))


def names(n, form="a%d", comma=", "):
    return comma.join(form % i for i in range(n))


matrix = "    strategy: {matrix: {o: [" + names(256) + "]}}\n"
FILES = {
    "bomb.yaml": ("apiVersion: v1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
                  + many(20, lambda i: f"a{i + 1}: &a{i + 1} [" + ", ".join([f"*a{i}"] * 9) + "]\n"), "aliases unfold to more than"),
    ".github/workflows/rows.yml": ("on: push\njobs:\n" + many(1500, lambda i: f"  j{i}:\n    runs-on: x\n    container: ${{{{ matrix.o }}}}\n{matrix}"),
                                   "more rows than are followed"),
    ".github/workflows/exclude.yml": ("on: push\njobs:\n  a:\n    runs-on: x\n    container: i\n    strategy:\n      matrix:\n        o: [" + names(300)
                                      + "]\n        exclude:\n" + many(60000, lambda i: f"          - {{o: b{i}}}\n"), "run i"),
    ".github/workflows/a.yml": ("on: {workflow_call: {}}\njobs:\n" + many(500, lambda i: f"  j{i}: {{uses: ./.github/workflows/b.yml}}\n"), ""),
    ".github/workflows/b.yml": ("on: {workflow_call: {}}\njobs:\n" + many(500, lambda i: f"  j{i}: {{uses: ./.github/workflows/a.yml}}\n"), ""),
    "variables.gitlab-ci.yml": ("image: x\nvariables:\n" + many(20000, lambda i: f"  V{i}: $V{i + 1}\n")
                                + many(20000, lambda i: f"j{i}: {{script: a, image: $V{i}}}\n"), "more to look through"),
    "extends.gitlab-ci.yml": (many(1000, lambda i: f"j{i}: {{script: a, extends: [" + ", ".join(f"j{(i * 7 + k) % 1000}" for k in range(30)) + "]}\n")
                              + "image: x\n", "more to look through"),
    "azure-pipelines.yml": ("resources:\n  containers:\n" + many(30000, lambda i: f"    - {{container: c{i}, image: i{i}}}\n") + "jobs:\n"
                            + many(30000, lambda i: f"  - {{job: a{i}, container: c{i}}}\n"), "more rows than are followed"),
    "pods.yaml": (many(20000, lambda i: f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p{i}}}\nspec: {{runtimeClassName: r, containers: [{{image: i}}]}}\n---\n"),
                  "Pod p19999"),
    "affinity.yaml": ("apiVersion: v1\nkind: Pod\nspec:\n  containers: [{image: i}]\n  affinity: {nodeAffinity: "
                      "{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ["
                      + names(8000, "{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [a, b, v%d]}]}") + "]}}}\n", "run i"),
    "line.json": ('{"apiVersion":"v1","kind":"List","items":[' + names(50000, '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"i%d"}]}}', ",")
                  + "]}", "run i49999"),
    "docker-bake.hcl": (many(3000, lambda i: f'target "t{i}" {{ inherits = ["t{(i + 1) % 3000}", "t{(i + 2) % 3000}"]\n dockerfile = "D"\n}}\n'),
                        "more targets than are followed"),
    "deep/docker-bake.hcl": ('target "a" { args = { A = ' + "[" * 100 + '"x"' + "]" * 100 + " } }\n", ""),
    "self/.gitlab-ci.yml": ('variables: {A: "' + "$A" * 1000 + '", B: "' + "$A" * 1000 + '"}\nj: {script: a, image: "' + "$B" * 1000 + '"}\n', "unresolved"),
    "self/docker-bake.hcl": ('A = "' + "${A}" * 1000 + '"\ntarget "t" { contexts = { b = "docker-image://' + "${A}" * 900 + '" } }\n', "unresolved"),
    "self/azure-pipelines.yml": ('variables: {a: "' + "$(a)" * 1000 + '"}\njobs: [{job: x, container: "' + "$(a)" * 1000 + '"}]\n', "unresolved"),
    "D": ("FROM x\n" * 2000, ""),
}

with tempfile.TemporaryDirectory() as folder:
    for name, (text, _) in FILES.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name, (_, wanted) in FILES.items():
        start = time.monotonic()
        done = subprocess.run([program, name], cwd=folder, capture_output=True, text=True, preexec_fn=limit, timeout=120)
        took = time.monotonic() - start
        ok(done.returncode == 0 and wanted in done.stdout, f"{name}: ends, and says \"{wanted}\"", f"{took:.1f} s, exit {done.returncode}",
           done.stdout[-300:], done.stderr[-500:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
ok(peak < MEGABYTES, f"none took more than {MEGABYTES} MB", peak)
print(f"1..{count}")
sys.exit(failed > 0)
