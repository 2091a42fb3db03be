# The servers of the registry tests: docker-registry in its kinds, certificates, a token server, a free port.
"""Everything listens on loopback, on ports that were free, and ends with the test."""

import atexit
import base64
import contextlib
import datetime
import hashlib
import ipaddress
import json
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from serving import Quiet, Server

USER, PASSWORD = "wincompat-tester", "s3cret-pa55word"
IDENTITY = "identity-token-s3cret"
REGISTRY = shutil.which("docker-registry")


def free_port():
    with contextlib.closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port, seconds=10):
    end = time.time() + seconds
    while time.time() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port}")


def name_of(common):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Authority:
    """A certificate authority of our own, and certificates by it."""

    def __init__(self, folder):
        self.folder = folder
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = self._sign(name_of("wincompat test CA"), self.key.public_key(), name_of("wincompat test CA"), ca=True)
        self.path = folder / "ca.crt"
        self.path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def _sign(self, subject, public, issuer, ca=False, since=-1, days=30):
        now = datetime.datetime.utcnow() + datetime.timedelta(days=since)
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
                   .serial_number(x509.random_serial_number()).not_valid_before(now)
                   .not_valid_after(now + datetime.timedelta(days=days))
                   .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
                   .add_extension(x509.SubjectAlternativeName(names), critical=False))
        return builder.sign(self.key, hashes.SHA256())

    def issue(self, name, since=-1):
        """Writes NAME.cert and NAME.key; `since` is the first day of validity, counted from today."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        cert = self._sign(name_of(name), key.public_key(), self.certificate.subject, since=since)
        cert_path, key_path = self.folder / f"{name}.cert", self.folder / f"{name}.key"
        cert_path.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        key_path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
                                               serialization.NoEncryption()))
        return cert_path, key_path


class Registry:
    """docker-registry with a configuration of its own; storage may be shared with another one."""

    def __init__(self, folder, storage, **http):
        auth = http.pop("auth", None)
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        config = {"version": 0.1, "log": {"level": "error", "accesslog": {"disabled": True}},
                  "storage": {"filesystem": {"rootdirectory": str(storage)}},
                  "http": {"addr": self.host, **http}}
        if auth:
            config["auth"] = auth
        path = folder / f"registry-{self.port}.yml"
        path.write_text(json.dumps(config))
        self.log = open(folder / f"registry-{self.port}.log", "wb")
        self.process = subprocess.Popen([REGISTRY, "serve", str(path)], stdout=self.log, stderr=self.log,
                                        env={"PATH": "/usr/bin:/bin", "OTEL_TRACES_EXPORTER": "none"})
        atexit.register(self.end)
        wait_for(self.port)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


def htpasswd(folder):
    path = folder / "htpasswd"
    with open(path, "wb") as out:
        subprocess.run(["htpasswd", "-Bbn", USER, PASSWORD], check=True, stdout=out)
    return {"htpasswd": {"realm": "tests", "path": str(path)}}


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class TokenServer(Server):
    """Gives tokens (RS256, x5c) for what is asked, to USER, or to nobody in particular where `anonymous`."""

    def __init__(self, authority, anonymous=False):
        self.authority, self.anonymous, self.asked = authority, anonymous, []
        super().__init__(TokenHandler)
        der = authority.certificate.public_bytes(serialization.Encoding.DER)
        self.x5c = base64.b64encode(der).decode()

    def auth(self):
        return {"token": {"realm": f"http://{self.host}/token", "service": "test registry", "issuer": "test issuer",
                          "rootcertbundle": str(self.authority.path)}}

    def token(self, service, scopes):
        now = int(time.time())
        access = []
        for scope in scopes:
            kind, name, actions = scope.rsplit(":", 2)[0].split(":", 1)[0], scope.split(":", 1)[1].rsplit(":", 1)[0], scope.rsplit(":", 1)[1]
            access.append({"type": kind, "name": name, "actions": actions.split(",")})
        head = {"typ": "JWT", "alg": "RS256", "x5c": [self.x5c]}
        claims = {"iss": "test issuer", "sub": USER, "aud": service, "exp": now + 300, "nbf": now - 10, "iat": now,
                  "jti": hashlib.sha256(str(time.time_ns()).encode()).hexdigest(), "access": access}
        signed = encode(json.dumps(head).encode()) + "." + encode(json.dumps(claims).encode())
        signature = self.authority.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return signed + "." + encode(signature)


class TokenHandler(Quiet):
    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        given = self.headers.get("Authorization")
        self.server.asked.append(("GET", query.get("scope", []), bool(given)))
        if given != expected and not (self.server.anonymous and given is None):
            self.reply(401, b'{"errors":[{"code":"UNAUTHORIZED"}]}')
            return
        token = self.server.token(query["service"][0], query.get("scope", []))
        self.reply(200, json.dumps({"token": token, "expires_in": 300}).encode())

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(("POST", form.get("scope", []), True))
        if form.get("grant_type") != ["refresh_token"] or form.get("refresh_token") != [IDENTITY]:
            self.reply(401)
            return
        self.reply(200, json.dumps({"access_token": self.server.token(form["service"][0], form["scope"])}).encode())


def read(path):
    return pathlib.Path(path).read_text(errors="replace")
