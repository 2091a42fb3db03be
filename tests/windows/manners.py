#!/usr/bin/python3
# Windows manners: names and text in UTF-16, paths, devices, line ends, configuration, archives. manners.py PROGRAM EXE prints TAP.
import bz2
import gzip
import json
import lzma
import os
import pathlib
import subprocess
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "cli"))
from image_files import Layout, write_folder, write_tar  # noqa: E402
from prefix import Wine  # noqa: E402
from tap import Tap, finish, temporary  # noqa: E402

tap = Tap()
folder = temporary()
HOSTS = TESTS / "fixtures/hosts"
IMAGE = "os:10.0.20348.2340"
NAME = "日本語のホスト"


def windows_path(path):
    """Wine's drive Z: is the root of this machine."""
    return "Z:" + str(path).replace("/", "\\")


def run(*args, stdin=b"", env=None, cwd=folder, **how):
    environment = {**os.environ, **(env or {})}
    return subprocess.run([sys.argv[1], *map(str, args)], input=stdin, env=environment, cwd=cwd, capture_output=True, timeout=60, **how)


def expect(name, args, code, out=None, err=None, **how):
    done = run(*args, **how)
    stdout, stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    fine = done.returncode == code and (out is None or out in stdout) and (err is None or err in stderr)
    tap.ok(fine, name, args, f"exit {done.returncode}, expected {code}", stdout[-600:], stderr[-600:])
    return stdout


def test_exit_codes():
    expect("exit 0", ["check", "-q", "--host", "ws2022", IMAGE], 0, "process")
    expect("exit 1", ["check", "-q", "--host", "ws2022", "os:10.0.17763.5696"], 1, "refuse")
    expect("exit 2", ["check", "--no-such-option"], 2, err="no-such-option")
    expect("exit 3", ["check", "-q", "--host", "ws2022", "os:10.0.20400.1"], 3, "unknown")
    expect("without arguments the host is this machine", ["host"], 0, "RtlGetVersion")


def test_text():
    done = run("check", "--host", "ws2022", IMAGE)
    tap.ok(b"\r" not in done.stdout and done.stdout.endswith(b"\n"), "output has the line ends that it has elsewhere", done.stdout)
    done = run("host", f"ws2022,name={NAME}", "-o", "json")
    tap.ok(json.loads(done.stdout)["name"] == NAME, "the command line is UTF-16", done.stdout, done.stderr)
    expect("so are messages", [NAME], 2, err=NAME)
    expect("so are variables", ["host"], 0, NAME, env={"WINCOMPAT_HOST": f"ws2022,name={NAME}"})
    expect("what has no UTF-8 form is no crash", ["host", "ws2022,name=" + "\udce9\udc80"], 0)


def test_paths():
    (folder / NAME).mkdir()
    host = folder / NAME / "h.json"
    host.write_bytes(expect("the host that the next cases read", ["host", "ws2022", "-o", "json"], 0, "osVersion").encode())
    expect("a drive and backslashes", ["check", "-q", "--host", "@" + windows_path(host), IMAGE], 0, "process")
    expect("slashes", ["check", "-q", "--host", "@" + windows_path(host).replace("\\", "/"), IMAGE], 0, "process")
    expect("a relative path", ["check", "-q", "--host", f"@{NAME}\\h.json", IMAGE], 0, "process")
    expect("standard input", ["check", "-q", "--host", "@-", IMAGE], 0, "process", stdin=host.read_bytes())
    expect("a file that is not there", ["check", "--host", f"@{NAME}\\no.json", IMAGE], 2, err="no such file")
    expect("a folder in place of a file", ["check", "--host", f"@{NAME}", IMAGE], 2, err="directory")
    deep = folder / ("d" * 100) / ("e" * 100) / ("f" * 100)
    deep.mkdir(parents=True)
    (deep / "h.json").write_bytes(host.read_bytes())
    expect("a path of more than 260 characters", ["check", "-q", "--host", "@" + windows_path(deep / "h.json"), IMAGE], 0, "process")
    expect("NUL is empty", ["check", "--host", "@NUL", IMAGE], 2, err="empty")
    for device in ("COM1", "con.txt", r"\\.\PhysicalDrive0", r"\\.\pipe\no", "LPT1:"):
        expect(f"{device} is no file", ["check", "--host", f"@{device}", IMAGE], 2, stdin=b"")


