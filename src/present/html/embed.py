# Writes the files of the HTML report as constant bytes of a C file: embed.py OUTPUT.c FILE... (run by the build).
"""style.css becomes `const char wc_html_style[]`, with a NUL behind its last byte."""

import pathlib
import sys

output, *names = sys.argv[1:]
lines = ["/* Made from src/present/html by embed.py. */", '#include "present/html_parts.h"']
for path in map(pathlib.Path, names):
    data = path.read_bytes().replace(b"\r\n", b"\n").rstrip(b"\n") + b"\0"
    lines.append(f"const char wc_html_{path.stem}[{len(data)}] = {{")
    lines += ["\t" + ",".join(str(byte - 256 if byte > 127 else byte) for byte in data[at:at + 32]) + "," for at in range(0, len(data), 32)]
    lines.append("};")
pathlib.Path(output).write_text("\n".join(lines) + "\n", encoding="ascii")
