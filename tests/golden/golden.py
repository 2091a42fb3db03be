#!/usr/bin/python3
# Golden outputs: runs every line of `commands`, compares with expected/, and validates every JSON against docs/schema. Prints TAP.
"""golden.py PROGRAM [--write]: with --write the outputs become the expected ones; read the difference before you keep it."""

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "docs" / "schema"
SCHEMA_OF_KIND = {
    "VerdictList": "verdict", "Verdict": "verdict", "Host": "host", "HostList": "host", "Image": "image", "IndexLint": "index-lint", "IndexLintList": "index-lint",
    "ImageList": "image", "Matrix": "matrix", "MatrixList": "matrix", "MatrixDiff": "matrix",
    "Diagnosis": "diagnosis", "PolicyList": "rules", "RuleList": "rules", "Rule": "rules", "PolicyTest": "rules",
}


def closed(schema):
    """The schema with no undocumented key allowed: answers may grow, but not without their schema."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if "properties" in result and "additionalProperties" not in result and result.get("type") != "array":
        result["additionalProperties"] = False
    return result


def validators():
    made = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        made[path.name.split(".")[0]] = jsonschema.Draft202012Validator(
            closed(schema), format_checker=jsonschema.FormatChecker())
    return made


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key stands twice: {keys}")
    return dict(pairs)


def deepest(error):
    """Of the branches of a oneOf, the complaint that got furthest."""
    while error.context:
        error = max(error.context, key=lambda e: (len(e.absolute_path), -len(str(e.message))))
    return error


def complaints(name, text, by_name):
    """What is wrong with the JSON of one output, as lines."""
    if name.endswith(".txt"):
        return ["a control character is in the text"] if any(ord(c) < 32 and c != "\n" for c in text) else []
    found = []
    for document in text.splitlines() if name.endswith(".ndjson") else [text]:
        value = json.loads(document, object_pairs_hook=no_duplicates)
        validator = by_name[SCHEMA_OF_KIND[value["kind"]]]
        for error in validator.iter_errors(value):
            inner = deepest(error)
            found.append(f"{'/'.join(map(str, inner.absolute_path))}: {inner.message[:300]}")
    return found


def commands():
    for line in (HERE / "commands").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition(":")
            yield name.strip(), rest.split()


def run(program, arguments):
    """stdout, and the exit code as its last line: `exit N` (text only; JSON has it in the expected name's list)."""
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    environment.pop("XDG_CONFIG_HOME", None)
    for key in [key for key in environment if key.startswith("WINCOMPAT_")]:
        del environment[key]
    done = subprocess.run([program, *arguments], cwd=HERE / "input", env=environment, capture_output=True, timeout=60,
                          stdin=subprocess.DEVNULL, check=False)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"), done.returncode


def judge(program, name, arguments, write, by_name):
    """None, or why the case fails."""
    text, talk, code = run(program, arguments)
    expected_code = int(arguments_code(name))
    path = HERE / "expected" / name
    if code != expected_code:
        return f"exit code {code}, not {expected_code}\n{talk}"
    wrong = complaints(name, text, by_name)
    if wrong:
        return "\n".join(wrong[:10])
    if write:
        path.write_text(text, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != expected:
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), "expected", "got", lineterm="", n=1)
        return "\n".join(list(lines)[:40])
    return None


def arguments_code(name):
    """The exit code that a name carries, "refused.1.json": 1."""
    return name.split(".")[-2]


def shared_definitions():
    """The facts of a host and of an image have one shape in every schema."""
    load = lambda name: json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))["$defs"]
    verdict, host, image = load("verdict"), load("host"), load("image")
    if verdict["host"] != host["host"]:
        return "host differs between verdict.schema.json and host.schema.json"
    for key, value in verdict["image"]["properties"].items():
        if image["image"]["properties"].get(key) != value:
            return f"image.{key} differs between verdict.schema.json and image.schema.json"
    return None


def main():
    program, write = str(Path(sys.argv[1]).resolve()), "--write" in sys.argv[2:]
    by_name = validators()
    results = [("shared definitions of the schemas", shared_definitions())]
    for name, arguments in commands():
        results.append((f"{name}: wincompat {' '.join(arguments)}", judge(program, name, arguments, write, by_name)))
    kept = {name for name, _ in commands()}
    stale = sorted(path.name for path in (HERE / "expected").iterdir() if path.name not in kept)
    results.append(("no expected output without a command", ", ".join(stale) or None))
    print(f"1..{len(results)}")
    for number, (title, why) in enumerate(results, 1):
        print(f"{'not ok' if why else 'ok'} {number} - {title.replace('#', '')}")
        for line in (why or "").splitlines():
            print(f"# {line}")
    return any(why for _, why in results)


if __name__ == "__main__":
    sys.exit(main())
