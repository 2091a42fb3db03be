"""An image as an engine tells it, and what the program made of such answers."""

import json

NAME = "mcr.microsoft.com/windows/servercore:ltsc2019"
DIGEST = "sha256:" + "ab" * 32
ID = "sha256:" + "cd" * 32
IMAGE = {
    "Id": ID, "RepoTags": [NAME], "RepoDigests": [NAME.split(":")[0] + "@" + DIGEST], "Parent": "", "Comment": "",
    "Created": "2024-11-12T00:00:00Z", "Architecture": "amd64", "Os": "windows", "OsVersion": "10.0.17763.6532", "Size": 1,
    "GraphDriver": {"Data": {"dir": "C:\\ProgramData\\docker\\windowsfilter\\1"}, "Name": "windowsfilter"},
    "RootFS": {"Type": "layers", "Layers": ["sha256:" + "11" * 32]}, "Metadata": {"LastTagTime": "0001-01-01T00:00:00Z"}}


def host_of(p):
    return json.loads(p.stdout) if p.returncode == 0 else {}


def image_of(p):
    return json.loads(p.stdout.splitlines()[0]) if p.stdout else {}


def shown(p):
    return f"exit {p.returncode}", p.stdout[-600:], p.stderr[-600:]
