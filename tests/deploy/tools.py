#!/usr/bin/python3
# deploy/container/make-certificate against a stand-in API server over TLS. tools.py PROGRAM ROOT prints TAP.
import base64
import http.server
import json
import pathlib
import ssl
import subprocess
import sys
import threading

from tap import Tap, temporary

tap = Tap()
root, home = pathlib.Path(sys.argv[2]), temporary()
SECRETS = "/api/v1/namespaces/hook/secrets"
HOOKS = "/apis/admissionregistration.k8s.io/v1"
TOKEN = "secret-token"


def openssl(*words, text=None):
    return subprocess.run(["openssl", *words], input=text, capture_output=True, text=True)


class Api(http.server.BaseHTTPRequestHandler):
    """Keeps what is written; `objects` by path, `forbidden` paths answer 403."""

    objects, forbidden, asked = {}, set(), []

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def serve(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        Api.asked.append((self.command, self.path))
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {"message": "Unauthorized"})
        if self.path.partition("?")[0] in Api.forbidden:
            return self.answer(403, {"message": f"{self.path} is forbidden"})
        if self.command == "POST":
            Api.objects[f"{self.path}/{body['metadata']['name']}"] = body
            return self.answer(201, body)
        if self.path not in Api.objects:
            return self.answer(404, {"message": "not found"})
        if self.command == "PUT":
            if body["metadata"].get("resourceVersion") != Api.objects[self.path]["metadata"].get("resourceVersion"):
                return self.answer(409, {"message": "the object has been modified"})
            Api.objects[self.path] = body
        if self.command == "PATCH":
            for step in body:
                place = Api.objects[self.path]
                *way, last = step["path"].strip("/").split("/")
                for word in way:
                    place = place[int(word) if isinstance(place, list) else word]
                place[last] = step["value"]
        return self.answer(200, Api.objects[self.path])

    do_GET = do_POST = do_PUT = do_PATCH = serve

    def log_message(self, *_):
        pass


openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", f"{home}/api.key", "-out", f"{home}/ca.crt")
(home / "token").write_text(TOKEN)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{home}/ca.crt", f"{home}/api.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()


def make(**environment):
    Api.asked.clear()
    return subprocess.run([root / "deploy/container/make-certificate", "hook", "wincompat", "wincompat-tls"], capture_output=True, text=True, timeout=60,
                          env={"PATH": "/usr/bin:/bin", "SERVICE_ACCOUNT": str(home), "KUBERNETES_API": f"https://localhost:{server.server_port}",
                               "TMPDIR": str(home), **environment})


def secret(key):
    return base64.b64decode(Api.objects[f"{SECRETS}/wincompat-tls"]["data"][key]).decode()


def bundles():
    return [w["clientConfig"].get("caBundle") for kind in ("validating", "mutating")
            for w in Api.objects.get(f"{HOOKS}/{kind}webhookconfigurations/wincompat", {"webhooks": []})["webhooks"]]


def verifies(ca, certificate):
    (home / "a.pem").write_text(ca)
    (home / "b.pem").write_text(certificate)
    return openssl("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "wincompat.hook.svc", "-CAfile", f"{home}/a.pem", f"{home}/b.pem")


def hook_objects():
    for kind, count in (("validating", 3), ("mutating", 1)):
        Api.objects[f"{HOOKS}/{kind}webhookconfigurations/wincompat"] = {"webhooks": [{"name": str(i), "clientConfig": {}} for i in range(count)]}


hook_objects()
done = make()
tap.ok(done.returncode == 0 and "made a certificate for wincompat.hook.svc" in done.stdout, "a certificate is made", done.stdout, done.stderr)
checked = verifies(secret("ca.crt"), secret("tls.crt"))
tap.ok(checked.returncode == 0, "it is one for the service's name, by its CA", checked.stdout, checked.stderr)
public = [openssl("x509", "-noout", "-pubkey", text=secret("tls.crt")).stdout, openssl("pkey", "-pubout", text=secret("tls.key")).stdout]
tap.ok(public[0] == public[1] and public[0], "its key is in the secret")
tap.ok(Api.objects[f"{SECRETS}/wincompat-tls"]["type"] == "kubernetes.io/tls", "the secret is one for TLS")
tap.ok(bundles() == [base64.b64encode(secret("ca.crt").encode()).decode()] * 4, "every webhook is told the CA")
tap.ok(not [p for p in home.iterdir() if p.name.startswith("tmp.")], "nothing is left in the folder for scratch")
tap.ok(TOKEN not in done.stdout + done.stderr, "the token is not printed")

before = secret("tls.crt")
hook_objects()
done = make()
tap.ok(done.returncode == 0 and secret("tls.crt") == before and "good for more than 30 days" in done.stdout, "a good one is kept", done.stdout, done.stderr)
tap.ok(None not in bundles(), "the webhooks are told all the same")

old_ca = secret("ca.crt")
openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "29", "-subj", "/CN=old", "-keyout", f"{home}/k", "-out",
        f"{home}/old.crt")
stored = Api.objects[f"{SECRETS}/wincompat-tls"]
stored["data"]["tls.crt"] = base64.b64encode((home / "old.crt").read_bytes()).decode()
stored["metadata"]["resourceVersion"] = "7"
done = make()
tap.ok(done.returncode == 0 and ("PUT", f"{SECRETS}/wincompat-tls") in Api.asked, "one that ends soon is replaced", done.stdout, done.stderr)
tap.ok(verifies(secret("ca.crt"), secret("tls.crt")).returncode == 0 and verifies(secret("ca.crt"), before).returncode == 0,
       "and the one before is trusted until the replicas have read the new one")
stored = Api.objects[f"{SECRETS}/wincompat-tls"]
stored["data"]["tls.crt"] = "bm9uZQ=="
make()
tap.ok(secret("ca.crt").count("BEGIN") == 2 and old_ca.strip() not in secret("ca.crt"), "a third one forgets the first")

del Api.objects[f"{HOOKS}/mutatingwebhookconfigurations/wincompat"]
done = make()
tap.ok(done.returncode == 0, "a configuration that was left out is no fault", done.stderr)

for path, words in ((f"{SECRETS}/wincompat-tls", "reading the secret"), (f"{HOOKS}/validatingwebhookconfigurations/wincompat", "reading validating")):
    Api.forbidden = {path}
    done = make()
    tap.ok(done.returncode == 1 and words in done.stderr and "403" in done.stderr and "forbidden" in done.stderr, f"a refusal is told: {words}", done.stderr)
Api.forbidden = set()
done = make(KUBERNETES_API="https://localhost:1")
tap.ok(done.returncode == 1 and "does not answer" in done.stderr, "an API server that does not answer", done.stderr)
(home / "token").write_text("wrong")
done = make()
tap.ok(done.returncode == 1 and "401" in done.stderr, "a token that is none", done.stderr)


sys.exit(tap.end())
