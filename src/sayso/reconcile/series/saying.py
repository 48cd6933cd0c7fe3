"""A figure on its way into a series: what its own words say it counts, then what is concluded from the others' words.

`who`, `part`, `area` and `occasion` are the key of the line that it will be on. They begin as its words have them; each file of
this folder settles one of them, looking at the other figures of its story, and adds its reason to `because`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.reconcile.incidents.places import NOWHERE, Spot
from sayso.reconcile.incidents.settings import Setting
from sayso.reconcile.series.people import Who, bare, who
from sayso.reconcile.telling import Telling
from sayso.reconcile.word_tables import rows, words
from sayso.types import Claim, Figure
from sayso.vocabulary import Relation

Value = tuple[int, Relation]
PLAIN = frozenset({Relation.EXACT, Relation.ABOUT})
OPENING = 40
"""Characters before the number, from the beginning of the sentence, that may name the part: "In medical facilities, 175 …"."""
BREAK_BEFORE, BREAK_AFTER = re.compile(r"[;.,:]| and | while "), re.compile(r"[;.,:](?=\s|$)| and ")
OF_THE = re.compile(r"\bof\s+(?:the|them|whom|which|those|these|his|her|their)\b")


@dataclass(slots=True)
class Saying:
    setting: Setting
    figure: Figure
    who: Who
    bare: bool
    """The words do not say who they are."""
    acts: bool
    part: str
    """What part of all of them it counts; "" = all."""
    partitive: bool
    """Are the people named the whole, and the number a part of them: "five of the dead"?"""
    area: Spot = NOWHERE
    """The place for which it counts, where that is not the whole."""
    occasion: str = ""
    """Which of the things told of in the story; "" = what the story is about."""
    because: list[str] = field(default_factory=list)

    @property
    def telling(self) -> Telling:
        return self.setting.telling

    @property
    def report(self) -> str:
        return self.telling.carrier.id

    @property
    def number(self) -> int | None:
        """The number where it is a plain one: neither a bound nor a vague word."""
        return self.figure.low if self.figure.relation in PLAIN and self.figure.low == self.figure.high else None

    @property
    def value(self) -> Value | None:
        """The number with its relation: "more than 3,700" is the same in two reports."""
        return None if self.figure.low is None else (self.figure.low, self.figure.relation)


class Counted(NamedTuple):
    """What a saying takes from the claim alone."""

    who: Who
    bare: bool
    acts: bool
    part: str
    partitive: bool


def saying(setting: Setting, counted: Callable[[Claim], Counted]) -> Saying:
    """Of a telling with a figure. ValueError where it has none."""
    claim = setting.telling.claim
    found = counted(claim)
    assert claim.figure  # or `counted` had raised
    return Saying(setting, claim.figure, *found)


def counted(claim: Claim) -> Counted:
    """Of a claim with a figure. ValueError where it has none."""
    figure, sentence = claim.figure, claim.evidence
    if figure is None:
        raise ValueError(f"no figure in {claim.id}")
    start, end = figure.span.start - sentence.span.start, figure.span.end - sentence.span.start
    told = sentence.text[max(0, start) : max(0, end)].lower()
    return Counted(
        who=who(figure, claim.kind),
        bare=bare(figure),
        acts=any(word in words("series_acts") for word in told.split()[-1:]),
        part=_part(claim.kind, sentence.text.lower(), max(0, start), max(0, end)),
        partitive=OF_THE.search(told) is not None and not _named_behind(figure, sentence.text, max(0, end)),
    )


def _named_behind(figure: Figure, text: str, end: int) -> bool:
    """Do the words behind the number say who the part are: "19 of them police"? Then they are all of those."""
    at = text.find(figure.population, end) if figure.population else -1
    return 0 <= at - end <= OPENING


def _part(kind: str, text: str, start: int, end: int) -> str:
    """The part that the words about the number name, within its clause."""
    before = text[:start]
    if len(before) > OPENING or any(c.isdigit() for c in before):
        before = BREAK_BEFORE.split(before)[-1]
    about = f" {before} {BREAK_AFTER.split(text[end:], maxsplit=1)[0]} "
    for phrase, told in rows("series_parts"):
        kinds, _, part = told.partition(": ")
        if phrase in about and kind in kinds.split(",") and re.search(rf"\b{re.escape(phrase)}\b", about):
            return part
    return ""
