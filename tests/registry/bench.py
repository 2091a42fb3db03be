#!/usr/bin/python3
# What asking a registry costs, beside curl and skopeo, on loopback. bench.py PROGRAM MEASURE prints `name value unit` rows.
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from images import V2019, V2022, V2025, index_layout, push  # noqa: E402
from parts import Registry  # noqa: E402
from tap import Program, temporary  # noqa: E402

ROUNDS, MANY, FEW = 100, 1000, 30
INDEX = "application/vnd.oci.image.index.v1+json"
folder = temporary()
program = Program(sys.argv[1], folder)
(folder / "store").mkdir()
registry = Registry(folder, folder / "store")
REPOSITORY, TAG = "windows/servercore", "ltsc2022"  # a name that tells the version, so that one reference is answered offline, too
REFERENCE = f"{registry.host}/{REPOSITORY}:{TAG}"
push(index_layout(folder / "index", [V2019, V2022, V2025]), REFERENCE)
tags = folder / f"store/docker/registry/v2/repositories/{REPOSITORY}/_manifests/tags"
for i in range(MANY):
    shutil.copytree(tags / TAG, tags / f"t{i}")
names = folder / "list"
names.write_text("".join(f"{registry.host}/{REPOSITORY}:t{i}\n" for i in range(MANY)))
CHECK = [program.path, "check", "--host", "ws2022", "-q"]


def row(name, value, unit):
    print(f"{name:<28} {value:>12} {unit}", flush=True)


def once(command, cache):
    env = program.environment(XDG_CACHE_HOME=str(cache))
    files = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, env, file_actions=files)
    _, status = os.waitpid(pid, 0)
    took = time.perf_counter() - start
    assert status == 0, command
    return took


cold = [folder / f"cache-{n}" for n in range(ROUNDS)]
for empty in cold:
    empty.mkdir()  # ~/.cache is there; what is ours in it is not
warm, none = folder / "warm", folder / "none"
rivals = {
    "registry-check-no-cache": lambda n: once([*CHECK, "--no-cache", REFERENCE], none),
    "registry-check-cold": lambda n: once([*CHECK, REFERENCE], cold[n]),
    "registry-check-warm": lambda n: once([*CHECK, REFERENCE], warm),
    "registry-check-offline": lambda n: once([*CHECK, "--offline", "--no-cache", REFERENCE], none),
    "registry-curl": lambda n: once(["curl", "-s", "-o", "/dev/null", "-H", f"Accept: {INDEX}",
                                     f"http://{registry.host}/v2/{REPOSITORY}/manifests/{TAG}"], none),
    "registry-skopeo-raw": lambda n: once(["skopeo", "inspect", "--raw", "--tls-verify=false", f"docker://{REFERENCE}"], none),
}
times = {name: [] for name in rivals}
once([*CHECK, REFERENCE], warm)
for n in range(ROUNDS):  # one after the other, so that all have the same weather; in any order, for a heavy one slows the next
    for name in random.sample(list(rivals), len(rivals)):
        times[name].append(rivals[name](n))
for name, list_ in times.items():
    row(name + "-median", round(statistics.median(list_) * 1e6), "µs")
    row(name + "-shortest", round(min(list_) * 1e6), "µs")


def against(name, check, rival):
    """The median of what pairs, run one after the other, have to do with each other: steadier than either median."""
    row(name, round(statistics.median(a / b for a, b in zip(times[check], times[rival])), 2), "times")


against("registry-cold-to-curl", "registry-check-cold", "registry-curl")
against("registry-cold-to-skopeo", "registry-check-cold", "registry-skopeo-raw")
against("registry-warm-to-offline", "registry-check-warm", "registry-check-offline")

took = min(once([*CHECK, "--no-cache", "-f", str(names)], none) for _ in range(3))
start = time.perf_counter()
for i in range(FEW):
    once(["skopeo", "inspect", "--raw", "--tls-verify=false", f"docker://{registry.host}/{REPOSITORY}:t{i}"], none)
row("registry-1000-rate", round(MANY / took), "images/s")
row("registry-skopeo-loop-rate", round(FEW / (time.perf_counter() - start)), "images/s")
p = subprocess.run([str(pathlib.Path(sys.argv[2])), "3", *CHECK, "--no-cache", "-f", str(names)], capture_output=True, text=True,
                   env=program.environment())
row("registry-1000-peak", p.stdout.split()[2], "KB")
registry.end()
