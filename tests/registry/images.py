# Images for the registry tests: indexes with every shape that matters, as layouts that skopeo pushes.
"""index_layout() and others write OCI layouts into a folder; push() copies one to a registry as it is, index and all."""

import http.client
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

from image_files import OCI_INDEX, OCI_MANIFEST, Layout, platform, write_folder  # noqa: E402

V2019, V2022, V2025 = "10.0.17763.6775", "10.0.20348.2849", "10.0.26100.2605"


def index_layout(folder, entries, media_type=OCI_INDEX, plain=()):
    """An index of Windows images; the versions in `plain` are left out of the index and stand in the config only."""
    layout = Layout()
    listed = []
    for version in entries:
        child = layout.image(version)
        listed.append({**child, "platform": platform(None if version in plain else version)})
    index = layout.blob({"schemaVersion": 2, "mediaType": media_type, "manifests": listed}, media_type)
    layout.name(index)
    return write_folder(folder, layout.done())


def mixed_layout(folder, version=V2022):
    """Linux, Windows and an attestation: only the Windows entry is judged on a Windows host."""
    layout = Layout()
    linux = layout.image(None, os="linux")
    windows = layout.image(version)
    proof = layout.blob({"schemaVersion": 2, "mediaType": OCI_MANIFEST,
                         "config": layout.blob({}, "application/vnd.oci.image.config.v1+json"), "layers": []}, OCI_MANIFEST)
    index = layout.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [
        {**linux, "platform": platform(None, os="linux")}, {**windows, "platform": platform(version)},
        {**proof, "platform": {"os": "unknown", "architecture": "unknown"},
         "annotations": {"vnd.docker.reference.type": "attestation-manifest"}}]}, OCI_INDEX)
    layout.name(index)
    return write_folder(folder, layout.done())


def nested_layout(folder, version=V2022):
    """An index inside an index."""
    layout = Layout()
    inner = layout.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [
        {**layout.image(version), "platform": platform(version)}]}, OCI_INDEX)
    layout.name(layout.blob({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [inner]}, OCI_INDEX))
    return write_folder(folder, layout.done())


def single_layout(folder, version=V2022):
    layout = Layout()
    layout.name(layout.image(version))
    return write_folder(folder, layout.done())


def root_of(folder):
    """The bytes, digest and media type of what a layout's index.json names."""
    entry = json.loads((folder / "index.json").read_text())["manifests"][0]
    return (folder / "blobs/sha256" / entry["digest"][7:]).read_bytes(), entry["digest"], entry["mediaType"]


def push(folder, reference, *options):
    keep = [] if options else ["--preserve-digests"]
    subprocess.run(["skopeo", "--insecure-policy", "copy", "--all", *keep, "--dest-tls-verify=false", *options,
                    f"oci:{folder}", f"docker://{reference}"], check=True, capture_output=True)


def put(folder, host, repository, tag):
    """Pushes what no tool of Debian pushes: an index inside an index, an index whose entries are not all there."""
    connection = http.client.HTTPConnection(host)

    def send(method, path, body=None, kind="application/octet-stream"):
        connection.request(method, path, body, {"Content-Type": kind} if body is not None else {})
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (201, 202), (method, path, answer.status)
        return answer

    def put_manifest(digest, kind, name):
        data = (folder / "blobs/sha256" / digest[7:]).read_bytes()
        for child in json.loads(data).get("manifests", []):
            put_manifest(child["digest"], child["mediaType"], child["digest"])
        send("PUT", f"/v2/{repository}/manifests/{name}", data, kind)

    for path in (folder / "blobs/sha256").iterdir():
        place = send("POST", f"/v2/{repository}/blobs/uploads/", b"").getheader("Location")
        place = place[place.index("/v2/"):]
        send("PUT", f"{place}{'&' if '?' in place else '?'}digest=sha256:{path.name}", path.read_bytes())
    _, digest, kind = root_of(folder)
    put_manifest(digest, kind, tag)
    connection.close()
