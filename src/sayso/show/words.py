"""Saying a claim in words: the same short phrases on the terminal, in Markdown and on the page."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reconcile.figure_words import number
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.unsure import is_unsure
from sayso.types import Actor, Attribution, Claim, Figure, Source, When
from sayso.vocabulary import PRONOUNS, Manner, Relation, SourceKind, Status, Verification

READER_UNSURE = "reader unsure"
TOLD_BY = " ‹ "
"""Between two tellers of a chain, the one closest to the event first."""


def plain(word: str) -> str:
    """ "state_of_emergency" as people write it."""
    return word.replace("_", " ")


SOURCE_KINDS = {
    SourceKind.NGO: "aid group or NGO",
    SourceKind.INTERNATIONAL_ORG: "international organisation",
    SourceKind.OFFICIAL_UNNAMED: "officials, unnamed",
    SourceKind.OTHER: "",
}


def source_kind(kind: SourceKind) -> str:
    """What somebody who tells is, in words; empty for what is none of these."""
    return SOURCE_KINDS.get(kind, plain(kind))


def begun(text: str) -> str:
    """As a sentence begins, with a capital; what follows as it is."""
    return text[:1].upper() + text[1:]


def amount(figure: Figure) -> str:
    """ "more than 3,700", "5–7", "dozens"."""
    return number(figure, "–")


def counted(figure: Figure) -> str:
    """The amount with its population: "more than 40 protesters", "dozens of people", "3 of them"."""
    if figure.population is None:
        return amount(figure)
    of = figure.relation is Relation.VAGUE and (figure.vague or "").endswith("s") and figure.vague != "several"
    of = of or figure.population.lower() in PRONOUNS
    return f"{amount(figure)} {'of ' if of else ''}{figure.population}"


def what(claim: Claim) -> str:
    """The figure with its population, or who did it to whom; for relations their ends. A private teller is named by role here
    too: of a denial he is the one who did it."""
    if claim.figure:
        return counted(claim.figure)
    if claim.kind == "membership":
        return f"{', '.join(claim.members)} in {claim.body}"
    if claim.kind == "cause":
        return f"{claim.cause} → {claim.effect}"
    ends = [_name(a, claim) for a in (claim.actor, claim.target) if a]
    return " → ".join(ends) if claim.actor else f"→ {ends[0]}" if ends else ""


def _name(actor: Actor, claim: Claim) -> str:
    private = (s for s in claim.attribution.chain if s.kind in ROLES and s.span and s.span.overlaps(actor.span))
    return next((ROLES[source.kind] for source in private), actor.name)


def tellers(attribution: Attribution) -> str:
    """The chain, or what stands in its stead."""
    if attribution.chain:
        return TOLD_BY.join(teller(s) for s in attribution.chain)
    if attribution.manner is Manner.CAPTION:
        return "caption"
    return "the report itself" if attribution.manner is Manner.OWN_VOICE else "not named"


def teller(source: Source) -> str:
    """A source as written, with the name it stands for where that differs."""
    if source.normalised and source.normalised.casefold() not in source.name.casefold():
        return f"{source.name} [{source.normalised}]"
    return source.name


def day(when: When | None) -> str:
    """ "2022-01-06", or a stretch of days."""
    if when is None:
        return ""
    start, end = when.start[:10], when.end[:10]
    return start if start == end else f"{start}…{end}"


def sureness(claim: Claim) -> str:
    """Status and verification where they are more than plain assertion, and whether the reader is unsure of what it read."""
    parts: Sequence[str] = [
        *([claim.status.value] if claim.status is not Status.ASSERTED else []),
        *([claim.verification.value] if claim.verification is not Verification.UNSTATED else []),
        *([READER_UNSURE] if is_unsure(claim) else []),
    ]
    return ", ".join(parts)
