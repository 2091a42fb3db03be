#!/usr/bin/python3
# Runs tools/lint-layers on the project, and on small wrong houses that it must find fault with. layers.py ROOT prints TAP.
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
LINT = root / "tools/lint-layers"
count = failed = 0


def ok(passed, name, output=""):
    global count, failed
    count += 1
    failed += not passed
    print(f"{'ok' if passed else 'not ok'} {count} - {name}")
    for line in [] if passed else output.splitlines():
        print(f"# {line}")


def lint(folder):
    p = subprocess.run([LINT, folder], capture_output=True, text=True)
    return p.returncode, p.stdout + p.stderr


# Each wrong file, and what must be said of it.
WRONG = {
    "an include that goes upwards": ("src/model/a.c", '/* A. */\n#include "app/check.h"\n', "may not include"),
    "an include between siblings": ("src/present/a.c", '/* A. */\n#include "policy/decide.h"\n', "may not include"),
    "the front door past app/": ("cli/a.c", '/* A. */\n#include "source/sources.h"\n', "may not include"),
    "an include that is no arrow": ("src/base/a.c", '/* A. */\n#include "arena.h"\n', "from src/"),
    "a decision that reads the clock": ("src/policy/a.c", "/* A. */\n#include <time.h>\n", "belongs into src/io/"),
    "a foreign header in another room": ("src/source/a.c", "/* A. */\n#include <yaml.h>\n", "belongs into src/format/"),
    "patterns in a second file": ("src/policy/a.c", "/* A. */\n#include <pcre2.h>\n", "belongs into"),
    "a build number": ("src/policy/a.c", "/* A. */\nint a = 17763;\n", "build number 17763"),
    "a build number in a string": ("src/policy/a.c", '/* A. */\nconst char *a = "17763";\n', "build number 17763"),
    "a release name": ("src/policy/a.c", '/* A. */\nconst char *a = "ltsc2019";\n', "'ltsc2019'"),
    "a KB number": ("src/policy/a.c", '/* A. */\nconst char *a = "KB4532691";\n', "'KB4532691'"),
    "a library that speaks": ("src/policy/a.c", '/* A. */\nvoid a(void)\n{\n\tputs("x");\n}\n', "puts()"),
    "a library that ends the process": ("src/io/a.c", "/* A. */\nvoid a(void)\n{\n\texit(1);\n}\n", "exit()"),
    "a decision that reads the environment": ("src/policy/a.c", '/* A. */\nchar *a(void)\n{\n\treturn getenv("X");\n}\n', "getenv()"),
    "a system in the middle of a file": ("src/io/a.c", "/* A. */\n#ifdef _WIN32\n#endif\n", "pair of files"),
    "a file without a head": ("src/io/a.c", "#include <stdio.h>\n", "first line"),
    "a script without a head": ("tools/a", "#!/bin/sh\nset -e\n", "first line"),
    "a file that is too long": ("src/io/a.c", "/* A. */\n" + "int a;\n" * 500, "split the file"),
}
FINE = {
    "a build number in a comment": ("src/policy/a.c", "/* A. */\n/* 17763 is ltsc2019. */\n// 17763\nint a = 10000;\n"),
    "a pair of files": ("src/io/a_windows.c", "/* A. */\n#ifdef _WIN32\n#endif\n"),
    "an arrow downwards": ("src/policy/a.c", '/* A. */\n#include "format/tree.h"\n#include "policy/b.h"\n#include <string.h>\n'),
}


def house(folder, path, text):
    (folder / "data").mkdir()
    (folder / "data/releases.yaml").write_text("# Releases.\nreleases:\n  - build: 17763\n")
    (folder / "src/base").mkdir(parents=True)
    (folder / "src/base/fine.c").write_text("/* Fine. */\nint\nfine(void)\n{\n\treturn 0;\n}\n")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)
    return folder


def lint_house(path, text):
    with tempfile.TemporaryDirectory(prefix="wincompat-test-") as folder:
        return lint(house(pathlib.Path(folder), path, text))


code, output = lint(root)
ok(code == 0, "the house is in order", output)
for name, (path, text, message) in WRONG.items():
    code, output = lint_house(path, text)
    ok(code == 1 and message in output, f"found: {name}", output)
for name, (path, text) in FINE.items():
    code, output = lint_house(path, text)
    ok(code == 0, f"allowed: {name}", output)
print(f"1..{count}")
sys.exit(1 if failed else 0)
