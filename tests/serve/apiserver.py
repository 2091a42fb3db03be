"""A stand-in for a cluster's API server: lists in pages, watches with bookmarks, over TLS and with a token; and it fails as it is told to.

`faults` maps (verb, resource) to a list of faults; each request takes the first that is there. A fault is a status to refuse with, or a word:
`close` (nothing is sent), `half` (half an event), `garbage`, `huge` (an event of 9 MiB), `error` (an ERROR event with 500), `gone` (one with 410),
`drip` (events byte by byte), `cut` (half a page of a list), `endless` (a list that never ends)."""

import http.server
import json
import ssl
import threading
import time
import urllib.parse

from parts import certificate

TOKEN = "first-token"
# resource: (path, kind, group and version)
KINDS = {"nodes": ("/api/v1/nodes", "Node", "v1"),
         "runtimeclasses": ("/apis/node.k8s.io/v1/runtimeclasses", "RuntimeClass", "node.k8s.io/v1"),
         "deployments": ("/apis/apps/v1/deployments", "Deployment", "apps/v1"),
         "daemonsets": ("/apis/apps/v1/daemonsets", "DaemonSet", "apps/v1"),
         "statefulsets": ("/apis/apps/v1/statefulsets", "StatefulSet", "apps/v1"),
         "cronjobs": ("/apis/batch/v1/cronjobs", "CronJob", "batch/v1")}
PATHS = {path: resource for resource, (path, _, _) in KINDS.items()}


def status(code, message):
    return {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message, "code": code}


def discovery(path):
    """What kubectl asks before it asks for objects."""
    if path == "/api":
        return {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        versions = [{"groupVersion": v, "version": "v1"} for _, _, v in KINDS.values() if "/" in v]
        groups = {v["groupVersion"].split("/")[0]: v for v in versions}
        return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{"name": g, "versions": [v], "preferredVersion": v} for g, v in groups.items()]}
    version = path.removeprefix("/api/").removeprefix("/apis/")
    found = [{"name": name, "singularName": "", "namespaced": version not in ("v1", "node.k8s.io/v1"), "kind": kind, "verbs": ["list", "watch"]}
             for name, (_, kind, v) in KINDS.items() if v == version]
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": found} if found else None


