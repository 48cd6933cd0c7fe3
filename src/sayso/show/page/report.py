"""View 3: one report. Its text with the words of each claim marked, the claims beside it, versions and copies below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger.query import Captured
from sayso.ledger.views import known_by
from sayso.read.outlets_in_use import name_of
from sayso.reconcile.copies.versions import History
from sayso.reconcile.days import DAY, when
from sayso.reconcile.keep.beside import Copied
from sayso.reconcile.origins import origins_of
from sayso.reconcile.readable import unreadable
from sayso.reconcile.reprints import reprinted_from
from sayso.reconcile.telling import Carrier, Telling
from sayso.reconcile.unsure import CALIBRATED
from sayso.show.language_names import language_name
from sayso.show.page.lit_text import LitText, lit_text
from sayso.show.page.of_report import OfReport
from sayso.show.page.original import Original, original
from sayso.show.page.told import Stands, Told, told
from sayso.show.page.versions import CopiesShown, VersionsShown, copies_shown, is_later, versions_shown
from sayso.show.words import plain
from sayso.types import Claim, Reason, Report, Verdict, When, Where
from sayso.understand.language import is_read
from sayso.vocabulary import PlacePrecision, TimeRole, Verification

MOST_ROWS = 100
"""Claims beside the text; the rest are folded below them."""
SURENESS = ((0.9, "sure"), (0.7, "fairly sure"), (0.5, "not quite sure"), (0.0, "unsure"))
"""Least confidence, and its word."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim in the table beside the text."""

    told: Told
    where: str
    when: str
    stands: Stands | None
    read: str
    """Which reader read it, and how sure it is of that."""
    because: tuple[tuple[str, str], ...]
    """Rules, and the words that they fired on."""
    checked: str | None
    """The report's own words on verification, where they speak of this claim."""
    verdicts: tuple[Verdict, ...]
    """What persons said of it, whatever they said."""
    is_misread: bool
    """Persons say that the text does not say so: it supports nothing."""
    is_anchored: bool
    """Are there words in the text to lead to?"""


