"""The bench's ledgers: true to their own texts, the same in every run, and shaped like an archive of news."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.many import COPIES, OUTLETS, made
from sayso.ledger.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.read.assemble import content_id
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.keep.schema import copies, placed
from sayso.types import Capture, Claim, Reading, Report, Span
from sayso.understand.claims import claim_id

CLAIMS = 6_000
Made = list[tuple[Capture, Report, Reading]]


@pytest.fixture(scope="module")
def some() -> Made:
    return list(made(CLAIMS))


def test_as_many_claims_as_asked_for(some: Made) -> None:
    counted = [len(reading.claims) for _, _, reading in some]
    assert sum(counted[:-1]) < CLAIMS <= sum(counted)


def test_two_runs_are_equal(some: Made) -> None:
    assert list(islice(made(CLAIMS), 120)) == some[:120]


def test_words_stand_where_the_spans_say(some: Made) -> None:
    for _, report, reading in some:
        for claim in reading.claims:
            for span, words in _quoted(claim):
                assert span.of(report.text).lower() == words.lower()
        assert report.title == report.blocks[0].span.of(report.text)
        assert reading.layers.sentences[-1].span.end <= len(report.text)


def _quoted(claim: Claim) -> list[tuple[Span, str]]:
    whole = [claim.evidence, claim.verification_evidence]
    named = [claim.actor, claim.target, *claim.attribution.chain, claim.place, *claim.also]
    dated = [claim.time, claim.said, claim.until]
    found = [(e.span, e.text) for e in whole if e]
    found += [(n.span, n.name) for n in named if n and n.span and n.span.end - n.span.start == len(n.name)]
    return found + [(w.span, w.words) for w in dated if w and w.span and w.words]


def test_a_number_in_digits_is_the_figure(some: Made) -> None:
    in_digits = [
        (claim.figure.low, claim.figure.span.of(report.text).replace(",", ""))
        for _, report, reading in some
        for claim in reading.claims
        if claim.figure and claim.figure.low == claim.figure.high and claim.figure.low is not None
    ]
    told = [str(low) in words for low, words in in_digits if any(c.isdigit() for c in words) and "thousand" not in words]
    assert len(told) > 1_000
    assert all(told)


def test_ids_follow_from_the_content(some: Made) -> None:
    for capture, report, reading in some:
        assert report.id == content_id(report.url, report.outlet, report.title, report.published, report.text)
        assert reading.report == report.id
        assert capture.body.decode() == report.text
        for claim in reading.claims:
            trigger = claim.because[0].span
            assert trigger and claim.report == report.id
            assert claim.id == claim_id(report.id, claim.kind, trigger)
    assert len({report.id for _, report, _ in some}) == len(some)
    assert len({claim.id for _, _, reading in some for claim in reading.claims}) == sum(len(r.claims) for _, _, r in some)


def test_days_of_the_reading_are_those_around_the_report(some: Made) -> None:
    for _, report, reading in some[:100]:
        assert {claim.said.start[:10] for claim in reading.claims if claim.said and claim.said.span is None} <= {
            (report.published or "")[:10]
        }


def test_many_outlets_countries_and_places(some: Made) -> None:
    places = [claim.place for _, _, reading in some for claim in reading.claims if claim.place]
    assert len({place.country for place in places}) > 40
    assert len({place.geonames for place in places}) > 150
    more = made(3 * CLAIMS)  # of the few reports of `some` hardly every outlet has one
    assert {r.outlet.id for _, r, _ in more if r.outlet} == {outlet.id for outlet in OUTLETS}
    assert len({(r.published or "")[:7] for _, r, _ in some}) >= 4


def test_stories_are_many_and_of_heavy_tailed_size(some: Made, tmp_path: Path) -> None:
    """As Sayso finds them by itself: hardly any story is two, or half of one; copies are known as copies."""
    with Ledger.open(tmp_path / "some.ledger", lambda: datetime.now(UTC), create=True) as ledger:
        for one in some:
            ledger.add(*one)
        follow(ledger.store)
        settle(ledger.store)
        with ledger.store.reading() as connection:
            story_of = {row.report: row.story for row in connection.execute(select(placed.c.report, placed.c.story))}
            copied = {row.later for row in connection.execute(select(copies.c.later))}
        assert verify(ledger.store) == []
    found = Counter(story_of.values())
    meant: dict[str, Counter[str]] = {}
    for _, report, _ in some:
        meant.setdefault(report.name.partition("-")[0], Counter())[story_of[report.id]] += 1
    assert sum(len(kinds) == 1 for kinds in meant.values()) > 0.9 * len(meant)
    assert abs(len(found) - len(meant)) < 0.2 * len(meant)
    assert max(found.values()) > 0.1 * len(some)
    assert sum(size == 1 for size in found.values()) > 0.3 * len(found)
    assert abs(len(copied) / len(some) - COPIES) < 0.12
