"""The lines between headline and news that say who wrote it and when: byline, published, updated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.read import agencies, written_dates
from sayso.read.wordlist import either

LONGEST = 120
"""Characters of such a line."""
UPDATED = re.compile(rf"(?:^|[|·•,;(\s]){either('updated_markers')}\s*:?\s+(?=\S)", re.IGNORECASE)
PUBLISHED = re.compile(rf"(?:^|[|·•,;(\s]){either('published_markers')}\s*:?\s+(?=\S)", re.IGNORECASE)
BY = re.compile(r"(?:(?:written\s+|reported\s+|story\s+|text\s+|report\s+)?by:?|from)\s+(?=[^\W\d_])", re.IGNORECASE)
NAME_WORD = r"[A-Z][\w.'’-]{0,30}"
PARTICLE = r"(?:al|bin|da|de|del|den|der|di|du|el|ibn|la|le|van|von|y|and|for|in|of|the|at)"
DESK = re.compile(rf"[^\W\d_][^.!?:;]{{0,60}}?\b{either('desks')}(?:\s+in\s+{NAME_WORD})?", re.IGNORECASE)
NAMES = re.compile(rf"{NAME_WORD}(?:(?:,\s*|\s+(?:{PARTICLE}\s+){{0,2}}|\s*[|/&]\s*){NAME_WORD}){{0,14}}")
TAIL = re.compile(r"(?:\s{0,5}[|·•,;–—-]|\s{1,5}on)\s{0,5}$")
LEFT_OVER = re.compile(
    r"[\s\d|·•:,;.()–—/+-]*(?:(?:gmt|utc|ist|[ecmp][sd]?t|bst|msk|at|on|a\.?m|p\.?m|hrs|local time)\b[\s\d|·•:,;.()–—/+-]*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What one line, or all such lines together, tell. `agencies`: those that the byline names."""

    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    agencies: tuple[str, ...] = ()

    def __or__(self, later: Masthead) -> Masthead:
        """What both tell; where they differ, the earlier line wins."""
        return Masthead(
            self.byline or later.byline,
            self.published or later.published,
            self.updated or later.updated,
            self.agencies or later.agencies,
        )


def masthead(line: str, anchor: str | None) -> Masthead | None:
    """What a line of byline or dates tells, or None for any other line. `anchor`: the day that a time alone belongs to."""
    if len(line) > LONGEST:
        return None
    head, published, updated = _dates(line, anchor)
    dated = len(head) < len(line)
    by = BY.match(head)
    name = head[by.end() :] if by else head
    desk = DESK.fullmatch(name)
    if by and by.group().lower().startswith("from") and not desk:
        return None
    if (NAMES.fullmatch(name) and (by or (dated and _is_label(name)))) or (desk and (by or dated)):
        return Masthead(name, published, updated, agencies.named(name))
    return Masthead(None, published, updated) if dated and not head else None


def _dates(line: str, anchor: str | None) -> tuple[str, str | None, str | None]:
    """The line without its dates, and the dates. A line that says more behind its dates is returned whole, without dates."""
    updated, published = UPDATED.search(line), PUBLISHED.search(line)
    marks = sorted((match.start(), match.end(), name) for match, name in ((updated, "u"), (published, "p")) if match)
    if not marks:
        day = written_dates.find(line)
        marks = [(day.span.start, day.span.start, "p")] if day and day.year else []
    told: dict[str, str | None] = {}
    ends = [*(start for start, _, _ in marks[1:]), len(line)] if marks else []
    for (_, start, name), end in zip(marks, ends, strict=True):
        if not _only_date(line[start:end]):
            return line, None, None
        told[name] = written_dates.moment(line[start:end], anchor)
    head = line[: marks[0][0]] if marks else line
    return TAIL.sub("", head.rstrip()).strip(), told.get("p"), told.get("u")


def _only_date(text: str) -> bool:
    """Is the text nothing but a date or a time?"""
    found = written_dates.find(text)
    rest = text if found is None else text[: found.span.start] + " " + text[found.span.end :]
    told = found is not None or written_dates.clock(text) is not None
    return told and LEFT_OVER.fullmatch(written_dates.WEEKDAYS.sub(" ", rest)) is not None


def _is_label(name: str) -> bool:
    """A name before a date, as in "Xinhua | Updated: …": an agency, or at most four words."""
    return bool(agencies.named(name)) or len(name.split()) <= 4
