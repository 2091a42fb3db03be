#!/usr/bin/python3
# Image sources, end to end: layouts and archives by skopeo, umoci, buildah and Docker, recorded shapes, hostile input. Prints TAP.
"""images.py PROGRAM: runs PROGRAM image -o ndjson on what it builds in a temporary folder."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dockerd import Dockerd
from image_files import (DOCKER_CONFIG, DOCKER_MANIFEST, FOREIGN_LAYER, OCI_INDEX, Layout, config_of, digest,
                         docker_25, encode, platform, write_folder, write_tar)

PROGRAM = os.path.abspath(sys.argv[1])
VERSION = "10.0.17763.6775"
NAME = "registry.example/windows/servercore:ltsc2019"
LAST_PACKED = ("gz", "bz2", "xz", "zst")

# No test asks a registry of the world: that one would answer on some machines only.
os.environ["https_proxy"] = "http://127.0.0.1:9"

count = failed = 0


def report(name, problem=None):
    global count, failed
    count += 1
    failed += problem is not None
    print(f"{'ok' if problem is None else 'not ok'} {count} - {name}")
    for line in (problem or "").splitlines():
        print("#", line)


def skip(name, why):
    global count
    count += 1
    print(f"ok {count} - {name} # SKIP {why}")


def ask(reference, *options, stdin=None):
    run = subprocess.run([PROGRAM, "image", "-o", "ndjson", *options, reference], input=stdin, capture_output=True, timeout=60)
    lines = run.stdout.decode().splitlines()
    return run.returncode, json.loads(lines[0]) if lines else {}, run.stderr.decode()


def reads(name, reference, *options, stdin=None, **facts):
    """The image is read, and has these facts; `entries` is the list of their osVersions."""
    code, image, talk = ask(reference, *options, stdin=stdin)
    problem = None
    if code != 0 or image.get("error"):
        problem = f"exit {code}: {image.get('error')} {talk}"
    else:
        entries = facts.pop("entries", None)
        wrong = {key: image.get(key) for key, value in facts.items() if image.get(key) != value}
        if entries is not None and [e["osVersion"] for e in image["entries"]] != entries:
            wrong["entries"] = image["entries"]
        problem = f"expected {facts} {entries}, got {wrong}" if wrong else None
    report(name, problem)


def fails(name, reference, words, *options, code=2, stdin=None):
    """The image is not read: this exit code, one message with these words, and no crash."""
    got, image, talk = ask(reference, *options, stdin=stdin)
    said = image.get("error") or ""
    said = said if isinstance(said, str) else json.dumps(said)
    missing = [w for w in ([words] if isinstance(words, str) else words) if w not in said + talk]
    problem = None
    if got != code or missing:
        problem = f"exit {got} (expected {code}), says: {said} {talk}; missing: {missing}"
    report(name, problem)


def tool(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout.decode().strip()


def windows_layout(folder):
    layout = Layout()
    layout.name(layout.image(VERSION, features=["win32k"]), NAME)
    return write_folder(folder, layout.done())


def packed(path):
    """The file packed by every packer that docker load and skopeo read."""
    commands = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "zstd"}
    for ending in LAST_PACKED:
        tool(commands[ending], "-q", "-k", "-f", str(path))
        yield ending, Path(f"{path}.{ending}")


def test_skopeo(tmp):
    if not shutil.which("skopeo"):
        return skip("skopeo", "skopeo is not installed")
    source = windows_layout(tmp / "source")
    known = dict(os="windows", osVersion=VERSION, architecture="amd64")
    reads("oci: as we wrote it", f"oci:{source}", **known, family="servercore")
    reads("oci: with its name", f"oci:{source}:{NAME}", **known)
    for form in ("oci", "oci-archive", "docker-archive"):
        target = tmp / f"skopeo-{form}"
        tool("skopeo", "--insecure-policy", "copy", f"oci:{source}:{NAME}", f"{form}:{target}:{NAME}")
        reads(f"skopeo {form}", f"{form}:{target}", **known, family="servercore")
        reads(f"skopeo {form} with its name", f"{form}:{target}:{NAME}", **known)
        if form != "oci":
            for ending, path in packed(target):
                reads(f"skopeo {form} packed by {ending}", f"{form}:{path}", **known)
    fails("skopeo oci: a name that is not in it", f"oci:{source}:nope", ["holds no image 'nope'", NAME])
    raw = tool("skopeo", "inspect", "--raw", f"oci:{source}:{NAME}")
    config = tool("skopeo", "inspect", "--config", "--raw", f"oci:{source}:{NAME}")
    reads("skopeo inspect --raw", "json:-", stdin=raw.encode(), os=None, digest=digest(raw.encode()))
    reads("skopeo inspect --config --raw", "json:-", stdin=config.encode(), **known)


def test_skopeo_index(tmp):
    if not shutil.which("skopeo"):
        return skip("skopeo with an index", "skopeo is not installed")
    layout = Layout()
    versions = ["10.0.20348.2340", VERSION]
    entries = [layout.image(v, platform=platform(v)) for v in versions]
    entries.append(layout.image(None, os="linux", platform=platform(None, os="linux")))
    layout.name(layout.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries}, OCI_INDEX), "multi")
    source = write_folder(tmp / "index", layout.done())
    expected = versions + [None]
    reads("oci: an index", f"oci:{source}:multi", entries=expected, os=None)
    for form in ("oci", "oci-archive"):
        target = tmp / f"index-{form}"
        tool("skopeo", "--insecure-policy", "copy", "--all", f"oci:{source}:multi", f"{form}:{target}:multi")
        reads(f"skopeo --all {form}: an index", f"{form}:{target}", entries=expected)
    tool("skopeo", "--insecure-policy", "copy", "--all", "--format", "v2s2", f"oci:{source}:multi", f"dir:{tmp}/v2s2")
    reads("skopeo --format v2s2: a manifest list", f"json:{tmp}/v2s2/manifest.json", entries=expected)


def test_umoci(tmp):
    if not shutil.which("umoci"):
        return skip("umoci", "umoci is not installed")
    layout = tmp / "umoci"
    tool("umoci", "init", "--layout", str(layout))
    for name in ("one", "two"):
        tool("umoci", "new", "--image", f"{layout}:{name}")
    tool("umoci", "config", "--image", f"{layout}:one", "--os", "windows", "--architecture", "amd64")
    reads("umoci: Windows without os.version", f"oci:{layout}:one", os="windows", osVersion=None, architecture="amd64")
    reads("umoci: the other image", f"oci:{layout}:two", os="linux")
    reads("umoci: by place", f"oci:{layout}:@1", os="windows")  # the newest stands last
    fails("umoci: two images and no name", f"oci:{layout}", ["holds 2 images", "one", "two"])
    fails("umoci: a misspelt name", f"oci:{layout}:twoo", "holds no image 'twoo'")


def test_buildah(tmp):
    if not shutil.which("buildah") or os.geteuid() != 0:
        return skip("buildah", "buildah is not installed, or this is not root")
    buildah = ["buildah", "--root", f"{tmp}/b-root", "--runroot", f"{tmp}/b-run", "--storage-driver", "vfs"]
    container = tool(*buildah, "from", "scratch")
    tool(*buildah, "config", "--os", "windows", "--arch", "amd64", "--os-version", VERSION, "--os-feature", "win32k", container)
    for form, extra in (("oci-archive", []), ("oci", []), ("docker-archive", ["--format", "docker"])):
        target = f"{form}:{tmp}/buildah-{form}"
        tool(*buildah, "commit", "-q", *extra, container, f"{target}:{NAME}")
        reads(f"buildah {form}", target, os="windows", osVersion=VERSION, features=["win32k"], architecture="amd64")


def test_docker(tmp):
    daemon = Dockerd.started()
    if not daemon:
        return skip("docker", "no Docker Engine can be started here")
    with daemon:
        tar = write_tar(tmp / "root.tar", {"hello.txt": b"hello"})
        for name in ("demo:1", "demo:2"):
            tool(*daemon.ask, "import", str(tar), name)
        for names in (["demo:1"], ["demo:1", "demo:2"]):
            tool(*daemon.ask, "save", "-o", str(tmp / f"docker-{len(names)}.tar"), *names)
        inspection = tool(*daemon.ask, "image", "inspect", "demo:1")
        listing = tool(*daemon.ask, "image", "inspect", "--format", "{{json .}}", "demo:1")
    reads("docker save", f"docker-archive:{tmp}/docker-1.tar", os="linux", architecture="amd64", osVersion=None)
    for ending, path in packed(tmp / "docker-1.tar"):
        reads(f"docker save packed by {ending}", f"docker-archive:{path}", os="linux")
    fails("docker save of two: which?", f"docker-archive:{tmp}/docker-2.tar", ["holds 2 images", "demo:1", "demo:2"])
    reads("docker save of two: by name", f"docker-archive:{tmp}/docker-2.tar:demo:2", os="linux")
    reads("docker save of two: by whole name", f"docker-archive:{tmp}/docker-2.tar:docker.io/library/demo:2", os="linux")
    reads("docker save of two: by place", f"docker-archive:{tmp}/docker-2.tar:@1", os="linux")
    fails("docker save of two: no such place", f"docker-archive:{tmp}/docker-2.tar:@2", "holds no image '@2'")
    fails("docker save: a digest", f"docker-archive:{tmp}/docker-1.tar:demo@sha256:{'0' * 64}", "not digests")
    fails("docker save as an OCI archive", f"oci-archive:{tmp}/docker-1.tar", "no OCI layout")
    reads("docker image inspect", "json:-", stdin=inspection.encode(), os="linux", **{"from": {"os": "engine", "architecture": "engine"}})
    reads("docker image inspect --format", "json:-", stdin=listing.encode(), os="linux")


def test_recorded(tmp):
    """Shapes of exporters that Debian does not have."""
    known = dict(os="windows", osVersion=VERSION)
    later = write_tar(tmp / "docker-25.tar", docker_25(VERSION, ["demo:1809"]))
    reads("Docker 25: manifest.json beside a layout", f"docker-archive:{later}", **known)
    reads("Docker 25: the same as a layout", f"oci-archive:{later}", **known)
    reads("Docker 25: the same by name", f"oci-archive:{later}:demo:1809", **known)
    base = "sha256:803f4a9590cb9c635813cbd0ee89190f92d5fe4c7589711cf468879e42ce02ba"
    sources = {"x": {"mediaType": FOREIGN_LAYER, "size": 9, "digest": base, "urls": ["https://example/x"]}}
    foreign = write_tar(tmp / "foreign.tar", docker_25(None, ["demo:1"], layer_sources=sources))
    reads("LayerSources name the base image", f"docker-archive:{foreign}", os="windows", osVersion="10.0.17763", family="servercore",
          **{"from": {"os": "config", "osVersion": "base-layer", "architecture": "config", "family": "base-layer"}})
    config = encode(config_of(VERSION))
    for name in ("config.json", digest(config), digest(config)[7:] + ".json"):
        saved = encode([{"Config": name, "RepoTags": ["demo:1"], "Layers": []}])
        path = write_tar(tmp / "config.tar", {name: config, "manifest.json": saved})
        reads(f"docker archive whose config is {name[:12]}…", f"docker-archive:{path}", **known)
    old = write_tar(tmp / "old.tar", {"repositories": encode({"demo": {"1": "abc"}}), "abc/json": config, "abc/layer.tar": b""})
    reads("an archive of Docker 1.9", f"docker-archive:{old}", **known)
    reads("an archive of Docker 1.9: by name", f"docker-archive:{old}:demo:1", **known)
    large = encode({**config_of(VERSION), "history": [{"created_by": "x" * 1000}] * 3000})
    saved = encode([{"Config": digest(large), "RepoTags": None, "Layers": None}])
    path = write_tar(tmp / "large.tar", {digest(large): large, "manifest.json": saved})
    reads("a config of 3 MB", f"docker-archive:{path}", **known)
    layout = Layout()
    layers = [{"mediaType": FOREIGN_LAYER, "digest": base, "size": 9, "urls": ["https://example/x"]}]
    layout.name(layout.image(None, layers, DOCKER_MANIFEST, DOCKER_CONFIG), "mine")
    reads("a base layer that is not in the layout", f"oci:{write_folder(tmp / 'foreign', layout.done())}", osVersion="10.0.17763",
          family="servercore")
    layout = Layout()
    for version in ("10.0.20348.1", VERSION):
        layout.name(layout.image(version, platform=platform(version)))
    reads("platforms right in index.json", f"oci:{write_folder(tmp / 'flat', layout.done())}", entries=["10.0.20348.1", VERSION])
    layout = Layout()
    here, gone = layout.image(VERSION, platform=platform(VERSION)), layout.image("10.0.20348.1", platform=platform("10.0.20348.1"))
    layout.name(layout.blob({"schemaVersion": 2, "manifests": [here, gone]}, OCI_INDEX), "partly")
    files = layout.done()
    del files["blobs/sha256/" + gone["digest"][7:]]
    reads("an index copied in part", f"oci:{write_folder(tmp / 'partly', files)}", entries=[VERSION, "10.0.20348.1"])
    attestation = {**layout.image(None, os="unknown"), "platform": {"os": "unknown", "architecture": "unknown"},
                   "annotations": {"vnd.docker.reference.type": "attestation-manifest"}}
    layout.name(layout.blob({"schemaVersion": 2, "manifests": [here, attestation]}, OCI_INDEX), "attested")
    reads("an image with an attestation", f"oci:{write_folder(tmp / 'attested', layout.done())}:attested", osVersion=VERSION)


def nested(depth):
    layout = Layout()
    descriptor = layout.image(VERSION, platform=platform(VERSION))
    for _ in range(depth):
        descriptor = layout.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [descriptor]}, OCI_INDEX)
    layout.name(descriptor, "nested")
    return layout.done()


def test_hostile_layouts(tmp):
    def one(name, change, words, **options):
        layout = Layout()
        descriptor = layout.image(VERSION)
        layout.name(descriptor, "x")
        folder = write_folder(tmp / name.replace(" ", "-"), layout.done())
        change(folder, layout, folder / "blobs/sha256" / descriptor["digest"][7:])
        fails(name, f"oci:{folder}", words, **options)

    def index(folder, **changes):
        value = json.loads((folder / "index.json").read_bytes())
        value["manifests"][0].update(changes)
        (folder / "index.json").write_bytes(encode(value))

    def swap_for_link(folder, layout, blob):
        shutil.move(blob, tmp / "moved")
        blob.symlink_to(tmp / "moved")

    def link_blobs(folder, layout, blob):
        shutil.move(folder / "blobs", tmp / "blobs-moved")
        (folder / "blobs").symlink_to(tmp / "blobs-moved")

    def pipe(folder, layout, blob):
        blob.unlink()
        os.mkfifo(blob)

    def sparse(folder, layout, blob):
        os.truncate(blob, 1 << 30)

    one("altered blob", lambda f, l, b: b.write_bytes(b.read_bytes() + b" "), "do not match the digest")
    one("size lies", lambda f, l, b: index(f, size=3), "its descriptor says 3")
    one("missing blob", lambda f, l, b: b.unlink(), "is not there")
    one("no index", lambda f, l, b: (f / "index.json").unlink(), "no index.json")
    one("no marker", lambda f, l, b: (f / "oci-layout").unlink(), "no file oci-layout")
    one("marker of another version", lambda f, l, b: (f / "oci-layout").write_bytes(b'{"imageLayoutVersion":"2.0.0"}'), "2.0.0")
    one("blob is a link", swap_for_link, "links are not followed")
    one("blobs is a link", link_blobs, "links are not followed")
    one("blob is a pipe", pipe, "no regular file")
    one("blob of a gigabyte", sparse, "at most")
    one("index cut short", lambda f, l, b: os.truncate(f / "index.json", 30), "index.json:1:")
    one("another algorithm", lambda f, l, b: index(f, digest="sha512:" + "a" * 128), "only sha256")
    one("no digest", lambda f, l, b: index(f, digest="../../etc/passwd"), "manifests[0].digest is no digest")
    one("media type lies", lambda f, l, b: index(f, mediaType=OCI_INDEX), "is not an index, as its descriptor says")
    one("an artifact", lambda f, l, b: index(f, mediaType="application/vnd.example"), "is no image manifest")
    reads("indexes in each other", f"oci:{write_folder(tmp / 'nested-4', nested(4))}", osVersion=VERSION)
    fails("too many indexes in each other", f"oci:{write_folder(tmp / 'nested-5', nested(5))}", "lie in each other")
    fails("no such folder", f"oci:{tmp}/nothing", "there is no such folder")
    fails("a file", f"oci:{__file__}", "is a file, not the folder")


def many_large_configs():
    """An index with 9,000 entries that all name one config of 8 MB: small to write, endless to read."""
    layout = Layout()
    config = layout.blob({**config_of(VERSION), "history": ["x" * 8_000_000]}, DOCKER_CONFIG)
    entries = [layout.blob({"schemaVersion": 2, "config": config, "layers": [], "n": n}, DOCKER_MANIFEST) for n in range(100)]
    layout.name(layout.blob({"schemaVersion": 2, "manifests": entries * 90}, OCI_INDEX), "x")
    return layout.done()


def test_hostile_archives(tmp):
    good = docker_25(VERSION, ["demo:1"])
    saved = json.loads(good["manifest.json"])
    config = saved[0]["Config"]
    cases = {
        "a name with ..": (list(good.items()) + [("../x", b"x")], ".."),
        "an absolute name": (list(good.items()) + [("/etc/x", b"x")], "/etc/x"),
        "manifest.json twice": (list(good.items()) + [("manifest.json", b"[]")], "manifest.json"),
        "an altered config": ({**good, config: good[config] + b" "}, "do not match the digest"),
        "a config that is not there": ({k: v for k, v in good.items() if k != config}, "not in the archive"),
        "a manifest.json that is no list": ({"manifest.json": b"{}"}, "is a map, not a list"),
        "an empty manifest.json": ({"manifest.json": b"[]"}, "lists 0 images"),
        "no Config": ({"manifest.json": b"[{}]"}, "names no Config"),
        "nothing of docker's": ({"etc/passwd": b"x"}, "has no manifest.json"),
    }
    for name, (files, words) in cases.items():
        fails(f"archive with {name}", f"docker-archive:{write_tar(tmp / 'hostile.tar', files)}", words)
    whole = write_tar(tmp / "whole.tar", good).read_bytes()
    (tmp / "cut.tar").write_bytes(whole[:1500])
    fails("archive cut short", f"docker-archive:{tmp}/cut.tar", "cut.tar")
    (tmp / "text.tar").write_bytes(b"no archive at all\n" * 100)
    fails("a text", f"docker-archive:{tmp}/text.tar", "text.tar")
    fails("a layout as docker archive", f"docker-archive:{write_tar(tmp / 'oci.tar', nested(1))}", ["no manifest.json", "oci-archive:"])
    began = time.monotonic()
    fails("9,000 entries with one large config", f"oci-archive:{write_tar(tmp / 'many.tar', many_large_configs())}", "hold more than")
    report("… is refused soon", None if time.monotonic() - began < 20 else "took longer than 20 s")


def test_hostile_json(tmp):
    large = tmp / "large.json"
    large.touch()
    os.truncate(large, 1 << 30)
    fails("a file of a gigabyte", f"json:{large}", "large.json")
    fails("no such file", f"json:{tmp}/nothing.json", "nothing.json")
    fails("200 levels", "json:-", "standard input", stdin=b"[" * 200 + b"]" * 200)
    fails("cut short", "json:-", "standard input:", stdin=b'{"manifests":[{"digest":')
    fails("a key twice", "json:-", '"os"', stdin=b'{"os":"windows","os":"linux","architecture":"amd64"}')
    fails("a wrong type", "json:-", "manifests[0].platform.os is a number, not a string",
          stdin=encode({"manifests": [{"digest": digest(b""), "platform": {"os": 1}}]}))
    fails("schema 1", "json:-", "schema 1", stdin=b'{"schemaVersion":1,"fsLayers":[]}')
    fails("nothing", "json:-", "standard input", stdin=b"")


def test_names(tmp):
    fails("a registry that is not there", "registry.invalid/windows/servercore:ltsc2019", ["registry.invalid", "proxy"], code=4)
    reads("offline: the tag", "mcr.microsoft.com/windows/servercore:ltsc2019", "--offline", os="windows", osVersion="10.0.17763",
          family="servercore")
    reads("--infer: the tag", "docker://mcr.microsoft.com/windows/nanoserver:ltsc2022", "--infer", os="windows", osVersion="10.0.20348",
          family="nanoserver")
    reads("offline: a digest alone says nothing", "golang@sha256:" + "4" * 64, "--offline", os=None, osVersion=None)
    path = write_tar(tmp / "x.tar", docker_25(VERSION, ["demo:1"]))
    fails("a file without a prefix", str(path), "did you mean docker-archive:")
    fails("a folder without a prefix", str(tmp), "did you mean oci:")


def main():
    for test in (test_skopeo, test_skopeo_index, test_umoci, test_buildah, test_docker, test_recorded, test_hostile_layouts,
                 test_hostile_archives, test_hostile_json, test_names):
        with tempfile.TemporaryDirectory(prefix="wc-images-") as folder:
            try:
                test(Path(folder))
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                report(test.__name__, f"{error} {(error.stderr or b'').decode(errors='replace')}")
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
