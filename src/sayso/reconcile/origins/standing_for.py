"""Who a teller is whose words stand for somebody else's name: a pronoun, a surname, "the ministry", "the government"."""

from __future__ import annotations

import re

from sayso.reconcile.origins.known import Known, Naming
from sayso.reconcile.origins.naming import as_named, body_like
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.telling import Origin
from sayso.types import Source
from sayso.vocabulary import PRONOUNS, SourceKind

PRESIDENT_SPEAKS = re.compile(
    r"\b(?:[Pp]residential (?:spokes\w+|adviser|press|office)|[Pp]resident['’]s (?:spokes\w+|office)"
    r"|spokes\w+ (?:for|of|to) (?:the )?[Pp]resident|[Pp]resident office)\b"
)
EXECUTIVE = ("ministry", "presidency", "prime-minister")
BY_PERSON = re.compile(r"(?:his|her) (?:office|ministry|administration)", re.IGNORECASE)


def stands_for(source: Source, known: Known) -> Origin | None:
    """The origin that the words stand for in this report; None where it is not certain."""
    said = teller(source.name)
    at = source.span.start if source.span else None
    if said.untold and source.name.lower() not in PRONOUNS and not BY_PERSON.fullmatch(source.name) and not source.normalised:
        return None
    if source.normalised:
        found = _by_name(source.normalised, source, known)
        if found is not None:
            return _because(found, f"“{source.name}” is {source.normalised} in this report")
    if said.generic or BY_PERSON.fullmatch(source.name):
        return _generic(source, said.generic or "*", at, said.country, known)
    if said.government:
        return _government(source, said.country, known)
    if said.seat:
        by_words = as_named(source, said, known.report, known.scene)
        narrow = known.narrower(by_words) if by_words else None
        return _because(narrow, f"“{source.name}” is the {narrow.name} that this report names") if narrow else None
    person = said.person or said.name
    return _by_name(person, source, known) if person else None


def _by_name(name: str, source: Source, known: Known) -> Origin | None:
    """The origin of a full name that words stand for: an institution, or the office of a person."""
    said = teller(name)
    if said.public:
        origin = as_named(source, said, known.report, known.scene)
        return (known.narrower(origin) or origin) if origin else None
    if said.government:
        return _government(source, said.country, known)
    if said.generic or said.role:
        return None
    if said.name and (body_like(said.name) or name in known.bodies):
        return as_named(Source(said.name, source.kind, source.span), teller(said.name), known.report, known.scene)
    person = said.person or said.name
    naming = known.office_of(person) if person else None
    if naming is None:
        return None
    return _because(naming.origin, f"{person} speaks for the {naming.origin.name}: “{naming.said.words}”")


def _generic(source: Source, ending: str, at: int | None, country: str | None, known: Known) -> Origin | None:
    found = known.in_text_before(ending, at) or known.before(ending, at, country)
    return _because(found, f"“{source.name}” is the {found.name}, named in full in this report") if found else None


def _government(source: Source, country: str | None, known: Known) -> Origin | None:
    """The office whose statement or spokesman the report names for the government: the president's, else the only one."""
    land = country or known.scene.country
    offices = {
        n.origin.key: n.origin
        for n in known.named
        if n.origin.country == land
        and n.origin.key.endswith(EXECUTIVE)
        and n.origin.kind is SourceKind.GOVERNMENT
        and _surely(n)
    }
    speaks = known.in_text(PRESIDENT_SPEAKS)
    if speaks and land == known.scene.country:
        presidency = offices.get(f"{land}/presidency") or Origin(
            f"{land}/presidency", "Presidency", SourceKind.GOVERNMENT, land
        )
        return _because(presidency, f"“{source.name}”: the report names the President’s spokesman or office for it")
    if len(offices) != 1:
        return None
    [only] = offices.values()
    return _because(only, f"“{source.name}”: the {only.name} is the office of the government that this report names")


def _surely(naming: Naming) -> bool:
    """Do the words name the country? A minister without one may be a guest's in a report on another country."""
    return naming.said.country is not None or naming.said.person is None


def _because(origin: Origin, why: str) -> Origin:
    return Origin(origin.key, origin.name, origin.kind, origin.country, origin.identified, (why, *origin.because))
