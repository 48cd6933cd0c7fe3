"""Which reports hang together by copy links, found by any of them: a copy group of any moment lies within one such knot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.copies.groups import Link


@dataclass(frozen=True, slots=True, eq=False)
class Knot:
    """`links` are all links between `reports`."""

    reports: tuple[str, ...]
    links: tuple[Link, ...]


class CopyIndex:
    """It stays as it is; `grown` makes the next one, which shares what did not change."""

    def __init__(self, knots: Mapping[str, Knot]) -> None:
        self._knots = knots

    def knot(self, report: str) -> Knot | None:
        """None where it is nobody's copy, and nobody its."""
        return self._knots.get(report)

    def grown(self, links: Iterable[Link]) -> CopyIndex:
        """With other links."""
        new = list(links)
        if not new:
            return self
        reports: dict[str, list[str]] = {}
        of_links: dict[int, list[Link]] = {}
        for link in new:
            self._tie(reports, of_links, link)
        knots = dict(self._knots)
        for together in {id(of): of for of in reports.values()}.values():
            knot = Knot(tuple(sorted(together)), tuple(of_links[id(together)]))
            knots.update(dict.fromkeys(together, knot))
        return CopyIndex(knots)

    def _tie(self, reports: dict[str, list[str]], of_links: dict[int, list[Link]], link: Link) -> None:
        """The smaller of two that are tied goes over to the larger one."""
        larger, smaller = sorted((self._together(reports, of_links, one) for one in link), key=len, reverse=True)
        if larger is not smaller:
            larger += smaller
            of_links[id(larger)] += of_links.pop(id(smaller))
            reports.update(dict.fromkeys(smaller, larger))
        of_links[id(larger)].append(link)

    def _together(self, reports: dict[str, list[str]], of_links: dict[int, list[Link]], report: str) -> list[str]:
        if report not in reports:
            knot = self._knots.get(report)
            found: Sequence[str] = knot.reports if knot else (report,)
            together = list(found)
            of_links[id(together)] = list(knot.links) if knot else []
            reports.update(dict.fromkeys(together, together))
        return reports[report]
