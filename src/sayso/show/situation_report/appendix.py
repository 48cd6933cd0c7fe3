"""The evidence of a situation report: each claim once, numbered as it is first used, with the places that use it.

    words = appendix.linked("5,135 to about 5,800", values, "known")
    words[0]        Piece("5,135", Reference(3, "known-3"))

A number in a sentence leads to the claim that tells it. What a sentence rests on and does not itself name follows it, as
numbers of evidence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sayso.reconcile.figure_words import number
from sayso.reconcile.publishing import teller
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.show.situation_report.limits import MOST_REFERENCES

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NO_DAY = rf"(?!\w|[.,]\d|\s(?:{MONTHS})\b)"
"""Behind a number: neither more of it, nor the month of which it is a day."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`anchor`: the id of this place, which the evidence leads back to; None of a further use in the same section."""

    number: int
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the evidence for them. Without words it is the number of evidence alone."""

    text: str
    to: Reference | None = None


Words = tuple[Piece, ...]


@dataclass(slots=True)
class Cited:
    """A claim that the report rests on. `uses`: the sections that use it, each with the place of its first use."""

    number: int
    telling: Telling
    uses: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Appendix:
    items: list[Cited] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """By the id of a claim."""

    def cite(self, telling: Telling, section: str) -> Reference:
        at = self.numbers.get(telling.claim.id)
        if at is None:
            self.items.append(Cited(len(self.items) + 1, telling))
            at = self.numbers[telling.claim.id] = len(self.items)
        cited = self.items[at - 1]
        if section in cited.uses:
            return Reference(at, None)
        cited.uses[section] = f"{section}-{at}"
        return Reference(at, cited.uses[section])

    def number_of(self, telling: Telling) -> int | None:
        """Of what is cited already."""
        return self.numbers.get(telling.claim.id)

    def told(self, text: str, telling: Telling, section: str) -> Words:
        return (Piece(text, self.cite(telling, section)),)

    def also(self, tellings: Iterable[Telling], section: str) -> Words:
        """Numbers of evidence alone, of the first few."""
        once = {telling.claim.id: telling for telling in tellings}
        return tuple(Piece("", self.cite(telling, section)) for telling in list(once.values())[:MOST_REFERENCES])

    def linked(self, text: str, values: Sequence[Value], section: str, rest: bool = True) -> Words:
        """`text` with the number of each of `values` as a link to its evidence; behind it, with `rest`, the evidence of those
        that are not in it. Of several that tell the same number it is the one whose teller stands before it, else the first."""
        by_words: dict[str, list[Value]] = {}
        for value in values:
            for words in dict.fromkeys(_as_written(value)):
                by_words.setdefault(words.casefold(), []).append(value)
        used: set[str] = set()
        pieces = list(self._pieces(text, by_words, section, used))
        left = [value.evidence for value in values if value.id not in used]
        return (*pieces, *self.also(left, section)) if rest or not used else tuple(pieces)

    def _pieces(self, text: str, by_words: dict[str, list[Value]], section: str, used: set[str]) -> Iterator[Piece]:
        at = 0
        for found in _finder(by_words).finditer(text) if by_words else ():
            same = by_words.get(found[0].casefold())
            if same is None:  # letters that lose their case in two ways
                continue
            value = _said_by(same, text[: found.start()])
            used.add(value.id)
            if found.start() > at:
                yield Piece(text[at : found.start()])
            yield Piece(found[0], self.cite(value.evidence, section))
            at = found.end()
        if at < len(text):
            yield Piece(text[at:])


def _said_by(same: Sequence[Value], before: str) -> Value:
    """Where origins differ a sentence tells the number of each behind its name: "the ministry 20; the Presidency 50"."""
    if len(same) == 1:
        return same[0]
    return next((value for value in same if before.rstrip().endswith(teller(value))), same[0])


def plain_words(text: str) -> Words:
    return (Piece(text),) if text else ()


def _finder(words: Iterable[str]) -> re.Pattern[str]:
    """Longer ones first, or "about 5,800" would be found as "5,800"."""
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(map(re.escape, longest_first))}){NO_DAY}", re.IGNORECASE)


def _as_written(value: Value) -> Iterator[str]:
    """As lines and ranges write it: whole, with a dash, and each end alone."""
    figure = value.figure
    yield number(figure)
    yield number(figure, "–")
    for end in (figure.low, figure.high):
        if end is not None and not figure.vague:
            yield f"about {end:,}"
            yield f"{end:,}"
