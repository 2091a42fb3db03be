#!/usr/bin/python3
# A thousand images of one registry, and what the cache spares. many.py PROGRAM MEASURE prints TAP.
import json
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from faults import FaultProxy  # noqa: E402
from images import V2019, V2022, V2025, index_layout, push, root_of, single_layout  # noqa: E402
from parts import Registry  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

MANY, FEW = 1000, 20
MOST_KILOBYTES = 64 * 1024
LEAST_TIMES = 10

tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
sanitized = b"__asan_init" in pathlib.Path(sys.argv[1]).read_bytes()
(folder / "store").mkdir()
registry = Registry(folder, folder / "store")
proxy = FaultProxy(registry)
push(index_layout(folder / "index", [V2019, V2022, V2025]), f"{registry.host}/windows:index")
push(single_layout(folder / "single"), f"{registry.host}/windows:single")
_, digest, _ = root_of(folder / "index")

# The registry keeps a tag as a folder; a thousand are copied faster than pushed.
tags = folder / "store/docker/registry/v2/repositories/windows/_manifests/tags"
for i in range(MANY):
    shutil.copytree(tags / "index", tags / f"t{i}")
names = folder / "list"
names.write_text("".join(f"{registry.host}/windows:t{i}\n" for i in range(MANY)))


def many():
    start = time.time()
    p = program.run("check", "--no-cache", "--host", "ws2022", "-q", "-f", names)
    return time.time() - start, p


def few_by_skopeo():
    start = time.time()
    for i in range(FEW):
        subprocess.run(["skopeo", "inspect", "--raw", "--tls-verify=false", f"docker://{registry.host}/windows:t{i}"], check=True,
                       stdout=subprocess.DEVNULL)
    return (time.time() - start) / FEW * MANY


took, p = many()
tap.ok(p.returncode == 0 and p.stdout.split() == ["process"] * MANY, f"{MANY} images are all answered", p.stderr)
if sanitized:
    tap.skip("rate and memory", "sanitizers cost their own")
else:
    loop = few_by_skopeo()
    took = took if took * LEAST_TIMES <= loop else min(many()[0], took)
    tap.ok(took * LEAST_TIMES <= loop, f"at least {LEAST_TIMES} times the rate of a loop of skopeo inspect --raw",
           f"{took:.2f} s, the loop {loop:.2f} s")
    before = subprocess.run([sys.argv[2], "1", program.path, "check", "--no-cache", "--host", "ws2022", "-q", "-f", str(names)],
                            capture_output=True, text=True, env=program.environment())
    peak = int(before.stdout.split()[2])
    tap.ok(peak < MOST_KILOBYTES, f"in less than {MOST_KILOBYTES} KB", peak)

# What was read before is not asked again while it is fresh, and offline not at all.
cached = {"XDG_CACHE_HOME": str(folder / "cache")}


def ask(reference, *options):
    proxy.log.clear()
    p = program.run("image", "-o", "ndjson", *options, reference, env=cached)
    return p, json.loads(p.stdout.splitlines()[0]), [(method, path) for method, _, path in proxy.log]


for tag, requests in (("index", 1), ("single", 2)):
    reference = f"{proxy.host}/ok/windows:{tag}"
    p, first, log = ask(reference)
    tap.ok(p.returncode == 0 and len(log) == requests, f"{tag}: read, at first", log, p.stderr)
    p, again, log = ask(reference)
    tap.ok(p.returncode == 0 and again == first and not log, f"{tag}: not asked again", log, again, p.stderr)
    p, offline, log = ask(reference, "--offline")
    tap.ok(p.returncode == 0 and offline == first and not log, f"{tag}: the same with --offline", log, offline, p.stderr)
    p, fresh, log = ask(reference, "--no-cache")
    tap.ok(p.returncode == 0 and fresh == first and len(log) == requests, f"{tag}: asked anew with --no-cache", log, p.stderr)
p, by_digest, log = ask(f"{proxy.host}/ok/windows@{digest}")
tap.ok(p.returncode == 0 and by_digest["indexDigest"] == digest and not log, "a digest that was read before costs nothing", log, p.stderr)
p, other, log = ask(f"{proxy.host}/ok/windows:other-ltsc2019", "--offline")
tap.ok(p.returncode == 0 and not log and other["from"].get("osVersion", "tag") == "tag", "--offline infers what the cache does not have", other)
registry.end()
finish(tap)
