# What the launch tests share: a folder with the test engine under each engine's name, and running the program with it.
"""The program is run with the engine at a socket that is not there, unless a test gives it one: so no engine of this machine matters."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
sys.path.insert(0, str(HERE.parent / "engine"))

from tap import Program, Tap, temporary  # noqa: E402

IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2022"
OLD_IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2019"
NEW_IMAGE = "mcr.microsoft.com/windows/servercore:ltsc2025"


class World:
    def __init__(self, program):
        self.tap = Tap()
        self.home = temporary()
        self.program = Program(os.path.abspath(program), self.home)
        self.bin = self.home / "bin"
        self.bin.mkdir()
        self.record = self.home / "record.json"
        for name in ("docker", "nerdctl", "ctr"):
            shutil.copy(HERE / "test-engine", self.bin / name)

    def environment(self, **more):
        return self.program.environment(**{
            "PATH": f"{self.bin}:/usr/bin:/bin", "TEST_ENGINE_RECORD": str(self.record), "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "TMPDIR": str(self.home), "DOCKER_HOST": f"unix://{self.home}/nothing", **more})

    def run(self, *args, stdin="", **variables):
        self.record.unlink(missing_ok=True)
        return subprocess.run([self.program.path, "run", *map(str, args)], input=stdin, env=self.environment(**variables),
                              capture_output=True, text=True, timeout=60, errors="replace")

    def start(self, *args, **more):
        """The program in the background; `more` are Popen's, `env` the variables beside the usual ones."""
        self.record.unlink(missing_ok=True)
        env = self.environment(**more.pop("env", {}))
        return subprocess.Popen([self.program.path, "run", *map(os.fsdecode, args)], env=env, **more)

    def recorded(self):
        return json.loads(self.record.read_text()) if self.record.exists() else {}

    def argv(self):
        return self.recorded().get("argv")


def shown(p):
    return f"exit {p.returncode}", p.stdout[-1500:], p.stderr[-1500:]
