"""Headlines: which line of a text is one, and where the site's own name begins in it."""

from __future__ import annotations

import re

from sayso.read import agencies
from sayso.read.wordlist import entries
from sayso.types import Span

LONGEST_TITLE = 220
"""Characters of a headline."""
LONGEST_HEADING = 90
"""Characters of a heading within the text."""
MOST_WORDS = 14
"""Words of a heading within the text."""
SITE = re.compile(r"\s{1,5}(?P<bar>[|–—·»-])\s{1,5}(?P<site>[^|–—·»]{2,50})$")
STOPS = ".!:;,…"
CLOSERS = "\"'”’»)]"


def looks_like_title(line: str) -> bool:
    """A first line that can be a headline: not long, and no sentence that ends with a full stop."""
    return len(line) <= LONGEST_TITLE and line.rstrip(CLOSERS)[-1:] not in (".", ":", ";", ",")


def is_nameplate(line: str, below: str) -> bool:
    """Is the first line of a text the outlet's name, with the headline below it?"""
    words = line.split()
    if len(words) > 5 or len(below.split()) < 5 or not looks_like_title(below):
        return False
    return words[-1].lower() in PRESS_NAMES and all(word[0].isupper() or word in ("of", "the", "and") for word in words)


def looks_like_heading(line: str) -> bool:
    """A line within the text that can be a heading: short, without a stop, with a capital or digit or quote at its start."""
    stem = line.rstrip(CLOSERS)
    if not stem or len(line) > LONGEST_HEADING or len(line.split()) > MOST_WORDS:
        return False
    first = line.lstrip("\"'“‘«([")[:1]
    return stem[-1] not in STOPS and (first.isupper() or first.isdigit()) and line[-1] not in '”"'


def without_site(text: str, title: Span) -> Span:
    """The headline without a section or the site's name at its end: "Unrest spreads – World", "Unrest spreads | The Daily"."""
    end = title.end
    while (match := SITE.search(text, title.start, end)) and _is_site(match["bar"], match["site"]):
        end = match.start()
    return Span(title.start, end) if end > title.start else title


def _is_site(bar: str, site: str) -> bool:
    """After a bar any few words are the site; after a dash, which headlines use too, only a section or an agency."""
    words = site.lower().split()
    if bar in "|»·":
        return len(words) <= 5
    if " ".join(words) in SECTIONS or agencies.credit_line(site):
        return True
    known = len(words) <= 4 and site[0].isupper() and (words[-1] in SECTIONS or "." in words[-1][1:-1])
    return known and all(word[0].isupper() or word[0].isdigit() for word in site.split())


PRESS_NAMES = frozenset(entries("press_names"))
SECTIONS = frozenset(entries("sections"))
