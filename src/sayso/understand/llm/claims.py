"""From an answer to claims: what it points at, and by our rules all that it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.types import OWN_VOICE, Attribution, Claim, Layers, Maker, Reason, Report, Span, When, Where
from sayso.understand.claims import claim_id, evidence_of, published_when
from sayso.understand.incidents import Incident
from sayso.understand.llm import slots
from sayso.understand.llm.answer import Said
from sayso.understand.llm.pointed import Dropped, DroppedError, Pointed, pointed
from sayso.understand.llm.pointing import Pointing
from sayso.understand.measures.phases import Phasing, phasing_of, time_of
from sayso.understand.measures.reach import further_places
from sayso.understand.mentions import MOST_CLAIMS
from sayso.understand.places.choice import EventPlaces
from sayso.understand.times.choice import EventTimes, as_of
from sayso.vocabulary import BlockKind, Manner, Verification


@dataclass(frozen=True, slots=True)
class Held:
    """What of an answer holds, in the order of the text, and how many claims were dropped, by the reason."""

    pointed: tuple[Pointed, ...]
    claims: tuple[Claim, ...]
    dropped: Counter[Dropped]


def held(report: Report, found: Layers, told: Sequence[Said], maker: Maker) -> Held:
    """`found`: the layers of the rules. The same answer always gives the same claims."""
    dropped: Counter[Dropped] = Counter()
    pointing = Pointing(report, found)
    stands = list(_uncrowded(report, list(_pointed(pointing, told, dropped)), dropped))
    making = _Making(pointing, maker)
    made = sorted(((making.claim(one), one) for one in stands), key=lambda pair: _in_text(pair[0]))
    return Held(tuple(one for _, one in made), tuple(claim for claim, _ in made), dropped)


def _pointed(pointing: Pointing, told: Sequence[Said], dropped: Counter[Dropped]) -> Iterator[Pointed]:
    for said in told:
        try:
            yield pointed(pointing, said)
        except DroppedError as error:
            dropped[error.why] += 1


def _uncrowded(report: Report, all_of: Sequence[Pointed], dropped: Counter[Dropped]) -> Iterator[Pointed]:
    """Each claim once, and four on a sentence: figures first, as for the other readers. The order is that of the answer."""
    ids: set[str] = set()
    on_sentence: Counter[int] = Counter()
    kept: set[int] = set()
    for at in sorted(range(len(all_of)), key=lambda at: all_of[at].figure is None):
        one = all_of[at]
        id = claim_id(report.id, one.kind, one.trigger)
        if id in ids:
            dropped[Dropped.TWICE] += 1
        elif on_sentence[one.number] >= MOST_CLAIMS:
            dropped[Dropped.CROWDED] += 1
        else:
            ids.add(id)
            on_sentence[one.number] += 1
            kept.add(at)
    return (all_of[at] for at in sorted(kept))


def _in_text(claim: Claim) -> tuple[Span, Span, str]:
    return claim.evidence.span, claim.because[0].span or claim.evidence.span, claim.id


class _Making:
    """Claims of one report. The choices of the rules stand behind what the model does not point at."""

    def __init__(self, pointing: Pointing, maker: Maker) -> None:
        report, found = pointing.report, pointing.found
        self.pointing, self.report, self.found, self.maker = pointing, report, found, maker
        self.times = EventTimes(report, found)
        self.places = EventPlaces(report, found, self.times.incidents.behind(found))

    def claim(self, one: Pointed) -> Claim:
        report, found, said = self.report, self.found, one.said
        evidence = evidence_of(report, found, one.number)
        happened, then, incident = self._when(one)
        measure = phasing_of(found, one.number, one.kind, one.trigger)
        place = slots.place(self.pointing, one.place) if one.place else self.places.of(one.trigger, incident)
        verification = Verification.UNSTATED if one.checked is None else said.verification
        checked = None if verification is Verification.UNSTATED else one.checked
        return Claim(
            id=claim_id(report.id, one.kind, one.trigger),
            report=report.id,
            kind=one.kind,
            attribution=_of_block(one.attribution, evidence.block),
            evidence=evidence,
            maker=self.maker,
            confidence=slots.UNMEASURED,
            status=said.status,
            verification=verification,
            verification_evidence=None if checked is None else evidence_of(report, found, checked),
            figure=one.figure.figure if one.figure else None,
            actor=one.actor,
            target=one.target,
            time=time_of(measure, found, one.number, happened, then),
            said=then or published_when(report, found, one.number),
            place=place,
            members=tuple(member.of(report.text) for member in one.members),
            body=one.body.of(report.text) if one.body else None,
            cause=one.cause.of(report.text) if one.cause else None,
            effect=one.effect.of(report.text) if one.effect else None,
            because=tuple(_reasons(one, place, happened, measure)),
            phase=measure.phase,
            until=measure.until,
            also=further_places(found, one.number, one.trigger, place) if measure.phase else (),
        )

    def _when(self, one: Pointed) -> tuple[When | None, When | None, Incident]:
        """When it happened and when it was said: by the words that are pointed at, else as the rules choose."""
        times, cue = self.times, next(iter(one.attribution.cue), None)
        count = one.figure
        first = times.incidents.undated(count) if count else Incident.MAIN
        happened, then = times.of(one.trigger, one.number, cue, first)
        if one.time is not None:
            happened = self._happened(one, one.time)
        if one.said_at is not None:
            then = slots.when(self.pointing, one.said_at)
        scene = happened or times.scene(one.number) or then
        return happened, then, times.incidents.of(count, scene) if count else Incident.MAIN

    def _happened(self, one: Pointed, words: Span) -> When | None:
        """With "as of" before them, the words date the count and not what happened."""
        told = slots.time(self.pointing, words)
        return (as_of(self.found.sentences[one.number], [told]) or told.when) if told else None


def _of_block(attribution: Attribution, block: BlockKind) -> Attribution:
    if block is BlockKind.CAPTION and attribution == OWN_VOICE:
        return replace(OWN_VOICE, manner=Manner.CAPTION)
    return attribution


def _reasons(one: Pointed, place: Where | None, happened: When | None, measure: Phasing) -> Iterator[Reason]:
    yield Reason(slots.RULE, one.trigger)
    if one.attribution.cue:
        yield Reason(f"attribution.{one.attribution.manner}", one.attribution.cue[0])
    if place and place.span:
        yield Reason(f"place.{place.precision}", place.span)
    if happened and happened.span:
        yield Reason(f"time.{happened.role}", happened.span)
    if measure.phase and measure.cue:
        yield Reason(f"phase.{measure.phase}", measure.cue)
