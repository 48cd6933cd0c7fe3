"""Site furniture: lines of a page that are no news. They stay in the text of a report, outside every block."""

from __future__ import annotations

import re

from sayso.read.wordlist import either, entries

STARTS = re.compile(
    rf"{either('furniture_starts')}(?!\w)|#\w{{1,40}}(?:\s{{1,3}}#\w{{1,40}}){{0,15}}$|https?://\S+$", re.IGNORECASE
)
ANYWHERE = entries("furniture_anywhere")
RULE = re.compile(r"[\s_*=~•·.#|–—-]*")
EDGES = " \t\"'.:;,!…|»>«<[]()→›-–—*"
LONGEST_LINE = 200
"""Characters of a line that is told by its beginning: a longer one that begins "Copyright" may be an article about it."""
LONGEST_LEGAL = 600
"""Characters of a paragraph of legal words; the longest seen had some 400."""


def is_furniture(line: str) -> bool:
    """Is this line (trimmed, not empty) no part of the news?"""
    if RULE.fullmatch(line):
        return True
    length = len(line)
    if length <= LONGEST_LINE and (_bare(line) in WHOLE or STARTS.match(line.lstrip("(["))):
        return True
    lower = line.lower()
    return length <= LONGEST_LEGAL and any(words in lower for words in ANYWHERE)


def opens_list(line: str) -> bool:
    """Does this line of furniture announce links ("Read more:", "Related articles"), rather than being one?"""
    return line.rstrip().endswith(":") or _bare(line) in WHOLE


def _bare(line: str) -> str:
    return " ".join(line.lower().replace("’", "'").split()).strip(EDGES)


WHOLE = frozenset(_bare(entry) for entry in entries("furniture_whole")) - {""}
