#!/usr/bin/python3
# Scans of what no repository should hold: hostile, broken and huge files; and the options that need git, a registry or two runs. Prints TAP.
"""scan.py PROGRAM"""

import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli"), str(HERE.parent / "cache")]
from small_registry import Registry  # noqa: E402
from tap import Program, Tap, finish, temporary  # noqa: E402

OLD, NEW = "mcr.microsoft.com/windows/servercore:ltsc2019", "mcr.microsoft.com/windows/servercore:ltsc2022"
OFFLINE = ["--offline", "--no-cache", "--host", "ws2022"]
COMPOSE = f"services:\n  a:\n    image: {OLD}\n"
tap = Tap()
home = temporary()
program = Program(str(pathlib.Path(sys.argv[1]).resolve()), home)
sanitized = b"__asan_init" in pathlib.Path(sys.argv[1]).read_bytes()


def tree(**files):
    """A new folder with these files; a name's __ is a slash."""
    root = temporary()
    for name, content in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def scan(root, *args, **more):
    return program.run("scan", *OFFLINE, *args, cwd=root, **more)


def report(root, *args, **more):
    done = scan(root, *args, "-o", "json", **more)
    return done, json.loads(done.stdout) if done.stdout else None


def places(found):
    return [(f["file"], f["line"], f["column"]) for f in found["findings"]]


def one_message(name, files, file, message, code=1):
    """A fault is told in one message, and the compose file beside it is still read."""
    root = tree(**{"good__compose.yml": COMPOSE, **files})
    done, found = report(root)
    errors = [e for e in found["errors"] if e["file"] == file]
    told = [line for line in done.stderr.splitlines() if not line.startswith("  do: ")]
    tap.ok(done.returncode == code and places(found) == [("good/compose.yml", 3, 12)] and len(errors) == 1 and message in errors[0]["text"] and
           errors[0]["do"] and len(told) == 1, name, done.returncode, found["errors"], done.stderr)


def check_bad_files():
    utf16 = COMPOSE.encode("utf-16")
    one_message("UTF-16", {"compose.yaml": utf16}, "compose.yaml", "UTF-16")
    one_message("a binary file with the name of a Dockerfile", {"Dockerfile": b"\x7fELF\0\0\1" * 99}, "Dockerfile", "NUL byte")
    one_message("broken YAML", {"a.yaml": "services:\n  a: [\n"}, "a.yaml", "not YAML")
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)) + "services: {a: {image: *a11}}\n"
    one_message("a bomb of aliases", {"bomb.yml": bomb}, "bomb.yml", "aliases unfold to more than")
    one_message("YAML of 50 MB", {"huge.yaml": "services:\n" + "# filler\n" * 6_000_000}, "huge.yaml", "larger than 16 MB")
    one_message("a Dockerfile of 2 MB", {"Dockerfile": "FROM x\n" + "RUN y\n" * 400_000}, "Dockerfile", "holds more than")
    one_message("a Dockerfile without FROM", {"Dockerfile": "RUN x\n"}, "Dockerfile", "no FROM")
    one_message("broken JSON", {"task.json": '{"containerDefinitions": [}'}, "task.json", "JSON")
    deep = "services: " + "[" * 5000
    one_message("deep nesting", {"deep.yml": deep}, "deep.yml", "nested more than")


def check_quiet_files():
    """What only might be a Dockerfile, and is none, is nobody's business."""
    root = tree(**{"compose.yml": COMPOSE, "data.bin": b"\0\1\2" * 1000, "core": b"\xff\xfe" * 10, "mbox": "From a@b Mon\n", "notes": "x" * 3_000_000,
                   "program.exe": b"MZ\0"})
    done, found = report(root)
    tap.ok(done.returncode == 1 and found["errors"] == [] and len(found["findings"]) == 1 and done.stderr == "", "other files are passed over", done.stderr)


