"""How the demo's figures stand, at several moments, with the sentences that say so."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bench.tellings import demo, tellings
from sayso.reconcile.incidents import incidents
from sayso.reconcile.links import LinkKind
from sayso.reconcile.series import Series, series
from sayso.reconcile.series_view import SeriesView, series_view, withdrawn_of
from sayso.reconcile.standing import Word
from sayso.reconcile.telling import Telling
from sayso.types import Verdict
from sayso.vocabulary import Verdicts


@cache
def told() -> tuple[Telling, ...]:
    reports = demo()
    return tuple(tellings(reports, {report.name: "demo" for report in reports}, "model"))


@cache
def view(number: int, by: str) -> SeriesView:
    """The line of the killed that holds this number, as of a moment."""
    known = [t for t in told() if (t.carrier.known_by or "") <= by]
    made = series(known, incidents(known))
    [found] = [one for one in made if one.kind in ("killed", "arrested") and number in _numbers(one)]
    return series_view(found, {}, withdrawn_of(made))


def _numbers(one: Series) -> set[int | None]:
    return {t.claim.figure.low for t in one.tellings if t.claim.figure}


def words(of: SeriesView, number: int) -> set[Word]:
    return {of.standings[v.id].word for v in of.values if v.figure.low == number and v.is_given}


LATE = "2023"


def test_the_dead_are_contested_by_nobody_and_164_is_struck_out() -> None:
    dead = view(238, LATE)
    assert words(dead, 164) == {Word.RETRACTED}
    assert words(dead, 225) == words(dead, 230) == {Word.SUPERSEDED}
    assert "Health Ministry 164 on 9 January 2022, taken back the same day" in dead.standing.sentence
    assert (dead.spread.low, dead.spread.high) == (238, 238)


def test_after_the_238_is_refuted_the_230_stands_alone() -> None:
    dead = view(238, LATE)
    (last,) = (v for v in dead.values if v.figure.low == 238 and v.origin.identified)
    said = Verdict(last.id, Verdicts.REFUTE, "a misprint", "Ann", datetime(2026, 11, 28, tzinfo=UTC), "head")
    judged = series_view(dead.series, {last.id: (said,)})
    assert judged.standings[last.id].word is Word.REFUTED
    assert words(judged, 230) == {Word.SINGLE}
    assert (judged.standing.word, judged.spread.low) == (Word.SINGLE, 230)
    assert "superseded" not in judged.standing.sentence
    claim = last.tellings[0].claim.id
    assert any(link.claim == claim and link.kind is LinkKind.UPDATES for link in dead.links)
    assert not any(link.claim == claim and link.kind is LinkKind.UPDATES for link in judged.links)


@pytest.mark.parametrize(("by", "word"), [("2022-01-09T15", Word.SINGLE), ("2022-01-10", Word.RETRACTED)])
def test_164_stands_until_it_is_taken_back(by: str, word: Word) -> None:
    assert words(view(164, by), 164) == {word}


def test_no_number_is_published_after_it_was_taken_back() -> None:
    assert view(164, "2022-01-10").to_publish.startswith("No number stands.")


@pytest.mark.parametrize("part", [3, 103])
def test_the_parts_fall_with_the_164(part: int) -> None:
    before, after = view(part, "2022-01-09T15"), view(part, LATE)
    assert words(before, part) == {Word.SINGLE}
    assert words(after, part) == {Word.RETRACTED}
    assert any("told as part of 164, taken back the same day" in because for because in after.standing.because)


def test_who_counted_anew_stands() -> None:
    almaty = view(139, LATE)
    assert words(almaty, 139) == {Word.SINGLE}
    assert almaty.to_publish.startswith(
        "139 people have been killed in Almaty as of March 2022, according to the Prosecutor General"
    )


def test_the_26_officers_were_the_pages_mistake() -> None:
    officers = view(18, "2022-01-09")
    assert words(officers, 26) == {Word.RETRACTED}
    assert "Interior Ministry 26 on 7 January 2022, corrected on its own page on 8 January 2022" in officers.standing.because
    assert officers.to_publish.startswith(
        "18 security officers have been killed in Kazakhstan as of 7 January 2022, according to the"
    )


def test_two_origins_differ_on_one_day() -> None:
    detained = view(5135, "2022-01-10")
    assert detained.standing.word is Word.CONTESTED
    assert detained.to_publish.startswith("Origins differ for 9 January 2022 on how many people")
    assert "the Interior Ministry 5,135; the Presidency about 5,800" in detained.to_publish
    assert detained.headline.value is None


def test_what_was_written_for_demonstration_says_so() -> None:
    assert view(238, LATE).to_publish.endswith("(written for demonstration)")
