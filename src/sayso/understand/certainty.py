"""Layer `certainties`: which words of a sentence are said with less than plain assertion, and by which cue.

A cue reaches words, not claims: "denied that" reaches what follows in its clause, "allegedly" its whole clause, "took back"
the sentence. `status_of` then asks which cue reaches a claim's trigger. Where several do, the strongest one counts:
something denied stays denied though a "could" stands near.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from sayso.types import Certainty, Layers, Report, Sentence, Span
from sayso.understand.corrections import corrections
from sayso.understand.language import table, words
from sayso.understand.phrases import Found, Phrases
from sayso.understand.pipeline import layer
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

REACHES = {"near": 4, "noun": 2}
"""Tokens that the "not" of a verb and an adjective reach: "did not attack", "alleged fraud", and no further."""

ANTECEDENT = 5
"""Tokens before a relative pronoun that may be the noun it speaks of."""

RELATIVE = frozenset({"who", "which", "that"})
HARD_BREAKS = frozenset({";", ":", "—", "–"})
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
    presupposed = _is_presupposed(found.sentences[sentence], trigger)
    first, last = (bisect_left(found.certainties, at, key=attrgetter("sentence")) for at in (sentence, sentence + 1))
    reaching = [
        c
        for c in found.certainties[first:last]
        if c.scope.overlaps(trigger) and (not presupposed if c.status in MODAL else not trigger.overlaps(c.cue))
    ]
    strongest = min(reaching, key=lambda c: STRONGEST_FIRST.index(c.status), default=None)
    return (strongest.status, strongest) if strongest else (Status.ASSERTED, None)


def _is_presupposed(sentence: Sentence, trigger: Span) -> bool:
    before = [t for t in sentence.tokens if t.end <= trigger.start]
    return bool(before) and before[-1].lower in words("definite")


def _of_sentence(sentence: Sentence, number: int, text: str) -> Iterator[Certainty]:
    yield from corrections(sentence, number, text)
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
    tokens = sentence.tokens
    if reach == "sentence":
        return sentence.span
    if reach == "adverb":
        reach = "after" if _modifies_what_follows(sentence, cue) else "clause"
    content = cue.last + (cue.last < len(tokens) and tokens[cue.last].lower in RELATIVE)  # "denied that …"
    last = next((i for i in range(content, len(tokens)) if _opens_clause(sentence, i)), len(tokens))
    if reach in REACHES:
        last = min(last, cue.last + REACHES[reach])
    first = _clause_start(sentence, cue.first) if reach == "clause" else min(cue.last, last - 1)
    return Span(tokens[first].start, tokens[max(last, first + 1) - 1].end)


def _clause_start(sentence: Sentence, at: int) -> int:
    """The first token of the clause. A relative clause speaks of the noun before it: "12 people who may have died"."""
    opener = next((i for i in range(at, -1, -1) if _opens_clause(sentence, i)), 0)
    return max(0, opener - ANTECEDENT) if sentence.tokens[opener].lower in RELATIVE else opener


def _modifies_what_follows(sentence: Sentence, cue: Found[str]) -> bool:
    """ "for allegedly taking bribes", "killed, allegedly by a gang": the act before the adverb is plain."""
    tokens = sentence.tokens
    before = tokens[cue.first - 1].lower if cue.first else ""
    after = tokens[cue.last].lower if cue.last < len(tokens) else ""
    return before in words("before_gerund") or after == "by" or after.endswith("ing")


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Does a new clause begin at this token? After a comma only with a word that opens one, or a participle."""
    token = sentence.tokens[at].lower
    if token in HARD_BREAKS or token in words("clause_openers"):
        return True
    if at == 0 or sentence.tokens[at - 1].lower != ",":
        return False
    return token in words("clause_breaks") or token.endswith("ing")


def _is_month(sentence: Sentence, cue: Found[str]) -> bool:
    """ "May" with a capital inside a sentence is the month, or a name."""
    token = sentence.tokens[cue.first]
    return token.lower == MAY and token.text != MAY and cue.first > 0


@cache
def _cues() -> Phrases[str]:
    return Phrases(table("certainty_cues"))
