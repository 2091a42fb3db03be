#!/usr/bin/python3
# Help, man page and completion say the same as the option tables, and each shell takes its script. help.py PROGRAM prints TAP.
import pathlib
import re
import shutil
import subprocess
import sys

from tap import Program, Tap, finish, temporary

tap = Tap()
home = temporary()
program = Program(sys.argv[1], home)


def text(*args):
    p = program.run(*args)
    tap.ok(p.returncode == 0 and p.stderr == "", "wincompat " + " ".join(args), p.returncode, p.stderr)
    return p.stdout


def section(page, title):
    return page.split(f"\n{title}:\n")[1].split("\n\n")[0]


main = text("help")
commands = re.findall(r"^  (\S+) ", section(main, "Commands"), re.MULTILINE)
topics = re.findall(r"^  (\S+) ", section(main, "Topics"), re.MULTILINE)
man = text("help", "--man")
scripts = {shell: text("completion", shell) for shell in ("bash", "zsh", "fish", "powershell")}
tap.ok(commands == ["check", "run", "observe", "compose", "build", "host", "image", "matrix", "policy", "log", "diagnose", "scan", "serve", "cache", "completion", "help", "version"], "the commands of this version", commands)

for command in commands:
    page = text("help", command)
    tap.ok(text(command, "--help") == page, f"{command} --help is help {command}")
    tap.ok(command == "run" or text(command, "-h") == page, f"{command} -h, too, but for run, where it is docker's")
    tap.ok(all(len(line) <= 80 for line in page.splitlines()), f"help {command} fits 80 columns", page)
    for option in re.findall(r"--([a-z-]+)", section(page, "Options")):
        if not re.search(rf"^  .*--{option}\b", section(page, "Options"), re.MULTILINE):
            continue
        tap.ok("\\-\\-" + option.replace("-", "\\-") in man, f"the man page has {command} --{option}")
        tap.ok(f"--{option}" in scripts["bash"] and f"--{option}" in scripts["zsh"] and f"'--{option}'" in scripts["powershell"]
               and f"-l {option}" in scripts["fish"], f"completion has {command} --{option}")
for topic in topics:
    tap.ok(all(len(line) <= 80 for line in text("help", topic).splitlines()), f"help {topic} fits 80 columns")
    tap.ok(f".SH {topic.replace('-', ' ').upper()}\n" in man, f"the man page has {topic}")
tap.ok(text("--help") == main, "--help is help")

page = home / "wincompat.1"
page.write_text(man + (pathlib.Path(__file__).parent.parent.parent / "docs/man/examples.roff").read_text())
lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True)
tap.ok(lint.returncode == 0, "mandoc has nothing to say about the man page", lint.stdout)


def complete_bash(*words):
    """What bash offers for these words, the last one being typed."""
    quoted = " ".join(f"'{w}'" for w in words)
    ask = f"source {home}/script; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _wincompat; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, cwd=home).stdout.split()


for shell, script in scripts.items():
    if not shutil.which("pwsh" if shell == "powershell" else shell):
        tap.skip(f"{shell} takes its script", f"no {shell} here")
        continue
    (home / "script").write_text(script)
    p = subprocess.run(["pwsh" if shell == "powershell" else shell, *(["-n"] if shell != "powershell" else []), home / "script"],
                       capture_output=True, text=True)
    tap.ok(p.returncode == 0 and p.stderr == "", f"{shell} takes its script", p.stderr)
(home / "script").write_text(scripts["bash"])
tap.ok(complete_bash("wincompat", "ma") == ["matrix"], "bash completes commands")
tap.ok(complete_bash("wincompat", "check", "--iso") == ["--isolation"], "bash completes options")
tap.ok(complete_bash("wincompat", "check", "--isolation", "h") == ["hyperv"], "bash completes words")
tap.ok(complete_bash("wincompat", "check", "--host", "ws202") == ["ws2022", "ws2025"], "bash completes hosts from the data")
tap.ok(complete_bash("wincompat", "matrix", "d") == ["diff"], "bash completes operands")
finish(tap)
