"""Versions of one address, and what changed between them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache

import pytest

from sayso.collect.files import captures
from sayso.read.reports import reports
from sayso.reconcile.copies.addresses import address
from sayso.reconcile.copies.changes import Sentences, changes
from sayso.reconcile.copies.figure_changes import figure_changes
from sayso.reconcile.copies.versions import Version, history
from sayso.types import Capture, Claim, Figure, Report
from sayso.understand.reader import reader
from sayso.vocabulary import PopulationKind, Relation, Status
from tests.claims_for_tests import figure_claim, report, span
from tests.conftest import DEMO

PAGE = "https://highlandone.invalid/news/fire"
NUMBER = "more than 40 protesters"


@pytest.mark.parametrize(
    "url",
    [
        "http://highlandone.invalid/news/fire",
        "https://www.highlandone.invalid/news/fire/",
        "https://HighlandOne.invalid:443/news/fire?utm_source=feed&fbclid=1#top",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert address(url) == address(PAGE) == "highlandone.invalid/news/fire"


@pytest.mark.parametrize("url", ["https://highlandone.invalid/news", f"{PAGE}?page=2", "https://applegrove.invalid/news/fire"])
def test_another_page_has_another(url: str) -> None:
    assert address(url) != address(PAGE)


@pytest.mark.parametrize("url", [None, "", "-", "fire.txt", "https://[broken", "https://a:b/c", "mailto:a@b.invalid"])
def test_what_is_no_address_has_none(url: str | None) -> None:
    assert address(url) is None


def test_parameters_that_choose_the_page_stay_in_whatever_order() -> None:
    assert address("https://a.invalid/s?id=2&cat=1") == address("https://a.invalid/s?cat=1&id=2") == "a.invalid/s?cat=1&id=2"


def test_versions_stand_in_the_order_of_their_last_change() -> None:
    first = report("first", url=PAGE, published="2022-01-07T10:00:00+06:00")
    second = report("second", url=f"{PAGE}#top", published="2022-01-07T10:00:00+06:00", updated="2022-01-07T05:00:00Z")
    for given in ([first, second], [second, first, first]):
        assert [v.report.name for v in history((r, ()) for r in given)] == ["first", "second"]


def version(*claims: Claim, of: Report | None = None) -> Version:
    return Version(of or report(), claims)


def killed(number: int, kind: PopulationKind = PopulationKind.SECURITY, **changes: object) -> Claim:
    of = report()
    figure = Figure(number, number, Relation.EXACT, span(NUMBER, of), population_kind=kind)
    return figure_claim(of, id=f"c{number}{kind}", kind="killed", figure=figure, **changes)


def numbers(before: Version, after: Version) -> list[tuple[int | None, int | None]]:
    found = figure_changes(before, after)
    return [(f.before.figure.low if f.before else None, f.after.figure.low if f.after else None) for f in found]


def test_a_figure_changes() -> None:
    before, after = version(killed(26)), version(killed(18))
    assert numbers(before, after) == [(26, 18)]
    assert figure_changes(before, after)[0].line == f"killed, security: “{NUMBER}” → “{NUMBER}”"


def test_a_figure_appears_and_vanishes() -> None:
    assert numbers(version(), version(killed(18))) == [(None, 18)]
    assert numbers(version(killed(18)), version()) == [(18, None)]


def test_people_of_another_kind_are_another_figure() -> None:
    rioters = killed(26, PopulationKind.DEMONSTRATORS)
    assert numbers(version(killed(26)), version(rioters)) == [(None, 26), (26, None)]


def test_a_number_whose_people_are_no_longer_named_is_the_same() -> None:
    assert numbers(version(killed(26)), version(killed(26, PopulationKind.PEOPLE))) == []


def test_what_stays_is_paired_before_what_changes() -> None:
    assert numbers(version(killed(3), killed(5)), version(killed(4), killed(5))) == [(3, 4)]


def test_a_number_told_twice_changes_once() -> None:
    assert numbers(version(killed(26), killed(26, time=None)), version(killed(18))) == [(26, 18)]


def test_what_is_taken_back_is_no_figure_of_the_version() -> None:
    assert numbers(version(killed(26)), version(killed(26, status=Status.RETRACTED))) == [(26, None)]


def test_a_version_has_no_changes_to_itself() -> None:
    found = changes(version(killed(26)), version(killed(26)))
    assert (found.figures, found.corrections, found.added, found.removed) == ((), (), Sentences(0, ()), Sentences(0, ()))


@cache
def demo_history() -> tuple[Version, ...]:
    files = [str(file) for file in sorted(DEMO.glob("*apple-grove-officers-killed*.html"))]
    taken = captures(files, io.BytesIO(), lambda: datetime.now(UTC), 1_000_000)
    found = [r for capture in taken if isinstance(capture, Capture) for r in reports(capture) if isinstance(r, Report)]
    read = reader("rules")
    return history((r, read(r).claims) for r in found)


def test_the_corrected_page_of_the_demo() -> None:
    before, after = demo_history()
    found = changes(before, after)
    assert (before.at, after.at) == ("2022-01-07T17:05:00+06:00", "2022-01-08T09:40:00+06:00")
    assert "killed, security officers: “26 security officers” → “18 security officers”" in [f.line for f in found.figures]
    assert not any("3,811" in f.line for f in found.figures)
    [note] = found.corrections
    assert note.words.startswith("Correction: An earlier version of this page said")
    assert {(c.report, c.figure.low) for c in note.corrects if c.figure} == {(before.report.id, 26)}
    assert found.added.count > len(found.removed.first) > 0


def test_a_history_does_not_depend_on_the_order() -> None:
    versions = demo_history()
    assert history((v.report, v.claims) for v in reversed(versions)) == versions
