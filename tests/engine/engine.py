#!/usr/bin/python3
# The Docker Engine as a host and as a source of images: recorded Windows engines, a real dockerd, hostile answers. Prints TAP.
"""engine.py PROGRAM FIXTURES"""

import base64
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

from dockerd import start_docker, stop_docker  # noqa: E402
from fake_engine import Engine  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
home = temporary()
program = Program(os.path.abspath(sys.argv[1]), home)
FIXTURES = pathlib.Path(sys.argv[2])
SOCKET = home / "sock"
NAME = "mcr.microsoft.com/windows/servercore:ltsc2019"
DIGEST = "sha256:" + "ab" * 32
ID = "sha256:" + "cd" * 32
SECRET = "s3cret-pa55word"


def fixture(name):
    return json.loads((FIXTURES / name).read_text())


WINDOWSFILTER = fixture("docker-info-2019.json")
CONTAINERD = fixture("docker-info-containerd-store.json")
VERSION = {
    "Platform": {"Name": "Docker Engine - Community"}, "Components": [{"Name": "Engine", "Version": "28.0.1"}],
    "Version": "28.0.1", "ApiVersion": "1.48", "MinAPIVersion": "1.24", "Os": "windows", "Arch": "amd64",
    "KernelVersion": "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)", "BuildTime": "2025-02-26T10:41:20.000000000+00:00"}
IMAGE = {
    "Id": ID, "RepoTags": [NAME], "RepoDigests": [NAME.split(":")[0] + "@" + DIGEST], "Parent": "", "Comment": "",
    "Created": "2024-11-12T00:00:00Z", "Architecture": "amd64", "Os": "windows", "OsVersion": "10.0.17763.6532", "Size": 1,
    "GraphDriver": {"Data": {"dir": "C:\\ProgramData\\docker\\windowsfilter\\1"}, "Name": "windowsfilter"},
    "RootFS": {"Type": "layers", "Layers": ["sha256:" + "11" * 32]}, "Metadata": {"LastTagTime": "0001-01-01T00:00:00Z"}}
DISTRIBUTION = {
    "Descriptor": {"mediaType": "application/vnd.docker.distribution.manifest.list.v2+json", "digest": DIGEST, "size": 772},
    "Platforms": [{"architecture": "amd64", "os": "linux"},
                  {"architecture": "amd64", "os": "windows", "os.version": "10.0.20348.2849"},
                  {"architecture": "amd64", "os": "windows", "os.version": "10.0.17763.6532"}]}
FORBIDDEN = (403, {"message": "authorization denied by plugin test: no"})


def answers(info=WINDOWSFILTER, **more):
    return {"/info": (200, info), **{path: answer for path, answer in more.items()}}


def run(engine, *args, **variables):
    return program.run(*args, env={"DOCKER_HOST": engine.host, **variables}, timeout=60)


def host_of(p):
    return json.loads(p.stdout) if p.returncode == 0 else {}


def shown(p):
    return f"exit {p.returncode}", p.stdout[-600:], p.stderr[-600:]


