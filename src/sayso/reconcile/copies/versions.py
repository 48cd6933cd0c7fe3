"""The versions of one page: reports of one address, in the order in which the page had them.

They are a history and no copies: an outlet that corrects itself says nothing twice. What came between two versions that were
fetched, nobody knows; `changes` compares what is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger.views import known_by
from sayso.types import Claim, Report


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a page, with the claims that were read from it."""

    report: Report
    claims: tuple[Claim, ...]

    @property
    def at(self) -> str | None:
        """When the page says that it was last changed, as the page writes it."""
        return self.report.updated or self.report.published

    @property
    def place_in_order(self) -> tuple[str, str]:
        """As `Carrier.place_in_order`."""
        return (known_by(self.report) or "", self.report.id)


History = tuple[Version, ...]


def history(reports: Iterable[tuple[Report, Iterable[Claim]]]) -> History:
    """The versions of one page, the earliest first. A report given twice is one version."""
    by_id = {report.id: Version(report, tuple(claims)) for report, claims in reports}
    return tuple(sorted(by_id.values(), key=lambda version: version.place_in_order))
