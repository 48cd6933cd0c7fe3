"""Whose copy a text is: the agency that a credit, a dateline or a byline names for all of it, or the outlet of a reprint.

Below the picture "(AP)" credits the picture, and "AP reported" in one sentence that sentence; neither makes the text the
agency's. A copy group is the agency's as soon as one of its members says so: the others dropped the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.read import agencies
from sayso.read.outlets_in_use import known_outlet, whole
from sayso.reconcile.reprints import reprinted_from
from sayso.reconcile.telling import Carrier
from sayso.types import Original, Outlet, Report
from sayso.understand.sentences import split
from sayso.vocabulary import BlockKind, OutletKind

TEXT = frozenset({BlockKind.LEAD, BlockKind.BODY, BlockKind.ENTRY})
IN_BRACKETS = re.compile(r"\((?P<round>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,30})/")
CARRIED = re.compile(
    r"\b(?:reports?|reported|reporting|said|says|according to|citing|quoted by|cited by|informs|informed)\b", re.IGNORECASE
)
"""Words with which a text passes on what an agency told."""
WHOLE = 0.5
"""Share of a text's sentences that name the agency as teller for "X reported" to stand over the whole."""
LEAST = 2
"""Such sentences: one is a citation."""


@dataclass(frozen=True, slots=True)
class Credit:
    """The agency (or agencies, as "AFP, dpa") whose copy a text is, or the outlet that it is reprinted from, with the words."""

    agency: str
    because: str


Member = tuple[Carrier, Credit | None]


def whose(report: Report) -> Credit | None:
    """The agency whose copy a report is; None where it is the outlet's own, or does not say."""
    return next(_said(report), None)


def of_group(members: Iterable[Member]) -> Credit | None:
    """The agency of a copy group: whom most members credit, of several the one whom the earliest of them names."""
    credited = [(carrier, credit) for carrier, credit in members if credit]
    if not credited:
        return None
    credited.sort(key=lambda member: member[0].place_in_order)
    carrier, credit = credited[first_of_most([credit.agency for _, credit in credited])]
    return Credit(credit.agency, f"{carrier.publisher}: {credit.because}")


def first_of_most(agencies: Sequence[str]) -> int:
    """Of the agencies that the members of a group credit, in the order of the reports, where the one first stands that most of
    them name; of equals the one that stands first."""
    count = Counter(agencies)
    return max(range(len(agencies)), key=lambda number: count[agencies[number]])


def _said(report: Report) -> Iterator[Credit]:
    """The surest sign first."""
    if report.outlet and (agency := _as_agency(report.outlet)):
        yield Credit(agency, "published by the agency itself")
    if report.credit:
        yield Credit(report.credit, f"credited to {report.credit}")
    if report.dateline and (agency := _in_dateline(report)):
        yield Credit(agency, f"its dateline names {agency}")
    if report.byline and (named := agencies.named(report.byline)):
        yield Credit(", ".join(named), f"its byline names {', '.join(named)}")
    if original := reprinted_from(report):
        yield _of_original(report, original)
    if agency := _over_the_whole(report):
        yield Credit(agency, f"{agency} is named as teller in most sentences")


def _of_original(report: Report, original: Original) -> Credit:
    outlet = whole(original.outlet) or original.outlet
    says = f"“{' '.join(original.span.of(report.text).split())}”" if original.span else "its page says so"
    return Credit(agencies.short(outlet.name), f"reprinted from {outlet.name}: {says}")


def _as_agency(outlet: Outlet) -> str | None:
    """The agency that an outlet is: by the table of outlets, or by its name or that of its site ("tass.invalid")."""
    row = known_outlet(outlet)
    if row and row.kind is OutletKind.AGENCY:
        return agencies.short_of((row.name, *row.also))
    name = outlet.name.split(".")[0] if outlet.name in (outlet.site, outlet.id) else outlet.name
    if outlet.kind is OutletKind.AGENCY:
        return agencies.short(name)
    return next(iter(agencies.credit_line(name)), None)


def _in_dateline(report: Report) -> str | None:
    """The name in the brackets of a dateline: a known agency, or the one that the byline names as well."""
    found = IN_BRACKETS.search(report.dateline.span.of(report.text)) if report.dateline else None
    if found is None:
        return None
    name = (found["round"] or found["slashed"]).strip()
    if known := agencies.named(name):
        return ", ".join(known)
    return name if name.casefold() in (report.byline or "").casefold() else None


def _over_the_whole(report: Report) -> str | None:
    """The agency that at least half of the sentences name as their teller."""
    sentences = [span.of(report.text) for b in report.blocks if b.kind in TEXT for span in split(report.text, b.span)]
    tellers = Counter(agency for s in sentences if CARRIED.search(s) for agency in agencies.named(s))
    if not tellers:
        return None
    agency, times = min(tellers.items(), key=lambda item: (-item[1], item[0]))
    return agency if times >= max(LEAST, WHOLE * len(sentences)) else None
