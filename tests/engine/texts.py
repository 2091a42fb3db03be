#!/usr/bin/python3
# What engines print, read without asking one: nerdctl and ctr, and the base image behind an inspected one. Prints TAP.
"""texts.py PROGRAM"""

import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

from recorded import IMAGE, host_of, image_of, shown  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
program = Program(os.path.abspath(sys.argv[1]), temporary())
NERDCTL = {
    "ID": "b1", "Driver": "windows", "Plugins": {"Log": ["json-file"], "Storage": ["native", "windows", "windows-lcow"]},
    "LoggingDriver": "json-file", "KernelVersion": "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)",
    "OperatingSystem": "Microsoft Windows Server Version 21H2 (OS Build 20348.2340)", "OSType": "windows", "Architecture": "x86_64",
    "Name": "node-1", "ServerVersion": "v1.7.13"}
NERDCTL_TEXT = """Client:
 Namespace:	default
 Debug Mode:	false

Server:
 Server Version: v1.7.13
 Storage Driver: windows
 Logging Driver: json-file
 Cgroup Driver: none
 Plugins:
  Log: fluentd journald json-file none syslog
  Storage: native windows windows-lcow
 Kernel Version:   10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)
 Operating System: Microsoft Windows Server Version 21H2 (OS Build 20348.2340)
 OSType:           windows
 Architecture:     x86_64
 Name: node-1
"""
NERDCTL_VERSION = {
    "Client": {"Version": "1.7.3", "GitCommit": "0a46", "GoVersion": "go1.21.6", "Os": "windows", "Arch": "amd64", "Components": []},
    "Server": {"Components": [{"Name": "containerd", "Version": "v1.7.13", "Details": {"GitCommit": "7c3a"}}, {"Name": "runc", "Version": ""}]}}
CTR_VERSION = """Client:
  Version:  v1.7.13
  Revision: 7c3aca7a610df76212171d200ca3811ff6096eb8
  Go version: go1.20.13

Server:
  Version:  v1.7.13
  Revision: 7c3aca7a610df76212171d200ca3811ff6096eb8
  UUID: 9a2e5b1c-7f3f-4c55-8c26-6f7d0e6a3d4b
"""


def containerd():
    def read(text):
        p = program.run("host", "@-", "-o", "json", stdin=text if isinstance(text, str) else json.dumps(text))
        return host_of(p), p

    for name, text in (("nerdctl info --format json", NERDCTL), ("nerdctl info", NERDCTL_TEXT)):
        host, p = read(text)
        fine = host.get("osVersion") == "10.0.20348.2340" and host.get("product") == "server" and host.get("containers") == "unknown"
        tap.ok(fine and host["engine"]["kind"] == "containerd" and host["engine"]["version"] == "v1.7.13", name, *shown(p))
    host, p = read(NERDCTL_VERSION)
    tap.ok(host.get("os") == "windows" and host.get("engine", {}).get("version") == "v1.7.13", "nerdctl version --format json", *shown(p))
    host, p = read(CTR_VERSION)
    tap.ok(host.get("engine", {}).get("kind") == "containerd" and host.get("osVersion") is None, "ctr version", *shown(p))
    p = program.run("check", "--host", "@-", "os:10.0.20348.1", stdin=CTR_VERSION)
    tap.ok(p.returncode == 3, "… which does not tell the build: undetermined", *shown(p))


def base_layers():
    """Diff-ids as Microsoft's page on the history of base images lists them."""
    base = "sha256:3fd27ecef6a323f5ea7f3fde1f7b87a2dbfb1afa797f88fd7d20e8dbdc856f67"
    update = "sha256:b9454c3094c68005f07ae8424021ff0e7906dac77a172a874cd5ec372528fc15"

    def read(image):
        p = program.run("image", "-o", "ndjson", "json:-", stdin=json.dumps(image))
        return image_of(p), p

    def inspected(version, layers):
        return {**IMAGE, "RepoTags": ["mine:1"], "OsVersion": version, "RootFS": {"Type": "layers", "Layers": layers}}

    image, p = read(inspected("", [base, update, "sha256:" + "22" * 32]))
    tap.ok(image.get("osVersion") == "10.0.14393.447" and image.get("family") == "servercore" and image["from"]["osVersion"] == "base-layer",
           "docker inspect without os.version: the diff-ids tell the base image", *shown(p))
    config = {"os": "windows", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": [base, "sha256:" + "22" * 32]}}
    image, p = read(config)
    tap.ok(image.get("osVersion") == "10.0.14393" and image["from"]["osVersion"] == "base-layer",
           "a config without os.version: the base tells the build, not the revision", *shown(p))
    image, p = read(inspected("10.0.14393.447", [base, update]))
    tap.ok(image.get("osVersion") == "10.0.14393.447" and "remarks" not in image and image["from"]["osVersion"] == "engine",
           "os.version and layers agree: nothing to say", *shown(p))
    image, p = read(inspected("10.0.17763.1", [base, update]))
    remark = (image.get("remarks") or [{}])[0]
    tap.ok(image.get("osVersion") == "10.0.17763.1" and remark.get("fact") == "image.osVersion" and "10.0.14393.447" in remark.get("text", ""),
           "os.version and layers differ: os.version stays, with a remark", *shown(p))
    p = program.run("image", "json:-", stdin=json.dumps(inspected("10.0.14393.576", [base, update])))
    tap.ok("note" in p.stdout and "10.0.14393.447" in p.stdout, "… which people see, too, also where only the revision differs", *shown(p))
    image, p = read({**inspected("", [base, update]), "Os": "linux"})
    tap.ok(image.get("osVersion") is None and "remarks" not in image, "an image for Linux has no Windows base", *shown(p))
    for name, layers in (("a number", [1]), ("a map", {}), ("5,000 layers", ["x"] * 5000)):
        p = read(inspected("", layers))[1]
        tap.ok(p.returncode == 2 and "RootFS.Layers" in p.stderr, f"layers that are {name} are refused", *shown(p))


for test in (containerd, base_layers):
    test()
finish(tap)
