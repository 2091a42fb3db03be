"""TAP, the test protocol of every script here: a numbered line for each case."""

import atexit
import pathlib
import shutil
import subprocess
import sys
import tempfile


class Tap:
    """Counts cases; end() prints the plan and returns the exit code."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, passed, name, *details):
        """One case; the details are shown only where it failed."""
        self.count += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.count} - {name.replace('#', '')}", flush=True)
        if not passed:
            for line in "\n".join(str(d) for d in details).splitlines():
                print(f"# {line}", flush=True)
        return passed

    def skip(self, name, why):
        """A case that this machine cannot try."""
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self.count}")
        return 1 if self.failed else 0


def temporary():
    """A folder that goes away with the script."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wincompat-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Program:
    """The program under test, away from the configuration of whoever runs the tests."""

    def __init__(self, path, home):
        self.path = path
        self.home = home

    def environment(self, **more):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home), "LC_ALL": "C.UTF-8", **more}

    def run(self, *args, stdin="", env=None, timeout=60, cwd=None):
        return subprocess.run([self.path, *map(str, args)], input=stdin, env=self.environment(**(env or {})),
                              capture_output=True, text=True, timeout=timeout, errors="replace", cwd=cwd)


def finish(tap):
    sys.exit(tap.end())
