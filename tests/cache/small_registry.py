# A registry that answers from memory and counts what it was asked: for tests of the cache.
"""APP:tagN is an index of two Windows entries; each N has its own revision. PRIVATE wants a login."""

import base64
import hashlib
import json

from serving import Quiet, Server

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
USER, PASSWORD = "somebody", "s3cret-pa55word"


def encode(value):
    return json.dumps(value).encode()


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def index_of(number):
    entries = [{"mediaType": MANIFEST, "digest": digest(f"{number} {build}".encode()), "size": 500,
                "platform": {"architecture": "amd64", "os": "windows", "os.version": f"10.0.{build}.{number}"}} for build in (20348, 17763)]
    return encode({"schemaVersion": 2, "mediaType": INDEX, "manifests": entries})


def single_of(number):
    config = encode({"architecture": "amd64", "os": "windows", "os.version": f"10.0.17763.{number}", "rootfs": {"type": "layers", "diff_ids": []}})
    manifest = encode({"schemaVersion": 2, "mediaType": MANIFEST, "layers": [],
                       "config": {"mediaType": CONFIG, "digest": digest(config), "size": len(config)}})
    return manifest, config


class Handler(Quiet):
    wbufsize = 1 << 16  # one packet an answer

    def do_GET(self):
        registry = self.server
        registry.asked.append((self.command, self.path))
        if "/private/" in self.path and self.headers.get("Authorization") != registry.login:
            return self.reply(401, b"{}", WWW_Authenticate='Basic realm="test"')
        name = self.path.rsplit("/", 1)[1]
        body, kind = registry.blobs.get(name, (None, None))
        if name.startswith("tag"):
            number = int(name[3:]) + registry.shift
            body, kind = (single_of(number)[0], MANIFEST) if "/single/" in self.path else (index_of(number), INDEX)
            if "/single/" in self.path:
                registry.blobs[digest(single_of(number)[1])] = (single_of(number)[1], "application/octet-stream")
            registry.blobs[digest(body)] = (body, kind)
        if body is None:
            return self.reply(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')
        self.reply(200, body, kind, Docker_Content_Digest=digest(body), ETag=f'"{digest(body)}"')

    do_HEAD = do_GET


class Registry(Server):
    """Listens on loopback until the `with` ends. `shift` moves every tag to other content."""

    def __init__(self):
        self.asked, self.blobs, self.shift = [], {}, 0
        self.login = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        super().__init__(Handler)

    def __exit__(self, *_):
        self.end()
