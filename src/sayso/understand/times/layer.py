"""Layer `times`: the time expressions of a report as TIMEX3, resolved against the day of writing.

    published 2022-01-07, "On Friday morning" → TIME 2022-01-07TMO, 2022-01-07, part of a day, told from 2022-01-07

The anchor is the moment of a live-blog entry, else the day of publication, else the date of the dateline. Without one, an
expression that needs it gets a value with XXXX and no calendar stretch: there is no guess. A line that is nothing but the
date of publication is the report's own date and no mention. Spans and values follow TimeML 1.2.1 (a span holds "last" in
"last week" and no preposition).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sayso.types import Layers, Report, Sentence, Span, TimeMention, When
from sayso.understand.pipeline import layer
from sayso.understand.times import calendar_arithmetic as calendar
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.direction import looks_forward
from sayso.understand.times.grammar import expressions
from sayso.understand.times.rule import Scene
from sayso.understand.times.words import classed
from sayso.vocabulary import TimePrecision


@layer(gives="times", needs=("sentences",))
def times(report: Report, found: Layers) -> tuple[TimeMention, ...]:
    """Every time expression, in the order of the text."""
    mentions: list[TimeMention] = []
    block, previous = -1, None
    for sentence in found.sentences:
        if sentence.block != block:
            block, previous = sentence.block, None
        for mention in _of_sentence(sentence, anchor_of(report, sentence.block), previous, report.text):
            mentions.append(mention)
            previous = _named_day(mention) or previous
    return tuple(m for m in mentions if not _own_date(report, m))


def anchor_of(report: Report, block: int) -> str | None:
    """The day, as an ISO prefix, from which the words of a block are told."""
    dateline = report.dateline.date if report.dateline else None
    told = (report.blocks[block].at, report.published, dateline)
    return next((t[:10] for t in told if t and calendar.parse_day(t)), None)


def _of_sentence(sentence: Sentence, anchor: str | None, previous: date | None, text: str) -> Iterator[TimeMention]:
    words = classed(sentence.tokens)
    day, named = calendar.parse_day(anchor), [previous]

    def scene_at(place: int) -> Scene:
        return Scene(day, named[0], looks_forward(words, place))

    for span, stretch in expressions(words, scene_at):
        mention = TimeMention(span, stretch.type, stretch.value, _when(stretch, span, text))
        named[0] = _named_day(mention) or named[0]
        yield mention


def _when(stretch: Stretch, span: Span, text: str) -> When | None:
    if stretch.start is None or stretch.end is None:
        return None
    anchor = stretch.anchor.isoformat() if stretch.anchor else None
    return When(stretch.start, stretch.end, stretch.precision, span.of(text), span, anchor)


DAYS = (TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR, TimePrecision.MINUTE)


def _named_day(mention: TimeMention) -> date | None:
    """The day of a mention that is of one day."""
    when = mention.when
    return calendar.parse_day(when.start) if when and when.precision in DAYS else None


def _own_date(report: Report, mention: TimeMention) -> bool:
    """Is the mention a whole line, and the date of publication in full?"""
    if mention.when is None or mention.when.anchor or mention.when.start != (report.published or "")[:10]:
        return False
    before, after = report.text[: mention.span.start].rpartition("\n")[2], report.text[mention.span.end :].partition("\n")[0]
    return not before.strip() and not after.strip()
