"""Which time a claim is of, and when it was said: two questions, kept apart.

    On Monday, state radio reported that nine miners had died.      said Monday; happened: not told
    Police said on Monday that three people died on Sunday.         said Monday; happened Sunday

The day of saying stands beside the cue, or opens a sentence whose claim comes after the cue. Any other time of the sentence
may be that of the event; the nearest in the same clause is taken. A sentence without one goes by the sentences before it in
its block, then by the day of the report's main event (`main_event.py`) if the claim is of that (`incidents.py`). A headline
over a part of the report ("Hotel fire: nine dead") goes by the sentences below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.types import Layers, Report, Sentence, Span, TimeMention, When
from sayso.understand.incidents import Incident, Incidents
from sayso.understand.language import words as listed
from sayso.understand.times.layer import anchor_of
from sayso.understand.times.main_event import main_day
from sayso.understand.times.not_of_claim import is_of_aftermath, is_of_whole
from sayso.understand.times.own_time import COARSE, is_coarse, opens, own_time
from sayso.understand.times.said_time import is_said, mentions_in
from sayso.vocabulary import BlockKind, TimePrecision, TimeRole, TimexType

APART = frozenset({Incident.EARLIER, Incident.MANY, Incident.TAKING})
"""Incidents that were not on the day of the main one."""
BELOW = 3
"""Sentences below a headline that may tell when it was."""


class EventTimes:
    """The times of one report, ready for the question when a claim of it happened, and when it was said."""

    def __init__(self, report: Report, found: Layers) -> None:
        self._report, self._found = report, found
        self._main_day = main_day(report, found)
        self.incidents = Incidents(found, self._main_day)

    def of(
        self, span: Span, sentence: int, cue: Span | None, incident: Incident = Incident.MAIN
    ) -> tuple[When | None, When | None]:
        """When the claim at `span` of the sentence with this number happened, and when the words of its `cue` were said."""
        report, here = self._report, self._found.sentences[sentence]
        told = mentions_in(self._found, here)
        said = [m for m in told if is_said(here, m, span, cue)]
        own = [m for m in told if m not in said and not self._is_of_another(here, m.span, span)]
        happened = as_of(here, told) or own_time(report, here, own, span)
        then = said[0].when if said else None
        happened = happened or self._inherited(sentence, Incident.EARLIER if self.incidents.is_earlier(then) else incident)
        if happened is None and _is_running_total(here):
            happened = _day_of_writing(report, here, said)
        return happened, then

    def _is_of_another(self, here: Sentence, time: Span, claim: Span) -> bool:
        return is_of_aftermath(here, time, claim) or is_of_whole(self._found, here, time, claim)

    def scene(self, sentence: int) -> When | None:
        """The time in which a sentence is set, by its own opening or by those before it in its block, or below a headline."""
        here = self._found.sentences[sentence]
        opening = next((m for m in mentions_in(self._found, here) if opens(here, m.span)), None)
        if opening is not None and self.incidents.is_earlier(opening.when):
            return opening.when
        kind = self._report.blocks[self._found.sentences[sentence].block].kind
        return self._below(sentence) if kind is BlockKind.HEADING else self._before(sentence)

    def _inherited(self, sentence: int, incident: Incident) -> When | None:
        """The day of the sentences around, else that of the main event if the claim is of that.

        A month or year is too wide to be carried on, but where it sets the scene, that is not the main event's.
        An entry of a live blog stands for itself.
        """
        near = None if incident is Incident.MANY else self.scene(sentence)
        earlier = self.incidents.is_earlier(near)
        if near is not None and near.precision not in COARSE and not (self._main_day and self._is_caption(sentence)):
            return near if earlier or incident is not Incident.TAKING else None
        entry = self._report.blocks[self._found.sentences[sentence].block].kind is BlockKind.ENTRY
        return None if entry or earlier or incident in APART else self._main_day

    def _is_caption(self, sentence: int) -> bool:
        """The day in a caption may be that of the picture."""
        return self._report.blocks[self._found.sentences[sentence].block].kind is BlockKind.CAPTION

    def _before(self, sentence: int) -> When | None:
        """The time of the nearest sentence before in the same block that tells one."""
        here = self._found.sentences[sentence]
        for number in range(sentence - 1, max(-1, sentence - 4), -1):
            earlier = self._found.sentences[number]
            if earlier.block != here.block:
                break
            told = [m for m in mentions_in(self._found, earlier) if _passes_on(earlier, m)]
            if told:
                return told[-1].when
        return None

    def _below(self, sentence: int) -> When | None:
        """The first time told in the block below a headline."""
        block = self._found.sentences[sentence].block + 1
        for below in self._found.sentences[sentence + 1 : sentence + 1 + BELOW]:
            told = [m for m in mentions_in(self._found, below) if m.type is not TimexType.DURATION]
            if below.block == block and told:
                return told[0].when
        return None


def as_of(sentence: Sentence, told: Sequence[TimeMention]) -> When | None:
    """The day of "as of Monday"."""
    for mention in told:
        at = bisect_left(sentence.tokens, mention.span.start, key=lambda t: t.start)
        if [t.lower for t in sentence.tokens[max(0, at - 2) : at]] == ["as", "of"] and mention.when:
            return replace(mention.when, role=TimeRole.AS_OF)
    return None


def _is_running_total(sentence: Sentence) -> bool:
    text = " ".join(t.lower for t in sentence.tokens)
    return any(f" {phrase} " in f" {text} " for phrase in listed("time_running_total"))


def _day_of_writing(report: Report, sentence: Sentence, said: Sequence[TimeMention]) -> When | None:
    """A running total without a day of its own is true as of when it was said, else as of the day of writing."""
    anchor = anchor_of(report, sentence.block)
    if said and said[0].when:
        return replace(said[0].when, role=TimeRole.AS_OF)
    return When(anchor, anchor, TimePrecision.DAY, None, None, anchor, TimeRole.AS_OF) if anchor else None


def _passes_on(sentence: Sentence, mention: TimeMention) -> bool:
    """May the next sentence be of the same time? A year is too wide to be carried on, unless it opens its sentence."""
    if mention.type is TimexType.DURATION:
        return False
    if is_coarse(mention) and not opens(sentence, mention.span):
        return False
    return not is_said(sentence, mention, None, None)
