"""The evidence and the reports at the end of a situation report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.telling import Carrier, Telling
from sayso.show.listing import several
from sayso.show.page.highlights import Segment
from sayso.show.page.original import Original, original
from sayso.show.page.told import who
from sayso.show.situation_report.appendix import Appendix, Cited
from sayso.show.situation_report.limits import HEADLINE, MOST_REPORTS
from sayso.show.situation_report.quoting import quoted, shortened
from sayso.show.words import TOLD_BY, begun, plain, sureness, what
from sayso.vocabulary import BlockKind

BLOCKS = {BlockKind.TITLE: "headline", BlockKind.CAPTION: "caption", BlockKind.ENTRY: "live entry"}
"""Where a sentence stands, if that is no running text."""
SHORT = 9
"""Characters of an id: enough to type."""
MOST_COPIES = 5


@dataclass(frozen=True, slots=True)
class Use:
    section: str
    """Its heading."""
    anchor: str


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    number: int
    kind: str
    reading: str
    """What was read from the sentence: "at least 18 security officers"."""
    sure: str
    chain: str
    """Who told whom, the teller closest to the event first, the outlet last; of private persons the role."""
    origin: str
    """Whom it counts for, where that is not the first of the chain in so many words; may be empty."""
    outlet: str
    published: str | None
    block: str
    words: tuple[Segment, ...]
    copies: str
    """Outlets that have the same text."""
    claim: str
    report: int | None
    """Its number among the reports, where it is listed."""
    address: Original | None
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    number: int
    outlet: str
    published: str | None
    title: str
    address: Original | None
    claims: int
    is_cited: bool


def reports_shown(tellings: Sequence[Telling], appendix: Appendix) -> tuple[dict[str, ReportShown], int]:
    """By id, in the order of publication: all that tell of what is asked for; of very many those that are cited, then the
    first. And how many are left out."""
    claims = Counter(telling.carrier.id for telling in tellings)
    carriers = {telling.carrier.id: telling.carrier for telling in tellings}
    cited = dict.fromkeys(item.telling.carrier.id for item in appendix.items)
    carriers |= {item.telling.carrier.id: item.telling.carrier for item in appendix.items}
    chosen = list(dict.fromkeys([*cited, *carriers]))[:MOST_REPORTS]
    in_order = sorted((carriers[id] for id in chosen), key=lambda one: one.place_in_order)
    shown = {one.id: _report(n, one, claims[one.id], one.id in cited) for n, one in enumerate(in_order, start=1)}
    return shown, len(carriers) - len(shown)


def _report(number: int, one: Carrier, claims: int, is_cited: bool) -> ReportShown:
    return ReportShown(
        number, shortened(one.publisher), one.published, shortened(one.title or ""), _address(one.url), claims, is_cited
    )


def evidence_shown(
    appendix: Appendix, headings: Mapping[str, str], reports: Mapping[str, ReportShown], carriers: Iterable[Carrier]
) -> tuple[EvidenceShown, ...]:
    """`headings`: of the sections, by their keys; `carriers`: all that may be copies."""
    outlets: dict[str, dict[str, None]] = defaultdict(dict)
    for one in carriers:
        outlets[one.copy].setdefault(one.publisher)
    return tuple(_item(cited, headings, reports, outlets) for cited in appendix.items)


def _item(
    cited: Cited,
    headings: Mapping[str, str],
    reports: Mapping[str, ReportShown],
    outlets: Mapping[str, Mapping[str, None]],
) -> EvidenceShown:
    claim, carrier, origin = cited.telling.claim, cited.telling.carrier, cited.telling.origin
    said_by = who(claim, origin)
    others = [name for name in outlets.get(carrier.copy, {}) if name != carrier.publisher] if carrier.copy else []
    report = reports.get(carrier.id)
    return EvidenceShown(
        number=cited.number,
        kind=begun(plain(claim.kind)),
        reading=shortened(what(claim)),
        sure=sureness(claim),
        chain=TOLD_BY.join(shortened(name) for name in (said_by, carrier.publisher)),
        origin=shortened(origin.name) if _tells_more(cited.telling, said_by) else "",
        outlet=shortened(carrier.publisher),
        published=carrier.published,
        block=BLOCKS.get(claim.evidence.block, ""),
        words=quoted(claim),
        copies=several(others, MOST_COPIES),
        claim=claim.id[:SHORT],
        report=report.number if report else None,
        address=_address(carrier.url),
        uses=tuple(Use(headings[section], anchor) for section, anchor in cited.uses.items()),
    )


def _tells_more(telling: Telling, said_by: str) -> bool:
    origin = telling.origin
    return origin.identified and origin.kind not in ROLES and origin.name.casefold() not in said_by.casefold()


def _address(url: str | None) -> Original | None:
    """As it is; what is too long to be one is shown cut, and is no link."""
    found = original(url)
    if found is None or len(found.shown) <= HEADLINE:
        return found
    return Original(None, found.host, shortened(found.shown))
