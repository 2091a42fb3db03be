# How long `run` takes before the engine gets its turn: bench.py PROGRAM MEASURE prints `name value unit` rows for tools/bench.
"""The test engine is /bin/true by the name of docker: what is measured is ours, but for its start. Facts are cached."""

import subprocess
import sys

from world import HERE, World
from windows_engine import WindowsEngine, image  # found where world says

sys.path.insert(0, str(HERE.parent / "cache"))
from small_registry import Registry  # noqa: E402

RUNS = 100
w = World(sys.argv[1])
MEASURE = sys.argv[2]
(w.bin / "docker").unlink()
(w.bin / "docker").symlink_to("/bin/true")


def measure(name, *command, **variables):
    p = subprocess.run([MEASURE, str(RUNS), *map(str, command)], env=w.environment(**variables), stdout=-1, stderr=subprocess.DEVNULL, text=True, check=True)
    shortest, median, _ = p.stdout.split()
    print(f"{name + '-shortest':28} {shortest:>12} µs\n{name + '-median':28} {median:>12} µs", flush=True)


NAME = "site/tool:1"
with Registry() as registry, WindowsEngine(w.home / "sock", [(NAME, image(NAME, "10.0.20348.2340"))]) as engine:
    there = {"DOCKER_HOST": engine.host}
    cached = f"{registry.host}/app:tag1"
    run = (w.program.path, "run")
    measure("run-engine-alone", w.bin / "docker", "run", NAME)
    measure("run-named-host", *run, "--no-journal", "--host", "ws2022", cached)
    measure("run-named-host-journal", *run, "--host", "ws2022", cached)
    measure("run-engine-host", *run, "--no-journal", NAME, **there)
    measure("run-engine-host-journal", *run, NAME, **there)
    measure("run-engine-host-registry", *run, "--no-journal", cached, **there)
