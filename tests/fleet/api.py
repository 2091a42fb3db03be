"""A stand-in for a Kubernetes API server: discovery, lists by namespace, and a right that is missing. For the real kubectl."""

import http.server
import json
import threading

GROUPS = {
    "v1": {"nodes": ("Node", False), "pods": ("Pod", True), "replicationcontrollers": ("ReplicationController", True)},
    "apps/v1": {"deployments": ("Deployment", True), "statefulsets": ("StatefulSet", True), "daemonsets": ("DaemonSet", True), "replicasets": ("ReplicaSet", True)},
    "batch/v1": {"jobs": ("Job", True), "cronjobs": ("CronJob", True)},
    "node.k8s.io/v1": {"runtimeclasses": ("RuntimeClass", False)},
}


class Api(http.server.ThreadingHTTPServer):
    """Serves `objects`; lists of the resources `denied` are forbidden; where `is_login_over` nobody is let in. `asked` keeps every method and path."""

    def __init__(self, objects, denied=(), is_login_over=False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects, self.denied, self.is_login_over, self.asked = objects, set(denied), is_login_over, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def config(self, folder, name="test"):
        """A kubectl configuration for it."""
        path = folder / "kubeconfig"
        path.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": name,
            "clusters": [{"name": "c", "cluster": {"server": f"http://127.0.0.1:{self.server_address[1]}"}}],
            "users": [{"name": "u", "user": {}}], "contexts": [{"name": name, "context": {"cluster": "c", "user": "u"}}]}))
        return path


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.server.asked.append(("GET", self.path))
        parts = self.path.split("?")[0].strip("/").split("/")
        if self.server.is_login_over:
            return self.answer({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 401, "reason": "Unauthorized", "message": "Unauthorized"}, 401)
        if parts == ["api"]:
            return self.answer({"kind": "APIVersions", "versions": ["v1"]})
        if parts == ["apis"]:
            groups = [g.split("/") for g in GROUPS if "/" in g]
            return self.answer({"kind": "APIGroupList", "apiVersion": "v1", "groups": [
                {"name": g, "versions": [{"groupVersion": f"{g}/{v}", "version": v}], "preferredVersion": {"groupVersion": f"{g}/{v}", "version": v}} for g, v in groups]})
        group, rest = ("v1", parts[2:]) if parts[0] == "api" else ("/".join(parts[1:3]), parts[3:])
        if not rest and group in GROUPS:
            return self.answer({"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group, "resources": [
                {"name": r, "singularName": "", "namespaced": n, "kind": k, "verbs": ["get", "list"]} for r, (k, n) in GROUPS[group].items()]})
        space, resource = (rest[1], rest[2]) if rest[:1] == ["namespaces"] and len(rest) > 2 else (None, rest[0] if rest else "")
        if group not in GROUPS or resource not in GROUPS[group]:
            return self.answer({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 404, "reason": "NotFound"}, 404)
        if resource in self.server.denied:
            return self.answer({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 403, "reason": "Forbidden", "details": {"kind": resource},
                                "message": f'{resource} is forbidden: User "u" cannot list resource "{resource}" in API group "" at the cluster scope'}, 403)
        kind = GROUPS[group][resource][0]
        items = [o for o in self.server.objects if o["kind"] == kind and space in (None, o["metadata"].get("namespace"))]
        return self.answer({"kind": kind + "List", "apiVersion": group, "metadata": {}, "items": items})

    def do_POST(self):
        self.server.asked.append(("POST", self.path))
        self.answer({"kind": "Status", "status": "Failure", "code": 405}, 405)

    do_PUT = do_PATCH = do_DELETE = do_POST
