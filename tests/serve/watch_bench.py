#!/usr/bin/python3
# Benchmark of serve --cluster: 10,000 nodes as large as real ones. watch_bench.py PROGRAM prints `name value unit` a row.
import json
import pathlib
import re
import sys
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "cli")]
from apiserver import ApiServer  # noqa: E402
from parts import Hook, node, pod, review  # noqa: E402
from tap import Program, temporary  # noqa: E402

NODES = 10000
home = temporary()
program = Program(sys.argv[1], home)


def row(name, value, unit):
    print(f"{name:<28} {value:>12} {unit}", flush=True)


def large(i, beat):
    """12 KB, as a node with 50 images and 15 labels has."""
    made = node(f"w{i:05}", f"10.0.{[17763, 20348, 26100][i % 3]}.{100 + i // 3 % 4}", {f"cloud.example/label-{k}": f"value-of-{k}" for k in range(12)})
    made["status"]["images"] = [{"names": [f"mcr.microsoft.com/a/long/name/of/an/image/{k}@sha256:{'0' * 64}", f"mcr.microsoft.com/a/long/name/of/an/image/{k}:v1"],
                                 "sizeBytes": 123456789} for k in range(50)]
    made["status"]["conditions"] = [{"type": t, "status": "False", "lastHeartbeatTime": beat, "reason": "x" * 40, "message": "y" * 60}
                                    for t in ("MemoryPressure", "DiskPressure", "PIDPressure", "Ready")]
    return made


def memory(name):
    return re.search(rf"{name}:\s+(\d+)", pathlib.Path(f"/proc/{hook.process.pid}/status").read_text(encoding="utf-8"))[1]


def processor():
    return sum(map(int, pathlib.Path(f"/proc/{hook.process.pid}/stat").read_text(encoding="utf-8").split()[13:15])) * 10


def metric(name):
    return float(re.search(rf"^wincompat_{name} (\S+)$", hook.ask("/metrics")[1].decode(), re.MULTILINE)[1])


def until(condition):
    while not condition():
        time.sleep(0.01)


api = ApiServer(home)
api.put("nodes", *(large(i, "1") for i in range(NODES)))
(home / "hook").mkdir()
hook = Hook(program, home / "hook", "--offline", "--cluster", "--cluster-url", api.url, "--cluster-account", home, nodes=None, plain=True,
            ready=r'nodes are known","address":"([^"]+)"')
began = time.perf_counter()
hook.wait_for("^ready ", 60)
row("watch-ready", f"{(time.perf_counter() - began) * 1000:.0f}", "ms")
row("watch-ready-processor", f"{processor()}", "ms")
row("watch-peak", memory("VmHWM"), "KB")
row("watch-memory", memory("VmRSS"), "KB")
before, changes = processor(), metric("cluster_node_changes_total")
api.put("nodes", *(large(i, "2") for i in range(NODES)))
until(lambda: metric(r'cluster_events_total\{resource="nodes"\}') >= NODES)
row("watch-heartbeats", f"{processor() - before}", "ms")
time.sleep(0.5)
assert metric("cluster_node_changes_total") == changes
began = time.perf_counter()
api.put("nodes", node("one-more", "10.0.20348.2966"))
until(lambda: json.loads(hook.ask("/version")[1])["nodes"] == NODES + 1)
row("watch-change", f"{(time.perf_counter() - began) * 1000:.0f}", "ms")
time.sleep(1)
row("watch-memory-then", memory("VmRSS"), "KB")
connection = hook.connect()
for first in range(0, 100000, 200):
    hook.ask("/validate", review(pod(*[f"mcr.microsoft.com/windows/servercore:10.0.17763.{n}" for n in range(first, first + 200)])), connection)
row("watch-memory-images", memory("VmRSS"), "KB")
api.put("nodes", node("two-more", "10.0.20348.2966"))
until(lambda: json.loads(hook.ask("/version")[1])["nodes"] == NODES + 2)
time.sleep(1)
row("watch-memory-last", memory("VmRSS"), "KB")
row("watch-peak-last", memory("VmHWM"), "KB")
hook.end()
api.end()
