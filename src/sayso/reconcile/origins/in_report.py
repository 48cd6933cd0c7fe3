"""The origin of each claim of one report, from that report alone.

Two passes: first the tellers whose words name an institution, with the persons who speak for them; then those that stand for
such a one ("the ministry", a surname, "the government"). What is in doubt is left untold: a wrong origin makes two tellers of
one, or one of two, and nobody could see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reconcile.origins.known import Known
from sayso.reconcile.origins.nameless import nameless
from sayso.reconcile.origins.naming import as_named, person
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.repeating import only_repeats
from sayso.reconcile.origins.scene import scene_at, scene_of
from sayso.reconcile.origins.standing_for import stands_for
from sayso.reconcile.origins.voices import own_voice, untold
from sayso.reconcile.telling import Origin
from sayso.types import Claim, Report, Source


def origins_of(report: Report, claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """The origin of each of the report's claims, in their order. Nothing but the report and its claims is looked at."""
    known = Known(report, claims, scene_of(report, claims))
    return tuple(_origin(claim, known) for claim in claims)


def origin_of(claim: Claim, report: Report, claims: Sequence[Claim]) -> Origin:
    """The origin of one claim; `claims` are all of its report."""
    return _origin(claim, Known(report, claims, scene_of(report, claims)))


def _origin(claim: Claim, known: Known) -> Origin:
    if not claim.attribution.chain:
        return own_voice(known.report)
    source = claim.attribution.chain[0]
    if only_repeats(claim, known.report):
        return untold(known.report, f"“{source.name}” takes up the news and counts nothing")
    return nameless(_of_source(source, known, claim), known.report, source.kind)


def _of_source(source: Source, known: Known, claim: Claim) -> Origin:
    said = teller(source.name)
    local = said.seat is not None and said.seat.reach == "town"
    by_words = as_named(source, said, known.report, scene_at(claim, known.scene) if local else known.scene)
    if by_words is not None and by_words.identified and not known.is_loose(by_words):
        return by_words
    why = f"who “{source.name}” is, the report does not say"
    return stands_for(source, known) or by_words or _by_full_name(source, known) or untold(known.report, why)


def _by_full_name(source: Source, known: Known) -> Origin | None:
    """A person whose full name the report has and whose office it does not; speakers of a transcript are the outlet's own."""
    said = teller(source.normalised) if source.normalised else None
    if said is None or said.person is None or said.public or said.role or said.person.isupper():
        return None
    return person(said.person, source.kind, known.report, known.scene)