def check_text_forms():
    bom = b"\xef\xbb\xbf"
    root = tree(**{"Dockerfile": bom + f"FROM {OLD}\r\nRUN dir\r\n".encode(), "compose.yml": bom + COMPOSE.replace("\n", "\r\n").encode()})
    done, found = report(root)
    tap.ok(places(found) == [("Dockerfile", 1, 6), ("compose.yml", 3, 12)] and all("\r" not in f["reference"] for f in found["findings"]),
           "CRLF and a byte order mark", found["findings"], done.stderr)


def check_links():
    root = tree(compose__yml=COMPOSE)
    (root / "compose/yml").rename(root / "compose.yml")
    (root / "compose").rmdir()
    (root / "loop").symlink_to(root)
    (root / "again.yml").symlink_to(root / "compose.yml")
    (root / "Dockerfile").symlink_to("/etc/passwd")
    os.mkfifo(root / "pipe.yaml")
    done, found = report(root, timeout=20)
    tap.ok(places(found) == [("compose.yml", 3, 12)] and found["errors"] == [], "links are not followed, pipes not read", found, done.stderr)


def check_names():
    root = tree(**{"a\nb.dockerfile": f"FROM {OLD}\n", "\x1b[31mred.dockerfile": f"FROM {OLD}\n", "blank name.dockerfile": f"FROM {OLD}\n"})
    done = scan(root)
    lines = [line for line in done.stdout.splitlines() if line.endswith(".dockerfile")]
    tap.ok(done.returncode == 1 and len(lines) == 3 and "\x1b" not in done.stdout and r"a\x0ab.dockerfile" in done.stdout, "names with control characters", done.stdout)
    done, found = report(root)
    tap.ok(sorted(f["file"] for f in found["findings"]) == sorted(["a\nb.dockerfile", "\x1b[31mred.dockerfile", "blank name.dockerfile"]), "and in JSON", found)
    tap.ok(scan(root, "--fix").stdout.count("+++ ") == 2, "a name that would break a diff is left out")


def check_unreadable():
    root = tree(**{"compose.yml": COMPOSE, "secret__compose.yml": COMPOSE, "Dockerfile": "FROM x\n"})
    (root / "Dockerfile").chmod(0)
    (root / "secret").chmod(0)
    if os.geteuid() == 0:
        tap.skip("files that may not be read", "root may read everything")
    else:
        done, found = report(root)
        tap.ok(done.returncode == 1 and len(found["errors"]) == 2 and len(found["findings"]) == 1, "files that may not be read", found)
    (root / "secret").chmod(0o700)


def check_codes():
    broken = tree(**{"a.yaml": "services: [\n"})
    tap.ok(scan(broken).returncode == 2, "2 where nothing could be read")
    (broken / "notes").write_text("of no matter")
    tap.ok(scan(broken).returncode == 2, "what names no image does not count as read")
    half = tree(**{"a.yaml": "services: [\n", "compose.yml": COMPOSE.replace(OLD, NEW)})
    tap.ok(scan(half).returncode == 0 and scan(half, "--strict").returncode == 2, "2 with --strict where one file could not be read")
    tap.ok(scan(half, "nowhere").returncode == 2, "2 where a path is not there")
    unknown = tree(**{"compose.yml": COMPOSE.replace(OLD, "example.org/app:1")})
    tap.ok(scan(unknown).returncode == 0 and scan(unknown, "--fail-on", "unknown").returncode == 3, "3 with --fail-on unknown")
    open_ = tree(**{"compose.yml": COMPOSE.replace(OLD, "example.org/app:${X}")})
    tap.ok(scan(open_).returncode == 0 and scan(open_, "--fail-on", "unknown").returncode == 3, "what is not resolved is not known")
    old = tree(**{"compose.yml": COMPOSE.replace(OLD, "mcr.microsoft.com/windows/servercore:20H2") + "    isolation: hyperv\n"})
    tap.ok(scan(old).returncode == 0 and scan(old, "--fail-on", "warn").returncode == 1, "1 with --fail-on warn")
    empty = tree(**{"main.c": "int x;\n"})
    done = scan(empty)
    tap.ok(done.returncode == 0 and "no image is named in 1 file" in done.stderr, "nothing found is said", done.stderr)
    done = scan(tree(**{"wincompat.yaml": "hostss: [ws2022]\n"}))
    tap.ok(done.returncode == 2 and "wincompat.yaml:1:1" in done.stderr and "did you mean 'hosts'" in done.stderr, "a wrong key of wincompat.yaml", done.stderr)
    done = scan(tree(**{"main.c": ""}), "main.c")
    tap.ok(done.returncode == 2 and "no format" in done.stderr, "a file that was named and is none of ours", done.stderr)


