#!/usr/bin/python3
# diagnose: where texts come from and in which shape, what is said of versions, exit codes, hostile input. diagnose.py PROGRAM prints TAP.
import json
import os
import pathlib
import resource
import subprocess
import sys
import threading

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)

MISMATCH = "hcsshim::CreateComputeSystem 8f66: The container operating system does not match the host operating system."
UPLEVEL = "a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host"
EXIT = "failure in a Windows system call: The virtual machine or container exited unexpectedly. (0xc0370106)"
FORMAT = "hcsshim::PrepareLayer failed in Win32: The container image contains a layer with an unrecognized format. (0xc0370112)"
PULL = 'failed to pull and unpack image "{}": no match for platform in manifest: not found'
MEMORY = 64 * 1024 * 1024   # of address space


def raw(*args, stdin=b"", memory=None):
    """Runs with bytes as standard input and, where asked, with little memory."""
    limit = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
    return subprocess.run([program.path, "diagnose", *map(str, args)], input=stdin, env=program.environment(), capture_output=True,
                          timeout=60, preexec_fn=limit)


def ask(text, *args, code=0):
    """The answer as JSON; None where the exit code is another."""
    p = raw(*args, "-o", "json", stdin=text if isinstance(text, bytes) else text.encode())
    return json.loads(p.stdout) if p.returncode == code else None


def found(name, data, *errors, args=()):
    """Exactly these errors are found, in this order."""
    answer = ask(data, *args)
    ids = [m["error"] for m in answer["matches"]] if answer else None
    tap.ok(ids == list(errors), name, ids)
    return answer


def blamed(name, expected, text, *args):
    """What is said of the versions: true, false or None."""
    answer = ask(text, *args)
    said = answer["versionsAreTheCause"] if answer else "nothing"
    tap.ok(said is expected, name, said, json.dumps(answer)[:600])
    return answer


def sources():
    path = home / "error.log"
    path.write_text(MISMATCH)
    for name, args in {"a file": [path], "standard input as -": ["-"], "standard input": []}.items():
        p = raw(*args, stdin=MISMATCH.encode() if args != [path] else b"")
        tap.ok(p.returncode == 0 and b"E-MISMATCH" in p.stdout and p.stdout.startswith(b"FOUND") and p.stderr == b"", f"the text is {name}", p)
    lines = p.stdout.decode().splitlines()
    tap.ok([line.split(" ")[0] for line in lines[:3]] == ["FOUND", "because", "do"], "first what it is, second why, third what to do", *lines)
    fifo = home / "fifo"
    os.mkfifo(fifo)
    threading.Thread(target=lambda: fifo.write_text(MISMATCH)).start()
    tap.ok(raw(fifo).returncode == 0, "a named pipe")
    for name, args, code, words in [
            ("a folder", [home], 2, "is a directory"), ("a file that is not there", ["/nonexistent"], 2, "No such file"),
            ("a device without end", ["/dev/zero"], 2, "is a device"), ("two files", [path, path], 2, "a second"),
            ("an empty name", [""], 2, "is empty"), ("standard input twice", ["--host", "@-"], 2, "only once"), ("a host that is none", ["--host", "ws2020", path], 2, "ws2020"),
            ("a host that is none, with an image", ["--host", "ws2020", "--image", "os:10.0.17763.1", path], 2, "ws2020"),
            ("an isolation that is none", ["--isolation", "hyper-v", path], 2, "did you mean 'hyperv'")]:
        p = raw(*args)
        tap.ok(p.returncode == code and words in p.stderr.decode() and p.stdout == b"", f"{name} is refused", p)


def unknown():
    for name, text in {"unknown text": b"something went wrong\n", "an empty text": b"", "NUL bytes": bytes(100), "no text": os.urandom(100000)}.items():
        p = raw(stdin=text)
        tap.ok(p.returncode == 1 and p.stdout.startswith(b"UNKNOWN") and b"\ndo " in p.stdout, f"{name}: exit 1, and what would help", p)
    answer = ask("(0xc0370199) failure in a Windows system call", code=1)
    tap.ok(answer and answer["matches"] == [] and answer["codes"] == ["0xc0370199"] and answer["versionsAreTheCause"] is None and answer["next"],
           "a code that nobody knows is named", answer)
    answer = ask("no idea", "--host", "ws2019", "--image", "os:10.0.20348.1", code=1)
    tap.ok(answer and answer["versionsAreTheCause"] is True, "versions are checked all the same", answer)


