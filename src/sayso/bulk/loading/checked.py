"""Whether a report and its reading are what they say they are: nothing goes into the ledger before that.

Canonical bytes decode, and encode to themselves; the report's id follows from its content; every claim is of this report and of
this reading, has the id that follows from its words, once, quotes the report's text, and its numbers are such as readers give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from sayso.bulk.loading.bodies_of import Bodies
from sayso.bulk.loading.damaged import DamagedError
from sayso.ledger import canonical
from sayso.ledger.arrivals import Arrival, arrived
from sayso.ledger.bodies import Receipt, Said
from sayso.read.assemble import report_id
from sayso.types import Claim, Evidence, Maker, Reading, Report
from sayso.understand.claims import claim_id

T = TypeVar("T")

MOST = 2**63 - 1
"""Of a figure: what every store has a column for."""

NO_CLAIMS = b'{"claims":[]'
"""How the canonical bytes of a reading without claims begin: its keys are sorted, and that one is the first."""


def checked(receipt: Receipt, bodies: Bodies, maker: Maker) -> Arrival:
    """What `Ledger.add_many` takes. Raises DamagedError."""
    report = _decoded(Report, bodies.report)
    if report_id(report) != receipt.report or report.id != receipt.report:
        raise DamagedError("its id does not follow from what it says")
    return _arrived(receipt, Said(report, bodies.report), _reading(report, bodies, maker))


def _reading(report: Report, bodies: Bodies, maker: Maker) -> Said:
    lean = _decoded(Reading, bodies.layers)
    if lean.maker != maker or lean.report != report.id or lean.claims:
        raise DamagedError("its layers are those of another reading")
    if len(bodies.claims) != bodies.count:
        raise DamagedError(f"{len(bodies.claims)} claims of {bodies.count} are there")
    claims = tuple(_decoded(Claim, body) for body in bodies.claims)
    if len({claim.id for claim in claims}) != len(claims):
        raise DamagedError("a claim is there twice")
    for claim in claims:
        _check(report, lean, claim)
    whole = b'{"claims":[' + b",".join(bodies.claims) + b"]" + bodies.layers.removeprefix(NO_CLAIMS)
    return Said(replace(lean, claims=claims), whole, bodies.claims)


def _check(report: Report, reading: Reading, claim: Claim) -> None:
    if claim.report != report.id or claim.maker != reading.maker:
        raise DamagedError(f"claim {claim.id} is of another reading")
    trigger = claim.because[0].span if claim.because else None
    if trigger is None or claim.id != claim_id(report.id, claim.kind, trigger):
        raise DamagedError("a claim's id does not follow from its words")
    if wrong := _out_of_range(claim):
        raise DamagedError(f"claim {claim.id} has {wrong}")
    for evidence in _evidence(claim):
        if evidence.span.of(report.text) != evidence.text:
            raise DamagedError(f"claim {claim.id} quotes what the report does not say")


def _out_of_range(claim: Claim) -> str | None:
    """A number in it that no reader gives, in words."""
    if not 0 <= claim.confidence <= 1:
        return f"a confidence of {claim.confidence}"
    figure = claim.figure
    low, high = (figure.low or 0, figure.high) if figure else (0, None)
    if not 0 <= low <= MOST or (high is not None and not low <= high <= MOST):
        return "a figure that is none"
    for place in filter(None, (claim.place, *claim.also)):
        if abs(place.latitude or 0) > 90 or abs(place.longitude or 0) > 180:
            return "a place that is nowhere"
    return None


def _evidence(claim: Claim) -> Iterator[Evidence]:
    yield claim.evidence
    if claim.verification_evidence:
        yield claim.verification_evidence


def _decoded(kind: type[T], body: bytes) -> T:
    try:
        value = canonical.decode(kind, body)
        same = canonical.encode(value) == body
    except ValueError as error:
        raise DamagedError(f"no {kind.__name__.lower()}: {error}") from error
    if not same:
        raise DamagedError(f"its {kind.__name__.lower()} is not in canonical bytes")
    return value


def _arrived(receipt: Receipt, report: Said, reading: Said) -> Arrival:
    try:
        return arrived(receipt, report, reading)
    except ValueError as error:
        raise DamagedError(str(error)) from error
