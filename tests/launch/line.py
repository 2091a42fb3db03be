#!/usr/bin/python3
# The line of `docker run`: what is ours, what is docker's, what is the image; plans of every engine; refusals. Prints TAP.
"""line.py PROGRAM"""

import sys

from world import IMAGE, NEW_IMAGE, OLD_IMAGE, World, shown

w = World(sys.argv[1])
tap = w.tap
OFFLINE = ("--host", "ws2022", "--offline", "--no-journal")


def planned(*args, **variables):
    p = w.run("--dry-run", *OFFLINE, *args, **variables)
    return p, p.stdout.splitlines()


def line(name, args, expected, code=0, says=(), **variables):
    p, words = planned(*args, **variables)
    missing = [s for s in says if s not in p.stderr]
    tap.ok(p.returncode == code and words == expected and not missing, name, *shown(p), missing)


def docker(mode, *words):
    return ["docker", "run", f"--isolation={mode}", *words]


def lines():
    line("an image alone", [IMAGE], docker("process", IMAGE), says=["process isolation", "Windows Server 2022"])
    line("the mode that is allowed", [OLD_IMAGE, "cmd"], docker("hyperv", OLD_IMAGE, "cmd"), says=["Hyper-V isolation"])
    line("the command is never touched", [IMAGE, "cmd", "-it", "--host", "x", "--", "", "a b"],
         docker("process", IMAGE, "cmd", "-it", "--host", "x", "--", "", "a b"))
    line("flags stay as they were written", ["-it", "--rm", "-eA=b", "-e", "C", "--env=D=e f", "-p=80:80", "--name", "n", IMAGE],
         docker("process", "-it", "--rm", "-eA=b", "-e", "C", "--env=D=e f", "-p=80:80", "--name", "n", IMAGE))
    line("docker's letters have docker's meaning", ["-h", "name", "-q", "-f", IMAGE], docker("process", "-h", "name", "-q", "-f", "--", IMAGE),
         says=["-f is no flag that we know"])
    line("a value may look like one of our options", ["-e", "--dry-run", "--label", "--host", IMAGE],
         docker("process", "-e", "--dry-run", "--label", "--host", IMAGE))
    line("-- ends the flags", ["--rm", "--", IMAGE, "--x"], docker("process", "--rm", "--", IMAGE, "--x"))
    line("our options may stand among docker's", ["--rm", "--purpose=test", "-i", IMAGE], docker("process", "--rm", "-i", IMAGE))
    line("--isolation is ours to read", ["--isolation", "hyperv", IMAGE], docker("hyperv", IMAGE))
    line("… the last one counts, in any case", ["--isolation=process", "--isolation=HyperV", IMAGE], docker("hyperv", IMAGE))
    line("… empty is docker's default", ["--isolation=", IMAGE], docker("process", IMAGE))
    line("… auto is ours", ["--isolation", "auto", OLD_IMAGE], docker("hyperv", OLD_IMAGE))
    line("… and its default may come from a variable", [OLD_IMAGE], [], code=125, WINCOMPAT_ISOLATION="process", says=["REFUSED"])
    line("--isolation behind the image is pointed out", [IMAGE, "cmd", "--isolation=hyperv"],
         docker("process", IMAGE, "cmd", "--isolation=hyperv"), says=["--isolation=hyperv stands behind the image"])
    line("a flag that nobody knows is passed on", ["--frobnicate", IMAGE], docker("process", "--frobnicate", "--", IMAGE),
         says=["--frobnicate is no flag that we know"])
    line("… with its value", ["--frobnicate=x", IMAGE], docker("process", "--frobnicate=x", IMAGE), says=["with its value"])
    line("… and what stands between it and the image does not hide that", ["--frobnicate", "--isolation=hyperv", IMAGE],
         docker("hyperv", "--frobnicate", "--", IMAGE))
    line("--by-tag", ["--by-tag", IMAGE], docker("process", IMAGE))
    p = w.run("--engine", "print", *OFFLINE, IMAGE)
    tap.ok(p.returncode == 0 and p.stdout.splitlines() == docker("process", IMAGE) and not w.recorded(), "--engine print launches nothing", *shown(p))


