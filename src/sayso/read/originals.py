"""Which outlet a text says that it is from: "This article was originally published by …", "Republished from …", "Source: …".

Only lines that speak of the text as a whole count: "this article", or words that begin a line. What a mere "Source:" or "via"
names must be an outlet that the table knows, or a site: else a ministry would become an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.read.outlet_table import Known, built_in
from sayso.read.outlets import HOST, host_of, outlet
from sayso.read.wordlist import entries
from sayso.types import Block, Original, Outlet, Span
from sayso.vocabulary import BlockKind, OutletKind

THIS = (
    r"(?:this|the\s+above)\s+(?:news\s+)?"
    r"(?:article|story|report|piece|post|essay|text|analysis|interview|commentary|dispatch|investigation|content|item)"
)
FIRST = r"(?:originally|first|initially)"
PUBLISHED = r"(?:published|appeared|posted|printed|broadcast|ran(?=\s+(?:in|on|at|by)\b))"
SHOWN = r"(?:published|appeared|posted|printed|found|read|viewed|seen|available|here|at|on)"
"""What is said of an original of which it is told where it is; of another it is told who wrote or mended it."""
AGAIN = r"(?:re-?published|reprinted|reproduced|re-?posted|syndicated|cross-?posted)"
PERMITTED = r"(?:\s+here)?(?:\s+with\s+(?:the\s+)?(?:kind\s+)?permission)?"
WHOLE = re.compile(
    rf"(?:^|(?<=[.!?*(\[]\s)|(?<=[*(\[]))(?:"
    rf"(?:{THIS}\s+(?:(?:was|is|has\s+been)\s+)?)?{FIRST}\s+{PUBLISHED}"
    rf"|{THIS}\s+(?:was|is|has\s+been)\s+{FIRST}\s+produced"
    rf"|(?:{THIS}\s+(?:(?:was|is|has\s+been)\s+)?)?{AGAIN}{PERMITTED}(?=\s+(?:from|of|courtesy|by)\b)"
    rf"|(?:read|see|view)\s+(?:the\s+)?original(?:\s+(?:article|story|report|piece|version))?"
    rf"|(?:the\s+)?original\s+(?:article|story|report|version)(?=\s*:|\s+(?:(?:was|can\s+be|is)\s+(?:\w+\s+)?)?{SHOWN}\b)"
    rf")\b(?P<rest>.{{0,240}})",
    re.IGNORECASE,
)
MERE = re.compile(
    r"[\s(\[*]*+(?:(?:article|story|news|original)?\s*source(?:\s+site)?\s*[:–—-]|via:?\s|(?:provided|supplied)\s+by:?\s)\s*"
    r"(?P<name>[^\s].{0,100}?)[\s.)\]*]*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[\s(]*source\s+(?P<name>site-\d{1,6})[\s).]*", re.IGNORECASE)
"""How some sites of translated reprints name whom they have it from: by their own number for it, and no more."""
SENTENCE_END = re.compile(
    r"[.!?;](?=\s|$)|\s[|–—]\s|\b(?:with|under)\s+(?:the\s+)?(?:headline|title)\b|\b(?:updated|corrected|translated)\s+by\b"
)
BEFORE_NAME = re.compile(
    r"(?:\b(?P<word>by|in|on|at|via|from|of)|:)\s+(?:(?:the\s+)?(?:web\s?site|pages)\s+of\s+)?(?P<the>the\s+(?=[A-Z]))?"
)
URL = re.compile(r"https?://[^\s<>\"'()]{3,2000}", re.IGNORECASE)
NAME = re.compile(
    r"(?:The\s+)?[^\W_a-z][\w.'’&+!/-]*(?:\s+(?:(?:of|and|for|the|de|del|la|le|el|du|des|al|&)\s+){0,2}[^\W_a-z][\w.'’&+!/-]*){0,6}"
)
LONGEST_LINE = 320
"""Characters of a line that may speak of the whole text: a longer one is a paragraph, and speaks of something else."""
LONGEST_MERE = 120
"""Characters of a line that says nothing else."""
EDGE = 8
"""Lines at the end, and of a portal's page at the beginning, where a mere "Source:" speaks of the whole text."""
PRESS = frozenset({OutletKind.AGENCY, OutletKind.BROADCASTER, OutletKind.NEWSPAPER, OutletKind.ONLINE})


def named(text: str, publisher: Outlet | None, blocks: Sequence[Block] = ()) -> Original | None:
    """The outlet that `text` says it is from, where that is another than its publisher.

    A mere line speaks of the whole text below the last paragraph of the news (and of a portal's above the first); what one
    right below a caption names is who made the picture.
    """
    below = {_next_line(text, block.span.end) for block in blocks if block.kind is BlockKind.CAPTION}
    last = max((block.span.start for block in blocks if block.kind is BlockKind.BODY), default=0)
    mere = (one for start, one in _in_mere_lines(text, publisher, last) if start not in below)
    found = (one for one in (*_in_words(text), *mere) if not is_one(one.outlet, publisher))
    return next(found, None)


