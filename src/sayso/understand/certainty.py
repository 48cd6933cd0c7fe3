"""Layer `certainties`: which words of a sentence are said with less than plain assertion, and by which cue.

A cue reaches words, not claims: "denied that" reaches what follows in its clause, "allegedly" its whole clause, "took back"
the sentence. `status_of` then asks which cue reaches a claim's trigger. Where several do, the strongest one counts:
something denied stays denied though a "could" stands near.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.types import Certainty, Layers, Report, Sentence, Span
from sayso.understand.language import table, words
from sayso.understand.layer import layer
from sayso.understand.phrases import Found, Phrases
from sayso.vocabulary import Status

NO_CUE = "-"

STRONGEST_FIRST = (
    Status.RETRACTED,
    Status.DENIED,
    Status.FEARED,
    Status.ORDERED,
    Status.PLANNED,
    Status.ALLEGED,
    Status.HYPOTHETICAL,
    Status.POSSIBLE,
)

MODAL = frozenset({Status.PLANNED, Status.POSSIBLE, Status.HYPOTHETICAL})
"""Statuses that a verb form gives: "could be restricted" is one verb group, and its "could" still says how sure."""

NEAR = 6
"""Tokens that the "not" of a verb reaches: "did not attack", but not "those who are not needed at the mission may leave"."""

MAY = "may"


@layer(gives="certainties", needs=("sentences",))
def certainties(report: Report, found: Layers) -> tuple[Certainty, ...]:
    """Every cue with its scope, in the order of the text."""
    return tuple(c for number, sentence in enumerate(found.sentences) for c in _of_sentence(sentence, number))


def status_of(found: Layers, sentence: int, trigger: Span) -> tuple[Status, Certainty | None]:
    """The status of what `trigger` names, and the cue that gives it.

    A cue that is part of the trigger is what the claim is about, not how sure it is: "denied" of a denial, "order to
    shoot" of an order to shoot. The verb form of the trigger is no such cue.
    """
    reaching = [
        c
        for c in found.certainties
        if c.sentence == sentence and c.scope.overlaps(trigger) and (c.status in MODAL or not trigger.overlaps(c.cue))
    ]
    strongest = min(reaching, key=lambda c: STRONGEST_FIRST.index(c.status), default=None)
    return (strongest.status, strongest) if strongest else (Status.ASSERTED, None)


def _of_sentence(sentence: Sentence, number: int) -> Iterator[Certainty]:
    for cue in _cues().find(sentence.tokens):
        if cue.value == NO_CUE or _is_month(sentence, cue):
            continue
        status, reach = cue.value.split()
        yield Certainty(
            status=Status(status),
            cue=cue.span(sentence.tokens),
            scope=_scope(sentence, cue, reach),
            sentence=number,
            rule=f"certainty.{status}.{reach}",
        )


def _scope(sentence: Sentence, cue: Found[str], reach: str) -> Span:
    if reach == "sentence":
        return sentence.span
    tokens, breaks = sentence.tokens, words("clause_breaks")
    last = next((i for i in range(cue.last, len(tokens)) if _breaks(sentence, i, breaks)), len(tokens))
    first = cue.last
    if reach == "near":
        last = min(last, cue.last + NEAR)
    if reach == "clause":
        before = (i for i in range(cue.first - 1, -1, -1) if _breaks(sentence, i, breaks))
        first = next(before, -1) + 1
    start = tokens[first].start if first < len(tokens) else tokens[cue.first].start
    return Span(min(start, tokens[last - 1].end), tokens[last - 1].end)


def _breaks(sentence: Sentence, at: int, breaks: frozenset[str]) -> bool:
    """Does a new clause begin at this token? A comma breaks only together with a word that opens a clause."""
    token = sentence.tokens[at].lower
    if token in {";", "—", "–", ":"}:
        return True
    return token == "," and at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].lower in breaks


def _is_month(sentence: Sentence, cue: Found[str]) -> bool:
    """ "May" with a capital inside a sentence is the month, or a name."""
    token = sentence.tokens[cue.first]
    return token.lower == MAY and token.text != MAY and cue.first > 0


@cache
def _cues() -> Phrases[str]:
    return Phrases(table("certainty_cues"))