def test_lists():
    expect("CR LF in a list of references", ["check", "-q", "--host", "ws2022", "-f", "-"], 0, "process\nprocess",
           stdin=f"{IMAGE}\r\n# no\r\n\r\n{IMAGE}\r\n".encode())
    expect("CR LF and a Ctrl-Z's absence in questions", ["check", "-q", "--host", "ws2022", "-f", "-"], 0, "process", stdin=IMAGE.encode())


def test_host_texts():
    for path in sorted(HOSTS.glob("*.txt")) + sorted(HOSTS.glob("*.reg")):
        if path.name.startswith(("systeminfo", "reg-", "ver")) and path.name != "systeminfo-two.txt":
            done = run("host", "@" + windows_path(path), "-o", "json")
            good = done.returncode == 0 and b'"osVersion"' in done.stdout
            tap.ok(good, f"reads {path.name}", done.returncode, done.stdout[-300:], done.stderr[-300:])
    raw = (HOSTS / "systeminfo-ja-cp932.txt").read_bytes()
    expect("code page 932 from standard input", ["host", "@-", "-o", "json"], 0, "osVersion", stdin=raw)
    wide = raw.decode("cp932").encode("utf-16")
    expect("UTF-16 with a mark", ["host", "@-", "-o", "json"], 0, "osVersion", stdin=wide)


def test_configuration():
    """In a Wine folder of its own: Wine says itself where ProgramData and APPDATA are."""
    with Wine() as wine:
        for variable in ("ProgramData", "APPDATA"):
            said = wine.run("cmd", "/c", f"echo %{variable}%").stdout.strip()
            place = wine.folder / "prefix/drive_c" / said.replace("\\", "/")[3:] / "wincompat"
            place.mkdir(parents=True)
            (place / "config.yaml").write_bytes(b"host: ws2019\r\n")
            done = wine.run(pathlib.Path(sys.argv[2]).resolve(), "check", "-q", "os:10.0.17763.6775")
            tap.ok(done.returncode == 0 and done.stdout == "process\n", f"configuration below {variable}", said, done.stdout, done.stderr)
            (place / "config.yaml").unlink()


def test_images():
    layout = Layout()
    layout.name(layout.image("10.0.20348.2340"), "one")
    layout.done()
    write_folder(folder / "layout", layout.files)
    write_tar(folder / "image.tar", layout.files)
    plain = (folder / "image.tar").read_bytes()
    expect("a layout", ["check", "-q", "--host", "ws2022", "oci:" + windows_path(folder / "layout") + ":one"], 0, "process")
    expect("its relative name", ["check", "-q", "--host", "ws2022", "oci:layout"], 0, "process")
    expect("an archive", ["check", "-q", "--host", "ws2022", "oci-archive:" + windows_path(folder / "image.tar")], 0, "process")
    zstd = subprocess.run(["zstd", "-q", "-c"], input=plain, capture_output=True, check=False).stdout
    for kind, data in {"gz": gzip.compress(plain), "bz2": bz2.compress(plain), "xz": lzma.compress(plain), "zst": zstd}.items():
        (folder / f"image.{kind}").write_bytes(data)
        expect(f"an archive packed as {kind}", ["check", "-q", "--host", "ws2022", f"oci-archive:image.{kind}"], 0, "process")
        (folder / f"cut.{kind}").write_bytes(data[: len(data) // 2])
        expect(f"a cut one as {kind}", ["check", "-q", "--host", "ws2022", f"oci-archive:cut.{kind}"], 2, err="wincompat:")
    blob = next((folder / "layout/blobs/sha256").iterdir())
    blob.write_bytes(blob.read_bytes() + b" ")
    expect("a blob that is not what its digest says", ["image", "oci:layout"], 2)


test_exit_codes()
test_text()
test_paths()
test_lists()
test_host_texts()
test_configuration()
test_images()
finish(tap)
