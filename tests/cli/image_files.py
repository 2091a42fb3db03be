# Builds image layouts and archives by hand: shapes of exporters that Debian does not have, and hostile ones.
"""Layouts are dictionaries from file names to bytes until they are written as a folder or as a tar."""

import gzip
import hashlib
import io
import json
import tarfile

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
FOREIGN_LAYER = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"


def encode(value):
    return json.dumps(value).encode()


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def layer_tar(text="hello"):
    """A layer with one file, as Windows layers have them."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo("Files/hello.txt")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def config_of(os_version, layers=(), os="windows", arch="amd64", features=None):
    config = {"architecture": arch, "os": os, "config": {"Cmd": ["cmd"]}, "rootfs": {"type": "layers", "diff_ids": list(layers)}}
    if os_version:
        config["os.version"] = os_version
    if features:
        config["os.features"] = features
    return config


class Layout:
    """The files of an OCI layout."""

    def __init__(self):
        self.files = {"oci-layout": encode({"imageLayoutVersion": "1.0.0"})}
        self.index = []

    def blob(self, data, media_type, **more):
        if not isinstance(data, bytes):
            data = encode(data)
        self.files["blobs/sha256/" + digest(data)[7:]] = data
        return {"mediaType": media_type, "digest": digest(data), "size": len(data), **more}

    def image(self, os_version, layers=None, media_type=OCI_MANIFEST, config_type=OCI_CONFIG, **more):
        """A manifest with its config; `layers` are descriptors, by default one small layer. Returns its descriptor."""
        features = more.pop("features", None)
        os = more.pop("os", "windows")
        if layers is None:
            tar = layer_tar(str(os_version))
            layers = [self.blob(gzip.compress(tar, mtime=0), OCI_LAYER)]
            diff_ids = [digest(tar)]
        else:
            diff_ids = [layer["digest"] for layer in layers]
        config = self.blob(config_of(os_version, diff_ids, os=os, features=features), config_type)
        manifest = {"schemaVersion": 2, "mediaType": media_type, "config": config, "layers": layers}
        return self.blob(manifest, media_type, **more)

    def name(self, descriptor, name=None):
        """Puts the descriptor into index.json, under a name."""
        if name:
            descriptor = {**descriptor, "annotations": {"org.opencontainers.image.ref.name": name}}
        self.index.append(descriptor)

    def done(self):
        self.files["index.json"] = encode({"schemaVersion": 2, "manifests": self.index})
        return self.files


def platform(os_version, os="windows", arch="amd64", features=None):
    value = {"architecture": arch, "os": os}
    if os_version:
        value["os.version"] = os_version
    if features:
        value["os.features"] = features
    return value


def write_folder(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_tar(path, files, mode="w"):
    with tarfile.open(path, mode) as tar:
        for name, data in files.items() if isinstance(files, dict) else files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def docker_25(os_version, tags, layer_sources=None):
    """What docker save writes since Docker 25: an OCI layout with a manifest.json that names its blobs."""
    layout = Layout()
    tar = layer_tar()
    layer = layout.blob(tar, "application/vnd.oci.image.layer.v1.tar")
    config = layout.blob(config_of(os_version, [digest(tar)]), OCI_CONFIG)
    manifest = layout.blob({"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": config, "layers": [layer]}, OCI_MANIFEST)
    for tag in tags:
        notes = {"io.containerd.image.name": "docker.io/library/" + tag, "org.opencontainers.image.ref.name": tag.split(":")[1]}
        layout.index.append({**manifest, "annotations": notes})
    sources = layer_sources or {digest(tar): layer}
    layout.files["manifest.json"] = encode([{
        "Config": "blobs/sha256/" + config["digest"][7:], "RepoTags": tags,
        "Layers": ["blobs/sha256/" + layer["digest"][7:]],
        "LayerSources": {digest(tar): next(iter(sources.values()))}}])
    return layout.done()
