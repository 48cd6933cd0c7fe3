"""The phase of a measure claim: does the measure begin, hold or end, and when is its end planned?

An end that is denied ("has not been lifted"), to come ("will be lifted on Friday", "expires on Friday") or only wished for
("demanded an end to the curfew") says that the measure holds; the day of an end to come is `until`, never the time at
which something happened. A measure that holds is asserted, whatever is planned for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.types import Certainty, Layers, Sentence, Span, TimeMention, Token, When
from sayso.understand.events.trigger_rules import word_class
from sayso.understand.language import table, words
from sayso.understand.measures.cues import ENDING, Cue, cue_of, cues_in
from sayso.understand.phrases import Phrases
from sayso.understand.times.calendar_arithmetic import add_days
from sayso.understand.times.said_time import mentions_in
from sayso.vocabulary import MEASURES, WITHDRAWAL, Phase, Status, TimexType

ISO_DAY = 10
"""Characters of an ISO day."""
BEFORE = 6
"""Words before an end in which a "will" or a "not" is its own."""
AFTER_FORWARD = 8
"""Words after an end to come in which its day stands."""
DECLARED = frozenset({"state_of_emergency", "curfew", "ban", "restriction"})
"""Kinds that somebody declares for a time: "until Friday" is the coming one. What is cut until Friday may be back."""
BEFORE_WORD = frozenset({"before"})
FITTING = {
    "internet_shutdown": frozenset({"start", "hold", "ease", "close", "restore", "back"}),
    "border_closure": frozenset({"start", "hold", "ease", "close", "restore", "back"}),
    "censorship": frozenset({"start", "hold", "ease", "close", "restore", "back"}),
    "deployment": frozenset({"start", "hold", "ease", "leave"}),
    WITHDRAWAL: frozenset({"leave"}),
}
"""What may be said of a kind; of others start, hold, ease and close."""
OTHERS = frozenset({"start", "hold", "ease", "close"})


@dataclass(frozen=True, slots=True)
class Phasing:
    """What the words say of a measure. `cue` are the words that say it; None where they say nothing."""

    phase: Phase | None = None
    until: When | None = None
    cue: Span | None = None


NOTHING = Phasing()


def phasing_of(found: Layers, number: int, kind: str, trigger: Span) -> Phasing:
    """What a sentence says of the measure that `trigger` names; nothing for other kinds."""
    if kind not in MEASURES and kind != WITHDRAWAL:
        return NOTHING
    sentence = found.sentences[number]
    first, last = tokens_of(sentence, trigger)
    times = mentions_in(found, sentence)
    cue = cue_of(sentence.tokens, cues_in(sentence.tokens), first, last, FITTING.get(kind, OTHERS))
    return said_by(sentence, times, kind, cue, first)


def said_by(sentence: Sentence, times: Sequence[TimeMention], kind: str, cue: Cue | None, at: int) -> Phasing:
    """The phase that a cue gives to the measure at token `at`, and the planned end."""
    tokens = sentence.tokens
    until = planned_end(tokens, times)
    if until and kind in DECLARED:
        until = _coming(until)
    if kind == WITHDRAWAL:
        return _of_withdrawal(tokens, times, cue, at)
    if cue is None:
        return Phasing(Phase.HOLDS if until else None, until)
    span = Span(tokens[cue.first].start, tokens[cue.last - 1].end)
    if cue.acts not in ENDING:
        return Phasing(Phase.STARTS if cue.acts == "start" else Phase.HOLDS, until, span)
    if _before(tokens, cue.first, _negations()):
        return Phasing(Phase.HOLDS, until or planned_end(tokens, times, BEFORE_WORD), span)
    if is_to_come(tokens, cue):
        return Phasing(Phase.HOLDS, until or _day_after(tokens, times, cue.last), span)
    return Phasing(Phase.ENDS, None, span)


def _of_withdrawal(tokens: Sequence[Token], times: Sequence[TimeMention], cue: Cue | None, at: int) -> Phasing:
    """A withdrawal of forces ends a deployment; where it is to come, its day is a planned end."""
    if not any(t.lower in _forces() for t in tokens):
        return NOTHING
    where = cue or Cue(at, at + 1, "leave")
    span = Span(tokens[where.first].start, tokens[where.last - 1].end)
    if _before(tokens, where.first, _negations()):
        return Phasing(None, None, span)
    to_come = is_to_come(tokens, where)
    return Phasing(Phase.ENDS, _day_after(tokens, times, where.last) if to_come else None, span)


def is_to_come(tokens: Sequence[Token], cue: Cue) -> bool:
    """Is an end one that is still to come, or only wished for?"""
    if _before(tokens, cue.first, _forward()):
        return True
    if tokens[cue.first].lower in words("measure_present"):
        return any(t.lower in ("on", "at", "in") for t in tokens[cue.last : cue.last + 2])
    infinitive = cue.first > 0 and tokens[cue.first - 1].lower == "to"
    return infinitive and not any(t.lower in words("measure_resolved") for t in tokens[max(0, cue.first - 3) : cue.first])


def planned_end(tokens: Sequence[Token], times: Sequence[TimeMention], also: frozenset[str] = frozenset()) -> When | None:
    """The day of "until 19 January"; an hour ("until 5 a.m.") ends a night's curfew and not the measure.

    `also`: words that mean the same here: "will not reopen before Friday".
    """
    for mention in times:
        at = next((n for n, t in enumerate(tokens) if t.start >= mention.span.start), len(tokens))
        before = {tokens[at - 1].lower, " ".join(t.lower for t in tokens[max(0, at - 2) : at])} if at else set()
        if before & (words("measure_until") | also) and _is_day(mention):
            return mention.when
    return None


def reasserted(phasing: Phasing, status: Status, certainty: Certainty | None, trigger: Span) -> bool:
    """Is it the end that is planned, or the stay, and not the measure? Then the measure is asserted."""
    if status not in (Status.PLANNED, Status.POSSIBLE, Status.HYPOTHETICAL) or certainty is None:
        return False
    if phasing.phase is Phase.HOLDS:
        return True
    told = phasing.cue or trigger
    if phasing.phase is Phase.ENDS:
        return phasing.until is None and told.overlaps(certainty.cue)
    return phasing.phase is Phase.STARTS and certainty.cue.start > max(told.end, trigger.end)


def time_of(phasing: Phasing, found: Layers, number: int, happened: When | None, said: When | None) -> When | None:
    """When it happened: never the day of a planned end, nor for what only holds a day of the sentences around.

    The day right behind "declared", which is otherwise one of saying, is the day on which the measure began.
    """
    sentence = found.sentences[number]
    if phasing.phase is None:
        return happened
    if happened and happened.span and phasing.until and happened.span == phasing.until.span:
        happened = None
    if phasing.phase is Phase.HOLDS and happened and not (happened.span and sentence.span.holds(happened.span)):
        happened = None
    if phasing.phase is Phase.HOLDS and happened and happened.anchor and happened.start > happened.anchor:
        happened = None  # a day to come of what holds is one of its end
    if happened is None and phasing.phase is not Phase.ENDS and said and said.span and _begun_on(sentence.tokens, said.span):
        return said
    return happened


def _begun_on(tokens: Sequence[Token], day: Span) -> bool:
    """Does the day stand right behind a cue that begins something, at most an "on" between?"""
    at = next((n for n, t in enumerate(tokens) if t.start >= day.start), 0)
    return any(cue.acts == "start" and 0 <= at - cue.last <= 1 for cue in cues_in(tokens))


def tokens_of(sentence: Sentence, span: Span) -> tuple[int, int]:
    """The tokens, first and after the last, that a span covers."""
    inside = [n for n, t in enumerate(sentence.tokens) if span.start <= t.start < span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _day_after(tokens: Sequence[Token], times: Sequence[TimeMention], at: int) -> When | None:
    end = tokens[min(len(tokens), at + AFTER_FORWARD) - 1].end
    start = tokens[at - 1].end
    return next((m.when for m in times if start <= m.span.start < end and _is_day(m)), None)


def _coming(when: When) -> When:
    """A weekday that was taken for the last one, as that of the week after: "was extended until Friday"."""
    weekday = (when.words or "").casefold() in table("weekdays") and len(when.start) == ISO_DAY
    if not weekday or not when.anchor or when.start >= when.anchor[:ISO_DAY]:
        return when
    day = add_days(date.fromisoformat(when.start), 7)
    return replace(when, start=day.isoformat(), end=day.isoformat()) if day else when


def _is_day(mention: TimeMention) -> bool:
    return mention.type is TimexType.DATE and mention.when is not None


def _before(tokens: Sequence[Token], at: int, listed: Phrases[str]) -> bool:
    """Does a listed phrase stand shortly before token `at`, with no beginning of a clause between?"""
    first = max(0, at - BEFORE)
    for n in range(at - 1, first - 1, -1):
        if tokens[n].text in ",;:" or tokens[n].lower in ("that", "but", "and", "which"):
            first = n + 1
            break
    return any(listed.match(tokens[:at], n) for n in range(first, at))


@cache
def _forces() -> frozenset[str]:
    return word_class("troops") | word_class("armed")


@cache
def _negations() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("measure_negations"), ""))


@cache
def _forward() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("measure_forward"), ""))
