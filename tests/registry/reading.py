#!/usr/bin/python3
# Registries as they are run: plain, TLS, with logins, with tokens, behind mirrors; credentials and certificates. Prints TAP.
"""reading.py PROGRAM: against docker-registry, with images pushed by skopeo and by hand."""

import base64
import json
import os
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from faults import FaultProxy  # noqa: E402
from images import (V2019, V2022, V2025, index_layout, mixed_layout, nested_layout, push, put, root_of,  # noqa: E402
                    single_layout)
from parts import IDENTITY, PASSWORD, USER, Authority, Registry, TokenServer, free_port, htpasswd  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

tap = Tap()
folder = temporary()
program = Program(sys.argv[1], folder)
SECRETS = (PASSWORD, IDENTITY, base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode())
said = []  # everything that was ever printed, for the search for secrets

(folder / "store").mkdir()
authority = Authority(folder)
server_cert, server_key = authority.issue("server")
late_cert, late_key = authority.issue("late", since=2)
client_cert, client_key = authority.issue("client")
tokens, open_tokens = TokenServer(authority), TokenServer(authority, anonymous=True)
store = folder / "store"
tls = {"certificate": str(server_cert), "key": str(server_key)}
plain = Registry(folder, store)
secure = Registry(folder, store, tls=tls)
late = Registry(folder, store, tls={"certificate": str(late_cert), "key": str(late_key)})
mutual = Registry(folder, store, tls={**tls, "clientcas": [str(authority.path)]})
basic = Registry(folder, store, tls=tls, auth=htpasswd(folder))
basic_plain = Registry(folder, store, auth=htpasswd(folder))
token = Registry(folder, store, auth=tokens.auth())
open_token = Registry(folder, store, auth=open_tokens.auth())
registries = (plain, secure, late, mutual, basic, basic_plain, token, open_token)

push(index_layout(folder / "index", [V2019, V2022, V2025]), f"{plain.host}/windows/servercore:multi")
push(index_layout(folder / "plain", [V2019, V2022], plain=[V2022]), f"{plain.host}/windows/servercore:plain")
push(folder / "index", f"{plain.host}/windows/servercore:list", "--format", "v2s2")
push(single_layout(folder / "single"), f"{plain.host}/windows/nanoserver:single")
push(folder / "single", f"{plain.host}/windows/nanoserver:docker", "--format", "v2s2")
push(mixed_layout(folder / "mixed"), f"{plain.host}/mixed:latest")
put(nested_layout(folder / "nested"), plain.host, "nested", "1")
_, INDEX_DIGEST, _ = root_of(folder / "index")
_, SINGLE_DIGEST, _ = root_of(folder / "single")
SINGLE = "windows/nanoserver:single"


def run(*args, **options):
    p = program.run(*args, **options)
    said.append(p.stdout + p.stderr)
    return p


def ask(reference, *options, env=None):
    p = run("image", "-o", "ndjson", "--no-cache", *options, reference, env=env)
    lines = p.stdout.splitlines()
    image = json.loads(lines[0]) if lines else {}
    return p.returncode, image, str(image.get("error") or "") + p.stderr


def reads(name, reference, *options, env=None, **facts):
    code, image, talk = ask(reference, *options, env=env)
    entries = facts.pop("entries", None)
    wrong = {k: image.get(k) for k, v in facts.items() if image.get(k) != v}
    if entries is not None and [e.get("osVersion") for e in image.get("entries") or []] != entries:
        wrong["entries"] = image.get("entries")
    return tap.ok(code == 0 and not image.get("error") and not wrong, name, f"exit {code}", talk, wrong)


def fails(name, reference, *words, code=4, options=(), env=None):
    got, _, talk = ask(reference, *options, env=env)
    missing = [w for w in words if w not in talk]
    tap.ok(got == code and not missing, name, f"exit {got}", talk, f"missing: {missing}")


