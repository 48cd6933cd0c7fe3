"""One claim whole, on a terminal: its words, who told it, how it was read, and where it stands in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.printable import clean
from sayso.read.outlets_in_use import known_outlet, name_of
from sayso.reconcile.judgement import last_words
from sayso.reconcile.reprints import reprinted_from
from sayso.show.claims_table import Pair, claims_table, marked
from sayso.show.words import day, plain, sureness, teller, what
from sayso.types import Claim, Outlet, Reason, Report, Verdict, Where
from sayso.vocabulary import OutletKind

LABEL = 14
"""Columns of the labels on the left."""


def claim_page(report: Report, claim: Claim, seq: int, recorded_at: str, opinions: Sequence[Verdict] = ()) -> RenderableType:
    """Everything known of a claim, empty fields left out. `opinions`: verdicts on it that stand, one below the other."""
    heading = Text.assemble((plain(claim.kind), "bold"), "  ", what(claim))
    told = (*_rows(report, claim, seq, recorded_at), *_judged(opinions))
    rows = (Text.assemble((label.ljust(LABEL), "dim"), value) for label, value in told)
    return Group(heading, Padding(Text.assemble("“", marked(claim), "”"), (1, 0, 1, 2)), *rows)


def report_page(report: Report, pairs: Sequence[Pair], width: int) -> RenderableType:
    """A report's head and its claims."""
    rows = (
        ("outlet", outlet_line(report.outlet)),
        ("reprinted from", _original(report)),
        ("published", report.published or "not told"),
        ("updated", report.updated or ""),
        ("address", report.url or ""),
        ("byline", report.byline or ""),
        ("agency copy", report.credit or ""),
        ("id", report.id),
    )
    head = (Text.assemble((label.ljust(LABEL), "dim"), value) for label, value in rows if value)
    return Group(Text(report.title or report.name, "bold"), *head, Text(""), claims_table(pairs, width))


def outlet_line(outlet: Outlet | None) -> str:
    """Its name, with what the table of outlets knows of it: "Kazinform (agency, KZ, owner: state of KZ)"."""
    row = known_outlet(outlet)
    if row is None:
        return outlet.name if outlet else ""
    kind = "" if row.kind is OutletKind.UNKNOWN else plain(row.kind)
    member = f"carries {', '.join(row.agencies)}" if row.agencies else ""
    told = (kind, row.country, f"owner: {row.owner}" if row.owner else "", member)
    more = ", ".join(part for part in told if part)
    return f"{row.name} ({more})" if more else row.name


def _original(report: Report) -> str:
    """Whom it is a reprint of, and by which words."""
    original = reprinted_from(report)
    if original is None:
        return ""
    says = f"“{' '.join(original.span.of(report.text).split())}”" if original.span else "told by the page’s markup"
    return f"{name_of(original.outlet)}{f', {original.url}' if original.url else ''} ({says})"


def _rows(report: Report, claim: Claim, seq: int, recorded_at: str) -> Iterator[tuple[str, str | Text]]:
    chain = claim.attribution.chain
    for number, source in enumerate(chain):
        yield "told by" if number == 0 else "through", f"{teller(source)} ({source.kind})"
    yield "manner", plain(claim.attribution.manner)
    if claim.place:
        yield "where", _place(claim.place)
    if claim.time:
        yield plain(claim.time.role), f"{day(claim.time)} (“{claim.time.words}”)"
    if claim.said:
        yield "said", day(claim.said) + (f" (“{claim.said.words}”)" if claim.said.words else " (published)")
    yield "how sure", sureness(claim) or "asserted"
    if claim.verification_evidence:
        yield "checked", f"“{claim.verification_evidence.text}”"
    if claim.evidence.credit:
        yield "credit", claim.evidence.credit
    yield "read by", f"{claim.maker.reader} {claim.maker.version}, confidence {claim.confidence:.2f}"
    for reason in claim.because:
        yield "because", _reason(report, reason)
    outlet = name_of(report.outlet) or "unknown outlet"
    yield "report", f"{report.title or report.name} — {outlet}, {report.published or 'no date'} ({report.id})"
    yield "ledger", f"entry {seq}, recorded {recorded_at}; claim {claim.id}"


def _judged(opinions: Sequence[Verdict]) -> Iterator[tuple[str, str]]:
    """The last word of each person; nobody's outweighs another's."""
    for one in last_words(opinions):
        yield "a person", clean(f"{one.reviewer} says {plain(one.verdict)}: {one.reason}")


def _place(place: Where) -> str:
    point = "" if place.latitude is None else f", {place.latitude:.2f} {place.longitude:.2f}"
    names = ", ".join(dict.fromkeys(n for n in (place.name, place.admin1, place.country) if n))
    return f"{names} (precision: {place.precision}{point})"


def _reason(report: Report, reason: Reason) -> Text:
    if reason.span is None:
        return Text(reason.rule)
    return Text.assemble((reason.rule, "cyan"), f" on “{reason.span.of(report.text)}”")
