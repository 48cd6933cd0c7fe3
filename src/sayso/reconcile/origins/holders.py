"""Who holds which public office, as some report says, for the reports that give a bare name ("Turgumbayev said").

Only offices: ministers, presidents, governors, mayors, who speaks for an institution. Witnesses, relatives, doctors and whoever
has no office are never resolved across reports, and a name that two reports give two offices is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from sayso.reconcile.origins.known import Known
from sayso.reconcile.origins.naming import PERSON, by_scene
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.origins.scene import scene_of
from sayso.reconcile.origins.spelling import folded, name_keys, same_person
from sayso.reconcile.telling import Origin
from sayso.types import Claim, Report
from sayso.vocabulary import SourceKind


@dataclass(frozen=True, slots=True, order=True)
class Holder:
    """A person in a public office, as one report says it. `name` is folded for comparing, `person` is as written."""

    name: str
    country: str
    """Empty for a body that is no country's."""
    office: str
    """Key of the origin that the person speaks for."""
    office_name: str
    kind: SourceKind
    person: str
    words: str
    """As written: "Interior Minister Yerlan Turgumbayev"."""
    report: str
    sure: bool = True
    """The words name the country (or the body); False where it is only the report's."""

    @property
    def keys(self) -> frozenset[str]:
        """What to find it by among many: see `keys_of`."""
        return name_keys(self.name)


def holders(report: Report, claims: Sequence[Claim]) -> tuple[Holder, ...]:
    """The office-holders that a report names among its tellers, or beside the names of its tellers; sorted."""
    known = Known(report, claims, scene_of(report, claims))
    found = {_holder(n.said.person, n.origin, n.said.words, report) for n in known.named if _is_name(n.said.person)}
    for claim in claims:
        for source in claim.attribution.chain:
            said = teller(source.normalised or source.name)
            person = said.person or said.name
            naming = known.office_of(person) if person and not said.public and not said.role else None
            if naming is not None and _is_name(naming.said.person):
                found.add(_holder(naming.said.person, naming.origin, naming.said.words, report))
    return tuple(sorted(holder for holder in found if holder.name))


def _is_name(person: str | None) -> TypeGuard[str]:
    """Is it a person's name, rather than capitals of a headline or an acronym?"""
    return bool(person) and not any(len(word) > 1 and word.isupper() for word in (person or "").split())


def with_holders(origin: Origin, known: Iterable[Holder], claim: Claim | None = None) -> Origin:
    """The origin of a teller known by name only, through the office that other reports give; else `origin` as it is.

    With its `claim`, an office whose country was only the report's goes to the country that other reports name with that
    person: "President Petrov" of a report on Japan is no president of Japan.
    """
    if origin.kind in ROLES:
        return origin
    if f":{PERSON}" in origin.key:
        name = folded(origin.name)
        return _through(origin, [h for h in known if _fits(h, name, origin.country)])
    if claim is None or not claim.attribution.chain or not by_scene(origin):
        return origin
    person = _person(claim)
    office = origin.key.rpartition("/")[2]
    same = [h for h in known if h.sure and h.office.rpartition("/")[2] == office]
    fits = [h for h in same if person and same_person(h.name, folded(person))]
    return origin if any(h.office == origin.key for h in fits) else _through(origin, fits)


def keys_of(origin: Origin, claim: Claim | None = None) -> frozenset[str]:
    """The keys of which a holder must have one for `with_holders` to look at it; none where no holder could tell anything."""
    if origin.kind in ROLES:
        return frozenset()
    if f":{PERSON}" in origin.key:
        return name_keys(folded(origin.name))
    person = _person(claim) if claim is not None and claim.attribution.chain and by_scene(origin) else None
    return name_keys(folded(person)) if person else frozenset()


def _through(origin: Origin, fits: Sequence[Holder]) -> Origin:
    """The one office of the holders, of those that are sure where there are any; `origin` where there are two or none."""
    sure = sorted(h for h in fits if h.sure) or sorted(fits)
    if len({holder.office for holder in sure}) != 1:
        return origin
    first = sure[0]
    why = f"{first.person} speaks for the {first.office_name}: another report says “{first.words}”"
    return Origin(first.office, first.office_name, first.kind, first.country or None, True, (why, *origin.because))


def _person(claim: Claim) -> str | None:
    source = claim.attribution.chain[0]
    return teller(source.name).person or (teller(source.normalised).person if source.normalised else None)


def _fits(holder: Holder, name: str, country: str | None) -> bool:
    """One name, and either one country or a given name as well."""
    here = country is not None and holder.country == country
    full = " " in name and " " in holder.name
    return (here or full) and same_person(name, holder.name)


def _holder(person: str, origin: Origin, words: str, report: Report) -> Holder:
    return Holder(
        folded(person),
        origin.country or "",
        origin.key,
        origin.name,
        origin.kind,
        person,
        words,
        report.id,
        not by_scene(origin),
    )
