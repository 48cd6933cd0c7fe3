"""From layers to claims: each figure, event, cause and membership that a report gives, with everything known about it.

This is where the layers meet and nowhere else: a mention says what was said, and the choices (`attribution_of`, `EventPlaces`,
`time_of`, `status_of`, `check_of`) say on whose word, where, when, how sure, and whether anybody checked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.types import (
    Attribution,
    Cause,
    Claim,
    EventMention,
    Evidence,
    FigureMention,
    Layers,
    Maker,
    Membership,
    Reason,
    Report,
    Source,
    Span,
    When,
)
from sayso.understand.attribution_choice import attribution_of
from sayso.understand.certainty import status_of
from sayso.understand.checks import check_of
from sayso.understand.language import words
from sayso.understand.place_choice import EventPlaces
from sayso.understand.time_choice import time_of
from sayso.vocabulary import ActorKind, BlockKind, Group, Manner, SourceKind, Status, TimePrecision, kinds

MOST_CLAIMS = 4
"""Claims on one sentence: figures are all kept, events and relations fill what is left, the surest first."""

STATEMENT = "statement"
"""The kind for words that say nothing more definite; beside a definite claim it only repeats that somebody spoke."""

IMPLIED = {"arrested": {"arrest"}, "deployed": {"deployment"}, "abducted": {"abduction"}, "displaced": {"evacuation"}}
"""Events that the number of people whom they befell implies."""

RELATION_CONFIDENCE = 0.6
"""Of causes and memberships found by pattern; measured precision on the development sentences is about that."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What the four kinds of mention have in common: the words, their sentence, the rule, and the claim's own fields."""

    kind: str
    trigger: Span
    sentence: int
    rule: str
    confidence: float
    of: FigureMention | EventMention | Cause | Membership


def claims_of(report: Report, found: Layers, maker: Maker) -> tuple[Claim, ...]:
    """Every claim of a report, in the order of the text. Two mentions never give the same claim id twice."""
    places = EventPlaces(report, found)
    made = {c.id: c for m in _kept(_mentions(report, found)) for c in [_claim(report, found, places, m, maker)]}
    return tuple(sorted(made.values(), key=lambda c: (c.evidence.span, c.because[0].span or c.evidence.span, c.id)))


def _mentions(report: Report, found: Layers) -> Iterator[Mention]:
    for figure in found.figures:
        yield Mention(figure.kind, figure.figure.span, figure.sentence, figure.rule, figure.confidence, figure)
    for event in found.events:
        yield Mention(event.kind, event.trigger, event.sentence, event.rule, event.score, event)
    for membership in found.memberships:
        yield Mention("membership", membership.span, membership.sentence, membership.rule, RELATION_CONFIDENCE, membership)
    for cause in found.causes:
        if _says_why(cause, report) and _on_the_crisis(cause, found):
            whole = Span(min(cause.cause.start, cause.effect.start), max(cause.cause.end, cause.effect.end))
            yield Mention("cause", whole, cause.sentence, cause.rule, RELATION_CONFIDENCE, cause)


def _says_why(cause: Cause, report: Report) -> bool:
    """ "After the protests" tells when, and only hints at why; a claim needs a word that says so."""
    return cause.signal is None or cause.signal.of(report.text).lower() not in words("temporal_signals")


def _on_the_crisis(cause: Cause, found: Layers) -> bool:
    """One end of a cause must name something that is itself a figure or an event."""
    spans = [f.figure.span for f in found.figures if f.sentence == cause.sentence]
    spans += [e.trigger for e in found.events if e.sentence == cause.sentence]
    return any(s.overlaps(cause.cause) or s.overlaps(cause.effect) for s in spans)


def _kept(mentions: Iterable[Mention]) -> Iterator[Mention]:
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for group in by_sentence.values():
        figures = [m for m in group if isinstance(m.of, FigureMention)]
        others = sorted((m for m in group if not isinstance(m.of, FigureMention)), key=lambda m: -m.confidence)
        telling = [m for m in others if m.kind != STATEMENT and not _only_repeats(m, figures)]
        yield from figures
        yield from (telling or ([] if figures else others))[: max(0, MOST_CLAIMS - len(figures))]


def _only_repeats(mention: Mention, figures: Sequence[Mention]) -> bool:
    """An event without a doer that stands on a figure's own words, or that its kind implies, says nothing more than it."""
    if not isinstance(mention.of, EventMention) or mention.of.actor is not None:
        return False
    return any(mention.trigger.overlaps(f.trigger) or mention.kind in IMPLIED.get(f.kind, ()) for f in figures)