def check_standard_input():
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n    - image: {OLD}\n"
    for name, text, place in (("Kubernetes", pod, 6), ("compose", COMPOSE, 3), ("a Dockerfile", f"FROM {OLD}\n", 1)):
        done = scan(tree(), "-", "-o", "json", stdin=text)
        tap.ok(done.returncode == 1 and [f["line"] for f in json.loads(done.stdout)["findings"]] == [place], f"standard input: {name}", done)


def check_reach():
    """A file may name files below what is scanned, and no others."""
    root = tree(**{"project__compose.yml": "services:\n  a: {build: {context: ../../outside}}\n  b: {build: /etc}\n  c: {build: {context: ., dockerfile: ../other/Dockerfile}}\n",
                   "other__Dockerfile": f"FROM {OLD}\n"})
    done, found = report(root)
    whys = [u["why"] for u in found["unresolved"]]
    tap.ok(len(whys) == 2 and all("no Dockerfile" in why for why in whys) and places(found) == [("other/Dockerfile", 1, 6)], "nothing outside is read", found)
    done, found = report(tree(**{"compose.yml": "services: {a: {image: 'json:/etc/passwd'}, b: {image: 'docker-archive:x.tar'}}\n"}))
    tap.ok([f["verdict"]["decision"] for f in found["findings"]] == ["unknown", "unknown"] and done.stderr == "", "references name images of registries only", found, done.stderr)


def check_environment():
    """A file sees of the environment what --env names, and no secret."""
    root = tree(**{"compose.yml": "services:\n  a: {image: 'example.org/app:${SECRET}'}\n  b: {build: {context: ., args: [SECRET]}}\n",
                   "Dockerfile": "ARG SECRET\nFROM example.org/base:${SECRET}\n"})
    done, found = report(root, env={"SECRET": "s3cret"})
    tap.ok(found["findings"] == [] and len(found["unresolved"]) == 2 and "s3cret" not in done.stdout + done.stderr, "no variable is seen by itself", done.stdout, done.stderr)
    done, found = report(root, "--env", "SECRET", "--build-arg", "SECRET", env={"SECRET": "s3cret"})
    tap.ok({f["reference"] for f in found["findings"]} == {"example.org/app:s3cret", "example.org/base:s3cret"}, "--env and --build-arg take one", found)
    done, found = report(root, "--env", "SECRET=x")
    tap.ok(places(found) == [("Dockerfile", 2, 6), ("compose.yml", 2, 15)], "or give one", found)
    done = scan(root, "--host", "@-", "-", stdin="")
    tap.ok(done.returncode == 2 and "only once" in done.stderr, "standard input is read once", done.stderr)


def check_baseline():
    root = tree(**{"compose.yml": COMPOSE})
    known = home / "baseline.json"
    known.write_text(scan(root, "-o", "json").stdout)
    (root / "compose.yml").write_text("# a line more\n" + COMPOSE)
    done, found = report(root, "--baseline", known)
    tap.ok(done.returncode == 0 and found["findings"][0]["excuse"]["kind"] == "baseline", "a baseline excuses what it has, on whatever line", found)
    (root / "compose.yml").write_text(COMPOSE + f"  b:\n    image: {OLD}\n")
    done, found = report(root, "--baseline", known, "--new-only")
    tap.ok(done.returncode == 1 and places(found) == [("compose.yml", 5, 12)], "and no more of them than it has", found)
    tap.ok(scan(root, "--new-only").returncode == 2, "--new-only alone is a mistake")
    known.write_text("{}")
    done = scan(root, "--baseline", known)
    tap.ok(done.returncode == 2 and "no Report" in done.stderr, "another file is no baseline", done.stderr)


