"""Which of a sentence's times is the day of saying.

It stands right beside the cue ("said on Monday that", "announced late Sunday"), or it opens a sentence whose claim comes
after the cue ("On Friday, state television reported that …"). In "On Friday, six people were killed, police said" the claim
comes before the cue, so Friday is when it happened.
"""

from __future__ import annotations

from bisect import bisect_left

from sayso.types import Layers, Sentence, Span, TimeMention, Token
from sayso.understand.language import words as listed

BESIDE = 5
"""Words that may stand between a cue and the day of saying: "told a news conference in Oslo on Monday"."""
ISSUED = 3
"""Words after a verb of issuing that may name what was issued: "posted a new video"."""
OPENING = 4
"""Words before a time that still opens its sentence."""


def mentions_in(found: Layers, sentence: Sentence) -> list[TimeMention]:
    """The times of a sentence that denote a stretch of the calendar, less the page's own ("Updated: 2022-01-07 13:14").

    Found by bisection, so that a long report is read in linear time.
    """
    first = bisect_left(found.times, sentence.span.start, key=lambda m: m.span.start)
    last = bisect_left(found.times, sentence.span.end, key=lambda m: m.span.start)
    return [m for m in found.times[first:last] if m.when is not None and not _is_stamp(sentence, m.span)]


def is_said(sentence: Sentence, mention: TimeMention, claim: Span | None, cue: Span | None) -> bool:
    """Is this the time at which the words of the cue were said? Without a cue, words of reporting stand in for it."""
    if claim is not None and _was_published(sentence, mention.span, claim):
        return True
    if cue is not None and sentence.span.holds(cue):
        return _beside(sentence, mention.span, cue, claim) or _opens(sentence, mention.span, cue, claim)
    reporting = [n for n, t in enumerate(sentence.tokens) if t.lower in listed("time_reporting")]
    return any(_stands_for_cue(sentence, mention.span, n, claim) for n in reporting)


def _was_published(sentence: Sentence, time: Span, claim: Span) -> bool:
    """Does the time open the sentence and date what tells of the claim: "In May the group released a video of ten men"?"""
    first = bisect_left(sentence.tokens, time.start, key=lambda t: t.start)
    between = [t.lower for t in tokens_between(sentence, time, claim)] if first <= OPENING and time < claim else []
    issued = (n for n, word in enumerate(between) if word in listed("time_issuing"))
    return any(w in listed("time_issued") for n in issued for w in between[n + 1 : n + 1 + ISSUED])


def _stands_for_cue(sentence: Sentence, time: Span, at: int, claim: Span | None) -> bool:
    """Is the time that of the word of reporting at a place: beside it, or at the head of "On Friday, X reported that"?"""
    cue = Span(sentence.tokens[at].start, sentence.tokens[at].end)
    that = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].lower == "that"
    return _beside(sentence, time, cue, claim) or (that and _opens(sentence, time, cue, claim or Span(cue.end, cue.end)))


def _is_stamp(sentence: Sentence, time: Span) -> bool:
    at = bisect_left(sentence.tokens, time.start, key=lambda t: t.start)
    return any(t.lower in listed("time_stamps") for t in sentence.tokens[max(0, at - 2) : at])


def tokens_between(sentence: Sentence, one: Span, other: Span) -> tuple[Token, ...]:
    """The words between two spans of a sentence, in whichever order they stand."""
    first, last = sorted((one, other))
    start = bisect_left(sentence.tokens, first.end, key=lambda t: t.start)
    end = bisect_left(sentence.tokens, last.start, key=lambda t: t.start)
    return sentence.tokens[start:end]


def _beside(sentence: Sentence, time: Span, cue: Span, claim: Span | None) -> bool:
    """After the cue, with neither the claim nor another clause between."""
    if time.start < cue.end or (claim is not None and cue.end <= claim.start < time.start):
        return False
    between = tokens_between(sentence, cue, time)
    return len(between) <= BESIDE and not any(t.lower in listed("time_said_breaks") for t in between)


def _opens(sentence: Sentence, time: Span, cue: Span, claim: Span | None) -> bool:
    """At the head of the sentence, before the cue, with the claim after it.

    Before an infinitive ("On Sunday the group was believed to have …") it is the time of what is told.
    """
    if time.end > cue.start or claim is None or claim.start < cue.end:
        return False
    after = bisect_left(sentence.tokens, cue.end, key=lambda t: t.start)
    infinitive = after < len(sentence.tokens) and sentence.tokens[after].lower == "to"
    return not infinitive and bisect_left(sentence.tokens, time.start, key=lambda t: t.start) <= OPENING