def wrong():
    for name, args, words in (
            ("no image", [], "needs an image"),
            ("no image behind a flag's value", ["--name", IMAGE], "needs an image"),
            ("a flag without its value", ["--name"], "--name needs a value"),
            ("a letter without its value", ["-e"], "-e needs a value"),
            ("no isolation of that name", ["--isolation", "vm", IMAGE], "is no isolation"),
            ("an isolation that docker would refuse, too", ["--isolation=process", OLD_IMAGE], "REFUSED"),
            ("an image that is newer than the host", [NEW_IMAGE], "REFUSED"),
            ("no such engine", ["--engine", "rkt", IMAGE], "--engine"),
            ("podman", ["--engine", "podman", IMAGE], "podman cannot run Windows containers"),
            ("no such option's value", ["--purpose", "fun", IMAGE], "--purpose"),
            ("two hosts", ["--host", "ws2019", IMAGE], "2 hosts are named"),
            ("a Linux platform", ["--platform", "linux/amd64", IMAGE], "Windows containers only"),
            ("what no engine knows", ["os:10.0.20348.1"], "cannot be launched"),
            ("an archive", ["docker-archive:x.tar"], "cannot be launched"),
            ("no reference", ["UPPER CASE"], "UPPER CASE"),
            ("an empty image", [""], "empty"),
            ("an image that nothing is known of", ["registry.example/some/thing:1"], "UNKNOWN"),
            ("a journal that is wanted and not", ["--no-journal", "--require-log", IMAGE], "contradict"),
            ("an engine that cannot be asked afterwards", ["--verify", "--engine", "nerdctl", IMAGE], "--verify asks the Docker Engine"),
            ("an edition that never was", ["--matrix", "E99", IMAGE], "E99")):
        p = w.run(*OFFLINE, *args)
        tap.ok(p.returncode == 125 and words in p.stderr and not p.stdout and not w.recorded(), f"refused: {name}", *shown(p))
    long = "x" * 5000
    for name, args in (("a long image", [long]), ("a long flag", [f"--{long}", IMAGE]), ("controls", ["--\x1b[31m\n", IMAGE]),
                       ("only dashes", ["-", "--", "---", "-="]), ("many letters", ["-" + "i" * 5000, IMAGE]),
                       ("bytes that are no UTF-8", [b"--\xff\xfe", IMAGE])):
        p = w.start("--dry-run", *OFFLINE, *args, stdout=-1, stderr=-1)
        out, err = p.communicate(timeout=20)
        tap.ok(p.returncode in (0, 125) and b"\x1b" not in err, f"no harm done: {name}", p.returncode, err[-300:])


def engines():
    line("nerdctl speaks as docker does", ["--engine", "nerdctl", "-it", "--rm", IMAGE, "cmd"],
         ["nerdctl", "run", "--isolation=process", "-it", "--rm", IMAGE, "cmd"])
    line("… with a full name", ["--engine", "nerdctl", "--isolation=hyperv", OLD_IMAGE], ["nerdctl", "run", "--isolation=hyperv", OLD_IMAGE])
    line("… and lacks some flags", ["--engine", "nerdctl", "--health-cmd", "x", IMAGE], [], code=125, says=["nerdctl has no flag --health-cmd"])
    ctr = ["ctr", "run", "--runtime=io.containerd.runhcs.v1"]
    line("ctr", ["--engine", "ctr", "--name", "n", "-it", "--rm", "-eA=b", "-w", "C:\\x", "--cpu-count=2", "-m", "1g", IMAGE, "cmd", "/c"],
         [*ctr, "--tty", "--rm", "--env=A=b", "--cwd=C:\\x", "--cpu-count=2", "--memory-limit=1073741824", IMAGE, "n", "cmd", "/c"],
         says=["ctr images pull"])
    line("ctr isolates by a virtual machine", ["--engine", "ctr", "--name=n", OLD_IMAGE], [*ctr, "--isolated", OLD_IMAGE, "n"])
    p, words = planned("--engine", "ctr", IMAGE)
    tap.ok(len(words) == 5 and words[4].startswith("wincompat-"), "ctr wants a name, and gets one", *shown(p))
    for flag, says in ((["-p", "80:80"], "--publish"), (["-v", "a:b"], "--mount"), (["-e", "A"], "NAME=VALUE"), (["-m", "lots"], "--memory"),
                       (["--pull=always"], "ctr images pull"), (["-m", "9999999999999g"], "--memory")):
        line(f"ctr cannot {' '.join(flag)}", ["--engine", "ctr", *flag, IMAGE], [], code=125, says=[says])
    for size, count in (("512m", 512 << 20), ("512M", 512 << 20), ("1gb", 1 << 30), ("100", 100), ("7k", 7 << 10), ("5b", 5)):
        p, words = planned("--engine", "ctr", "-m", size, IMAGE)
        tap.ok(f"--memory-limit={count}" in words, f"ctr --memory {size}", *shown(p))


lines()
wrong()
engines()
sys.exit(tap.end())
