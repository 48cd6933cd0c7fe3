"""Which mentions of a report become claims: every figure, and beside it what says more than the figure does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.types import Cause, EventMention, FigureMention, Layers, Membership, Report, Span
from sayso.understand.language import words
from sayso.understand.measures.endings import endings

MOST_CLAIMS = 4
"""Claims on one sentence: figures are all kept, events and relations fill what is left, the surest first."""

LEAST_TOLD = 0.3
"""Score under which an event is only referred to ("since the unrest began"): it may bear a cause, but makes no claim."""

NETWORK_ALONE = "model"
"""Rule of an event that no rule found: the layer has it, but of such claims fewer than half were right on held-out sentences,
and "denial" under "the ministry had reported" does harm."""

STATEMENT = "statement"
"""The kind for words that say nothing more definite; beside a definite claim it only repeats that somebody spoke."""

IMPLIED = {"arrested": {"arrest"}, "deployed": {"deployment"}, "abducted": {"abduction"}, "displaced": {"evacuation"}}
"""Events that the number of people whom they befell implies."""

HARM = frozenset({"killed", "injured", "hospitalised"})

RELATION_CONFIDENCE = 0.6
"""Of causes and memberships found by pattern. Set by judgement, not measured."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What the four kinds of mention have in common: the words, their sentence, the rule, and the claim's own fields."""

    kind: str
    trigger: Span
    sentence: int
    rule: str
    confidence: float
    of: FigureMention | EventMention | Cause | Membership


def mentions_of(report: Report, found: Layers) -> Iterator[Mention]:
    """The mentions that become claims, sentence by sentence."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in _all_mentions(found):
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for group in by_sentence.values():
        figures = [m for m in group if isinstance(m.of, FigureMention)]
        others = sorted((m for m in group if not isinstance(m.of, FigureMention)), key=lambda m: -m.confidence)
        telling = [m for m in others if m.kind != STATEMENT and not _only_repeats(m, figures, report)]
        yield from figures
        yield from (telling or ([] if figures else others))[: max(0, MOST_CLAIMS - len(figures))]


def _all_mentions(found: Layers) -> Iterator[Mention]:
    for figure in found.figures:
        yield Mention(figure.kind, figure.figure.span, figure.sentence, figure.rule, figure.confidence, figure)
    for event in filter(_makes_claim, found.events):
        yield Mention(event.kind, event.trigger, event.sentence, event.rule, event.score, event)
    for ending in endings(found, frozenset((e.sentence, e.kind) for e in found.events if _makes_claim(e))):
        yield Mention(ending.kind, ending.trigger, ending.sentence, ending.rule, ending.score, ending)
    for membership in found.memberships:
        yield Mention("membership", membership.span, membership.sentence, membership.rule, RELATION_CONFIDENCE, membership)
    for cause in found.causes:
        if _says_why(cause) and _on_the_crisis(cause, found):
            whole = Span(min(cause.cause.start, cause.effect.start), max(cause.cause.end, cause.effect.end))
            yield Mention("cause", whole, cause.sentence, cause.rule, RELATION_CONFIDENCE, cause)


def _makes_claim(event: EventMention) -> bool:
    return event.score >= LEAST_TOLD and event.rule != NETWORK_ALONE


def _says_why(cause: Cause) -> bool:
    """ "After the protests" tells when and "to demand" what for; a claim needs a word that says why."""
    return cause.rule.startswith("cause:")


def _on_the_crisis(cause: Cause, found: Layers) -> bool:
    """One end of a cause must name something that is itself a figure or an event."""
    spans = [f.figure.span for f in found.figures if f.sentence == cause.sentence]
    spans += [e.trigger for e in found.events if e.sentence == cause.sentence]
    return any(s.overlaps(cause.cause) or s.overlaps(cause.effect) for s in spans)


def _only_repeats(mention: Mention, figures: Sequence[Mention], report: Report) -> bool:
    """An event without a doer that stands on a figure's own words, or that its kind implies, says nothing more than it."""
    if not isinstance(mention.of, EventMention) or mention.of.actor is not None:
        return False
    if _tells_harm(mention, report) and any(f.kind in HARM for f in figures):
        return True
    return any(mention.trigger.overlaps(f.trigger) or mention.kind in IMPLIED.get(f.kind, ()) for f in figures)


def _tells_harm(mention: Mention, report: Report) -> bool:
    """ "were killed" is the figure's own verb; "an attack" is news."""
    return words("harm_words").issuperset(mention.trigger.of(report.text).lower().split())