class ApiServer:
    """Serves until end() on https://localhost:`port`. `account` is a folder as a service account's: token and ca.crt."""

    def __init__(self, folder, port=0):
        self.account = folder
        cert, key = certificate(folder, "api")
        (folder / "ca.crt").write_bytes(cert.read_bytes())
        (folder / "token").write_text(TOKEN, encoding="utf-8")
        self.token, self.version, self.oldest = TOKEN, 100, 100
        self.objects = {resource: {} for resource in KINDS}
        self.history, self.faults, self.asked, self.rights = [], {}, [], set(KINDS)
        self.news, self.is_over, self.page = threading.Condition(), False, None
        self.epoch = 0  # one more ends all watches
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                try:
                    api.answer(self)
                except OSError:  # it went away
                    self.close_connection = True

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size = True, 64

            def handle_error(self, *args):
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_port
        self.url = f"https://localhost:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def end(self):
        """As when the process is killed: every connection ends."""
        with self.news:
            self.is_over = True
            self.news.notify_all()
        self.server.shutdown()
        self.server.server_close()

    # --- what happens in the cluster

    def put(self, resource, *objects):
        with self.news:
            for obj in objects:
                self.version += 1
                metadata = obj["metadata"]
                name = "/".join(filter(None, (metadata.get("namespace"), metadata["name"])))
                kept = {**obj, "metadata": {**metadata, "resourceVersion": str(self.version)}}
                kind = "MODIFIED" if name in self.objects[resource] else "ADDED"
                self.objects[resource][name] = kept
                self.history.append((self.version, resource, kind, kept))
            self.news.notify_all()

    def remove(self, resource, *names):
        with self.news:
            for name in names:
                self.version += 1
                gone = self.objects[resource].pop(name)
                self.history.append((self.version, resource, "DELETED", {**gone, "metadata": {**gone["metadata"], "resourceVersion": str(self.version)}}))
            self.news.notify_all()

    def forget(self, silently=()):
        """Compacts: nobody can watch from before now on, and those who do are cut off. `silently`: (resource, name) that go with it."""
        with self.news:
            for resource, name in silently:
                del self.objects[resource][name]
            self.version += 1
            self.oldest, self.history = self.version, []
            self.epoch += 1
            self.news.notify_all()

    def close_watches(self):
        with self.news:
            self.epoch += 1
            self.news.notify_all()

    def bookmark(self, resource):
        with self.news:
            self.version += 1
            _, kind, version = KINDS[resource]
            self.history.append((self.version, resource, "BOOKMARK", {"kind": kind, "apiVersion": version, "metadata": {"resourceVersion": str(self.version)}}))
            self.news.notify_all()

    def fail(self, verb, resource, *faults):
        self.faults.setdefault((verb, resource), []).extend(faults)

    def count(self, verb, resource):
        return sum(v == verb and r == resource for v, r, _ in self.asked)

    # --- what it answers

    @staticmethod
    def send(handler, code, body, **headers):
        data = json.dumps(body).encode()
        handler.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **headers}.items():
            handler.send_header(name.replace("_", "-"), str(value))
        handler.end_headers()
        handler.wfile.write(data)

    def answer(self, handler):
        path, _, text = handler.path.partition("?")
        query = {k: v[0] for k, v in urllib.parse.parse_qs(text, keep_blank_values=True).items()}
        if handler.headers.get("Authorization") != f"Bearer {self.token}":
            return self.send(handler, 401, status(401, "Unauthorized"))
        resource, verb = PATHS.get(path), "watch" if query.get("watch") in ("1", "true") else "list"
        if not resource:
            found = discovery(path)
            return self.send(handler, 200 if found else 404, found or status(404, "the server could not find the requested resource"))
        self.asked.append((verb, resource, query))
        if resource not in self.rights:
            return self.send(handler, 403, status(403, f'{resource} is forbidden: User "system:serviceaccount:wincompat-system:wincompat" cannot {verb} it'))
        if int(query.get("resourceVersion") or 0) > self.version:
            return self.send(handler, 504, status(504, "Too large resource version"))
        epoch = self.epoch  # before the fault is taken: who tells of one and then ends all watches finds this one, or it has the fault
        script = self.faults.get((verb, resource))
        fault = script.pop(0) if script else None
        if isinstance(fault, int):
            more = {"Retry_After": 1} if fault in (429, 503) else {}
            return self.send(handler, fault, status(fault, f"a fault of kind {fault}"), **more)
        return self.watch(handler, resource, query, fault, epoch) if verb == "watch" else self.list(handler, resource, query, fault)

    def list(self, handler, resource, query, fault):
        _, kind, version = KINDS[resource]
        with self.news:
            names = sorted(self.objects[resource])
            objects = [self.objects[resource][name] for name in names]
            now = self.version
        metadata, limit = {"resourceVersion": str(now)}, self.page or int(query.get("limit", 0))
        first = 0
        if "continue" in query:
            began, _, last = query["continue"].partition("!")
            if int(began) < self.oldest:
                return self.send(handler, 410, status(410, "The provided continue parameter is too old"))
            first = sum(name <= last for name in names)
        if limit and first + limit < len(objects):
            metadata["continue"] = f"{now}!{names[first + limit - 1]}"
        items = [{k: v for k, v in o.items() if k not in ("kind", "apiVersion")} for o in objects[first:first + limit if limit else None]]
        body = json.dumps({"kind": f"{kind}List", "apiVersion": version, "metadata": metadata, "items": items}).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:len(body) // 2] if fault in ("cut", "endless") else body)
        handler.wfile.flush()
        if fault == "endless":
            with self.news:
                self.news.wait_for(lambda: self.is_over, 60)
        handler.close_connection = fault is not None

    def watch(self, handler, resource, query, fault, epoch):
        since, until = int(query.get("resourceVersion") or self.version), time.monotonic() + int(query.get("timeoutSeconds", 600))
        if since < self.oldest and since > 0:
            return self.send(handler, 410, status(410, f"too old resource version: {since} ({self.oldest})"))
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.close_connection = True
        self.stream(handler, resource, since, until, fault, epoch)
        handler.wfile.write(b"0\r\n\r\n")

    def stream(self, handler, resource, since, until, fault, epoch):
        def chunk(data):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            handler.wfile.flush()

        spoken = {"garbage": b"{{{ no event\n", "half": b'{"type":"DELETED","object":{"kind":"Node","metadata":{"na',
                  "error": json.dumps({"type": "ERROR", "object": status(500, "etcdserver: request timed out")}).encode() + b"\n",
                  "gone": json.dumps({"type": "ERROR", "object": status(410, "too old resource version")}).encode() + b"\n"}
        if fault == "huge":
            chunk(b'{"type":"MODIFIED","object":{"kind":"Node","metadata":{"name":"w22-a","annotations":{"a":"')
            for _ in range(9):
                chunk(b"x" * (1 << 20))
            chunk(b'"}}}}\n')
        if fault in spoken:
            chunk(spoken[fault])
        if fault and fault != "drip":
            return
        while True:
            with self.news:
                self.news.wait_for(lambda: self.is_over or self.epoch != epoch or (self.history and self.history[-1][0] > since), until - time.monotonic())
                if self.is_over or self.epoch != epoch or time.monotonic() >= until:
                    return
                events = [e for e in self.history if e[0] > since and e[1] == resource]
                since = self.version
            for _, _, kind, obj in events:
                line = json.dumps({"type": kind, "object": obj}).encode() + b"\n"
                for piece in [line[i:i + 20] for i in range(0, len(line), 20)] if fault == "drip" else [line]:
                    chunk(piece)
                    time.sleep(0.002 if fault == "drip" else 0)