def hosts():
    with Engine(answers(), SOCKET) as engine:
        p = run(engine, "host", "docker", "-o", "json")
        host = host_of(p)
        expected = {"name": "BUILD-01", "os": "windows", "osVersion": "10.0.17763.1039", "product": "server", "edition": "datacenter",
                    "architecture": "amd64", "containers": "yes"}
        tap.ok({k: host.get(k) for k in expected} == expected, "a Windows engine tells its host", *shown(p))
        expected = {"kind": "docker", "version": "19.03.5", "store": "graphdriver", "defaultIsolation": "process"}
        tap.ok({k: host["engine"].get(k) for k in expected} == expected,
               "… and itself, with its store and default isolation", host.get("engine"))
        tap.ok(set(host.get("from", {}).values()) == {"engine"}, "every fact is the engine's own", host.get("from"))
        tap.ok(engine.asked == ["/_ping", "/v1.41/info"], "two requests, in the version that both speak", engine.asked)
        p = run(engine, "check", "--host", "docker", "-q", "os:10.0.17763.1039", "os:10.0.14393.1")
        tap.ok(p.stdout.split() == ["process", "refuse"], "check --host docker", *shown(p))
        p = run(engine, "host", "docker,hyperv=yes,name=mine", "-o", "json")
        host = host_of(p)
        tap.ok(host.get("hyperv") == "yes" and host.get("name") == "mine" and host["from"]["hyperv"] == "given",
               "facts given by hand are added", *shown(p))
        p = run(engine, "host", "docker,revision=5", "-o", "json")
        tap.ok(p.returncode in (0, 2), "a fact that contradicts the engine does no harm", *shown(p))
    with Engine(answers(CONTAINERD), SOCKET, api="1.99") as engine:
        p = run(engine, "host", "docker", "-o", "json")
        tap.ok(host_of(p).get("engine", {}).get("store") == "containerd", "29.x with the containerd store", *shown(p))
        tap.ok(engine.asked[-1] == "/v1.52/info", "an engine that is newer than we are is asked in our version", engine.asked)
    with Engine(answers({**WINDOWSFILTER, "Isolation": "hyperv"}), SOCKET, api=None) as engine:
        p = run(engine, "host", "docker", "-o", "json")
        tap.ok(host_of(p).get("engine", {}).get("defaultIsolation") == "hyperv", "a default isolation that was set", *shown(p))
        tap.ok(engine.asked[-1] == "/info", "an engine that names no version is asked in its own", engine.asked)
    chunked = {"/info": lambda handler: handler.reply(200, WINDOWSFILTER, chunked=True)}
    with Engine(chunked, SOCKET) as engine:
        p = run(engine, "host", "docker", "-o", "json")
        tap.ok(host_of(p).get("name") == "BUILD-01", "an answer in chunks", *shown(p))
    with Engine({"/info": FORBIDDEN, "/version": (200, VERSION)}, SOCKET) as engine:
        p = run(engine, "host", "docker", "-o", "json")
        tap.ok(host_of(p).get("osVersion") == "10.0.20348", "where /info is forbidden /version tells the build", *shown(p))
    with Engine({"/info": FORBIDDEN, "/version": FORBIDDEN}, SOCKET) as engine:
        p = run(engine, "host", "docker")
        tap.ok(p.returncode == 4 and "authorization denied by plugin test" in p.stderr, "where both are forbidden it says why: exit 4", *shown(p))
    with Engine(answers(fixture("docker-info-linux.json")), SOCKET) as engine:
        p = run(engine, "check", "--host", "docker", "os:10.0.17763.1")
        tap.ok(p.returncode == 1 and "REFUSED" in p.stdout, "an engine on Linux runs no Windows image", *shown(p))


def addresses():
    with Engine(answers()) as engine:
        p = run(engine, "host", "docker", "-o", "json")
        tap.ok(host_of(p).get("name") == "BUILD-01", "tcp", *shown(p))
        p = program.run("host", "docker", "-o", "json", env={"DOCKER_HOST": engine.host.replace("tcp://", "")})
        tap.ok(host_of(p).get("name") == "BUILD-01", "an address without a scheme is tcp", *shown(p))
        p = program.run("host", "docker", "-o", "json", env={"DOCKER_HOST": engine.host.replace("tcp", "http") + "/"})
        tap.ok(host_of(p).get("name") == "BUILD-01", "http", *shown(p))
    wrong = {
        "unix://relative/path": "begins with a slash",
        "tcp://": "names no host",
        "tcp://:2375": "names no host",
        "tcp://a b:1": "letters, digits",
        "gopher://x": "scheme is not known",
        "npipe:////somewhere": "//./pipe/NAME",
        "ssh://me@build.example": "@FILE",
        f"tcp://user:{SECRET}@127.0.0.1:1": "holds a user",
        "tcp://" + "x" * 5000: "too long",
    }
    for address, words in wrong.items():
        p = program.run("host", "docker", env={"DOCKER_HOST": address})
        fine = p.returncode == 2 and words in p.stderr and "DOCKER_HOST" in p.stderr and SECRET not in p.stderr
        tap.ok(fine, f"not an address: {address[:24].split('@')[0].split(':s3')[0]}", *shown(p))
    p = program.run("host", "docker", env={"DOCKER_HOST": f"unix://{home}/nothing"})
    tap.ok(p.returncode == 4 and "there is no such socket" in p.stderr and "is it running" in p.stderr, "no socket there: exit 4", *shown(p))
    p = program.run("host", "docker", env={"DOCKER_HOST": "unix://" + "/x" * 100})
    tap.ok(p.returncode == 4, "a path that no socket can have: exit 4", *shown(p))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    p = program.run("host", "docker", env={"DOCKER_HOST": f"tcp://127.0.0.1:{listener.getsockname()[1]}"})
    tap.ok(p.returncode == 4 and "does not answer" in p.stderr, "nobody listens: exit 4", *shown(p))
    listener.close()
    p = program.run("host", "docker", env={"DOCKER_HOST": "npipe:////./pipe/docker_engine"})
    tap.ok(p.returncode == 4 and "pipe" in p.stderr, "a named pipe where there are none: exit 4", *shown(p))


