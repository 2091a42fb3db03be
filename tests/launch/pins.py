#!/usr/bin/python3
# What runs is what was checked: which digest of a registry's image is launched. Prints TAP.
"""pins.py PROGRAM"""

import sys

from world import HERE, World, shown

sys.path.insert(0, str(HERE.parent / "cache"))
from small_registry import CONFIG, INDEX, MANIFEST, Registry, digest, encode, index_of, single_of  # noqa: E402

w = World(sys.argv[1])
tap = w.tap
GRAPHDRIVER = "ws2022,engine=docker:28.0.1,store=graphdriver"


def put(registry, value, kind):
    body = encode(value)
    registry.blobs[digest(body)] = (body, kind)
    return {"mediaType": kind, "digest": digest(body), "size": len(body)}


def put_image(registry, version):
    config = put(registry, {"architecture": "amd64", "os": "windows", "os.version": version, "rootfs": {"type": "layers", "diff_ids": []}}, CONFIG)
    return put(registry, {"schemaVersion": 2, "mediaType": MANIFEST, "layers": [], "config": config}, MANIFEST)


def put_index(registry, name, versions):
    """An index under a name; os.version is written as given, its images are real."""
    entries = [{**put_image(registry, v if v.count(".") == 3 else v + ".1"), "platform": {"architecture": "amd64", "os": "windows", "os.version": v}}
               for v in versions]
    body = encode({"schemaVersion": 2, "mediaType": INDEX, "manifests": entries})
    registry.blobs[name] = registry.blobs[digest(body)] = (body, INDEX)
    return digest(body), [e["digest"] for e in entries]


def launched(host, image, *args):
    p = w.run("--no-journal", "--host", host, *args, image)
    argv = w.argv() or []
    return p, argv[2:3], argv[-1:]


def case(name, host, image, mode, reference, *args):
    p, isolation, last = launched(host, image, *args)
    tap.ok(p.returncode == 0 and isolation == [f"--isolation={mode}"] and last == [reference], name, *shown(p), isolation, last, "wanted", reference)


with Registry() as registry:
    app = f"{registry.host}/app"
    case("an index: by its digest", GRAPHDRIVER, f"{app}:tag1", "process", f"{app}@{digest(index_of(1))}")
    case("… also where the engine's version is not known, as all its forms agree", "ws2022", f"{app}:tag1", "process", f"{app}@{digest(index_of(1))}")
    case("… under another mode", "ws2019", f"{app}:tag1", "process", f"{app}@{digest(index_of(1))}")
    case("docker:// is the registry's", GRAPHDRIVER, f"docker://{app}:tag1", "process", f"{app}@{digest(index_of(1))}")
    case("--by-tag", GRAPHDRIVER, f"{app}:tag1", "process", f"{app}:tag1", "--by-tag")
    single = f"{registry.host}/single"
    case("one manifest: by its digest", GRAPHDRIVER, f"{single}:tag5", "hyperv", f"{single}@{digest(single_of(5)[0])}")
    case("what is named by a digest stays so", GRAPHDRIVER, f"{single}@{digest(single_of(5)[0])}", "hyperv", f"{single}@{digest(single_of(5)[0])}")
    whole, (old, same) = put_index(registry, "short", ["10.0.17763.6775", "10.0.20348"])
    p, isolation, last = launched(GRAPHDRIVER, f"{app}:short")
    tap.ok(p.returncode == 0 and (isolation, last) == (["--isolation=hyperv"], [f"{app}@{whole}"]),
           "the entry that the engine takes is the one that is judged", *shown(p), isolation, last)
    case("… and where that may not run as asked, the better one is named by its own digest", GRAPHDRIVER, f"{app}:short", "process", f"{app}@{same}",
         "--isolation=process")
    case("… as where the engine's forms differ", "ws2022,engine=docker", f"{app}:short", "process", f"{app}@{same}")
    case("nerdctl is told the full name", "ws2022", f"{app}:tag1", "process", f"{app}@{digest(index_of(1))}", "--engine=nerdctl")
    before = len(registry.asked)
    case("a second run asks the registry nothing", GRAPHDRIVER, f"{app}@{digest(index_of(1))}", "process", f"{app}@{digest(index_of(1))}")
    tap.ok(len(registry.asked) == before, "… at all", registry.asked[before:])
    p = w.run("--no-journal", "--host", GRAPHDRIVER, f"{app}:gone")
    tap.ok(p.returncode == 125 and not w.recorded() and "gone" in p.stderr, "an image that its registry does not have", *shown(p))
p = w.run("--no-journal", "--host", GRAPHDRIVER, "--timeout=5", "127.0.0.1:9/app:1")
tap.ok(p.returncode == 125 and not w.recorded(), "a registry that does not answer", *shown(p))
p = w.run("--no-journal", "--host", GRAPHDRIVER, "--infer", "--timeout=5", "127.0.0.1:9/windows/servercore:ltsc2022")
tap.ok(w.argv() == ["docker", "run", "--isolation=process", "127.0.0.1:9/windows/servercore:ltsc2022"] and "was taken instead" in p.stderr
       and "no digest of it is known" in p.stderr, "--infer: by its name, and that is said", *shown(p), w.argv())
sys.exit(tap.end())
