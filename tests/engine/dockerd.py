# A real Docker Engine for tests: on a socket of its own, without a network, gone with its folder afterwards.
"""start_docker() gives the process and its folder, where `sock` is; stop_docker() ends both."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time


def start_docker():
    """A real daemon; None where it does not come up."""
    if not shutil.which("dockerd") or os.geteuid() != 0:
        return None
    data = pathlib.Path(tempfile.mkdtemp(prefix="wc", dir="/tmp"))
    daemon = subprocess.Popen(
        ["dockerd", "--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver=vfs", "--data-root", f"{data}/data",
         "--exec-root", f"{data}/exec", "--pidfile", f"{data}/pid", "-H", f"unix://{data}/sock"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if subprocess.run(["docker", "-H", f"unix://{data}/sock", "version"], capture_output=True).returncode == 0:
            return daemon, data
        if daemon.poll() is not None:
            break
        time.sleep(0.1)
    stop_docker(daemon, data)
    return None


def stop_docker(daemon, data):
    daemon.terminate()
    try:
        daemon.wait(timeout=20)
    except subprocess.TimeoutExpired:
        daemon.kill()
        daemon.wait()
    shutil.rmtree(data, ignore_errors=True)