def write_context(config, name, meta, certificates=None):
    folder = config / "contexts" / "meta" / hashlib.sha256(name.encode()).hexdigest()
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text(meta if isinstance(meta, str) else json.dumps(meta))
    if certificates:
        tls = config / "contexts" / "tls" / hashlib.sha256(name.encode()).hexdigest() / "docker"
        tls.mkdir(parents=True)
        for file, path in certificates.items():
            shutil.copy(path, tls / file)


def contexts():
    config = home / "config"
    config.mkdir()
    other = home / "other"
    with Engine(answers(), SOCKET) as engine, Engine(answers({**WINDOWSFILTER, "Name": "OTHER"}), other) as second:
        write_context(config, "build", {"Name": "build", "Metadata": {}, "Endpoints": {"docker": {"Host": engine.host, "SkipTLSVerify": False}}})
        write_context(config, "broken", '{"Name": "broken", ')
        write_context(config, "typed", {"Endpoints": {"docker": {"Host": 7}}})
        write_context(config, "empty", {"Endpoints": {}})

        def ask(current=None, **variables):
            (config / "config.json").write_text(json.dumps({"currentContext": current} if current else {}))
            return program.run("host", "docker", "-o", "json", env={"DOCKER_CONFIG": str(config), **variables})

        p = ask("build")
        tap.ok(host_of(p).get("name") == "BUILD-01", "the current context", *shown(p))
        p = ask("empty", DOCKER_CONTEXT="build")
        tap.ok(host_of(p).get("name") == "BUILD-01", "DOCKER_CONTEXT comes before it", *shown(p))
        p = ask("build", DOCKER_HOST=second.host)
        tap.ok(host_of(p).get("name") == "OTHER", "DOCKER_HOST comes before both", *shown(p))
        p = ask("build", DOCKER_HOST="")
        tap.ok(host_of(p).get("name") == "BUILD-01", "an empty DOCKER_HOST is none", *shown(p))
        for name, words in (("nowhere", "is not there"), ("broken", "meta.json"), ("typed", "must be a string"), ("empty", "missing"),
                            ("../../x", "is not there")):
            p = ask(name)
            tap.ok(p.returncode == 2 and words in p.stderr, f"the context {name}: says what is wrong", *shown(p))
        (config / "config.json").write_text("[")
        p = program.run("host", "docker", env={"DOCKER_CONFIG": str(config)})
        tap.ok(p.returncode == 2 and "config.json" in p.stderr, "a broken config.json is named", *shown(p))


def make_certificates(folder):
    """A certificate authority of our own, a server's and a client's certificate."""
    def openssl(*args):
        subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=folder)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca-key.pem", "-out", "ca.pem", "-days", "2", "-subj", "/CN=test authority")
    for name, extension in (("server", "subjectAltName=IP:127.0.0.1"), ("client", "extendedKeyUsage=clientAuth")):
        openssl("req", *key, "-keyout", f"{name}-key.pem", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        (folder / f"{name}.ext").write_text(extension)
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial", "-days", "2",
                "-out", f"{name}.pem", "-extfile", f"{name}.ext")


