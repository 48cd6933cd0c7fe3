"""The day of the main event of a report: the first day that its opening tells as the time of something, not of saying.

Crisis news of one incident names its day once, at the beginning, and speaks of its figures all through. Later days belong to
what came before or to other incidents, so after the opening a day counts only where its sentence tells of what the title
tells: of "Nine hurt in train crash" the sentence "The train crashed at noon on Sunday". A time in a dateline is the day of
writing and no event.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Layers, Report, Sentence, Span, TimeMention, Token, When
from sayso.understand.figures.cues import kinds_named
from sayso.understand.times.calendar_arithmetic import parse_day
from sayso.understand.times.layer import anchor_of
from sayso.understand.times.not_of_claim import is_of_aftermath
from sayso.understand.times.said_time import is_said, mentions_in, tokens_between
from sayso.vocabulary import BlockKind, Status, TimePrecision

OPENING = 8
"""Sentences that may name the main event. Of the 292 development dates, 6, 12 and 20 get right 0.70, 0.69, 0.71."""
RECENT_DAYS = 31
"""How long ago it may be: an older day is the background of something newer. 14, 31 and 60 give 0.67, 0.69 and 0.69."""
OF_A_DAY = frozenset({TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR, TimePrecision.MINUTE})


def main_day(report: Report, found: Layers) -> When | None:
    """None where the report names no such day."""
    taken_back = {c.sentence for c in found.certainties if c.status is Status.RETRACTED}
    opening = [n for n in range(min(OPENING, len(found.sentences))) if n not in taken_back]
    later = range(OPENING, len(found.sentences))
    counting = _numbers_with_figures(found, opening)
    return (
        next((day for n in counting if (day := _first_day(report, found, n))), None)
        or _day_of_title(report, found, opening)
        or next((day for n in opening if (day := _first_day(report, found, n))), None)
        or _day_of_title(report, found, later)
    )


def _numbers_with_figures(found: Layers, numbers: Sequence[int]) -> list[int]:
    counting = {f.sentence for f in found.figures}
    return [n for n in numbers if n in counting]


def _first_day(report: Report, found: Layers, number: int) -> When | None:
    sentence = found.sentences[number]
    return next((m.when for m in mentions_in(found, sentence) if _may_be_main(report, sentence, m)), None)


def _day_of_title(report: Report, found: Layers, numbers: Sequence[int]) -> When | None:
    """The first day of these sentences that is told with something that the title tells."""
    titles = {n for n, s in enumerate(found.sentences[:OPENING]) if report.blocks[s.block].kind is BlockKind.TITLE}
    told = {f.kind for f in found.figures if f.sentence in titles} | {e.kind for e in found.events if e.sentence in titles}
    again = {e.sentence for e in found.events if e.kind in told}
    for number in numbers if told else ():
        day = _first_day(report, found, number)
        if day and (number in again or not told.isdisjoint(kinds_named(found.sentences[number].tokens))):
            return day
    return None


def _may_be_main(report: Report, sentence: Sentence, mention: TimeMention) -> bool:
    when = mention.when
    if when is None or when.precision not in OF_A_DAY or is_said(sentence, mention, None, None):
        return False
    if report.dateline is not None and report.dateline.span.holds(mention.span):
        return False
    head = Span(sentence.span.start, sentence.span.start)
    if is_of_aftermath(sentence, mention.span, head):
        return False
    before = tokens_between(sentence, head, mention.span)
    if [t.lower for t in before[-2:]] == ["as", "of"]:
        return False
    return _is_recent(report, sentence, when) and not _is_quoted(before)


def _is_recent(report: Report, sentence: Sentence, when: When) -> bool:
    """Up to the day of writing, and not long before it; without a day of writing there is nothing to hold it against."""
    day, written = parse_day(when.start), parse_day(anchor_of(report, sentence.block))
    return day is None or written is None or 0 <= (written - day).days <= RECENT_DAYS


def _is_quoted(before: Sequence[Token]) -> bool:
    """Inside a quotation: "an hour ago" is told from when the speaker spoke, not from the day of writing."""
    straight = sum(t.text == '"' for t in before) % 2
    return straight == 1 or sum(t.text == "“" for t in before) > sum(t.text == "”" for t in before)
