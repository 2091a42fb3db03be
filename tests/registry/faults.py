# A proxy in front of a registry that does what networks and servers do on bad days; the first part of a repository says what.
"""FaultProxy(registry).host + "/cut/windows:1" is the registry's windows:1, cut in the middle. Every request is kept in `log`."""

import email.utils
import http.client
import json
import time

from serving import Quiet, Server

SCHEMA_1 = json.dumps({"schemaVersion": 1, "name": "x", "tag": "1", "fsLayers": [], "history": []}).encode()
TOKEN = "token-for-two"
INDEX = "application/vnd.oci.image.index.v1+json"


class Elsewhere(Server):
    """Storage on another host: gives what the registry has, and keeps what it was sent."""

    def __init__(self, registry):
        self.registry, self.log = registry, []
        super().__init__(ElsewhereHandler)


class ElsewhereHandler(Quiet):
    def do_GET(self):
        self.server.log.append((self.path, self.headers.get("Authorization")))
        if self.path.startswith("/token"):
            self.reply(200, json.dumps({"token": TOKEN}).encode())
            return
        status, kind, headers, body = fetch(self.server.registry, "GET", self.path, self.headers)
        self.reply(status, body, kind, **headers)


def fetch(registry, method, path, headers):
    connection = http.client.HTTPConnection(registry.host, timeout=20)
    kept = {name: headers[name] for name in ("Accept", "Authorization") if headers.get(name)}
    connection.request(method, path, headers=kept)
    answer = connection.getresponse()
    body = answer.read()
    more = {name.replace("-", "_"): answer.getheader(name) for name in ("Docker-Content-Digest", "WWW-Authenticate", "ETag")
            if answer.getheader(name)}
    connection.close()
    return answer.status, answer.getheader("Content-Type"), more, body


class FaultProxy(Server):
    def __init__(self, registry):
        self.registry, self.log, self.times = registry, [], {}
        self.elsewhere = Elsewhere(registry)
        super().__init__(FaultHandler)

    def since(self, fault):
        """The requests for one fault: method and path behind it."""
        return [(method, path) for method, name, path in self.log if name == fault]


class FaultHandler(Quiet):
    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        _, _, fault, rest = self.path.split("/", 3)
        path = "/v2/" + rest
        self.server.log.append((self.command, fault, path))
        self.server.times[fault] = self.server.times.get(fault, 0) + 1
        getattr(self, "fault_" + fault.replace("-", "_"), self.forward)(path)

    def forward(self, path):
        status, kind, headers, body = fetch(self.server.registry, self.command, path, self.headers)
        self.reply(status, body, kind or "text/plain", **headers)

    def nth(self, fault):
        return self.server.times[fault]

    def begin(self, length, kind=INDEX):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        else:
            self.send_header("Connection", "close")
        self.end_headers()

    def fault_cut(self, path):
        """Half of the body, then the end; every time."""
        _, kind, _, body = fetch(self.server.registry, "GET", path, self.headers)
        self.begin(len(body), kind)
        self.wfile.write(body[:len(body) // 2])
        self.close_connection = True

    def fault_cut_once(self, path):
        (self.fault_cut if self.nth("cut-once") == 1 else self.forward)(path)

    def fault_silent(self, path):
        """The connection ends without a word."""
        self.close_connection = True

    def fault_stall(self, path):
        self.begin(1000)
        self.wfile.write(b"{")
        self.wfile.flush()
        time.sleep(30)

    def fault_busy(self, path):
        """429 with Retry-After, once."""
        if self.nth("busy") == 1:
            self.reply(429, b'{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}', Retry_After="1")
        else:
            self.forward(path)

    def fault_busy_long(self, path):
        self.reply(429, b'{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}', Retry_After="86400")

    def fault_twice(self, path):
        """500 twice, then all is well."""
        if self.nth("twice") <= 2:
            self.reply(500, b"oops", "text/plain")
        else:
            self.forward(path)

    def fault_broken(self, path):
        self.reply(500, b"oops", "text/plain")

    def fault_altered(self, path):
        """One byte more than the digest stands for."""
        status, kind, headers, body = fetch(self.server.registry, "GET", path, self.headers)
        self.reply(status, body + b"\n", kind, **headers)

    def fault_altered_blob(self, path):
        (self.fault_altered if "/blobs/" in path else self.forward)(path)

    def fault_away(self, path):
        """Everything but tokens lies on another host."""
        self.reply(307, Location=f"http://{self.server.elsewhere.host}{path}")

    def fault_round(self, path):
        self.reply(302, Location=self.path)

    def fault_to_file(self, path):
        self.reply(302, Location="file:///etc/passwd")

    def fault_with_login(self, path):
        self.reply(302, Location=f"http://somebody:secret@{self.server.elsewhere.host}{path}")

    def fault_endless(self, path):
        self.begin(None)
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            self.close_connection = True

    def fault_page(self, path):
        self.reply(200, b"<!DOCTYPE html><html><body>Please log in to this network.</body></html>", "text/html; charset=utf-8")

    def fault_text(self, path):
        self.reply(200, b"it works", "text/plain")

    def fault_broken_json(self, path):
        self.reply(200, b'{"schemaVersion": 2, "manifests": [', INDEX)

    def fault_schema_1(self, path):
        self.reply(200, SCHEMA_1, "application/vnd.docker.distribution.manifest.v1+prettyjws")

    def fault_mistyped(self, path):
        """An index that is called a manifest."""
        status, _, headers, body = fetch(self.server.registry, "GET", path, self.headers)
        self.reply(status, body, "application/vnd.oci.image.manifest.v1+json", **headers)

    def fault_many(self, path):
        """An index with more entries than anybody reads."""
        entry = {"mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 2, "digest": "sha256:" + "0" * 64,
                 "platform": {"os": "windows", "architecture": "amd64", "os.version": "10.0.20348.1"}}
        count = 10000 if ":" not in path and path.endswith("/most") else 10001
        self.reply(200, json.dumps({"schemaVersion": 2, "manifests": [entry] * count}).encode(), INDEX)

    def fault_sparse(self, path):
        """A copy of an index without its children."""
        if "/manifests/sha256:" in path:
            self.reply(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')
        else:
            self.forward(path)

    def fault_odd_challenge(self, path):
        self.reply(401, WWW_Authenticate='Negotiate, Digest realm="x"')

    def fault_far_realm(self, path):
        """Tokens from a host that is neither encrypted nor this machine."""
        self.reply(401, WWW_Authenticate='Bearer realm="http://192.0.2.1/token",service="x"')

    def fault_scopes(self, path):
        """A token for two repositories, from elsewhere."""
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            self.forward(path)
        else:
            self.reply(401, WWW_Authenticate=f'Bearer realm="http://{self.server.elsewhere.host}/token",service="test",'
                                             'scope="repository:windows:pull repository:base/os:pull"')

    def fault_later(self, path):
        """503 with Retry-After, once."""
        self.forward(path) if self.nth("later") > 1 else self.reply(503, Retry_After="1")

    def fault_later_date(self, path):
        at = email.utils.formatdate(time.time() + 2, usegmt=True)
        self.forward(path) if self.nth("later-date") > 1 else self.reply(503, Retry_After=at)

    def fault_slow(self, path):
        time.sleep(0.1)
        self.forward(path)

    def fault_basic(self, path):
        self.reply(401, WWW_Authenticate='Basic realm="x"')
