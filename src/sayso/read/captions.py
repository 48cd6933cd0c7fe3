"""Captions and picture credits in plain text, in the layouts that news sites leave when a page is copied.

Legend: / words / Keystone      Image caption WORDS       WORDS Photo: Jane Doe / Reuters      FILE - WORDS (AP Photo/Name)
A handout picture … (AFP)       WORDS. Jane Doe / Agence France-Presse            (a credit alone below a line of words)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.read.agencies import JOINTS, NAMED
from sayso.read.wordlist import either
from sayso.types import Span

LONGEST = 700
"""Characters of a caption."""
LONGEST_CREDIT = 90
"""Characters of a credit."""
NAME_WORD = r"(?:[A-Z]\.|[A-Z][\w'’-]{0,30})"
NAME = rf"{NAME_WORD}(?:\s{{1,3}}(?:al-|de |van |von )?{NAME_WORD}){{0,3}}"
MAKER = rf"(?:{either('agencies')}|{either('picture_makers')})"
MAKERS = re.compile(rf"(?<![\w-]){MAKER}(?![\w-])", re.IGNORECASE)

MARKER = re.compile(rf"{either('caption_markers')}\s*(?::|\s(?=\S)|$)\s*", re.IGNORECASE)
MARKED_CREDIT = re.compile(
    rf"{either('credit_markers')}(?:\s*+[:/]|\s++by\b:?|(?<=copyright)|(?<=courtesy\sof)|(?<=credit)|(?<=source))\s*",
    re.IGNORECASE,
)
START = re.compile(
    rf"(?:{either('caption_starts')}(?!\w)|in this \S[^.\n]{{0,60}}?(?:photo|picture|image|frame|screengrab)\b)", re.IGNORECASE
)
ROUND = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,90})[)\]][\s.]{0,5}$")
INLINE = re.compile(
    rf"(?<=[\s.!?”\"’)])(?P<whole>{either('credit_markers')}\s{{0,3}}:\s{{0,3}}(?P<credit>[^:\n]{{2,80}}?))\.?$",
    re.IGNORECASE,
)
OWNED = re.compile(rf"©\s?(?P<credit>{NAME})\.?$")
SLASHED = re.compile(
    rf"(?P<credit>{NAME}\s{{0,3}}/\s{{0,3}}(?:{NAME_WORD}\s{{1,3}}){{0,2}}(?i:{MAKER})(?:\s+via\s+(?i:{MAKER}))?"
    rf"|(?<![\w-])(?i:{MAKER})\s{{0,3}}/\s{{0,3}}{NAME})[\s.)]{{0,5}}$"
)
HIDDEN = re.compile(r"\b(?:hide|toggle) caption(?:\s\d{1,4} of \d{1,4})?$", re.IGNORECASE)
"""Buttons below the pictures of a gallery."""
PICTURE_WORD = re.compile(
    r"\b(?:photos?|images?|pictures?|handout|getty|courtesy|via|file|video|screengrab|pool)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture, and who made it."""

    span: Span
    credit: str | None


def marker(text: str, line: Span) -> int | None:
    """Where a caption begins that its line marks as one ("Image caption …"); the end of the line for a marker alone."""
    match = MARKER.match(text, line.start, line.end)
    return match.end() if match else None


def caption(text: str, line: Span, marked: bool = False) -> Caption | None:
    """The caption that a paragraph is, told by how it begins or by the picture credit at its end; any paragraph if `marked`."""
    if line.end - line.start > LONGEST:
        return None
    start = START.match(text, line.start, line.end)
    if button := HIDDEN.search(text, max(line.start, line.end - 40), line.end):
        line, marked = Span(line.start, button.start()), True
    found = _closing_credit(text, line, sure=bool(start) or marked)
    if found is None:
        return Caption(line, None) if marked or (start and _sure_start(start)) else None
    end, credit = found
    inner = _closing_credit(text, Span(line.start, end), sure=True)  # "… (Jane Doe/AP, File) (Associated Press)"
    end, credit = inner or (end, credit)
    return Caption(Span(line.start, end), credit or None) if end > line.start else None


def credit(line: str, expected: bool = False) -> str | None:
    """The maker that a line of nothing but a credit names: "Photo: Jane Doe / Reuters", "Keystone", "Jane Doe/AP".

    `expected`: a caption stands just before, so that a name alone is taken for the maker.
    """
    if len(line) > LONGEST_CREDIT:
        return None
    bare = line.strip("()[] .")
    marked = MARKED_CREDIT.match(bare)
    if marked and _is_name(bare[marked.end() :]):
        return bare[marked.end() :]
    if SLASHED.fullmatch(bare):
        return bare
    if expected and (JOINTS.fullmatch(MAKERS.sub(" ", bare)) or (_is_name(bare) and len(bare.split()) <= 3)):
        return bare
    return None


def only_credit(words: str) -> bool:
    """Is what should be a caption nothing but its credit, once or, as some sites print it, twice?"""
    half = len(words) // 2
    first, second = words[:half].strip(), words[half:].strip()
    return credit(words) is not None or (first == second and len(first) <= LONGEST_CREDIT)


def maker(credit: str) -> str:
    """The name in a credit, without the words before it: "Picture: Jane Doe" → "Jane Doe"."""
    bare = " ".join(credit.split()).strip("()[]|• ")
    marked = MARKED_CREDIT.match(bare)
    return (bare[marked.end() :] if marked else bare).strip(" /©.")


def _closing_credit(text: str, line: Span, sure: bool) -> tuple[int, str] | None:
    """Where the words end and who is credited behind them. `sure`: it is a caption, so that "(Reuters)" is its credit."""
    tail = text[line.start : line.end]
    if match := ROUND.search(tail):
        name = match["credit"].strip()
        if _is_credit(name, sure):
            return _words_end(text, line, match.start()), maker(name)
    for mark, pattern in ((":", INLINE), ("©", OWNED), ("/", SLASHED)):
        if (
            mark in tail[-2 * LONGEST_CREDIT :]
            and (match := pattern.search(tail, max(0, len(tail) - 2 * LONGEST_CREDIT)))
            and _is_name(match["credit"])
        ):
            begin = match.start("whole") if pattern is INLINE else match.start()
            return _words_end(text, line, begin), maker(match["credit"])
    return None


def _is_credit(name: str, sure: bool) -> bool:
    """Do brackets hold a credit of a picture? A sentence may end in "(Reuters)" without being a caption."""
    if MARKED_CREDIT.match(name):
        return True
    if sure and len(name.split()) <= 5 and _is_name(name):
        return True
    return bool(MAKERS.search(name)) and (sure or "/" in name or bool(PICTURE_WORD.search(name)))


def _words_end(text: str, line: Span, offset: int) -> int:
    end = line.start + offset
    while end > line.start and text[end - 1] in " \t\n\r|•–—-([":
        end -= 1
    return end


def _is_name(text: str) -> bool:
    """A name or names, with makers: "Jane Doe / Reuters", "dpa", "Ministry of Defence via AP"."""
    words = text.split()
    if not words or len(words) > 10:
        return False
    lower = [w for w in words if w[0].islower()]
    return len(lower) * 3 <= len(words) or bool(JOINTS.fullmatch(NAMED.sub(" ", text)))


def _sure_start(start: re.Match[str]) -> bool:
    """Beginnings that need no credit to be sure: all but "this image", with which a sentence of the news may begin too."""
    return not start.group().lower().startswith(("this ", "a picture", "a photo "))
