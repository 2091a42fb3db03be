"""Just enough of Helm's templates to render a chart that keeps to it: anything else in a template is a fault."""

import re

import yaml


class Fault(Exception):
    """A template that uses more than is understood here, or what is not there."""


def lookup(path, scope):
    value = scope["."] if path == "." else scope
    for word in path.strip(".").split("."):
        if not word:
            continue
        if not isinstance(value, dict) or word not in value:
            raise Fault(f"{path}: no such value")
        value = value[word]
    return value


def tokens(text):
    """Text and actions in turn; "{{-" takes the white space before it away, as text/template does."""
    at = 0
    for match in re.finditer(r"\{\{(-?)\s*(.*?)\s*(-?)\}\}", text, re.DOTALL):
        before = text[at:match.start()]
        yield "text", before.rstrip() if match[1] else before
        yield "action", match[2]
        at = match.end()
        if match[3]:
            at += len(text[at:]) - len(text[at:].lstrip())
    yield "text", text[at:]


def evaluate(action, scope):
    path, *pipes = [p.strip() for p in action.split("|")]
    if path.startswith("toYaml "):
        value = yaml.safe_dump(lookup(path.split()[1], scope), sort_keys=False).rstrip()
    elif re.fullmatch(r"\.[\w.]*", path):
        value = lookup(path, scope)
    else:
        raise Fault(f"{{{{ {action} }}}}: not understood")
    for pipe in pipes:
        name, *words = pipe.split()
        if name == "quote":
            value = '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
        elif name == "indent":
            value = "\n".join(" " * int(words[0]) + line for line in value.split("\n"))
        else:
            raise Fault(f"{pipe}: not understood")
    return str(value).lower() if isinstance(value, bool) else str(value)


def block(stream, scope, out, shown):
    """Renders up to the `end` of the block that is open, or the end of the text."""
    for kind, text in stream:
        if kind == "text":
            out.append(text if shown else "")
        elif text == "end":
            return
        elif text.startswith("if "):
            words = text.split()[1:]
            holds = bool(lookup(words[-1], scope)) != (words[0] == "not")
            block(stream, scope, out, shown and holds)
        elif text.startswith("range "):
            body = []
            depth = 0
            for item in stream:
                depth += item[1].startswith(("if ", "range ")) if item[0] == "action" else 0
                if item == ("action", "end"):
                    if depth == 0:
                        break
                    depth -= 1
                body.append(item)
            for value in lookup(text.split()[1], scope):
                block(iter(body), {**scope, ".": value}, out, shown)
        elif shown:
            out.append(evaluate(text, scope))


def render(chart, namespace, values):
    """Every object of the chart at the folder `chart`; `values` are laid over its own, as --set does."""
    merged = yaml.safe_load((chart / "values.yaml").read_text())
    for path, value in values.items():
        *parents, last = path.split(".")
        place = merged
        for parent in parents:
            place = place[parent]
        if last not in place:
            raise Fault(f"{path}: no such value")
        place[last] = value
    scope = {"Values": merged, "Release": {"Namespace": namespace, "Name": "wincompat"}}
    scope["."] = scope
    objects, notes = [], ""
    for file in sorted((chart / "templates").iterdir()):
        out = []
        block(tokens(file.read_text()), scope, out, True)
        if file.suffix == ".txt":
            notes = "".join(out)
        else:
            objects += [o for o in yaml.safe_load_all("".join(out)) if o]
    return objects, notes