def tls():
    if not shutil.which("openssl"):
        return tap.skip("TLS", "openssl is not installed")
    certs, mine, foreign = home / "certs", home / "mine", home / "foreign"
    for folder in (certs, mine, foreign):
        folder.mkdir()
    make_certificates(certs)
    for file, source in (("ca.pem", "ca.pem"), ("cert.pem", "client.pem"), ("key.pem", "client-key.pem")):
        shutil.copy(certs / source, mine / file)
    make_certificates(foreign)
    server = {"cert": certs / "server.pem", "key": certs / "server-key.pem", "ca": certs / "ca.pem"}
    with Engine(answers(), tls=server) as engine:
        p = run(engine, "host", "docker", "-o", "json", DOCKER_TLS_VERIFY="1", DOCKER_CERT_PATH=str(mine))
        tap.ok(host_of(p).get("name") == "BUILD-01", "DOCKER_TLS_VERIFY and DOCKER_CERT_PATH", *shown(p))
        p = run(engine, "host", "docker", "-o", "json", DOCKER_TLS="1", DOCKER_CERT_PATH=str(mine))
        tap.ok(host_of(p).get("name") == "BUILD-01", "DOCKER_TLS alone does not verify", *shown(p))
        p = run(engine, "host", "docker", DOCKER_TLS_VERIFY="1", DOCKER_CERT_PATH=str(foreign))
        tap.ok(p.returncode == 4 and "DOCKER_CERT_PATH" in p.stderr, "a certificate of somebody else's authority: exit 4", *shown(p))
        p = run(engine, "host", "docker", DOCKER_TLS_VERIFY="1", DOCKER_CERT_PATH=str(home / "nowhere"))
        tap.ok(p.returncode == 2 and "ca.pem" in p.stderr, "no ca.pem where DOCKER_CERT_PATH says", *shown(p))
        p = run(engine, "host", "docker")
        tap.ok(p.returncode == 4 and "DOCKER_TLS_VERIFY" in p.stderr, "a TLS port asked without TLS: says what to set", *shown(p))
        config = home / "tls-config"
        files = {"ca.pem": mine / "ca.pem", "cert.pem": mine / "cert.pem", "key.pem": mine / "key.pem"}
        write_context(config, "secure", {"Endpoints": {"docker": {"Host": engine.host}}}, files)
        p = program.run("host", "docker", "-o", "json", env={"DOCKER_CONFIG": str(config), "DOCKER_CONTEXT": "secure"})
        tap.ok(host_of(p).get("name") == "BUILD-01", "a context with certificates", *shown(p))


def image_of(p):
    return json.loads(p.stdout.splitlines()[0]) if p.stdout else {}


def images():
    local = {f"/images/{NAME}/json": (200, IMAGE), f"/images/{ID}/json": (200, IMAGE)}
    with Engine(local, SOCKET) as engine:
        p = run(engine, "image", "-o", "ndjson", f"docker-daemon:{NAME}")
        image = image_of(p)
        expected = {"os": "windows", "osVersion": "10.0.17763.6532", "architecture": "amd64", "family": "servercore", "digest": DIGEST}
        tap.ok({k: image.get(k) for k in expected} == expected, "an image that the engine has", *shown(p))
        tap.ok(image.get("from", {}).get("osVersion") == "engine", "its version is the engine's word", image.get("from"))
        tap.ok(engine.asked == ["/_ping", f"/v1.41/images/{NAME}/json"], "two requests", engine.asked)
        p = run(engine, "image", "-o", "ndjson", f"docker-daemon:{ID}")
        tap.ok(image_of(p).get("osVersion") == "10.0.17763.6532", "an image by its ID", *shown(p))
        p = run(engine, "check", "--host", "ws2019", "-q", f"docker-daemon:{NAME}")
        tap.ok(p.stdout.split() == ["process"], "check", *shown(p))
        for text, words in (("docker-daemon:sha256:12", "no ID of an image"), ("docker-daemon:UPPER", "UPPER"), ("docker-daemon:", "prefix")):
            p = run(engine, "image", text)
            tap.ok(p.returncode == 2 and words in p.stderr, f"{text}: says what is wrong", *shown(p))
        p = run(engine, "image", "-o", "ndjson", "docker-daemon:absent:1", f"docker-daemon:{NAME}")
        lines = p.stdout.splitlines()
        tap.ok(p.returncode == 4 and len(lines) == 2 and "has no image absent:1" in lines[0] and "10.0.17763.6532" in lines[1],
               "an image that is nowhere: exit 4, and the other is answered", *shown(p))