def _claim(report: Report, found: Layers, places: EventPlaces, mention: Mention, maker: Maker) -> Claim:
    evidence = _evidence(report, found, mention.sentence)
    attribution = _attribution(report, found, mention, evidence.block)
    cue = attribution.cue[0] if attribution.cue else None
    happened, said = time_of(report, found, mention.trigger, mention.sentence, cue)
    status, certainty = status_of(found, mention.sentence, mention.trigger)
    if status is Status.RETRACTED and not isinstance(mention.of, FigureMention):
        status, certainty = Status.ASSERTED, None  # what is taken back is the figure, not that something happened
    check = check_of(report, found, mention.sentence, mention.kind)
    because = [Reason(mention.rule, mention.trigger)]
    because += [Reason(f"attribution.{attribution.manner}", s) for s in attribution.cue[:1]]
    because += [Reason(certainty.rule, certainty.cue)] if certainty else []
    claim = Claim(
        id=claim_id(report, mention),
        report=report.id,
        kind=mention.kind,
        attribution=attribution,
        evidence=evidence,
        maker=maker,
        confidence=round(mention.confidence, 3),
        status=status,
        time=happened,
        said=said or _published(report, found, mention.sentence),
        place=places.of(mention.trigger),
        because=tuple(because),
    )
    if check:
        claim = replace(
            claim,
            verification=check.verification,
            verified_by=check.by,
            verification_evidence=_evidence(report, found, check.sentence),
            because=(*claim.because, Reason(f"verification.{check.verification}", check.cue)),
        )
    return _with_own_fields(claim, mention, report.text)


def _with_own_fields(claim: Claim, mention: Mention, text: str) -> Claim:
    match mention.of:
        case FigureMention(figure=figure):
            return replace(claim, figure=figure)
        case EventMention(actor=actor, target=target):
            return replace(claim, actor=actor, target=target)
        case Membership(members=members, body=body):
            return replace(claim, members=tuple(m.of(text) for m in members), body=body.of(text))
        case Cause(cause=cause, effect=effect):
            return replace(claim, cause=cause.of(text), effect=effect.of(text))


def claim_id(report: Report, mention: Mention) -> str:
    """A hash of report, kind and words: the same claim read again keeps its id, so that verdicts stay with it."""
    what = json.dumps([report.id, mention.kind, mention.trigger.start, mention.trigger.end])
    return "c" + hashlib.sha256(what.encode()).hexdigest()[:16]


def _evidence(report: Report, found: Layers, number: int) -> Evidence:
    sentence = found.sentences[number]
    block = report.blocks[sentence.block]
    return Evidence(block=block.kind, span=sentence.span, text=sentence.span.of(report.text), credit=block.credit)


def _attribution(report: Report, found: Layers, mention: Mention, block: BlockKind) -> Attribution:
    attribution = attribution_of(report, found, mention.trigger, mention.sentence)
    if attribution.manner is Manner.OWN_VOICE and isinstance(mention.of, EventMention):
        attribution = _on_the_speakers_word(mention.of) or attribution
    if block is BlockKind.CAPTION and attribution.manner is Manner.OWN_VOICE:
        return replace(attribution, manner=Manner.CAPTION)
    return attribution


def _on_the_speakers_word(event: EventMention) -> Attribution | None:
    """Who demands, condemns or denies has said so: the doer of such an act is its source, and its verb the cue."""
    actor = event.actor
    if actor is None or kinds()[event.kind].group is not Group.WORDS:
        return None
    speaker = Source(actor.name, _speaks_as(actor.kind), actor.span, actor.normalised, actor.country)
    return Attribution((speaker,), Manner.INDIRECT, source=(actor.span,), cue=(event.trigger,))


def _speaks_as(kind: ActorKind) -> SourceKind:
    """A country speaks through its government; a crowd has no spokesman."""
    if kind is ActorKind.COUNTRY:
        return SourceKind.GOVERNMENT
    return SourceKind(kind.value) if kind.value in set(SourceKind) else SourceKind.OTHER


def _published(report: Report, found: Layers, number: int) -> When | None:
    """When it was said, where the words do not tell: when the entry or the report was published."""
    at = report.blocks[found.sentences[number].block].at or report.published
    if at is None:
        return None
    precision: Sequence[tuple[int, TimePrecision]] = (
        (4, TimePrecision.YEAR),
        (7, TimePrecision.MONTH),
        (10, TimePrecision.DAY),
    )
    return When(at, at, next((p for length, p in precision if len(at) <= length), TimePrecision.MINUTE), None)
