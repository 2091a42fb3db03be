"""The journal's chain by the words of docs/journal.md alone: a second reader, which shares no code with the first."""

import hashlib
import sqlite3

COLUMNS = "command host host_version image image_digest isolation purpose decision mode rules edition policy".split()


def netstring(value):
    """One value: its length, a colon, its bytes, a comma; `-,` where there is none."""
    if value is None:
        return b"-,"
    data = value if isinstance(value, bytes) else str(value).encode()
    return b"%d:%s," % (len(data), data)


def digest(*values):
    return hashlib.sha256(b"".join(map(netstring, values))).digest()


def texts_of(db):
    found = {}
    for key, was, data in db.execute("SELECT id, digest, CAST(bytes AS BLOB) FROM text"):
        if hashlib.sha256(data).digest() != was:
            raise ValueError(f"text {key}")
        found[key] = was
    return found


def matters_of(db, texts):
    found = {}
    for key, was, host, image, verdict, *columns in db.execute(
            f"SELECT id, digest, host_text, image_text, verdict_text, {', '.join(COLUMNS)} FROM matter"):
        if digest(*columns, texts[host], texts[image], texts[verdict]) != was:
            raise ValueError(f"matter {key}")
        found[key] = was
    return found


def head(path):
    """(last number, its hash), after every digest was made again. ValueError where one differs."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20) as db:
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise ValueError("integrity_check")
        texts = texts_of(db)
        matters = matters_of(db, texts)
        number, before, last, last_hash = db.execute("SELECT pruned, pruned_hash, last, last_hash FROM head").fetchone()
        for row in db.execute("SELECT sequence, time, kind, matter, request, about, word, code, detail, hash FROM entry ORDER BY sequence"):
            sequence, time, kind, matter, request, about, word, code, detail, was = row
            now = digest(before, sequence, time, kind, matters.get(matter), texts.get(request), about, word, code, detail)
            if sequence != number + 1 or now != was:
                raise ValueError(f"entry {sequence}")
            number, before = sequence, was
        if (number, before) != (last, last_hash):
            raise ValueError("the head")
        return number, before
