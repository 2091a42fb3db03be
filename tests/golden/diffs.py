#!/usr/bin/python3
# `matrix diff` of every two editions names exactly what data/matrix says differs, host release by host release. Prints TAP.
"""diffs.py PROGRAM DATA"""

import itertools
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import yaml


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def as_list(value):
    return value if isinstance(value, list) else [value]


def inside(interval, build):
    low, _, high = interval.rstrip("+").partition("-")
    return int(low) <= build <= (10**9 if interval.endswith("+") else int(high or low))


def cells(edition, releases):
    """What the edition prints for each (product, host build, installations, image build, families)."""
    printed = defaultdict(list)
    for row in edition.get("hosts", []):
        for product, build in releases:
            if product not in as_list(row["product"]) or not any(inside(i, build) for i in as_list(row["builds"])):
                continue
            for image in row["images"]:
                key = (product, build, str(row.get("installations")), int(image["build"]), str(image.get("families")))
                printed[key].append((image["process"], image["hyperv"]))
    return printed


def expected(a, b):
    """(product, host build, image build, old, new) of every difference; a pair that is printed twice is compared in order."""
    found = set()
    for key in set(a) | set(b):
        for old, new in itertools.zip_longest(a.get(key, []), b.get(key, [])):
            if old != new:
                found.add((key[0], key[1], key[3], old, new))
    return found


def told(program, a, b):
    text = subprocess.run([program, "matrix", "diff", a, b, "-o", "json"], capture_output=True, check=True, timeout=30).stdout
    found = set()
    for difference in json.loads(text)["differences"]:
        sides = [side and (side["process"], side["hyperv"]) for side in (difference["old"], difference["new"])]
        for host in difference["hostBuilds"]:
            found.add((host["product"], host["build"], difference["image"]["build"], *sides))
    return found


def main():
    program, data = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
    releases = sorted({(r["product"], int(r["build"])) for r in read(data / "releases.yaml")["releases"]})
    editions = {e["edition"]: cells(e, releases) for e in map(read, sorted((data / "matrix").glob("*.yaml"))) if "never" not in e}
    pairs = list(itertools.combinations(sorted(editions), 2))
    print(f"1..{len(pairs)}")
    failed = False
    for number, (a, b) in enumerate(pairs, 1):
        want, got = expected(editions[a], editions[b]), told(program, a, b)
        failed = failed or want != got
        print(f"{'ok' if want == got else 'not ok'} {number} - {a} against {b}: {len(want)} differences")
        for item in sorted(map(str, want ^ got))[:10]:
            print(f"# {'not told' if item in set(map(str, want)) else 'told for nothing'}: {item}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
