"""What reconciling works on: a claim, the report that carries it, and the origin behind it.

Everything in this folder is a function of such tellings (and of verdicts): of all that were published and recorded by some
moment, so that a view as of that moment needs no more than leaving the later ones out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.types import Claim
from sayso.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Carrier:
    """The report that carries a claim, without its text."""

    id: str
    name: str
    outlet: str | None
    url: str | None
    title: str | None
    credit: str | None
    """The agency whose copy it is, or the outlet that it is reprinted from."""
    published: str | None
    updated: str | None
    known_by: str | None
    """The last microsecond in which it may have been published; None where it gives no date."""
    demonstration: bool = False
    story: str = ""
    copy: str = ""
    """Id of the copy group: of its first report, so its own where it is nobody's copy."""

    @property
    def place_in_order(self) -> tuple[str, str]:
        """Reports without date first: they are visible as of any moment, so nothing before them may change them."""
        return (self.known_by or "", self.id)

    @property
    def publisher(self) -> str:
        """Who published it, for a person to read."""
        return self.outlet or self.name


def called(carriers: Iterable[Carrier], names: Mapping[str, str]) -> list[Carrier]:
    """With these names, by id."""
    return [replace(one, name=names[one.id]) if one.id in names else one for one in carriers]


@dataclass(frozen=True, slots=True)
class Origin:
    """The first teller that can be identified: the ministry, not the ten outlets that quote it."""

    key: str
    """Equal for one origin across reports: "KZ/interior-ministry". Of what is not told, one key an outlet (or copy group)."""
    name: str
    """To print."""
    kind: SourceKind
    country: str | None = None
    identified: bool = True
    """False where the text does not say who counted: "officials", "local media", the report's own voice."""
    because: tuple[str, ...] = ()
    """Why it is this one, in words for a person, the first reason first."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim with its carrier and its origin."""

    claim: Claim
    carrier: Carrier
    origin: Origin
