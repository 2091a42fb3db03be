"""The conditions of the webhooks, translated from CEL to Python, and asked about pods."""

import re


class Map:
    """An object as CEL sees it: members by dot or in brackets."""

    def __init__(self, members):
        self._members = members

    def __getattr__(self, name):
        return wrap(self._members[name])

    def __getitem__(self, name):
        return wrap(self._members[name])

    def __contains__(self, name):
        return name in self._members


def wrap(value):
    return Map(value) if isinstance(value, dict) else [wrap(v) for v in value] if isinstance(value, list) else value


def translate(cel):
    text = " ".join(cel.split())
    text = re.sub(r"\('kubernetes.io/os' in (\S+) \? ([^?:]*?) : ([^()]*)\)", r"((\2) if 'kubernetes.io/os' in \1 else (\3))", text)
    text = re.sub(r"has\(([\w.]+)\.(\w+)\)", r"('\2' in \1)", text)
    text = re.sub(r"([\w.]+)\.exists\(t, (.*?\])\)", r"any((\2) for t in \1)", text)
    return text.replace("&&", " and ").replace("||", " or ").replace("!(", " not (")


def asks(hook, spec):
    place = spec
    for word in reversed(re.search(r"has\(object\.([\w.]+)\.os\)", hook["matchConditions"][0]["expression"])[1].split(".")):
        place = {word: place}
    return eval(translate(hook["matchConditions"][0]["expression"]), {"object": wrap(place), "any": any})  # our own text
