"""Where a claim happened: not any place of the story but that of the event which the words at a span tell.

In this order:
1. a place in the same sentence that holds the event firmly ("in Kunduz"), the nearest and most specific first; a phrase that
   stands for a place ("the metropolis", "across the country") counts as one;
2. for what is no count, the country of the story where the sentence names it at all;
3. the town of the sentences before it in the same block;
4. the main place of the report (`main_place.py`).

A count of people is mostly of one incident, so a country or region named with it gives way to the town that the report names
in it: "killed 12 in Costa Rica" happened where the report says that the plane fell. What is no count may well concern the
country, and where the report is about all of a country (`reach.py`) so does a count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

from sayso.types import Layers, Report, Sentence, Span, Where
from sayso.understand.incidents import Incident, tells_of_release
from sayso.understand.language import words
from sayso.understand.places.captives import Captives
from sayso.understand.places.descriptions import described
from sayso.understand.places.grip import BARE, FIRM, Held, held
from sayso.understand.places.main_place import MainPlace
from sayso.understand.places.reach import nationwide, says
from sayso.understand.places.unlisted import unlisted
from sayso.understand.word_classes import members
from sayso.vocabulary import BlockKind, PlacePrecision

NEAR = 80.0
"""Characters of distance that cost as much as one step of grip."""
AFTER = 0.4
"""Added to places after the words of the claim: English tells what before where."""
WHERE = 1.0
"""Added to a place whose relative clause follows: "in Krakow, where 2,000 gathered, and in Gdansk"."""
LOCAL = 0.6
SPECIFIC = {PlacePrecision.ADMIN1: 0.3, PlacePrecision.NONE: -1.0}
"""How much rather a place is taken for its precision, in steps of grip."""
NOTHING: frozenset[str] = frozenset()
SUBORDINATE = frozenset({"as", "while", "after", "when", "before"})
"""Words before a place that begin a clause of its own, in a report about all of a country: "fell as crowds filled X"."""
APART = frozenset({Incident.EARLIER, Incident.MANY})
"""Incidents of which the rest of the report tells nothing."""
BACK = 2
"""Sentences that are looked back for the place of an event that goes on."""


class EventPlaces:
    """The places of one report, ready for the question where a claim of it happened."""

    def __init__(self, report: Report, found: Layers, behind: frozenset[int] = frozenset()) -> None:
        """`behind`: the numbers of sentences that tell of earlier incidents, whose places are not the main one."""
        self._text = report.text
        self._sentences = found.sentences
        self._kinds = [block.kind for block in report.blocks]
        self._starts = [s.span.start for s in found.sentences]
        listed = held(found.places, found.sentences)
        country = MainPlace(report, found.sentences, listed).country
        named = (*listed, *unlisted(report.text, found.sentences, listed, country))
        self._captives = Captives(found.sentences, named if tells_of_release(found) else ())
        mains = [h for h in named if not self._captives.holds(h) and h.sentence not in behind]
        self._main = MainPlace(report, found.sentences, mains or named)
        phrases = described(report.text, found.sentences, named, self._main)
        self._in_sentence: dict[int, list[Held]] = defaultdict(list)
        every = sorted((*named, *phrases), key=lambda h: h.start)
        for one in every:
            self._in_sentence[one.sentence].append(one)
        self._nation = self._main.nation if nationwide(report, found.sentences, every, self._main.country) else None
        """The country, where the report is about all of it."""

    def of(self, span: Span, incident: Incident = Incident.MAIN) -> Where | None:
        """The place of the event told at `span`; None where the report tells no place."""
        number = bisect_right(self._starts, span.start) - 1
        if number >= 0 and incident in APART:
            return self._apart(number, span, incident)
        if incident is Incident.TAKING and self._captives.taken:
            return self._captives.taken
        of_incident = self._nation is None and self._counted(span)
        released = self._captives.freed if incident is Incident.RELEASE else None
        main = released or self._nation or self._main.of(of_incident)
        if number < 0:
            return main
        here = self._best(number, span)
        if here is not None:
            return self._main.within(here.where) if of_incident and not here.phrase else here.where
        loose = None if of_incident else self._country_named(number)
        return loose or self._around(number, span) or main

    def _apart(self, number: int, span: Span, incident: Incident) -> Where | None:
        """The place of an incident other than the main one: told beside it or nowhere; a count over many is the country's."""
        here = self._best(number, span)
        if here is not None:
            return here.where
        if incident is Incident.MANY:
            return self._main.nation
        return self._main.of(True) if self._says_there(number) else self._around(number, span)

    def _says_there(self, number: int) -> bool:
        """ "101 miners were killed there", but not "there were 101"."""
        lowers = [t.lower for t in self._sentences[number].tokens]
        return any(a == "there" and b not in members("be") for a, b in pairwise([*lowers, ""]))

    def _around(self, number: int, span: Span) -> Where | None:
        """The firm town of the sentences right before, or of those right below a headline."""
        if self._kinds[self._sentences[number].block] is BlockKind.HEADING:
            return self._below(number, span)
        return self._before(number, span)

    def _below(self, number: int, span: Span) -> Where | None:
        block = self._sentences[number].block + 1
        for below in range(number + 1, min(len(self._sentences), number + 1 + BACK)):
            best = self._best(below, span) if self._sentences[below].block == block else None
            if best is not None:
                return best.where
        return None

    def _country_named(self, number: int) -> Where | None:
        """The main country, where the sentence names it however loosely: "the president of neutral X ordered"."""
        for one in self._in_sentence[number]:
            country = one.where.precision == PlacePrecision.COUNTRY and one.where.country == self._main.country
            if country and not one.phrase and one.grip >= BARE:
                return one.where
        return None

    def _counted(self, span: Span) -> bool:
        said = span.of(self._text).lower()
        return any(c.isdigit() for c in said) or not words("place_counts").isdisjoint(said.replace("-", " ").split())

    def _best(self, number: int, span: Span) -> Held | None:
        sentence = self._sentences[number]
        apart = NOTHING if self._nation is None else SUBORDINATE
        firm = [h for h in self._in_sentence[number] if h.grip >= FIRM and _holds(h, span, sentence, apart)]
        return max(firm, key=lambda h: _score(h, span, self._text)) if firm else None

    def _national(self, number: int) -> bool:
        return self._nation is not None and says(self._sentences[number].tokens, "place_national")

    def _before(self, number: int, span: Span) -> Where | None:
        """The firm town of the sentences right before, in the same block; none for what a national body does or counts."""
        block = self._sentences[number].block
        if self._national(number):
            return None
        for back in range(number - 1, max(-1, number - 1 - BACK), -1):
            if self._sentences[back].block != block or self._national(back):
                break
            best = self._best(back, span)
            if best is not None and best.local and best.part is None:
                return best.where
        return None


