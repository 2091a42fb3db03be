#!/usr/bin/python3
"""test_data.py CHECKER DATA: what data/ must hold, counted from the YAML; and what the checker says of broken copies."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

CHECKER, DATA = sys.argv[1], pathlib.Path(sys.argv[2])

# Edition, day, printed cells, and how many of them print yes and preview for process, yes for Hyper-V.
PRINTED = [
    ("E01", "2017-10-17", 4, 2, 0, 3),
    ("E02", "2017-12-14", 8, 2, 0, 6),
    ("E03", "2018-06-14", 18, 3, 0, 12),
    ("E04", "2018-10-03", 32, 4, 0, 20),
    ("E05", "2019-05-03", 28, 4, 0, 19),
    ("E06", "2019-05-31", 45, 5, 0, 29),
    ("E08", "2019-07-31", 40, 5, 0, 24),
    ("E09", "2019-08-08", 45, 6, 0, 25),
    ("E10", "2019-08-30", 45, 5, 0, 29),
    ("E11", "2019-11-12", 29, 4, 0, 17),
    ("E12", "2019-11-14", 28, 4, 0, 19),
    ("E13", "2020-05-27", 45, 6, 0, 29),
    ("E14", "2020-10-20", 66, 8, 0, 41),
    ("E15", "2021-09-01", 79, 9, 0, 48),
    ("E16", "2021-09-09", 91, 10, 0, 55),
    ("E17", "2022-03-15", 28, 6, 0, 21),
    ("E18", "2022-09-13", 28, 5, 1, 21),
    ("E19", "2022-09-26", 15, 4, 0, 11),
    ("E20", "2022-09-26", 15, 5, 0, 11),
    ("E21", "2022-12-15", 15, 4, 1, 11),
    ("E22", "2023-03-17", 15, 3, 1, 11),
    ("E23", "2024-12-03", 20, 7, 0, 16),
    ("TP4", "2015-11-27", 6, 3, 0, 3),
]
# Spellings of --host that people script against, and the build each stands for.
ALIASES = {
    "ws2016": 14393, "ws2019": 17763, "ws2022": 20348, "ws2025": 26100, "ltsc2016": 14393, "ltsc2019": 17763,
    "ltsc2022": 20348, "ltsc2025": 26100, "windows-server-2022": 20348, "server2022": 20348, "2022": 20348, "2019": 17763,
    "2016": 14393, "2025": 26100, "1709": 16299, "1803": 17134, "1809": 17763, "1903": 18362, "1909": 18363, "2004": 19041,
    "20h2": 19042, "21h1": 19043, "25h2": 26200, "ws23h2": 25398, "win10-1607": 14393, "win10-22h2": 19045,
    "win11-21h2": 22000, "win11-22h2": 22621, "win11-23h2": 22631, "win11-24h2": 26100, "win11-25h2": 26200,
    "windows-11-24h2": 26100, "tp4": 10586, "tp5": 14300,
}
SEVERAL_BUILDS = ("21h2", "22h2", "23h2")

count = failed = 0


def expect(good, name, detail=""):
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}")
    if not good and detail:
        print("# " + str(detail).replace("\n", "\n# "))


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def cells(edition):
    return [cell for host in edition.get("hosts", []) for cell in host["images"]]


def files(folder):
    return sorted(folder.glob("*.yaml")) + sorted(folder.glob("matrix/*.yaml"))


def check(folder):
    return subprocess.run([CHECKER, "--check", *map(str, files(folder))], capture_output=True, text=True, timeout=60)


def test_editions():
    editions = {path.stem: read(path) for path in (DATA / "matrix").glob("*.yaml")}
    expect(sorted(editions) == sorted([row[0] for row in PRINTED] + ["E07"]), "every edition has its file", sorted(editions))
    for name, day, total, process, preview, hyperv in PRINTED:
        edition = editions[name]
        found = cells(edition)
        printed = (edition["edition"], edition["published"], len(found), sum(c["process"] == "yes" for c in found),
                   sum(c["process"] == "preview" for c in found), sum(c["hyperv"] == "yes" for c in found))
        expect(printed == (name, day, total, process, preview, hyperv), f"{name} holds what was printed", printed)
    total = sum(len(cells(e)) for name, e in editions.items() if name != "TP4")
    expect(total == 739, "739 cells in 22 published editions", total)
    expect("never" in editions["E07"], "E07 says that it was never published")
    days = [editions[row[0]]["published"] for row in PRINTED[:22]]
    ends = [editions[row[0]].get("superseded") for row in PRINTED[:22]]
    expect(ends == days[1:] + [None], "each edition is superseded on the day of the next")


def test_releases():
    releases = read(DATA / "releases.yaml")["releases"]
    builds = {alias: int(release["build"]) for release in releases for alias in release["aliases"]}
    wrong = {alias: builds.get(alias) for alias, build in ALIASES.items() if builds.get(alias) != build}
    expect(not wrong, "the aliases that people script against", wrong)
    expect(not [word for word in SEVERAL_BUILDS if word in builds], "a version of several builds is no alias")
    expect(len(releases) == 31, "31 releases", len(releases))
    expect(len(read(DATA / "base-layers.yaml")["base-layers"]) == 427, "427 base layers")


def test_build_knows_every_file():
    listed = (DATA / "meson.build").read_text(encoding="utf-8")
    missing = [str(path.relative_to(DATA)) for path in files(DATA) if f"'{path.relative_to(DATA)}'" not in listed]
    expect(not missing, "data/meson.build lists every data file", missing)


def test_checker():
    good = check(DATA)
    expect(good.returncode == 0 and good.stdout.endswith("no fault\n"), "the checker finds no fault", good.stdout + good.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        first, second = (pathlib.Path(scratch) / name for name in ("1.c", "2.c"))
        for out in (first, second):
            subprocess.run([CHECKER, str(out), *map(str, files(DATA))], check=True, timeout=60)
        expect(first.read_bytes() == second.read_bytes(), "the same data make the same tables")


# A file, what is replaced in it, by what, and what the checker then says.
BROKEN = [
    ("releases.yaml", "    source:\n", "    sources:\n", "did you mean 'source'?"),
    ("releases.yaml", "product: server", "product: sever", "'sever' is not a product"),
    ("matrix/E23.yaml", "build: 26100,", "build: 26101,", "no release has the build 26101"),
    ("matrix/E05.yaml", "holes:", "note:", "host × image pairs have no cell"),
    ("matrix/E23.yaml", "edition: E23", "edition: E22", "the edition 'E22' stands twice"),
    ("roles.yaml", "role: matrix-yes", "role: matrix-no", "no rule has the role 'matrix-yes'"),
    ("advisories.yaml", "rule: REV-2B", "rule: REV-2A", "there is no rule 'REV-2A'"),
    ("engines.yaml", "checked: 2026-11-22", "checked: 2026-11-31", "is not in the calendar"),
    ("engines.yaml", "    floors: [20348]\n", "", "matching: stable-abi needs 'floor' and 'floors'"),
    ("engines.yaml", "floors: [20348, 26100]", "floors: [26100, 20348]", "ascending order"),
    ("engines.yaml", "floors: [20348, 26100]", "floors: [20348, 26101]", "no release has the build 26101"),
    ("engines.yaml", "engine-below: 27.0.0", "engine-below: 22.0.0", "the selector never applies"),
    ("engines.yaml", "id: MOBY-PREFIX", "id: MOBY-GRAPHDRIVER", "stands twice"),
    ("engines.yaml", "image-build: 17763", "image-build: 17764", "no release has the build 17764"),
    ("tags.yaml", "tags:", "tags: &all", "tags.yaml"),
    ("isolation-costs.yaml", "engine: docker", "engine: containerd", "containerd"),
    ("isolation-costs.yaml", "    memory: 1024\n    source: [\"https://github.com/testcontainers", "    source: [\"https://github.com/testcontainers", "memory or processors"),
    ("isolation-costs.yaml", "memory: 1024", "memory: a lot", "lot"),
    ("runners.yaml", "build: 14393", "build: 14394", "no release of this product has the build 14394"),
    ("runners.yaml", "os: windows\n    product: server", "os: windows", "os: windows goes with 'build' and 'product'"),
    ("node-profiles.yaml", "build: 26100", "build: 26101", "no release of this product has the build 26101"),
    ("node-profiles.yaml", "os-sku=Windows2019", "os-sku", "'kubernetes.azure.com/os-sku' is not of the form NAME=VALUE"),
    ("node-profiles.yaml", "os=windows:NoSchedule", "os=windows:Never", "is not of the form KEY=VALUE:EFFECT"),
    ("node-profiles.yaml", "skus: [Windows2025]", "skus: [Windows2022]", "'Windows2022' of aks stands twice"),
    ("node-profiles.yaml", "    sign: cloud.google.com/gke-nodepool\n", "", "'tolerated' goes with 'sign'"),
    ("runners.yaml", "from: 2025-09-30", "from: 2021-09-30", "has an earlier row that is not older"),
]


def test_broken_copies():
    for name, old, new, message in BROKEN:
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(scratch) / "data"
            shutil.copytree(DATA, copy)
            text = (copy / name).read_text(encoding="utf-8")
            (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
            result = check(copy)
            good = result.returncode == 2 and message in result.stderr and str(copy / name) in result.stderr
            expect(good, f"broken {name}: {message}", result.stderr[-2000:])


test_editions()
test_releases()
test_build_knows_every_file()
test_checker()
test_broken_copies()
print(f"1..{count}")
sys.exit(1 if failed else 0)
