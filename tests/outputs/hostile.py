"""Names that somebody chose to break a format, and what the formats write in their place."""

import re

NAMES = [
    b"plain/name:1", b"a\nb", b"a\r\nb", b"\nfirst line empty", b"tab\there", b" leading", b"trailing ", b"two  blanks",
    b"::error::injected", b" ::add-mask::x", b"::", b"a::b", b"x\n::set-output name=a::b", b"##vso[task.setvariable variable=PATH]evil",
    b"x ##vso[build.addbuildtag]y", b"##[error]red", b"#", b"##", b"###", b"]", b"]]>", b"<![CDATA[x]]>", b";", b"a;b=c", b"type=error;]x",
    b"%", b"%0A", b"%25", b"%AZP25", b"%3B", b"a,b:c", b"line=1,col=2", b"<script>alert(1)</script>", b'"><img src=x onerror=alert(1)>',
    b"'", b'"', b"&amp;", b"&#10;", b"&", b"<!--", b"--><b>", b"</style><script>x</script>", b"</details>", b"javascript:alert(1)",
    b"\x1b[31mred\x1b[0m", b"\x07bell", b"\x01", b"\x0c", b"\x7f", b"\xc2\x85next line", b"\xc2\x9b31m", b"\xe2\x80\xaetxt.exe",
    b"\xe2\x81\xa6isolate\xe2\x81\xa9", b"zero\xe2\x80\x8bwidth", b"\xef\xbb\xbfmark", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xe2\x80\xa8line separator",
    b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"cut \xe2\x82", b"# SKIP it", b"x # TODO later", b"ok 1 - forged",
    b"x\nok 2 - forged\n1..2", b"Bail out! now", b"---", b"...", b"  ...", b"1..0 # SKIP all", b"|", b"a|b|c", b"`code`", b"**bold**",
    b"[a](https://example.com)", b"[a](1)", b"![i](x)", b"@somebody", b"https://example.com/", b"www.example.com", b"\\", b"\\x1b", b"\\u202e", b"{0}", b"{{title}}", b"${TAG}", b"$(id)",
    b"../../etc/passwd", b"/etc/passwd", b"//host/x", b"./here", b"././here", b".", b"..", b"C:\\Windows\\x", b"a\\b", b"a b", b"%SRCROOT%",
    "größe/中文/😀".encode(), "👩\u200d💻".encode(), b"x" * 3000, b"-", b"--help", b"null", b"0", b"*", b"~", b"!x", b"? x", b": x", b"- x", b"key: value", b"@",
]

# What the safe form escapes (src/present/safe.c), decoded text in.
DRIVES = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
GOOD = re.compile(rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
                  rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}")


def pieces(name):
    """Its characters: well-formed ones as str, bytes that are part of none as int."""
    at = 0
    while at < len(name):
        match = GOOD.match(name, at)
        yield match.group().decode() if match else name[at]
        at = match.end() if match else at + 1


def safe(name):
    """The safe form of sentences and titles: escapes for what drives a terminal or a CI."""
    out, before, text = [], None, list(pieces(name))
    for i, piece in enumerate(text):
        blank = all(p == " " for p in text[:i - 1]) if i else False
        if isinstance(piece, int):
            out.append(f"\\x{piece:02x}")
        elif DRIVES.match(piece):
            out.append(f"\\x{ord(piece):02x}" if ord(piece) < 256 else f"\\u{ord(piece):04x}")
        elif piece == before and (piece == "#" or (piece == ":" and blank)):
            out.append(f"\\x{ord(piece):02x}")
        else:
            out.append(piece)
        before = piece
    return "".join(out)


def data(name):
    """The exact form, where a format can hold it: only what is no UTF-8 is replaced."""
    return "".join("\ufffd" if isinstance(p, int) else p for p in pieces(name))


def xml(name):
    """The exact form in XML 1.0."""
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n\r") or ord(c) in (0xfffe, 0xffff) else c for c in data(name))


def path(name):
    """A file's name as reports have it."""
    while name[:2] == b"./" and len(name) > 2:
        name = name[2:]
    return name
