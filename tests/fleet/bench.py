#!/usr/bin/python3
# bench.py WINCOMPAT MEASURE: a cluster of 5,000 workloads and 500 nodes, 60 MB as kubectl prints it, audited three times; prints `name value unit`.
import pathlib
import subprocess
import sys
import tempfile

from cluster import WINDOWS, aks, eks, gke, listing, node, pod_spec, rke2, workload

MAKERS = (aks, eks, gke, rke2)
BUILDS = ("10.0.17763", "10.0.20348", "10.0.26100")


def objects():
    for i in range(500):
        if i % 5 == 4:
            yield node(f"linux-{i}", "", os="linux", filler=8000)
            continue
        made = MAKERS[i % 4](f"node-{i}", f"{BUILDS[i % 3]}.{2000 + i % 40}")
        made["metadata"]["annotations"] = {"filler": "x" * 8000}
        yield made
    for i in range(5000):
        image = f"mcr.microsoft.com/windows/{('servercore', 'nanoserver')[i % 2]}:{('ltsc2019', 'ltsc2022', 'ltsc2025')[i % 3]}" if i % 4 else f"ghcr.io/shop/app{i}:1.{i % 9}-nanoserver-ltsc2022"
        spec = pod_spec(image, tolerations=[{"operator": "Exists"}], **(WINDOWS if i % 10 else {}))
        spec["containers"][0]["env"] = [{"name": f"VARIABLE_{k}", "value": f"value {k} of {i}"} for k in range(36)]
        yield workload("Deployment", f"app-{i}", spec, space=f"team-{i % 50}", filler=3000)


with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "cluster.json"
    file.write_text(listing(list(objects())))
    subprocess.run([sys.argv[1], "audit", "--offline", "--fail-on", "never", file], capture_output=True, check=True)
    out = subprocess.run([sys.argv[2], "3", sys.argv[1], "audit", "--offline", "--fail-on", "never", "-o", "text", file], capture_output=True, text=True, check=True)
    shortest, _, peak = out.stdout.split()
    print(f"audit-5000-500-bytes {file.stat().st_size >> 20} MB")
    print(f"audit-5000-500 {float(shortest) / 1000:.0f} ms")
    print(f"audit-5000-500-peak {peak} KB")
