"""From layers to claims: each figure, event, cause and membership that a report gives, with everything known about it.

This is where the layers meet and nowhere else: a mention says what was said, and the choices (`Attributions`, `EventPlaces`,
`EventTimes`, `status_of`, `check_of`) say on whose word, where, when, how sure, and whether anybody checked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.types import (
    Attribution,
    Cause,
    Certainty,
    Checked,
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
    Where,
)
from sayso.understand.attributions.choice import Attributions
from sayso.understand.certainty import status_of
from sayso.understand.checks import check_of
from sayso.understand.figure_status import status_of_figure
from sayso.understand.incidents import Incident
from sayso.understand.measures.phases import Phasing, phasing_of, reasserted, time_of
from sayso.understand.measures.reach import further_places
from sayso.understand.mentions import Mention, mentions_of
from sayso.understand.places.choice import EventPlaces
from sayso.understand.times.choice import EventTimes
from sayso.vocabulary import ActorKind, BlockKind, Group, Manner, SourceKind, Status, TimePrecision, Verification, kinds


@dataclass(frozen=True, slots=True)
class Told:
    """One report with what was found in it, ready for the questions that each of its claims asks."""

    report: Report
    found: Layers
    attributions: Attributions
    places: EventPlaces
    times: EventTimes
    maker: Maker


def claims_of(report: Report, found: Layers, maker: Maker) -> tuple[Claim, ...]:
    """Every claim of a report, in the order of the text. Two mentions never give the same claim id twice."""
    times = EventTimes(report, found)
    places = EventPlaces(report, found, times.incidents.behind(found))
    told = Told(report, found, Attributions(report, found), places, times, maker)
    made = {c.id: c for m in mentions_of(report, found) for c in [_claim(told, m)]}
    return tuple(sorted(made.values(), key=lambda c: (c.evidence.span, c.because[0].span or c.evidence.span, c.id)))


def _claim(told: Told, mention: Mention) -> Claim:
    report, found = told.report, told.found
    evidence = evidence_of(report, found, mention.sentence)
    attribution = _attribution(told, mention, evidence.block)
    cue = attribution.cue[0] if attribution.cue else None
    happened, said, incident = _when(told, mention, cue)
    place = told.places.of(mention.trigger, incident)
    if isinstance(mention.of, FigureMention):
        status, certainty = status_of_figure(found, mention.of)
    else:
        status, certainty = status_of(found, mention.sentence, mention.trigger)
    if status is Status.RETRACTED and not isinstance(mention.of, FigureMention):
        status, certainty = Status.ASSERTED, None  # what is taken back is the figure, not that something happened
    measure = phasing_of(found, mention.sentence, mention.kind, mention.trigger)
    if reasserted(measure, status, certainty, mention.trigger):
        status, certainty = Status.ASSERTED, None  # planned is its end, or how long it stays
    happened = time_of(measure, found, mention.sentence, happened, said)
    check = check_of(report, found, mention.sentence, mention.kind)
    return Claim(
        id=claim_id(report.id, mention.kind, mention.trigger),
        report=report.id,
        kind=mention.kind,
        attribution=attribution,
        evidence=evidence,
        maker=told.maker,
        confidence=round(mention.confidence, 3),
        status=status,
        verification=check.verification if check else Verification.UNSTATED,
        verified_by=check.by if check else None,
        verification_evidence=evidence_of(report, found, check.sentence) if check else None,
        time=happened,
        said=said or published_when(report, found, mention.sentence),
        place=place,
        because=tuple(_reasons(mention, attribution, certainty, check, place, happened, measure)),
        phase=measure.phase,
        until=measure.until,
        also=further_places(found, mention.sentence, mention.trigger, place) if measure.phase else (),
        **_own_fields(mention, report.text),
    )


def _when(told: Told, mention: Mention, cue: Span | None) -> tuple[When | None, When | None, Incident]:
    """When it happened, when it was said, and of which incident it is; only counts are told apart by that."""
    if not isinstance(mention.of, FigureMention):
        return *told.times.of(mention.trigger, mention.sentence, cue), Incident.MAIN
    incidents = told.times.incidents
    happened, said = told.times.of(mention.trigger, mention.sentence, cue, incidents.undated(mention.of))
    scene = happened or told.times.scene(mention.sentence) or said
    return happened, said, incidents.of(mention.of, scene)


def _reasons(
    mention: Mention,
    attribution: Attribution,
    certainty: Certainty | None,
    check: Checked | None,
    place: Where | None,
    happened: When | None,
    measure: Phasing,
) -> Iterator[Reason]:
    """Which rule, on which words; the trigger first."""
    yield Reason(mention.rule, mention.trigger)
    if attribution.cue:
        yield Reason(f"attribution.{attribution.manner}", attribution.cue[0])
    if certainty:
        yield Reason(certainty.rule, certainty.cue)
    if check:
        yield Reason(f"verification.{check.verification}", check.cue)
    if place and place.span:
        yield Reason(f"place.{place.precision}", place.span)
    if happened and happened.span:
        yield Reason(f"time.{happened.role}", happened.span)
    if measure.phase and measure.cue:
        yield Reason(f"phase.{measure.phase}", measure.cue)


def _own_fields(mention: Mention, text: str) -> dict[str, Any]:
    """The fields of a claim that only its sort of mention has."""
    match mention.of:
        case FigureMention(figure=figure):
            return {"figure": figure}
        case EventMention(actor=actor, target=target):
            return {"actor": actor, "target": target}
        case Membership(members=members, body=body):
            return {"members": tuple(m.of(text) for m in members), "body": body.of(text)}
        case Cause(cause=cause, effect=effect):
            return {"cause": cause.of(text), "effect": effect.of(text)}


def claim_id(report: str, kind: str, trigger: Span) -> str:
    """A hash of report, kind and words: the same claim read again keeps its id, so that verdicts stay with it."""
    what = json.dumps([report, kind, trigger.start, trigger.end])
    return "c" + hashlib.sha256(what.encode()).hexdigest()[:16]


def evidence_of(report: Report, found: Layers, number: int) -> Evidence:
    """The sentence with this number, as the evidence of a claim."""
    sentence = found.sentences[number]
    block = report.blocks[sentence.block]
    return Evidence(block=block.kind, span=sentence.span, text=sentence.span.of(report.text), credit=block.credit)


def _attribution(told: Told, mention: Mention, block: BlockKind) -> Attribution:
    attribution = told.attributions.of(mention.trigger, mention.sentence)
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


def published_when(report: Report, found: Layers, number: int) -> When | None:
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
