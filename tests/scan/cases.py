#!/usr/bin/python3
# Scans of small repositories: each folder of cases/ holds one (tree/), the arguments and what is expected. Prints TAP.
"""cases.py PROGRAM [--write]: with --write the outputs become the expected ones; read the difference before you keep it.

`arguments` is one line; the program runs in tree/. `expected` is standard output, standard error and the exit code."""

import difflib
import json
import pathlib
import shlex
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from tap import Program, Tap, finish, temporary  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "docs" / "schema"
TODAY = "2026-11-25"


def closed(schema):
    """The schema with no undocumented key allowed."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if "properties" in result and result.get("type") in ("object", ["object", "null"]) and "additionalProperties" not in result:
        result["additionalProperties"] = False
    return result


def validator():
    """The schema of reports with that of verdicts put into it, so that nothing is to be fetched."""
    report, verdict = (json.loads((SCHEMAS / f"{name}.schema.json").read_text()) for name in ("report", "verdict"))
    report = json.loads(json.dumps(report).replace("verdict.schema.json#", "#"))
    report["$defs"] = closed({**verdict["$defs"], **report["$defs"]})
    jsonschema.Draft202012Validator.check_schema(report)
    return jsonschema.Draft202012Validator(report)


def show(done):
    return f"{done.stdout}---- talk\n{done.stderr}---- exit {done.returncode}\n"


def check_case(tap, program, folder, write):
    arguments = shlex.split((folder / "arguments").read_text())
    said = show(program.run("scan", *arguments, cwd=folder / "tree", env={"WINCOMPAT_AS_OF": TODAY}))
    if write:
        (folder / "expected").write_text(said)
    expected = (folder / "expected").read_text() if (folder / "expected").exists() else ""
    tap.ok(said == expected, folder.name, *difflib.unified_diff(expected.splitlines(), said.splitlines(), "expected", "said", lineterm=""))


def check_json(tap, program, folder, valid):
    arguments = shlex.split((folder / "arguments").read_text())
    if "--fix" in arguments:
        return
    done = program.run("scan", *arguments, "-o", "json", cwd=folder / "tree")
    faults = [f"{list(e.absolute_path)}: {e.message}" for e in valid.iter_errors(json.loads(done.stdout))] if done.stdout else []
    tap.ok(not faults, f"{folder.name}: the Report is as its schema says", *faults[:5])
    lines = [json.loads(line) for line in program.run("scan", *arguments, "-o", "ndjson", cwd=folder / "tree").stdout.splitlines()]
    faults = [e.message for line in lines for e in valid.iter_errors(line)]
    tap.ok(not faults, f"{folder.name}: so is every line of ndjson", *faults[:5])


def main():
    tap, program, valid = Tap(), Program(str(pathlib.Path(sys.argv[1]).resolve()), temporary()), validator()
    for folder in sorted(path for path in (HERE / "cases").iterdir() if path.is_dir()):
        check_case(tap, program, folder, "--write" in sys.argv)
        check_json(tap, program, folder, valid)
    finish(tap)


if __name__ == "__main__":
    main()
