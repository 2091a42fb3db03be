# A Docker Engine on Windows that only talks: it has images, creates containers and runs them to an end, as moby's API has it.
"""For the real docker command and for us. Shapes: moby api/swagger.yaml; a container's own output comes over the hijacked attach."""

import json
import threading

from fake_engine import Engine

CONTAINER = "c0ffee" + "0" * 58
ID = "sha256:" + "cd" * 32
INDEX = "sha256:" + "ab" * 32
INFO = {
    "ID": "f0c1", "Driver": "windowsfilter", "DriverStatus": [["Windows", ""]], "OSType": "windows", "NCPU": 8,
    "KernelVersion": "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)", "OSVersion": "10.0.20348", "Architecture": "x86_64",
    "OperatingSystem": "Microsoft Windows Server Version 21H2 (OS Build 20348.2340)", "Name": "BUILD-22", "ServerVersion": "28.0.1",
    "Isolation": "process", "ProductType": "server"}


def image(name, version, **more):
    return {"Id": ID, "RepoTags": [name], "RepoDigests": [name.rsplit(":", 1)[0] + "@" + INDEX], "Architecture": "amd64", "Os": "windows",
            "OsVersion": version, "Size": 1, "RootFS": {"Type": "layers", "Layers": ["sha256:" + "11" * 32]}, **more}


class WindowsEngine(Engine):
    """`isolation`: what inspect says of the container, None: what it was created with. `code`: what it ends with."""

    def __init__(self, path, images=(), info=None, isolation=None, code=0, top=None, output=b"", **more):
        answers = {"/info": (200, {**INFO, **(info or {})})}
        for name, answer in images:
            answers[f"/images/{name}/json"] = (200, answer) if isinstance(answer, dict) else answer
        prefix = f"POST /containers/{CONTAINER}"
        answers.update({
            "POST /containers/create": self.create, f"{prefix}/start": self.start, f"{prefix}/attach": self.attach,
            f"{prefix}/wait": self.wait, f"/containers/{CONTAINER}/json": self.inspect,
            f"/containers/{CONTAINER}/top": (200, top) if top else (500, {"message": "not running"})})
        super().__init__(answers, path, **more)
        self.created, self.isolation, self.code, self.output = [], isolation, code, output
        self.started, self.asked_isolation = threading.Event(), threading.Event()

    def create(self, handler):
        self.created.append(json.loads(handler.body))
        handler.reply(201, {"Id": CONTAINER, "Warnings": []})

    def start(self, handler):
        self.started.set()
        handler.reply(204, b"")

    def attach(self, handler):
        handler.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
        handler.wfile.flush()
        self.started.wait(10)
        if self.output:
            handler.wfile.write(b"\1\0\0\0" + len(self.output).to_bytes(4, "big") + self.output)
        handler.close_connection = True

    def wait(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.flush()
        self.started.wait(10)
        if self.hold:
            self.asked_isolation.wait(10)
        body = json.dumps({"StatusCode": self.code}).encode()
        handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))

    hold = False  # wait with the container's end until somebody has asked for its isolation

    def inspect(self, handler):
        created = self.created[-1]["HostConfig"]["Isolation"] if self.created else "default"
        if self.started.is_set():
            self.asked_isolation.set()
        handler.reply(200, {
            "Id": CONTAINER, "Name": "/quick_fox", "Image": ID, "State": {"Running": self.started.is_set(), "StartedAt": "2026-11-25T10:00:00.5Z"},
            "HostConfig": {"Isolation": self.isolation or created, "CpuCount": 0, "NanoCpus": 0, "Memory": 0}})