def shapes():
    log = f"one\r\n{MISMATCH}\r\nthree\r\n"
    found("UTF-16 with a mark, as PowerShell writes it", b"\xff\xfe" + log.encode("utf-16-le"), "E-MISMATCH")
    found("UTF-16, big-endian", b"\xfe\xff" + log.encode("utf-16-be"), "E-MISMATCH")
    found("UTF-16 without a mark", log.encode("utf-16-le"), "E-MISMATCH")
    found("UTF-8 with a mark", b"\xef\xbb\xbf" + log.encode(), "E-MISMATCH")
    found("between NUL bytes", bytes(1000) + MISMATCH.encode() + bytes(1000), "E-MISMATCH")
    found("without an end of line, behind a megabyte of one line", b"x" * 1000000 + MISMATCH.encode(), "E-MISMATCH")
    found("in capitals", MISMATCH.upper(), "E-MISMATCH")
    found("in code page 932", "Docker エラー: ".encode("cp932") + MISMATCH.encode(), "E-MISMATCH")
    many = found("each finding once", f"{MISMATCH}\n{UPLEVEL}\n{MISMATCH}\n{UPLEVEL}\n{UPLEVEL}\n", "E-MISMATCH", "E-UPLEVEL")
    tap.ok([(m["line"], m["count"]) for m in many["matches"]] == [(1, 2), (2, 3)] and many["lines"] == 5, "with first line and count", many)
    found("details make another finding", "\n".join(PULL.format(f"example/{n}:1") for n in "aab"), "E-NOMATCH-CTRD", "E-NOMATCH-CTRD")


def has_room():
    """Does the program start in so little memory? Under a sanitizer it does not."""
    return raw(stdin=b"x", memory=MEMORY).returncode == 1


def size():
    if not has_room():
        return tap.skip("large logs in little memory", "this program was built with a sanitizer")
    path = home / "sparse.log"
    with open(path, "wb") as file:
        file.truncate(1 << 30)
        file.seek((1 << 30) - 1000)
        file.write(b"\n" + UPLEVEL.encode() + b"\n")
    p = raw("-o", "json", path, memory=MEMORY)
    answer = json.loads(p.stdout) if p.returncode == 0 else None
    tap.ok(answer and [m["error"] for m in answer["matches"]] == ["E-UPLEVEL"], "a gigabyte in 64 MB of memory", p)
    tap.ok(answer and answer["bytes"] > 1 << 30 - 1 and answer["matches"][0]["line"] == 2, "all of it was read", answer)
    hostile = b"\n".join(PULL.format(f"example/app:{n}").encode() for n in range(100000))
    p = raw("-o", "json", stdin=hostile, memory=MEMORY)
    answer = json.loads(p.stdout) if p.returncode == 0 else None
    tap.ok(answer and len(answer["matches"]) == 200 and answer["more"] == 100000 - 200, "more findings than can be listed are counted", p.stderr)
    for name, text in {"a stem over and over": b"failed to create pod sandbox " * 100000, "half an error over and over": b"does not match the host operating system " * 60000,
                       "commands over and over": b"docker run -a -b a/b --isolation " * 60000}.items():
        tap.ok(raw(stdin=text, memory=MEMORY).returncode in (0, 1), name)


def versions():
    blamed("a mismatch speaks for itself", True, MISMATCH)
    blamed("builds differ: they are the cause", True, MISMATCH, "--host", "ws2022", "--image", "os:10.0.17763.1")
    fine = blamed("builds are equal: they are fine", False, MISMATCH, "--host", "ws2022", "--image", "os:10.0.20348.1")
    tap.ok({"PAUSE-IMAGE", "FLAG-AFTER-IMAGE"} <= {c["cause"] for c in fine["matches"][0]["causes"]}, "and other causes are listed", fine)
    blamed("known to start, not supported: perhaps", None, MISMATCH, "--host", "1909", "--image", "os:10.0.18362.1")
    both = blamed("the text names both builds", True, UPLEVEL)
    tap.ok(both["matches"][0]["facts"] == {"hostVersion": "10.0.17763", "imageVersion": "10.0.20348"}, "and they are pulled out", both)
    tap.ok(both["matches"][0]["checks"][0]["decision"] == "refuse", "and checked", both)
    blamed("--host replaces what the text says", False, UPLEVEL, "--host", "ws2022")
    blamed("an exit on one side of a border", True, EXIT, "--host", "10.0.26100.2894", "--image", "os:10.0.26100.3194")
    blamed("an exit with equal revisions", False, EXIT, "--host", "10.0.26100.3194", "--image", "os:10.0.26100.3194")
    blamed("an exit of which nothing is known", None, EXIT)
    blamed("the border is no matter under Hyper-V isolation", False, EXIT, "--host", "10.0.26100.2894", "--image", "os:10.0.26100.3194", "--isolation", "hyperv")
    blamed("another cause stands in the text", False, "No hypervisor is present on this system. (0xc0351000)", "--host", "ws2019", "--image", "os:10.0.20348.1")
    blamed("no Hyper-V is no matter of versions", False, "No hypervisor is present on this system.", "--host", "ws2022,hyperv=no", "--image", "os:10.0.17763.1")
    blamed("another system is no matter of versions", False, "no matching manifest for windows/amd64 10.0.20348 in the manifest list entries", "--image",
           f"json:{linux_image()}")
    blamed("the pause image is not the pod's image", True, f"Failed to create pod sandbox: {MISMATCH}", "--host", "ws2022", "--image", "os:10.0.20348.1")
    blamed("the worst of several", True, f"{MISMATCH}\n{UPLEVEL}", "--host", "ws2022", "--image", "os:10.0.17763.1")
    log = f"Operating System: Windows Server 2022 (OS Build 20348.1)\nUnable to find image 'mcr.microsoft.com/windows/servercore:ltsc2019' locally\n{MISMATCH}"
    told = blamed("host and image stand elsewhere in the log", True, log)
    tap.ok(told["matches"][0]["checks"] and told["next"][0] == "docker run --isolation=hyperv mcr.microsoft.com/windows/servercore:ltsc2019", "and go into commands", told)
    log = log.replace("\nUnable", "\nKernel Version: 10.0 17763 (17763.1)\nUnable")
    tap.ok(ask(log)["matches"][0]["checks"] == [], "two hosts in one log: none is guessed")
    pull = PULL.format("mcr.microsoft.com/windows/servercore:ltsc2019")
    blamed("containerd compares as for process isolation", True, pull, "--host", "ws2022")
    p = raw("--host", "ws2022", stdin=pull.encode())
    tap.ok(b"--isolation" not in p.stdout, "so that another isolation is no cure", p.stdout)
    blamed("and takes the host's own build", False, pull, "--host", "ws2019")
    nodes = json.dumps({"kind": "Node", "apiVersion": "v1", "metadata": {"name": "n"}, "status": {"nodeInfo": {
        "operatingSystem": "windows", "architecture": "amd64", "kernelVersion": "10.0.17763.557", "osImage": "Windows Server 2019 Datacenter"}}})
    (home / "two.log").write_text(f"{MISMATCH}\n{EXIT}\n")
    p = raw("--host", "@-", "--image", "os:10.0.17763.557", "-o", "json", home / "two.log", stdin=nodes.encode())
    tap.ok(p.returncode == 0 and [len(m["checks"]) for m in json.loads(p.stdout)["matches"]] == [1, 1], "a host of standard input, for every finding", p)
    blamed("the format is disputed", None, FORMAT)
    p = raw("--host", "ws2022", "--image", "json:/nonexistent", stdin=MISMATCH.encode())
    tap.ok(p.returncode == 0 and b"/nonexistent" in p.stderr, "an image that cannot be read: said, and the rest stands", p)


