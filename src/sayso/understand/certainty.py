"""Layer `certainties`: which words of a sentence are said with less than plain assertion, and by which cue.

A cue reaches words, not claims: "denied that" reaches what follows in its clause, "allegedly" its whole clause, "took back"
the sentence (`scopes.py`). `status_of` then asks which cue reaches a claim's trigger; of figures `figure_cues.py` asks more.
Where several do, the strongest one counts: something denied stays denied though a "could" stands near.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter

from sayso.types import Certainty, Layers, Report, Sentence, Span
from sayso.understand.corrections import corrections
from sayso.understand.language import table, words
from sayso.understand.phrases import Found, Phrases
from sayso.understand.pipeline import layer
from sayso.understand.scopes import reaches_back, scope
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

OF_THE_NETWORK = ".model"
"""End of the rule's name of a doubt that the network has."""

MAY = "may"


@layer(gives="certainties", needs=("sentences",))
def certainties(report: Report, found: Layers) -> tuple[Certainty, ...]:
    """Every cue with its scope, in the order of the text."""
    return tuple(c for number, sentence in enumerate(found.sentences) for c in _of_sentence(sentence, number, report.text))


def status_of(found: Layers, sentence: int, trigger: Span) -> tuple[Status, Certainty | None]:
    """The status of what `trigger` names, and the cue that gives it.

    A cue that is part of the trigger is what the claim is about, not how sure it is: "denied" of a denial, "order to
    shoot" of an order to shoot. The verb form of the trigger is no such cue; but no verb form makes "the 21 victims" doubtful.
    """
    presupposed = is_presupposed(found.sentences[sentence], trigger)
    top = strongest(c for c in in_sentence(found, sentence) if _reaches(c, trigger, presupposed))
    return (top.status, top) if top else (Status.ASSERTED, None)


def _reaches(cue: Certainty, trigger: Span, presupposed: bool) -> bool:
    if is_networks(cue):
        return cue.scope == trigger
    if not cue.scope.overlaps(trigger):
        return False
    return not presupposed if cue.status in MODAL else not trigger.overlaps(cue.cue)


def is_networks(cue: Certainty) -> bool:
    """Is it the network's doubt (`model/certainty.py`), which is about the words of its scope and about nothing else?"""
    return cue.rule.endswith(OF_THE_NETWORK)


def in_sentence(found: Layers, sentence: int) -> tuple[Certainty, ...]:
    """The cues of one sentence."""
    first, last = (bisect_left(found.certainties, at, key=attrgetter("sentence")) for at in (sentence, sentence + 1))
    return found.certainties[first:last]


def strongest(reaching: Iterable[Certainty]) -> Certainty | None:
    """The cue that counts where several reach the same words."""
    return min(reaching, key=lambda c: STRONGEST_FIRST.index(c.status), default=None)


def is_presupposed(sentence: Sentence, trigger: Span) -> bool:
    """Is what the words name taken as known: "the 21 victims"?"""
    before = [t for t in sentence.tokens if t.end <= trigger.start]
    return bool(before) and before[-1].lower in words("definite")


def _of_sentence(sentence: Sentence, number: int, text: str) -> Iterator[Certainty]:
    yield from corrections(sentence, number, text)
    for cue in _cues().find(sentence.tokens):
        if cue.value == NO_CUE or _is_month(sentence, cue):
            continue
        status, reach = cue.value.split()
        if reached := scope(sentence, cue, reach):
            yield Certainty(
                status=Status(status),
                cue=cue.span(sentence.tokens),
                scope=reached,
                sentence=number,
                rule=f"certainty.{status}.{reach}",
                reaches_back=reaches_back(sentence, cue, reach),
            )


def _is_month(sentence: Sentence, cue: Found[str]) -> bool:
    """ "May" with a capital inside a sentence is the month, or a name."""
    token = sentence.tokens[cue.first]
    return token.lower == MAY and token.text != MAY and cue.first > 0


@cache
def _cues() -> Phrases[str]:
    return Phrases(table("certainty_cues"))