@dataclass(frozen=True, slots=True)
class Came:
    """How the report came. `address` is shown, never followed: of a file its name."""

    at: str
    address: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Reprinted:
    """Of which outlet it is a reprint, where its original stands, and the words that say so; None where markup does."""

    outlet: str
    original: Original | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the report says of its own verification: its words, and how many claims they speak of."""

    verification: Verification
    words: str
    claims: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: Report
    heading: str
    """The title where the text has none as a block."""
    outlet: str | None
    byline: str | None
    """None where it only repeats the outlet or the agency."""
    language: str | None
    """In English, where it is not English."""
    is_read: bool
    """Is there a reader for its language? What is in no known language is read as English."""
    original: Original | None
    reprinted_from: Reprinted | None
    """None where it is no reprint, or does not say of what."""
    came: tuple[Came, ...]
    text: LitText
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    titles: Mapping[str, str]
    """By claim id, what a mark in the text says of it."""
    checked: tuple[Checked, ...]
    story: tuple[Carrier, ...]
    more_of_story: int
    versions: VersionsShown
    copies: CopiesShown | None
    is_later: bool
    """Published after the moment that is shown: nothing of it was known then."""
    stands_known: bool
    """False where how its claims stand has not been worked out yet."""

    @property
    def claims(self) -> int:
        return len(self.rows) + len(self.more)


def report_page(
    report: Report,
    claims: Sequence[Claim],
    known: OfReport,
    as_of: str | None,
    captures: Sequence[Captured],
    page: History,
    group: Copied | None,
) -> ReportPage:
    """`claims` of the report in any order; `known` by the moment `as_of`; `page` and `group` as `keep.beside` has them."""
    claims = sorted(claims, key=_place_in_text)
    text = lit_text(report, claims)
    rows = tuple(_rows(report, claims, known, text.anchored))
    carrier = known.carriers.get(report.id)
    outlet = (carrier and carrier.outlet) or name_of(report.outlet)
    return ReportPage(
        report=report,
        heading=report.title or report.name,
        outlet=outlet,
        byline=report.byline if report.byline not in (outlet, report.credit) else None,
        language=language_name(report.language) if report.language and report.language != "en" else None,
        is_read=is_read(report.language),
        original=original(report.url),
        reprinted_from=_reprinted(report),
        came=tuple(Came(c.fetched_at, c.named, c.media_type, c.size, c.sha256) for c in captures),
        text=text,
        rows=rows[:MOST_ROWS],
        more=rows[MOST_ROWS:],
        titles={row.told.claim.id: _title(row.told) for row in rows},
        checked=tuple(_checked(claims)),
        story=known.story,
        more_of_story=known.more_of_story,
        versions=versions_shown(page, report, as_of),
        copies=copies_shown(group, report, as_of, known.carriers),
        is_later=carrier is None and is_later(report, as_of),
        stands_known=carrier is not None,
    )


def _reprinted(report: Report) -> Reprinted | None:
    found = reprinted_from(report)
    if found is None:
        return None
    words = " ".join(found.span.of(report.text).split()) if found.span else None
    return Reprinted(name_of(found.outlet) or "", original(found.url), words)


def place_words(place: Where | None) -> str:
    """ "Almaty", "Kazakhstan (country)": what is known to a country only is told as that."""
    if place is None:
        return ""
    exact = place.precision in (PlacePrecision.CITY, PlacePrecision.SITE, PlacePrecision.SITE_IN_CITY)
    return place.name if exact else f"{place.name} ({plain(place.precision)})"


def _place_in_text(claim: Claim) -> tuple[int, int, str]:
    first = claim.because[0].span if claim.because else None
    at = claim.figure.span if claim.figure else first or claim.evidence.span
    return claim.evidence.span.start, at.start, claim.id


def _rows(report: Report, claims: Sequence[Claim], known: OfReport, anchored: frozenset[str]) -> Iterator[Row]:
    tellings = {telling.claim.id: telling for telling in known.tellings}
    if any(claim.id not in tellings for claim in claims):
        tellings |= {t.claim.id: t for t in _tellings(report, claims) if t.claim.id not in tellings}
    verdicts = {claim.id: known.verdicts[claim.id] for claim in claims if claim.id in known.verdicts}
    misread = unreadable(verdicts, lambda _: None)
    for claim in claims:
        stands = known.stands.get(claim.id)
        yield Row(
            told=told(tellings[claim.id], {claim.id: stands.standing} if stands else {}),
            where=place_words(claim.place),
            when=_when(claim.time),
            stands=stands,
            read=_read(claim),
            because=tuple(_reason(report, reason) for reason in claim.because),
            checked=claim.verification_evidence.text if claim.verification_evidence else None,
            verdicts=verdicts.get(claim.id, ()),
            is_misread=claim.id in misread,
            is_anchored=claim.id in anchored,
        )


def _tellings(report: Report, claims: Sequence[Claim]) -> Iterator[Telling]:
    """From the report alone, where what is known does not hold it (yet, or by the moment shown)."""
    outlet = name_of(report.outlet)
    of = Carrier(
        id=report.id,
        name=report.name,
        outlet=outlet,
        url=report.url,
        title=report.title,
        credit=report.credit,
        published=report.published,
        updated=report.updated,
        known_by=known_by(report),
        demonstration=report.demonstration,
    )
    for claim, origin in zip(claims, origins_of(report, claims), strict=True):
        yield Telling(claim, of, origin)


def _when(time: When | None) -> str:
    """ "7 January 2022", or two days with a dash; of a running total "as of"."""
    if time is None:
        return ""
    days = " – ".join(dict.fromkeys(when(day[:DAY]) for day in (time.start, time.end)))
    return f"as of {days}" if time.role is TimeRole.AS_OF else days


def _read(claim: Claim) -> str:
    """A rule's score is no share of what is right, so only a measured confidence is put in words."""
    maker = f"{claim.maker.reader} {claim.maker.version}".strip()
    if claim.maker.reader not in CALIBRATED:
        return f"Read by {maker}."
    word = next(word for least, word in SURENESS if claim.confidence >= least)
    share = "more than 9" if claim.confidence >= SURENESS[0][0] else f"about {max(1, round(claim.confidence * 10))}"
    return f"Read by {maker}, {word}: of such readings {share} in 10 are right."


def _reason(report: Report, reason: Reason) -> tuple[str, str]:
    return reason.rule, " ".join(reason.span.of(report.text).split()) if reason.span else ""


def _title(one: Told) -> str:
    """ "killed: 18 officers, says the ministry"."""
    kind = plain(one.claim.kind)
    return f"{kind}{': ' if one.what else ''}{one.what} ‹ {one.who}"


def _checked(claims: Sequence[Claim]) -> Iterator[Checked]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.verification_evidence:
            found.setdefault(claim.verification_evidence.text, []).append(claim)
    for words, of in found.items():
        yield Checked(of[0].verification, words, len(of))
