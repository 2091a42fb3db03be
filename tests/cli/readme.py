#!/usr/bin/python3
# The README is true: every command in its console blocks prints what stands below it. Prints TAP.
"""readme.py PROGRAM README [--write]: with --write the outputs are put into the README; read the difference before you keep it."""

import pathlib
import re
import shlex
import sys

from tap import Program, Tap, finish, temporary

tap = Tap()
program = Program(str(pathlib.Path(sys.argv[1]).resolve()), temporary())
readme = pathlib.Path(sys.argv[2]).resolve()


def sessions(text):
    """The commands of the console blocks, each with what it is said to print."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def output_of(command):
    words = shlex.split(command)
    return program.run(*words[1:], cwd=readme.parent).stdout if words[0] in ("./tools/run", "wincompat") else None


def written(text):
    """The text with every console block printing what the program prints."""
    def block(match):
        commands = [part.partition("\n")[0] for part in re.split(r"^\$ ", match.group(1), flags=re.MULTILINE)[1:]]
        return "```console\n" + "".join(f"$ {c}\n{output_of(c) or ''}" for c in commands) + "```"
    return re.sub(r"^```console\n(.*?)^```", block, text, flags=re.MULTILINE | re.DOTALL)


if "--write" in sys.argv:
    readme.write_text(written(readme.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
count = 0
for command, output in sessions(readme.read_text(encoding="utf-8")):
    printed = output_of(command)
    if printed is not None:
        count += 1
        tap.ok(printed.rstrip() == output.rstrip(), command, "printed:", printed, "the README has:", output)
tap.ok(count > 0, "there are examples")
finish(tap)
