"""What the tests of serve share: certificates, nodes, reviews, and the hook itself on a port of its own."""

import http.client
import importlib.util
import json
import pathlib
import re
import signal
import ssl
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
NAMES = {"17763": "2019", "20348": "2022", "26100": "2025", "14393": "2016"}
IMAGE = {"2019": "mcr.microsoft.com/windows/nanoserver:ltsc2019", "2022": "mcr.microsoft.com/windows/nanoserver:ltsc2022",
         "2025": "mcr.microsoft.com/windows/nanoserver:ltsc2025", "linux": "docker.io/library/nginx:1.27",
         "2019-core": "mcr.microsoft.com/windows/servercore:ltsc2019"}


def of_registries(name):
    """A module of the registries' tests, which has the name of one of ours."""
    spec = importlib.util.spec_from_file_location(f"registry_{name}", HERE.parent / "registry" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def certificate(folder, name="cert"):
    """A certificate for localhost and its key, as files of these names."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
                    "-days", "30", "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


def node(name, version, labels=None, taints=(), runtime="containerd://1.7.20", **more):
    """A Node as kubelet reports it; the version "linux" is one of that system."""
    build = version.split(".")[2] if version != "linux" else ""
    system = "windows" if build else "linux"
    own = {"kubernetes.io/os": system, "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name}
    if build:
        own["node.kubernetes.io/windows-build"] = f"10.0.{build}"
    title = f"Windows Server {NAMES.get(build, '?')} Datacenter" if build else "Debian GNU/Linux 12 (bookworm)"
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name, "labels": {**own, **(labels or {})}}, "spec": {"taints": list(taints), **more},
            "status": {"conditions": [{"type": "Ready", "status": "False"}],
                       "nodeInfo": {"kernelVersion": version if build else "6.1.0-28-amd64", "osImage": title, "operatingSystem": system,
                                    "architecture": "amd64", "containerRuntimeVersion": runtime, "kubeletVersion": "v1.31.2"}}}


def runtime_class(name, handler, **scheduling):
    return {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": name}, "handler": handler,
            **({"scheduling": scheduling} if scheduling else {})}


def listed(*objects):
    return {"apiVersion": "v1", "kind": "List", "items": list(objects)}


MIXED = listed(node("w19-a", "10.0.17763.6775"), node("w19-b", "10.0.17763.6775"), node("w22-a", "10.0.20348.2966"), node("linux-a", "linux"))


def pod(*images, **spec):
    containers = [{"name": f"c{i}", "image": image} for i, image in enumerate(images)]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
            "spec": {"nodeSelector": {"kubernetes.io/os": "windows"}, "containers": containers, **spec}}


def review(obj, operation="CREATE", old=None, version="v1", uid="0b3a", kind=None, sub=None, **more):
    group, _, plain = obj["apiVersion"].rpartition("/") if obj else ("", "", "v1")
    what = kind or {"group": group, "version": plain, "kind": obj["kind"]}
    request = {"uid": uid, "kind": what, "resource": {"group": group, "version": plain, "resource": "things"}, "name": "web", "namespace": "shop",
               "operation": operation, "userInfo": {"username": "alice"}, "object": obj, "oldObject": old, "dryRun": False, **more}
    if sub:
        request["subResource"] = sub
    return {"kind": "AdmissionReview", "apiVersion": f"admission.k8s.io/{version}", "request": request}


def hardening(program):
    """Every server that is tested is a hardened one; a sanitizer looks for leaks with a process and calls of its own."""
    return [] if b"__asan_init" in pathlib.Path(program.path).read_bytes() else ["--harden"]


class Hook:
    """`wincompat serve` as a process that has said `ready` (a pattern, with its address in a group); with TLS unless plain."""

    def __init__(self, program, folder, *args, nodes=MIXED, plain=False, env=None, harden=True, pair=None, ready=r"^ready (\S+)$"):
        self.folder, self.plain = folder, plain
        command = [program.path, "serve", "--listen", "127.0.0.1:0", *map(str, args), *(hardening(program) if harden else [])]
        if nodes is not None:
            self.nodes = folder / "nodes.json"
            self.nodes.write_text(json.dumps(nodes), encoding="utf-8")
            command += ["--nodes", str(self.nodes)]
        if plain:
            command.append("--no-tls")
        else:
            self.cert, self.key = pair or certificate(folder)
            command += ["--tls-cert", str(self.cert), "--tls-key", str(self.key)]
        if not any(str(a) in ("--journal", "--no-journal") for a in args):
            command.append("--no-journal")
        self.log = open(folder / "log", "w+", encoding="utf-8")
        began = time.monotonic()
        self.process = subprocess.Popen(command, stderr=self.log, stdout=subprocess.DEVNULL, env=program.environment(**(env or {})))
        address = self.wait_for(ready)
        self.seconds_to_ready = time.monotonic() - began
        self.port = int(address.rpartition(":")[2])

    def text(self):
        """The log, with the lines that were on their way: they are gathered for 10 ms."""
        time.sleep(0.05)
        return self.written()

    def written(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def wait_for(self, pattern, seconds=10):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = re.search(pattern, self.written(), re.MULTILINE)
            if found:
                return found[1] if found.groups() else found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"serve did not say {pattern}: {self.text()[-1500:]}")

    def context(self):
        return ssl.create_default_context(cafile=str(self.cert))

    def connect(self, timeout=10):
        if self.plain:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        return http.client.HTTPSConnection("localhost", self.port, timeout=timeout, context=self.context())

    def ask(self, path, body=None, connection=None, method=None):
        """Status and body of an answer; a dict is sent as JSON."""
        own = connection or self.connect()
        data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
        own.request(method or ("GET" if body is None else "POST"), path, data, {"Content-Type": "application/json"})
        answer = own.getresponse()
        text = answer.read()
        if not connection:
            own.close()
        return answer.status, text

    def judge(self, body, path="/validate", connection=None):
        """The response of a review."""
        status, text = self.ask(path, body, connection)
        assert status == 200, (status, text)
        return json.loads(text)["response"]

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(15)
        self.log.close()
        return code
