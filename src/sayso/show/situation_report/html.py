"""A situation report as one page of HTML that needs nothing beside itself: no script, no network, no other file.

Its security policy forbids everything but its own style sheet, which it names by its hash, and the fonts that lie within it.
All words from outside are escaped; the style sheet holds none of them but the running head, letter by letter as code points.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib import resources

from markupsafe import Markup

from sayso.printable import clean
from sayso.show.page.rendering import day, render
from sayso.show.situation_report.contents import Contents
from sayso.show.situation_report.quoting import shortened

FILES = "sayso.show"
FONTS = (
    ("Source Serif 4", 400, "source-serif-4-latin-400.woff2"),
    ("Source Serif 4", 600, "source-serif-4-latin-600.woff2"),
    ("Inter", 400, "inter-latin-400.woff2"),
    ("Inter", 500, "inter-latin-500.woff2"),
    ("Inter", 600, "inter-latin-600.woff2"),
)
FURTHER_FONTS = (("Source Serif 4", "400 700", "source-serif-4-latin-ext.woff2"), ("Inter", "400 700", "inter-latin-ext.woff2"))
"""Name, weight, file; those of further letters lie within a report only where it has some."""
FURTHER = re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u017f\u018f\u0218-\u021b\u0259\u1e0c-\u1e93\u20b8-\u20bd]")
LATIN = "U+0-FF, U+131, U+152-153, U+2BB-2DC, U+300-329, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212"
LATIN_FURTHER = "U+100-130, U+132-151, U+154-17F, U+18F, U+218-21B, U+259, U+1E0C-1E93, U+20B8-20BD"
HEAD = 90
"""Characters of a title in the running head."""


def page(of: Contents) -> str:
    """The file, in UTF-8."""
    rendered = render("situation_report.html", report=of, style=Markup(""), policy="")
    style = _style(of, bool(FURTHER.search(rendered)))
    digest = b64encode(sha256(style.encode("utf8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"
    return render("situation_report.html", report=of, style=Markup(style), policy=policy)


def _style(of: Contents, further: bool) -> str:
    """Our own rules, the fonts, and the running head of each printed page."""
    running = f"{clean(of.title)[:HEAD]} · as of {day(of.day)}" if of.day else clean(of.title)[:HEAD]
    note = "written for demonstration" if of.material.demonstration else ""
    head = f'@page {{ @top-left {{ content: "{_escaped(running)}" }} @top-right {{ content: "{_escaped(note)}" }} }}\n'
    return "\n".join((_fonts(further), _text("situation_report/style.css"), head))


def _escaped(text: str) -> str:
    """A string of a style sheet: whatever is no letter or digit as its code point, so that it can end nothing. A blank too,
    which would belong to the code point before it."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)


@lru_cache(maxsize=2)
def _fonts(further: bool) -> str:
    faces = [_face(name, weight, f"situation_report/fonts/{file}", LATIN) for name, weight, file in FONTS]
    more = FURTHER_FONTS if further else ()
    return "\n".join([*faces, *(_face(name, weight, f"page/vendored/{file}", LATIN_FURTHER) for name, weight, file in more)])


def _face(name: str, weight: int | str, file: str, letters: str) -> str:
    data = b64encode((resources.files(FILES) / file).read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{name}"; font-weight: {weight}; unicode-range: {letters}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )


@lru_cache(maxsize=4)
def _text(file: str) -> str:
    return (resources.files(FILES) / file).read_text(encoding="utf8")


def file_name(title: str, suffix: str) -> str:
    """Of letters and digits that any file system has: "kazakhstan-january-2022.html"."""
    plain = re.sub(r"[^a-z0-9]+", "-", shortened(title).casefold()).strip("-")[:60].strip("-")
    return f"{plain or 'report'}{suffix}"