def registries():
    auth = base64.b64encode(f"me:{SECRET}".encode()).decode()
    config = home / "auths"
    config.mkdir()
    (config / "config.json").write_text(json.dumps({"auths": {"private.example": {"auth": auth}}}))
    private = "private.example/app:1"
    there = {f"/distribution/{n}/json": (200, DISTRIBUTION) for n in (NAME, private)}
    with Engine(there, SOCKET) as engine:
        p = run(engine, "image", "-o", "ndjson", f"docker-daemon:{NAME}", DOCKER_CONFIG=str(config))
        image = image_of(p)
        versions = [e["osVersion"] for e in image.get("entries", [])]
        tap.ok(versions == [None, "10.0.20348.2849", "10.0.17763.6532"] and image.get("indexDigest") == DIGEST,
               "an image that the engine would pull: the platforms that its registry has", *shown(p))
        tap.ok(not any("X-Registry-Auth" in h for h in engine.headers), "no credentials where there are none for the registry", engine.headers)
        p = run(engine, "image", "-o", "ndjson", f"docker-daemon:{private}", DOCKER_CONFIG=str(config))
        header = next((h["X-Registry-Auth"] for h in engine.headers if "X-Registry-Auth" in h), "")
        sent = json.loads(base64.urlsafe_b64decode(header)) if header else {}
        tap.ok(sent.get("username") == "me" and sent.get("password") == SECRET, "X-Registry-Auth holds our credentials for it",
               sent.get("username"), *shown(p))
        tap.ok(all("X-Registry-Auth" not in h for h, a in zip(engine.headers, engine.asked) if "/distribution/" not in a),
               "… and goes nowhere else", engine.asked)
        tap.ok(SECRET not in p.stdout + p.stderr and auth not in p.stdout + p.stderr, "credentials are never shown")
        p = run(engine, "image", "--offline", f"docker-daemon:{private}", DOCKER_CONFIG=str(config))
        tap.ok(p.returncode == 4 and "/distribution/" not in engine.asked[-1], "--offline: the registry is not asked", *shown(p))
    single = {**DISTRIBUTION, "Platforms": DISTRIBUTION["Platforms"][1:2]}
    with Engine({f"/distribution/{NAME}/json": (200, single)}, SOCKET) as engine:
        image = image_of(run(engine, "image", "-o", "ndjson", f"docker-daemon:{NAME}"))
        tap.ok(image.get("osVersion") == "10.0.20348.2849" and image.get("digest") == DIGEST and not image.get("entries"),
               "a single platform is the image", image)
    for name, body in (("no platforms", {**DISTRIBUTION, "Platforms": []}), ("a platform that is a number", {**DISTRIBUTION, "Platforms": [1]}),
                       ("a list", []), ("20,000 platforms", {**DISTRIBUTION, "Platforms": DISTRIBUTION["Platforms"][:1] * 20000})):
        with Engine({f"/distribution/{NAME}/json": (200, body)}, SOCKET) as engine:
            p = run(engine, "image", f"docker-daemon:{NAME}")
            tap.ok(p.returncode == 4 and "answer of the Docker Engine" in p.stdout, f"/distribution with {name}: exit 4", *shown(p))


def hang_up(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"OSType\":")
    handler.close_connection = True


def redirect(handler):
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(400):
            handler.wfile.write(b" " * (1 << 18))
    except OSError:
        pass
    handler.close_connection = True


