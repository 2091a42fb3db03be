#!/usr/bin/python3
"""Case trees of the readers: each folder of cases/ holds files, and what is found in them in `expected`.

cases.py PROGRAM [--write] [FOLDER...]. A file `arguments` gives build arguments (NAME=VALUE) and kinds (Kind:path)."""
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).parent / "cases"


def arguments_of(folder):
    given = folder / "arguments"
    words = given.read_text().split() if given.exists() else []
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return words + sorted(name for name in files if name not in ("expected", "arguments"))


def main():
    program, rest = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2:]
    folders = [pathlib.Path(name) for name in rest if name != "--write"] or sorted(p for p in CASES.iterdir() if p.is_dir())
    failed = 0
    for number, folder in enumerate(folders, 1):
        done = subprocess.run([program, *arguments_of(folder)], cwd=folder, capture_output=True, text=True, timeout=20)
        said = done.stdout + done.stderr
        if "--write" in rest:
            (folder / "expected").write_text(said)
        expected = (folder / "expected").read_text() if (folder / "expected").exists() else ""
        good = said == expected and done.returncode == 0
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {folder.name}")
        if not good:
            print("\n".join(f"# {line}" for line in ("expected", *expected.splitlines(), "found", *said.splitlines())))
    print(f"1..{len(folders)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
