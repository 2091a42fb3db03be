"""A Docker Engine's side of the plug-in: the plug-in as a process, and its questions."""

import base64
import http.client
import json
import re
import signal
import socket
import subprocess
import time

from parts import hardening

HOST = "ws2022,engine=docker:28.0.1,store=graphdriver,hyperv=yes"


def question(uri, body=None, method="POST", **more):
    """What an engine asks about a request of that body."""
    asked = {"User": "ann", "UserAuthNMethod": "TLS", "RequestMethod": method, "RequestUri": uri, **more}
    if body is not None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        asked["RequestBody"] = base64.b64encode(data).decode()
    return asked


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


class Plugin:
    """`wincompat serve --docker-authz` on a socket of its own."""

    def __init__(self, program, home, short, *args, address=None, host=HOST, online=False, env=None):
        self.path = short / "authz.sock"
        self.log = home / "log"
        command = [program.path, "serve", "--docker-authz", address or f"unix:{self.path}", "--host", host, *([] if online else ["--offline"]), *map(str, args), *hardening(program)]
        if "--journal" not in args:
            command.append("--no-journal")
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, stderr=log, stdout=subprocess.DEVNULL, env=program.environment(**(env or {})))
        self.address = self.wait_for(r"^ready (\S+) for Docker$")

    def wait_for(self, pattern, seconds=5):
        for _ in range(100 * seconds):
            found = re.search(pattern, self.log.read_text(encoding="utf-8"), re.MULTILINE)
            if found:
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"serve did not say {pattern}: {self.log.read_text()}")

    def post(self, path, body, method="POST"):
        connection = UnixConnection(str(self.path), timeout=10)
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        connection.request(method, path, data, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
        connection.close()
        return status, text

    def ask(self, uri, body=None, method="POST", **more):
        status, text = self.post("/AuthZPlugin.AuthZReq", question(uri, body, method, **more))
        assert status == 200, (status, text)
        return json.loads(text)

    def create(self, image, isolation=None):
        return self.ask("/v1.43/containers/create", {"Image": image, "HostConfig": {"Isolation": isolation} if isolation else {}})

    def lines(self, image):
        """The log, once it has the newest decision about that image: lines are gathered for some milliseconds."""
        until = time.monotonic() + 5
        while True:
            lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
            if any(line.get("image") == image for line in lines) or time.monotonic() > until:
                return lines
            time.sleep(0.02)

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(15)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end()
