"""A Docker Engine of the tests' own, where one can be started."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time


class Dockerd:
    """A daemon that listens on `host` until the `with` ends; `ask` are the words before a command of the docker CLI."""

    def __init__(self, *more):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="wc", dir="/tmp"))  # a socket's path has to be short
        self.host = f"unix://{self.home}/sock"
        self.ask = ["docker", "-H", self.host]
        self.process = subprocess.Popen(
            ["dockerd", "--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs", "--data-root",
             f"{self.home}/data", "--exec-root", f"{self.home}/exec", "--pidfile", f"{self.home}/pid", "-H", self.host, *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @classmethod
    def started(cls, *more):
        """One that answers, with `more` words on its line, or None where none comes up."""
        if not shutil.which("dockerd") or not shutil.which("docker") or os.geteuid() != 0:
            return None
        daemon = cls(*more)
        for _ in range(100):
            if subprocess.run([*daemon.ask, "version"], capture_output=True).returncode == 0:
                return daemon
            if daemon.process.poll() is not None:
                break
            time.sleep(0.1)
        daemon.end()
        return None

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
