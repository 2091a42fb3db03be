#!/usr/bin/python3
# import_bench.py WINCOMPAT MEASURE: 130,000 hosts and 1,000,000 images as NDJSON into a new inventory; prints `name value unit`.
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

random.seed(3)
BUILDS = (14393, 17763, 20348, 26100)
kinds = [f"10.0.{BUILDS[i % 4]}.{random.randrange(6000)}" for i in range(40)]
bases = [(f"10.0.{random.choice(BUILDS)}.{random.randrange(6000)}", ("servercore", "nanoserver", "windows")[i % 3]) for i in range(5000)]


def host(i):
    return {"apiVersion": "wincompat/v1", "kind": "Host", "name": f"host-{i}", "os": "windows", "osVersion": kinds[i % 40], "product": "server", "architecture": "amd64",
            "hyperv": "unknown", "containers": "unknown", "engine": {"kind": "containerd", "version": f"1.7.{i % 40}", "store": None, "defaultIsolation": None, "cri": True},
            "from": {"os": "node", "osVersion": "node", "engine": "node"}}


def image(i):
    version, family = bases[i % 5000]
    return {"apiVersion": "wincompat/v1", "kind": "Image", "reference": f"registry.example.com/team-{i % 200}/app-{i}:1", "os": "windows", "osVersion": version, "architecture": "amd64",
            "family": family, "from": {"os": "config", "osVersion": "config", "family": "tag"}}


with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
    folder = pathlib.Path(folder)
    for name, make, count in (("hosts", host, 130000), ("images", image, 1000000)):
        with open(folder / name, "w") as file:
            file.writelines(json.dumps(make(i), separators=(",", ":")) + "\n" for i in range(count))
    took = 0
    for name in ("hosts", "images"):
        start = time.monotonic()
        subprocess.run([sys.argv[1], "fleet", "--fleet", folder / "fleet.db", "--offline", "import", name, folder / name], check=True, stdout=subprocess.DEVNULL)
        took += time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"fleet-import {took:.2f} s")
    print(f"fleet-import-processor {used.ru_utime + used.ru_stime:.2f} s")
    out = subprocess.run([sys.argv[2], "1", sys.argv[1], "fleet", "--fleet", folder / "fleet.db", "--offline", "plan", "--to", "ws2025"], capture_output=True, text=True, check=True)
    shortest, _, peak = out.stdout.split()
    print(f"fleet-plan-from-file {float(shortest) / 1000:.0f} ms")
    print(f"fleet-plan-from-file-peak {peak} KB")