def hostile():
    bodies = {
        "HTML": "<html><body>502 Bad Gateway</body></html>",
        "nothing": "",
        "JSON of something else": {"hello": "world"},
        "a list": [WINDOWSFILTER],
        "a number for a text": {**WINDOWSFILTER, "OSVersion": 10},
        "a version that is none": {**WINDOWSFILTER, "OSVersion": "ten"},
        "200 levels": "[" * 200 + "]" * 200,
        "NUL bytes": b"\0" * 1000,
        "no UTF-8": b'{"OSType":"windows","Name":"\xff\xfe"}',
    }
    for name, body in bodies.items():
        with Engine({"/info": (200, body)}, SOCKET) as engine:
            p = run(engine, "host", "docker")
            fine = p.returncode == 4 and "Docker Engine at unix://" in p.stderr and "Traceback" not in p.stderr
            tap.ok(fine or (name == "a list" and p.returncode == 0), f"/info with {name}: exit 4", *shown(p))
    for name, answer in (("that is cut", hang_up), ("that leads elsewhere", redirect), ("without end", endless)):
        with Engine({"/info": answer}, SOCKET) as engine:
            began = time.monotonic()
            p = run(engine, "host", "docker")
            tap.ok(p.returncode == 4 and time.monotonic() - began < 20, f"an answer {name}: exit 4", *shown(p))
    escape = {"/info": (500, {"message": "\x1b[31mred\nline"}), "/version": (500, "")}
    with Engine(escape, SOCKET) as engine:
        p = run(engine, "host", "docker")
        tap.ok(p.returncode == 4 and "\x1b" not in p.stderr, "control characters of an engine are not shown", *shown(p))
    with Engine({**answers(), "/_ping": (400, "Client sent an HTTP request to an HTTPS server.\n")}) as engine:
        p = run(engine, "host", "docker")
        tap.ok(p.returncode == 4 and "wants TLS" in p.stderr, "an engine that wants TLS", *shown(p))


NERDCTL = {
    "ID": "b1", "Driver": "windows", "Plugins": {"Log": ["json-file"], "Storage": ["native", "windows", "windows-lcow"]},
    "LoggingDriver": "json-file", "KernelVersion": "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)",
    "OperatingSystem": "Microsoft Windows Server Version 21H2 (OS Build 20348.2340)", "OSType": "windows", "Architecture": "x86_64",
    "Name": "node-1", "ServerVersion": "v1.7.13"}
NERDCTL_TEXT = """Client:
 Namespace:	default
 Debug Mode:	false

Server:
 Server Version: v1.7.13
 Storage Driver: windows
 Logging Driver: json-file
 Cgroup Driver: none
 Plugins:
  Log: fluentd journald json-file none syslog
  Storage: native windows windows-lcow
 Kernel Version:   10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)
 Operating System: Microsoft Windows Server Version 21H2 (OS Build 20348.2340)
 OSType:           windows
 Architecture:     x86_64
 Name: node-1
"""
NERDCTL_VERSION = {
    "Client": {"Version": "1.7.3", "GitCommit": "0a46", "GoVersion": "go1.21.6", "Os": "windows", "Arch": "amd64", "Components": []},
    "Server": {"Components": [{"Name": "containerd", "Version": "v1.7.13", "Details": {"GitCommit": "7c3a"}}, {"Name": "runc", "Version": ""}]}}
CTR_VERSION = """Client:
  Version:  v1.7.13
  Revision: 7c3aca7a610df76212171d200ca3811ff6096eb8
  Go version: go1.20.13

Server:
  Version:  v1.7.13
  Revision: 7c3aca7a610df76212171d200ca3811ff6096eb8
  UUID: 9a2e5b1c-7f3f-4c55-8c26-6f7d0e6a3d4b
"""


def containerd():
    def read(text):
        p = program.run("host", "@-", "-o", "json", stdin=text if isinstance(text, str) else json.dumps(text))
        return host_of(p), p

    for name, text in (("nerdctl info --format json", NERDCTL), ("nerdctl info", NERDCTL_TEXT)):
        host, p = read(text)
        fine = host.get("osVersion") == "10.0.20348.2340" and host.get("product") == "server" and host.get("containers") == "unknown"
        tap.ok(fine and host["engine"]["kind"] == "containerd" and host["engine"]["version"] == "v1.7.13", name, *shown(p))
    host, p = read(NERDCTL_VERSION)
    tap.ok(host.get("os") == "windows" and host.get("engine", {}).get("version") == "v1.7.13", "nerdctl version --format json", *shown(p))
    host, p = read(CTR_VERSION)
    tap.ok(host.get("engine", {}).get("kind") == "containerd" and host.get("osVersion") is None, "ctr version", *shown(p))
    p = program.run("check", "--host", "@-", "os:10.0.20348.1", stdin=CTR_VERSION)
    tap.ok(p.returncode == 3, "… which does not tell the build: undetermined", *shown(p))