def linux_image():
    path = home / "linux.json"
    path.write_text(json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}))
    return path


def strangers():
    """What a text says is never obeyed: no file, engine or registry is asked, no terminal driven, no command smuggled in."""
    secret = home / "secret.json"
    secret.write_text(json.dumps({"architecture": "amd64", "os": "windows", "os.version": "10.0.17763.1"}))
    for name in (f"json:{secret}", "docker-daemon:x", f"oci:{home}", "registry.invalid/app:1"):
        answer = ask(PULL.format(name), "--host", "ws2022")
        said = json.dumps([c for m in answer["matches"] for c in m["checks"]])
        tap.ok("17763" not in said, f"an image called {name.split(':')[0]} is not read", said)
    p = raw(stdin=PULL.format("\x1b[2Ja/b\u202e").encode() + b"\x1b]0;x\x07\xff")
    tap.ok(p.returncode == 0 and not any(b < 32 and b != 10 for b in p.stdout), "no control character comes through", p.stdout)
    answer = ask(PULL.format("a/b:1 && rm -rf /"), "--host", "ws2022")
    tap.ok(answer and not any("rm -rf" in command for command in answer["next"]), "no command comes through", answer)
    answer = ask("docker run --isolation=process -v $(reboot) x/y:1 cmd --isolation=process")
    tap.ok(answer is None or not any("$(" in c for c in answer["next"]), "no substitution comes through", answer)
    p = raw("--host", "ws2022", "--image", "x; reboot", "-o", "json", stdin=MISMATCH.encode())
    tap.ok(p.returncode == 0 and b"run --isolation=hyperv IMAGE" in p.stdout, "nor from the command line", p)


def data():
    """An error of a newer data folder."""
    source = pathlib.Path(__file__).resolve().parents[2] / "data"
    folder = home / "data"
    folder.mkdir()
    for path in [*source.glob("*.yaml"), *source.glob("matrix/*.yaml")]:
        target = folder / path.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    row = ("checked: 2026-11-25\nerrors:\n  - {id: E-NEW, title: New, stems: [a brand new error], pattern: 'a brand new error (?<value>\\d+)', means: m, confidence: likely,\n"
           "     versions: no, next: [look], source: s, examples: [{text: a brand new error 7}]}\n")
    (folder / "new.yaml").write_text(row)
    found("an error of newer data", "a brand new error 42", "E-NEW", args=("--data", folder))
    (folder / "new.yaml").write_text(row.replace("<value>", "<valeu>"))
    p = raw("--data", folder, stdin=b"x")
    tap.ok(p.returncode == 2 and b"E-NEW" in p.stderr and b"named group" in p.stderr, "a pattern with a wrong group is refused", p)


for part in (sources, unknown, shapes, size, versions, strangers, data):
    part()
finish(tap)