def git(root, *args):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *args], cwd=root, check=True, capture_output=True, env=program.environment())


def check_since():
    root = tree(**{"old__compose.yml": COMPOSE, "sub__compose.yml": COMPOSE})
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "one")
    tap.ok(places(report(root, "--since", "HEAD")[1]) == [], "nothing changed: nothing is read")
    (root / "sub/compose.yml").write_text("# changed\n" + COMPOSE)
    (root / "new.dockerfile").write_text(f"FROM {OLD}\n")
    tap.ok(places(report(root, "--since", "HEAD")[1]) == [("new.dockerfile", 1, 6), ("sub/compose.yml", 4, 12)], "what changed, and what is new")
    tap.ok(places(report(root, "--since", "HEAD", "sub")[1]) == [("sub/compose.yml", 4, 12)], "below a folder")
    tap.ok(places(report(root, "--since", "HEAD", root / "sub")[1]) == [(f"{root}/sub/compose.yml", 4, 12)], "by its whole path")
    done = scan(root, "--since", "nonesuch")
    tap.ok(done.returncode == 2 and "git cannot say" in done.stderr, "a revision that nobody knows", done.stderr)


def check_fix():
    text = f"# {OLD}\r\nservices:\r\n  a: {{image: '{OLD}', x: {OLD}}} # kept\r\n"
    root = tree(**{"compose.yml": text})
    (root / "compose.yml").chmod(0o640)
    difference = subprocess.run([program.path, "scan", *OFFLINE, "--fix"], cwd=root, env=program.environment(), capture_output=True, check=False).stdout
    done = scan(root, "--fix", "--write")
    fixed = (root / "compose.yml").read_bytes().decode()
    tap.ok(done.returncode == 1 and fixed == text.replace(f"'{OLD}'", f"'{NEW}'") and (root / "compose.yml").stat().st_mode & 0o777 == 0o640,
           "--fix --write changes that stretch and nothing else", fixed, done.stderr)
    (root / "compose.yml").write_bytes(text.encode())
    subprocess.run(["patch", "-p1", "--binary", "-s"], cwd=root, input=difference, check=True)
    tap.ok((root / "compose.yml").read_bytes().decode() == fixed, "the diff does the same")
    tap.ok(scan(root).returncode == 0, "what is fixed is allowed")
    both = scan(tree(**{"compose.yml": COMPOSE}), "--host", "ws2019", "--fix")
    tap.ok(both.stdout == "", "a tag that fits one host and not the other is left alone", both.stdout)


def check_lock():
    with Registry() as registry:
        image = f"{registry.host}/app:tag100"
        root = tree(**{"compose.yml": f"services: {{a: {{image: {image}}}}}\n"})
        args = ["scan", "--no-cache", "--host", "10.0.20348.150,name=node"]
        done = program.run(*args, "--lock", cwd=root)
        lock = json.loads((root / "wincompat.lock").read_text()) if (root / "wincompat.lock").exists() else {}
        hosts = [host for item in lock.get("images", []) for host in item["hosts"]]
        tap.ok(done.returncode == 0 and [(h["host"], h["osVersion"]) for h in hosts] == [("node", "10.0.20348.100")], "--lock writes what each host takes", done.stderr, lock)
        done = program.run(*args, "-o", "json", cwd=root)
        tap.ok(json.loads(done.stdout)["findings"][0]["warnings"] == [], "as long as nothing moved nothing is said", done.stdout)
        registry.shift = 10
        tap.ok(json.loads(program.run(*args, "-o", "json", cwd=root).stdout)["findings"][0]["warnings"] == [], "a revision that the host has is no drift")
        registry.shift = 100
        found = json.loads(program.run(*args, "-o", "json", cwd=root).stdout)["findings"][0]
        tap.ok([w["rule"] for w in found["warnings"]] == ["LOCK-REVISION-PASSED"] and "past the host's" in found["warnings"][0]["text"], "the revision moved past the host's", found)
        lock["images"][0]["hosts"][0]["osVersion"] = "10.0.25398.1"
        (root / "wincompat.lock").write_text(json.dumps(lock))
        found = json.loads(program.run(*args, "-o", "json", cwd=root).stdout)["findings"][0]
        tap.ok([w["rule"] for w in found["warnings"]] == ["LOCK-ENTRY-GONE"], "the entry for the host is gone", found)
        (root / "wincompat.lock").write_text("[]")
        tap.ok(program.run(*args, cwd=root).returncode == 2, "a broken lock is said")


