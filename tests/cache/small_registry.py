# A registry that answers from memory and counts what it was asked: for tests of the cache.
"""APP:tagN is an index of two Windows entries; each N has its own revision. PRIVATE wants a login."""

import base64
import hashlib
import http.server
import json
import socketserver
import threading

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


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # one packet an answer

    def answer(self, status, body, kind, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def do_GET(self):
        registry = self.server.registry
        registry.asked.append((self.command, self.path))
        if "/private/" in self.path and self.headers.get("Authorization") != registry.login:
            return self.answer(401, b"{}", "application/json", WWW_Authenticate='Basic realm="test"')
        name = self.path.rsplit("/", 1)[1]
        body, kind = registry.blobs.get(name, (None, None))
        if name.startswith("tag"):
            number = int(name[3:]) + registry.shift
            body, kind = (single_of(number)[0], MANIFEST) if "/single/" in self.path else (index_of(number), INDEX)
            if "/single/" in self.path:
                registry.blobs[digest(single_of(number)[1])] = (single_of(number)[1], "application/octet-stream")
            registry.blobs[digest(body)] = (body, kind)
        if body is None:
            return self.answer(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}', "application/json")
        self.answer(200, body, kind, Docker_Content_Digest=digest(body), ETag=f'"{digest(body)}"')

    do_HEAD = do_GET

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a client that was killed


class Registry:
    """Listens on loopback until the `with` ends. `shift` moves every tag to other content."""

    def __init__(self):
        self.asked, self.blobs, self.shift = [], {}, 0
        self.login = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.registry = self
        self.name = f"127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
