#!/usr/bin/python3
# What the real `kubectl kustomize` renders, scanned through standard input. kustomize.py PROGRAM prints TAP.
import json
import pathlib
import shutil
import subprocess
import sys

folder = pathlib.Path(__file__).parent / "kustomize"
if not shutil.which("kubectl"):
    print("ok 1 - kubectl kustomize # SKIP no kubectl here\n1..1")
    sys.exit()
rendered = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True, timeout=60)
done = subprocess.run([sys.argv[1], "scan", "--offline", "-o", "json", "-"], input=rendered.stdout, capture_output=True, text=True, timeout=60)
try:
    findings = json.loads(done.stdout)["findings"]
    seen = [(f["reference"], f["host"], f["verdict"]["decision"]) for f in findings]
except ValueError:
    seen = None
good = done.returncode == 0 and seen == [("mcr.microsoft.com/windows/servercore:ltsc2022", "server:10.0.20348", "allow")]
print(f"{'ok' if good else 'not ok'} 1 - kubectl kustomize | wincompat scan -\n1..1")
if not good:
    print("\n".join(f"# {line}" for line in [rendered.stderr, str(seen), done.stderr, *rendered.stdout.splitlines()]))
sys.exit(not good)