# What registries hold.
reads("an index", f"{plain.host}/windows/servercore:multi", entries=[V2019, V2022, V2025], indexDigest=INDEX_DIGEST)
reads("docker:// in front", f"docker://{plain.host}/windows/servercore:multi", entries=[V2019, V2022, V2025])
reads("a manifest list", f"{plain.host}/windows/servercore:list", entries=[V2019, V2022, V2025])
reads("a version that only the config has", f"{plain.host}/windows/servercore:plain", entries=[V2019, V2022])
reads("a single manifest", f"{plain.host}/{SINGLE}", osVersion=V2022, digest=SINGLE_DIGEST, family="nanoserver")
reads("a Docker manifest", f"{plain.host}/windows/nanoserver:docker", osVersion=V2022)
reads("an index inside an index", f"{plain.host}/nested:1", entries=[V2022])
reads("Linux, Windows and an attestation", f"{plain.host}/mixed", entries=[None, V2022, None])
reads("by digest", f"{plain.host}/windows/servercore@{INDEX_DIGEST}", entries=[V2019, V2022, V2025])
reads("tag and digest: the digest decides", f"{plain.host}/windows/servercore:gone@{INDEX_DIGEST}", indexDigest=INDEX_DIGEST)
reads("localhost by its name", f"localhost:{plain.port}/{SINGLE}", osVersion=V2022)
fails("a digest that is not there", f"{plain.host}/windows/servercore@sha256:{'0' * 64}", "404")
fails("a digest that cannot be verified", f"{plain.host}/windows/servercore@sha512:{'0' * 128}", "only sha256", code=2)
p = run("check", "--no-cache", "--host", "ws2022", f"{plain.host}/windows/servercore:multi", "-o", "json")
verdict = json.loads(p.stdout)["verdicts"][0]
tap.ok(p.returncode == 0 and verdict["decision"] == "allow" and verdict["image"]["osVersion"] == V2022, "check judges what the registry holds",
       p.stdout, p.stderr)

# TLS.
folders = folder / "hosts"
for name in (secure.host, mutual.host, basic.host, late.host):
    (folders / name).mkdir(parents=True)
    (folders / name / "ca.crt").write_bytes(authority.path.read_bytes())
for source in (client_cert, client_key):
    (folders / mutual.host / source.name).write_bytes(source.read_bytes())
reads("TLS with a CA of its own", f"{secure.host}/{SINGLE}", "--hosts-dir", folders, osVersion=V2022)
reads("TLS that nobody verifies", f"{secure.host}/{SINGLE}", "--tls-verify=false", osVersion=V2022)
fails("a CA that is not known", f"{secure.host}/{SINGLE}", secure.host, "certificate", "ca.crt")
fails("a certificate of the day after tomorrow", f"{late.host}/{SINGLE}", "not yet valid", "clock", options=("--hosts-dir", folders))
fails("http where --tls-verify=true asks for TLS", f"{plain.host}/{SINGLE}", "encrypted", options=("--tls-verify=true",))
reads("a client certificate", f"{mutual.host}/{SINGLE}", "--hosts-dir", folders, osVersion=V2022)
fails("a client certificate that is missing", f"{mutual.host}/{SINGLE}", mutual.host, options=("--tls-verify=false",))
(folders / "127.0.0.1:7").mkdir()
(folders / "127.0.0.1:7/client.cert").write_text("x")
fails("a client certificate without its key", "127.0.0.1:7/x:1", "client.cert", "key", code=2, options=("--hosts-dir", folders))