def base_layers():
    """Diff-ids as Microsoft's page on the history of base images lists them."""
    base = "sha256:3fd27ecef6a323f5ea7f3fde1f7b87a2dbfb1afa797f88fd7d20e8dbdc856f67"
    update = "sha256:b9454c3094c68005f07ae8424021ff0e7906dac77a172a874cd5ec372528fc15"

    def read(image):
        p = program.run("image", "-o", "ndjson", "json:-", stdin=json.dumps(image))
        return image_of(p), p

    def inspected(version, layers):
        return {**IMAGE, "RepoTags": ["mine:1"], "OsVersion": version, "RootFS": {"Type": "layers", "Layers": layers}}

    image, p = read(inspected("", [base, update, "sha256:" + "22" * 32]))
    tap.ok(image.get("osVersion") == "10.0.14393.447" and image.get("family") == "servercore" and image["from"]["osVersion"] == "base-layer",
           "docker inspect without os.version: the diff-ids tell the base image", *shown(p))
    config = {"os": "windows", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": [base, "sha256:" + "22" * 32]}}
    image, p = read(config)
    tap.ok(image.get("osVersion") == "10.0.14393" and image["from"]["osVersion"] == "base-layer",
           "a config without os.version: the base tells the build, not the revision", *shown(p))
    image, p = read(inspected("10.0.14393.447", [base, update]))
    tap.ok(image.get("osVersion") == "10.0.14393.447" and "remarks" not in image and image["from"]["osVersion"] == "engine",
           "os.version and layers agree: nothing to say", *shown(p))
    image, p = read(inspected("10.0.17763.1", [base, update]))
    remark = (image.get("remarks") or [{}])[0]
    tap.ok(image.get("osVersion") == "10.0.17763.1" and remark.get("fact") == "image.osVersion" and "10.0.14393.447" in remark.get("text", ""),
           "os.version and layers differ: os.version stays, with a remark", *shown(p))
    p = program.run("image", "json:-", stdin=json.dumps(inspected("10.0.14393.576", [base, update])))
    tap.ok("note" in p.stdout and "10.0.14393.447" in p.stdout, "… which people see, too, also where only the revision differs", *shown(p))
    image, p = read({**inspected("", [base, update]), "Os": "linux"})
    tap.ok(image.get("osVersion") is None and "remarks" not in image, "an image for Linux has no Windows base", *shown(p))
    for name, layers in (("a number", [1]), ("a map", {}), ("5,000 layers", ["x"] * 5000)):
        p = read(inspected("", layers))[1]
        tap.ok(p.returncode == 2 and "RootFS.Layers" in p.stderr, f"layers that are {name} are refused", *shown(p))


def real():
    started = start_docker()
    if not started:
        return tap.skip("a real Docker Engine", "none can be started here")
    daemon, data = started
    try:
        env = {"DOCKER_HOST": f"unix://{data}/sock"}
        tar = home / "root.tar"
        subprocess.run(["tar", "-cf", str(tar), "-C", str(home), "--files-from", "/dev/null"], check=True)
        subprocess.run(["docker", "-H", env["DOCKER_HOST"], "import", str(tar), "demo:1"], check=True, capture_output=True)
        p = program.run("host", "docker", "-o", "json", env=env)
        host = host_of(p)
        tap.ok(host.get("os") == "linux" and host["engine"]["version"].startswith("20.10"), "a real engine: its host", *shown(p))
        p = program.run("image", "-o", "ndjson", "docker-daemon:demo:1", env=env)
        tap.ok(image_of(p).get("os") == "linux" and image_of(p)["from"]["os"] == "engine", "a real engine: its image", *shown(p))
        p = program.run("image", "--offline", "docker-daemon:absent:1", env=env)
        tap.ok(p.returncode == 4 and "has no image absent:1" in p.stdout, "a real engine: an image that it does not have", *shown(p))
        p = program.run("check", "--host", "docker", "-q", "os:10.0.17763.1", env=env)
        tap.ok(p.returncode == 1, "a real engine: check", *shown(p))
    finally:
        stop_docker(daemon, data)


for test in (hosts, addresses, contexts, tls, images, registries, hostile, containerd, base_layers, real):
    test()
finish(tap)
