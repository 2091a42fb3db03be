"""Wine for tests: a prefix of its own, its registry, and running Windows programs in it."""

import os
import pathlib
import shutil
import subprocess
import tempfile

CURRENT_VERSION = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
PRODUCT_OPTIONS = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\ProductOptions"
WINE_ITSELF = r"HKEY_CURRENT_USER\Software\Wine"


def first_program(*candidates):
    """The first of the candidates that is there, or None."""
    return next((found for found in map(shutil.which, candidates) if found), None)


LOADER = first_program("/usr/lib/wine/wine64", "wine64", "wine")
SERVER = first_program("/usr/lib/wine/wineserver", "wineserver")


class Number(int):
    """A REG_DWORD."""


class Raw(str):
    """A value as a .reg file writes it: "hex(3):01,02"."""


def reg_value(value):
    if value is None:
        return "-"
    if isinstance(value, Raw):
        return value
    if isinstance(value, int):
        return f"dword:{value:08x}"
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))


class Wine:
    """A prefix in a temporary folder; use it as a context, so that its processes end with it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wincompat-wine-"))

    def __enter__(self):
        self.boot("--init")
        return self

    def __exit__(self, *_):
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, **more):
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe="}
        wine = {"WINEPREFIX": str(self.folder / "prefix"), "HOME": str(self.folder), "WINESERVER": SERVER or ""}
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", **quiet, **wine, **more}

    def command(self, program, *args):
        return [LOADER, str(program), *map(str, args)]

    def run(self, program, *args, stdin="", env=None, timeout=60):
        """Runs to the end; what it wrote is text, whatever bytes it was."""
        return subprocess.run(self.command(program, *args), input=stdin, capture_output=True, timeout=timeout,
                              env=self.environment(**(env or {})), cwd=self.folder, encoding="utf-8", errors="surrogateescape")

    def start(self, program, *args):
        """Starts a program that goes on; its standard output is a pipe."""
        return subprocess.Popen(self.command(program, *args), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                env=self.environment(), cwd=self.folder, text=True)

    def quietly(self, *command):
        subprocess.run(command, env=self.environment(), cwd=self.folder, timeout=300, check=False, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def boot(self, *how):
        """Starts a server that stays, and Wine's services: started by a test they would hold on to its output."""
        self.quietly(SERVER, "-p")
        self.quietly(*self.command("wineboot", *how))

    def end(self):
        self.quietly(SERVER, "-k")
        self.quietly(SERVER, "-w")

    def restart(self):
        """Ends all programs of the prefix; what the registry says is read anew by the next one."""
        self.end()
        self.boot()

    def set_registry(self, keys):
        """Sets values, {key: {name: value}}; None takes one away."""
        lines = ["Windows Registry Editor Version 5.00", ""]
        for key, values in keys.items():
            lines += [f"[{key}]", *(f'"{name}"={reg_value(value)}' for name, value in values.items()), ""]
        path = self.folder / "set.reg"
        path.write_text("\r\n".join(lines), encoding="utf-16")
        done = self.run("regedit", "/S", f"Z:{path}".replace("/", "\\"))
        if done.returncode != 0:
            raise RuntimeError(f"regedit: {done.stdout}{done.stderr}")