def _next_line(text: str, at: int) -> int:
    """Where the next line that is not empty begins."""
    while at < len(text) and text[at].isspace():
        at += 1
    return _line_start(text, at)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def is_one(one: Outlet | None, other: Outlet | None) -> bool:
    """Are the two one outlet, by what their pages tell and the table that Sayso brings?"""
    if one is None or other is None:
        return False
    a, b = _row(one), _row(other)
    return one.id == other.id or (a is not None and a is b) or _stem(one) == _stem(other)


def _row(one: Outlet) -> Known | None:
    return built_in().find(one.name, f"//{one.site}" if one.site else None)


def _stem(one: Outlet) -> str:
    """ "eldertongazette" of "The Elderton Gazette" and of "eldertongazette.example"."""
    name = one.id.split(".")[0] if one.name == one.id and "." in one.id else one.name
    letters = "".join(filter(str.isalnum, name.casefold()))
    return letters.removeprefix("the") or letters


def _in_words(text: str) -> Iterator[Original]:
    for start, line in _lines(text):
        if len(line) > LONGEST_LINE:
            continue
        for match in WHOLE.finditer(line):
            if found := _of_rest(match["rest"]):
                end = match.start("rest") + found[1]
                yield replace(found[0], span=Span(start + match.start(), start + end))


def _of_rest(rest: str) -> tuple[Original, int] | None:
    """The outlet that the rest of a sentence names, and where its name ends: one that is known before any other name."""
    cut = SENTENCE_END.search(rest)
    sentence = rest[: cut.start()] if cut else rest
    found = [
        (word, name, outlet_of(name[0])) for word in BEFORE_NAME.finditer(sentence) if (name := _name_at(sentence, word.end()))
    ]
    posted = any(made is None for _, _, made in found)  # on a network: who is named beside it is who posted, and no outlet
    named = [
        (word["word"], made, name[1])
        for word, name, made in found
        if made and not _may_be_place(word, made.outlet) and not (posted and _row(made.outlet) is None)
    ]
    if not named:
        return None
    _, original, end = min(named, key=lambda one: (_row(one[1].outlet) is None, one[1].outlet.site is None, one[0] == "by"))
    return original, end


def _may_be_place(before: re.Match[str], made: Outlet) -> bool:
    """ "First published in Great Britain": what stands after a mere "in" is an outlet only where it is known as one."""
    return before["word"] == "in" and not before["the"] and made.site is None and _row(made) is None


def _name_at(sentence: str, start: int) -> tuple[str, int] | None:
    """A web address, a site or a name that begins there, and where it ends."""
    if found := URL.match(sentence, start):
        return found.group().rstrip(".,)"), found.end()
    if (found := HOST.match(sentence, start)) and host_of(found.group()):
        return found.group(), found.end()
    found = NAME.match(sentence, start)
    if found is None:
        return None
    name = found.group().rstrip(".,-'’&")
    first = re.split(r"\W", name.casefold(), maxsplit=1)[0]
    is_name = any(map(str.isalpha, name)) and first not in entries("original_words") and not first.isdigit()
    return (name, start + len(name)) if is_name else None


def outlet_of(name: str) -> Original | None:
    """Of a web address, a site or a name; None for a network where anybody posts, which is nobody's outlet."""
    is_url = URL.fullmatch(name) is not None
    made = outlet(None if is_url else name, name if is_url else None)
    return Original(made, name if is_url else None) if made and made.id not in entries("networks") else None


def _in_mere_lines(text: str, publisher: Outlet | None, last: int) -> Iterator[tuple[int, Original]]:
    """With the place where the line begins. `last`: where the last paragraph of the news does."""
    lines = [(start, line) for start, line in _lines(text) if line.strip()]
    prints = bool(publisher and (row := _row(publisher)) and row.prints)
    below = [(start, line) for start, line in lines[-EDGE:] if start >= last] if len(lines) > 1 else []
    for start, line in (*(lines[:EDGE] if prints else ()), *below):
        if len(line) > LONGEST_MERE:
            continue
        if match := NUMBERED.fullmatch(line):
            yield start, _mere(match["name"].lower(), start, match)
        elif (match := MERE.fullmatch(line)) and _is_outlet(match["name"]):
            yield start, _mere(match["name"], start, match)


def _mere(name: str, start: int, match: re.Match[str]) -> Original:
    made = outlet_of(name)
    assert made is not None  # `_is_outlet`, or a number of a site
    return replace(made, span=Span(start + match.start() + _indent(match.group()), start + match.end("name")))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t([*"))


def _is_outlet(name: str) -> bool:
    """Is it a site or web address, or the name of an outlet of the press that the table knows?"""
    if URL.fullmatch(name) or host_of(name):
        return outlet_of(name) is not None
    row = built_in().by_name(name)
    return row is not None and row.kind in PRESS


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
