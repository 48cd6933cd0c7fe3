"""The time that a sentence itself gives a claim: the nearest one in the clause of the claim.

Six men died on Monday, and two more drowned on Tuesday.    six: Monday, two: Tuesday
The group, which was formed in 2002, killed nine men.       nine: none
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.types import Report, Sentence, Span, TimeMention, When
from sayso.understand.language import words as listed
from sayso.understand.times.layer import anchor_of
from sayso.understand.times.said_time import tokens_between
from sayso.vocabulary import TimePrecision, TimexType

BREAK = 12
"""Words that the beginning of another clause between a time and a claim counts for, when the nearest time is chosen."""
RELATIVE = 2
"""Words after a claim among which a relative clause of its own begins."""
COARSE = frozenset({TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.SPAN})
"""Too wide to be carried beyond their clause."""
SAME_TIME = frozenset({"when", "while", "as"})
"""Words whose clauses lie in one time with what is beside them: "nine men died when a roof fell in May"."""
SCENE_SETTING = 2
"""Words before a time that opens its sentence, and sets the time of those after it: "In 2015, …"."""
ENDS = frozenset({"until", "till"})
"""Words before the end of something, which is not when it happened."""
LINKS = frozenset({("from", "to"), ("from", "until"), ("between", "and"), ("from", "through")})


def own_time(report: Report, sentence: Sentence, told: Sequence[TimeMention], span: Span) -> When | None:
    """The nearest time in the clause of the claim. A duration is none, however near, nor is the day until which it holds."""
    dated = [m for m in told if m.type is not TimexType.DURATION and _word_before(sentence, m.span) not in ENDS]
    if not dated:
        return None
    nearest = min(dated, key=lambda m: _distance(sentence, m.span, span))
    return None if _dates_another(sentence, nearest, span) else _stretched(report, sentence, dated, nearest)


def _dates_another(sentence: Sentence, mention: TimeMention, claim: Span) -> bool:
    """A month or more is not of the claim beyond its clause: "men fled, and in May …", "killed since the war began in May".

    The commas of an opening time and of what follows the claim ("nine died in Lima, Peru, in May") begin no clause.
    """
    if not is_coarse(mention):
        return False
    between = _between(sentence, mention.span, claim)
    opening = opens(sentence, mention.span)
    if mention.span < claim and "," in between and not opening and between[:2] != [",", "when"]:
        return True
    same = SAME_TIME | {"after"} if opening else SAME_TIME
    begins = any(w in listed("time_clause") and w[0].isalpha() and w not in same for w in between)
    return begins or "since" in between[:-1] or (claim < mention.span and between[-2:-1] == ["and"])


def is_coarse(mention: TimeMention) -> bool:
    return mention.when is not None and mention.when.precision in COARSE


def _distance(sentence: Sentence, one: Span, other: Span) -> int:
    """Words between a time and a claim; the beginning of another clause between them counts for many."""
    between = _between(sentence, one, other)
    return len(between) + BREAK * sum(w in listed("time_clause") for w in between)


def _between(sentence: Sentence, time: Span, claim: Span) -> list[str]:
    """The words between a time and a claim, less those that begin no clause without the claim in it.

    So the comma of "In May, nine men died", and the relative of "nine men, who died in May".
    """
    between = [t.lower for t in tokens_between(sentence, time, claim)]
    if between and time < claim:
        return between[1:] if between[0] == "," and opens(sentence, time) else between
    own = next((n for n, word in enumerate(between[:RELATIVE]) if word in ("who", "that")), -1)
    return between[own + 1 :]


def _stretched(report: Report, sentence: Sentence, told: Sequence[TimeMention], chosen: TimeMention) -> When | None:
    """ "from Monday to Wednesday" is one stretch, and "since Monday" runs up to the day of writing."""
    at = told.index(chosen)
    pairs = [(told[at - 1], chosen)] if at else []
    pairs += [(chosen, told[at + 1])] if at + 1 < len(told) else []
    for first, last in pairs:
        before, between = _word_before(sentence, first.span), tokens_between(sentence, first.span, last.span)
        if len(between) == 1 and (before, between[0].lower) in LINKS:
            return _joined(report, first, last)
    anchor = anchor_of(report, sentence.block)
    when = chosen.when
    if when and anchor and _word_before(sentence, chosen.span) == "since" and when.start[:10] < anchor:
        return replace(when, end=anchor, precision=TimePrecision.SPAN, anchor=anchor)
    return when


def _joined(report: Report, first: TimeMention, last: TimeMention) -> When | None:
    start, end = first.when, last.when
    if start is None or end is None or start.start > end.end:
        return start
    span = Span(first.span.start, last.span.end)
    return replace(start, end=end.end, precision=TimePrecision.SPAN, words=span.of(report.text), span=span)


def _word_before(sentence: Sentence, span: Span) -> str:
    at = bisect_left(sentence.tokens, span.start, key=lambda t: t.start)
    return sentence.tokens[at - 1].lower if at else ""


def opens(sentence: Sentence, time: Span) -> bool:
    """Does the time open its sentence?"""
    before = tokens_between(sentence, Span(sentence.span.start, sentence.span.start), time)
    return len(before) <= SCENE_SETTING