def _holds(one: Held, span: Span, sentence: Sentence, apart: frozenset[str]) -> bool:
    """Is what the sentence tells at `span` in this place? Not where it is that of another clause or part of the count.

    `apart`: words before the place that begin another clause.
    """
    if not sentence.span.overlaps(span):
        return True
    if one.part is not None and not one.part.overlaps(span):
        return False
    start, end = min(one.end, span.end), max(one.start, span.start)
    between = [t.lower for t in sentence.tokens if start <= t.start < end]
    if one.start >= span.end and not apart.isdisjoint(between):
        return False
    if one.start >= span.end and not words("place_belonging").isdisjoint(between):
        return False
    return ("and", "that") not in pairwise(between) and not _told_there(one, span, between)


def _told_there(one: Held, span: Span, between: list[str]) -> bool:
    """Is it the teller's place: "a family in Boston said that five …", "…, according to police in X"?"""
    if one.end <= span.start:
        return not words("place_telling_verbs").isdisjoint(between)
    return "according" in between


def _score(one: Held, span: Span, text: str) -> float:
    after = one.start >= span.end
    distance = one.start - span.end if after else span.start - one.end
    bound = WHERE * (not after and text[one.end : one.end + len(", where")].lstrip(",").startswith(" where"))
    return (
        bound
        + one.grip
        - max(0, distance) / NEAR
        + AFTER * after
        + (LOCAL if one.local else SPECIFIC.get(one.where.precision, 0.0))
    )