# Logins.
CREDS = ("--creds", f"{USER}:{PASSWORD}")
TLS = ("--hosts-dir", folders)
reads("basic login by --creds", f"{basic.host}/{SINGLE}", *TLS, *CREDS, osVersion=V2022)
reads("basic login on this machine by http", f"{basic_plain.host}/{SINGLE}", *CREDS, osVersion=V2022)
reads("--creds by the environment", f"{basic.host}/{SINGLE}", *TLS, env={"WINCOMPAT_CREDS": f"{USER}:{PASSWORD}"}, osVersion=V2022)
fails("a login that is wanted", f"{basic.host}/{SINGLE}", basic.host, "401", "docker login", options=TLS)
fails("a wrong password", f"{basic.host}/{SINGLE}", "401", options=(*TLS, "--creds", f"{USER}:wrong"))
reads("a token by --creds", f"{token.host}/{SINGLE}", *CREDS, osVersion=V2022)
reads("an anonymous token", f"{open_token.host}/{SINGLE}", osVersion=V2022)
fails("no token without a login", f"{token.host}/{SINGLE}", token.host, "token", "docker login")
fails("a token server that takes no such login", f"{token.host}/{SINGLE}", "does not take the login", options=("--creds", f"{USER}:wrong"))
p = run("image", "--no-cache", "-o", "ndjson", *CREDS, f"{basic_plain.host}/{SINGLE}", f"{token.host}/{SINGLE}")
tap.ok(p.returncode == 2 and p.stdout.count("--creds is for one registry") == 2, "--creds goes to one registry only", p.stdout, p.stderr)
tokens.asked.clear()
p = run("image", "--no-cache", "-o", "ndjson", *CREDS, *[f"{token.host}/windows/servercore:{t}" for t in ("multi", "list", "plain")],
        f"{token.host}/{SINGLE}")
tap.ok(p.returncode == 0 and len(tokens.asked) == 2, "one token for each repository", tokens.asked, p.stderr)

# Files with logins.
number = 0