def check_patience():
    """Files that were made to keep a scan busy: each ends soon."""
    ignored = "# wincompat:ignore A b\n" * 300_000
    services = "".join(f"  s{i}: {{image: '{OLD}', extends: s{i + 1}}}\n" for i in range(60_000))
    args = "".join(f"ARG A{i}=${{A{i - 1}}}\n" for i in range(40_000))
    copies = f"FROM {OLD}\n" + f"COPY --from={NEW} a b\n" * 10_000
    files = {
        "ignores.yml": f"services: {{a: {{image: '{OLD}'}}}}\n" + ignored, "services.yml": "services:\n" + services, "args.dockerfile": args + f"FROM {OLD}\n",
        "copies.dockerfile": copies, "inline.yml": "services:\n  a:\n    build:\n      dockerfile_inline: |\n" + copies.replace("FROM", "        FROM").replace("COPY", "        COPY"),
        "again.yml": "services:\n" + "".join(f"  s{i}: {{build: {{context: ., dockerfile: copies.dockerfile}}}}\n" for i in range(2000)),
        "stages.dockerfile": f"FROM {OLD}\n" * 20_000, "words.dockerfile": "FROM " + "a " * 200_000 + "\n", "heredocs.dockerfile": f"FROM {OLD}\nRUN " + "<<A " * 100_000,
        "globs.txt": "FROM ${A#" + "?" * 100_000 + "}\n", "long.yml": f"services: {{a: {{image: '{OLD}', x: '" + "y" * 3_000_000 + "'}}\n",
    }
    for name, text in files.items():
        root = tree(**{name: text})
        begin = time.monotonic()
        done = scan(root, "--fail-on", "never", "-q", timeout=120)
        took = time.monotonic() - begin
        tap.ok(done.returncode in (0, 2) and took < (60 if sanitized else 10), f"{name} ends soon", done.returncode, took, done.stderr[-300:])


def check_many():
    """Many files, by several threads: the same answer, in the same order."""
    root = temporary()
    for i in range(3000):
        folder = root / f"d{i % 50}"
        folder.mkdir(exist_ok=True)
        (folder / f"f{i}.dockerfile").write_text(f"FROM {OLD if i % 3 else NEW}\n")
    first = scan(root, "-o", "ndjson")
    files = [json.loads(line)["file"] for line in first.stdout.splitlines()]
    tap.ok(len(files) == 3000 and files == sorted(files), "three thousand files, sorted", len(files), first.stderr)
    tap.ok(scan(root, "-o", "ndjson").stdout == first.stdout, "and again the same")
    tap.ok(len(scan(root, "-q", "--exclude", "d1*", "--exclude", "*/f2.dockerfile").stdout.splitlines()) == 3000 - 11 * 60 - 1, "--exclude")


check_bad_files()
check_quiet_files()
check_text_forms()
check_links()
check_names()
check_unreadable()
check_codes()
check_standard_input()
check_reach()
check_environment()
check_baseline()
check_since()
check_fix()
check_lock()
check_patience()
check_many()
finish(tap)