def config(content, name="config.json"):
    """A folder with such a config.json, and the variable that names it."""
    global number
    number += 1
    place = folder / f"docker-{number}"
    place.mkdir()
    (place / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return {"DOCKER_CONFIG": str(place), "PATH": f"{folder}/bin:/usr/bin:/bin"}


AUTH = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
B = basic_plain.host
reads("config.json: auth", f"{B}/{SINGLE}", env=config({"auths": {B: {"auth": AUTH}}}), osVersion=V2022)
reads("config.json: a key with scheme and path", f"{B}/{SINGLE}", env=config({"auths": {f"http://{B}/v1/": {"auth": AUTH}}}), osVersion=V2022)
reads("config.json: user and password", f"{B}/{SINGLE}", env=config({"auths": {B: {"username": USER, "password": PASSWORD}}}), osVersion=V2022)
reads("auth.json: the longest name fits best", f"{B}/{SINGLE}",
      env={"REGISTRY_AUTH_FILE": config({"auths": {B: {"auth": base64.b64encode(b"a:b").decode()}, f"{B}/windows": {"auth": AUTH}}})["DOCKER_CONFIG"]
           + "/config.json"}, osVersion=V2022)
fails("auth.json: a name of another repository", f"{B}/{SINGLE}", "401", env=config({"auths": {f"{B}/win": {"auth": AUTH}}}))
reads("config.json: an identity token", f"{token.host}/{SINGLE}", env=config({"auths": {token.host: {"auth": "", "identitytoken": IDENTITY}}}),
      osVersion=V2022)
tap.ok(tokens.asked[-1][0] == "POST", "an identity token is exchanged by POST", tokens.asked[-1])
reads("config.json: nothing for this registry", f"{plain.host}/{SINGLE}", env=config({"auths": {"other.example": {"auth": AUTH}}}), osVersion=V2022)
reads("config.json: broken, and not needed", f"{plain.host}/{SINGLE}", env=config("{"), osVersion=V2022)
fails("config.json: broken", f"{B}/{SINGLE}", "config.json", env=config("{"), code=2)
fails("config.json: auth that is no Base64", f"{B}/{SINGLE}", "config.json:1:", "Base64", env=config({"auths": {B: {"auth": "%%%" + PASSWORD}}}), code=2)

# Credential helpers.
(folder / "bin").mkdir()


def helper(name, script):
    path = folder / "bin" / f"docker-credential-{name}"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


GIVE = json.dumps({"ServerURL": "x", "Username": USER, "Secret": PASSWORD})
helper("good", f"read -r server; echo \"$1 $server\" >>{folder}/asked; printf '%s' '{GIVE}'")
helper("nul", f"printf '%s' '{json.dumps({'ServerURL': 'x', 'Username': USER, 'Secret': PASSWORD + chr(0) * 2})}'")
helper("token", f"printf '%s' '{json.dumps({'ServerURL': 'x', 'Username': '<token>', 'Secret': IDENTITY})}'")
helper("none", "echo 'credentials not found in native keychain'; exit 1")
helper("garbage", f"echo 'garbage {PASSWORD}'")
helper("failing", f"echo {PASSWORD} >&2; exit 3")
helper("endless", "cat /dev/zero")
helper("hanging", f"echo $$ >{folder}/hanging; sleep 100")
reads("a credential store", f"{B}/{SINGLE}", env=config({"credsStore": "good"}), osVersion=V2022)
tap.ok((folder / "asked").read_text() == f"get {B}\n", "the helper is asked once, by verb and server", (folder / "asked").read_text())
reads("a helper for one registry", f"{B}/{SINGLE}", env=config({"credsStore": "failing", "credHelpers": {B: "good"}}), osVersion=V2022)
reads("a secret with NULs behind it", f"{B}/{SINGLE}", env=config({"credsStore": "nul"}), osVersion=V2022)
reads("a helper with an identity token", f"{token.host}/{SINGLE}", env=config({"credsStore": "token"}), osVersion=V2022)
reads("a store that knows nothing, and a file that does", f"{B}/{SINGLE}", env=config({"credsStore": "none", "auths": {B: {"auth": AUTH}}}),
      osVersion=V2022)
fails("a helper that prints garbage", f"{B}/{SINGLE}", "docker-credential-garbage", "JSON", env=config({"credsStore": "garbage"}))
fails("a helper that fails", f"{B}/{SINGLE}", "docker-credential-failing", "exit code 3", env=config({"credsStore": "failing"}))
fails("a helper that is not there", f"{B}/{SINGLE}", "docker-credential-absent", "cannot be run", env=config({"credsStore": "absent"}))
fails("a helper that is a path", f"{B}/{SINGLE}", "name", env=config({"credsStore": "../bin/good"}))
fails("a helper that never ends its answer", f"{B}/{SINGLE}", "writes too much", env=config({"credsStore": "endless"}))

# Mirrors.
proxy = FaultProxy(plain)
gone = f"127.0.0.1:{free_port()}"


def registries_conf(text):
    global number
    number += 1
    path = folder / f"registries-{number}.conf"
    path.write_text(text)
    return {"CONTAINERS_REGISTRIES_CONF": str(path)}


MIRRORED = f"""
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "registry.invalid"
location = "registry.invalid"
[[registry.mirror]]
location = "{gone}"          # not there
[[registry.mirror]]
location = "{proxy.host}/ok"
"""
reads("registries.conf: the second mirror has it", f"registry.invalid/{SINGLE}", env=registries_conf(MIRRORED), osVersion=V2022)
tap.ok(proxy.since("ok")[0][1] == "/v2/windows/nanoserver/manifests/single", "registries.conf: the mirror's path stands in front", proxy.log)
reads("registries.conf: another location", f"registry.invalid/x/{SINGLE}",
      env=registries_conf(f'[[registry]]\nprefix = "registry.invalid/x"\nlocation = "{plain.host}"\n'), osVersion=V2022)
reads("registries.conf: a whole domain", f"a.b.invalid/{SINGLE}", env=registries_conf(
    f'[[registry]]\nprefix = "*.b.invalid"\n[[registry.mirror]]\nlocation = "{plain.host}"\n'), osVersion=V2022)
fails("registries.conf: a mirror for digests only", f"registry.invalid/{SINGLE}", "registry.invalid", env=registries_conf(
    f'[[registry]]\nlocation = "registry.invalid"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "{plain.host}"\n'))
fails("registries.conf: blocked", f"{plain.host}/{SINGLE}", "blocks", env=registries_conf(f'[[registry]]\nlocation = "{plain.host}"\nblocked = true\n'))
reads("registries.conf: TLS that is not verified", f"{secure.host}/{SINGLE}", "--tls-verify=false",
      env=registries_conf(f'[[registry]]\nlocation = "{secure.host}"\ninsecure = true\n'), osVersion=V2022)
fails("registries.conf: broken", f"{plain.host}/{SINGLE}", ".conf:1:", code=2, env=registries_conf("[[registry\n"))
(folders / "mirrored.invalid").mkdir()
(folders / "mirrored.invalid/hosts.toml").write_text(f"""
server = "https://mirrored.invalid"
[host."http://{gone}"]
  capabilities = ["pull", "resolve"]
[host."http://127.0.0.1:1"]
  capabilities = ["push"]
[host."http://{proxy.host}/v2/count"]
  capabilities = ["pull", "resolve"]
  override_path = true
[host."https://{secure.host}"]
  ca = "{authority.path}"
""")
reads("hosts.toml: the next mirror has it", f"mirrored.invalid/{SINGLE}", *TLS, osVersion=V2022)
tap.ok(proxy.since("count") and all("?ns=mirrored.invalid" in path for _, path in proxy.since("count")), "hosts.toml: mirrors are told whose image it is", proxy.log)
(folders / "broken.invalid").mkdir()
(folders / "broken.invalid/hosts.toml").write_text("[host\n")
fails("hosts.toml: broken", f"broken.invalid/{SINGLE}", "hosts.toml:1:", code=2, options=TLS)

# A proxy by the environment, and this machine without it.
reads("no proxy leads to this machine", f"{plain.host}/{SINGLE}", env={"http_proxy": f"http://{gone}", "https_proxy": f"http://{gone}"}, osVersion=V2022)
fails("a proxy that is gone", f"registry.invalid/{SINGLE}", "registry.invalid", env={"https_proxy": f"http://{gone}"})

# A list, and what it costs.
names = folder / "list"
names.write_text("".join(f"{plain.host}/windows/servercore:{'multi' if i % 2 else 'list'}@{INDEX_DIGEST if i % 2 else ''}\n".replace("@\n", "\n")
                         for i in range(100)))
p = run("check", "--no-cache", "--host", "ws2022", "-q", "-f", names)
tap.ok(p.returncode == 0 and p.stdout.split() == ["process"] * 100 and p.stderr == "", "a list of a hundred, and no progress in a pipe", p.stderr)

names.write_text(names.read_text().replace(plain.host, secure.host))
p = run("check", "--no-cache", "--host", "ws2022", "-q", "-f", names, *TLS)
tap.ok(p.returncode == 0 and p.stdout.split() == ["process"] * 100, "a list of a hundred over TLS, on a port that is tried by http first", p.stderr)

# A helper that hangs ends after 10 s, or after the time that there is, and nothing of it goes on.
start = time.time()
fails("a helper that hangs", f"{B}/{SINGLE}", "docker-credential-hanging", "too long", env=config({"credsStore": "hanging"}),
      options=("--timeout", "2"))
tap.ok(time.time() - start < 8 and not os.path.exists(f"/proc/{(folder / 'hanging').read_text().strip()}"), "a helper that hangs is ended")

tap.ok(not any(secret in text for text in said for secret in SECRETS), "no secret was ever printed",
       *[text for text in said for secret in SECRETS if secret in text])
for registry in registries:
    registry.end()
finish(tap)
