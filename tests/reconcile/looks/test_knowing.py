"""What is remembered is what would be made anew: for every day and question, whatever happens to a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.looks import look, stories
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.looks.look import Look, plain_look
from sayso.reconcile.pairs import paired
from sayso.reconcile.world import load
from sayso.types import Verdict
from sayso.vocabulary import Verdicts
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do
from tests.stores import POSTGRESQL, SQLITE

MOST = 100_000
DEMO_DAYS = [None, "2021", *(f"2022-01-{day:02}" for day in range(4, 17)), "2022-01-09T12", "2022-02", "2022-03-14", "2023"]
DEMO_QUESTIONS = [
    Filters(),
    Filters(kind="killed"),
    Filters(group="measure"),
    Filters(kinds=("arrest", "people")),
    Filters(place="Almaty"),
    Filters(place="KZ", since="2022-01-08"),
    Filters(until="2022-01-07"),
    Filters(text="police"),
    Filters(text="nowhere said"),
]
DAYS = [None, "2021", "2022-03-02", "2022-03-03", "2022-03-03T09:00", "2022-03-04", "2022-03-06", "2022-03", "2023"]
QUESTIONS = [Filters(), Filters(kind="killed"), Filters(kind="arrest"), Filters(place="Kokshar"), Filters(text="miners")]
PARTS = {SQLITE: 1, POSTGRESQL: 5}
"""Of the pairs of a day and a question one in so many is asked. Over SQLite all; over PostgreSQL each day and each question,
and time after time other pairs: what differs there is the store that gives the rows, and not what is made of them."""


def test_of_the_demo_each_day_and_question_is_what_would_be_made_anew(demo_ledger: Path) -> None:
    with Reader.open(demo_ledger) as reader:
        remembered = Remembered(reader, MOST)
        for question in DEMO_QUESTIONS:
            _same(remembered, reader, [replace(question, as_of=day) for day in DEMO_DAYS])


def test_of_the_demo_each_day_and_each_question_is_what_would_be_made_anew(demo_database: Database) -> None:
    with Reader.open(demo_database) as reader:
        remembered = Remembered(reader, MOST)
        for turn in range(3):
            _same(remembered, reader, _crossed(DEMO_QUESTIONS, DEMO_DAYS, len(DEMO_QUESTIONS), turn))


def test_what_was_recorded_by_a_moment_is_made_anew(demo_place: Place) -> None:
    with Reader.open(demo_place) as reader:
        _same(Remembered(reader, MOST), reader, [Filters(recorded_by=day, as_of="2022-01-09") for day in ("2020", "2100")])


def test_of_several_stories_each_day_and_question_is_what_would_be_made_anew(
    store: str, ledger: Ledger, reader: Reader
) -> None:
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    _same(remembered, reader, _asked(store))
    assert len({one.story for one in remembered.look(Filters()).knowledge.world.carriers.values()}) > 2


def test_reports_verdicts_new_readings_and_redactions_change_what_they_should(
    store: str, ledger: Ledger, reader: Reader
) -> None:
    remembered = Remembered(reader, MOST)
    _same(remembered, reader, [Filters()])
    for turn, step in enumerate(_steps(ledger, reader)):
        _same(remembered, reader, _asked(store, turn), step)


def test_however_little_is_remembered_it_is_the_same(store: str, ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    _same(Remembered(reader, 1), reader, _asked(store))


def test_of_large_stories_everything_is_made_at_once_and_is_the_same(
    ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "LARGE", 0)
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    remembered.look(Filters(kind="killed"))
    _same(remembered, reader, [Filters(), Filters(kind="arrest"), Filters(as_of="2022-03-04")])
    plan = remembered.plan(Filters())
    assert plan is not None
    made = [plan.stories.made(group) for _, group in plan.groups]
    assert sum(len(one._views) for one in made) == len(plan.look().knowledge.series) > 0


def test_a_late_report_changes_the_stories_of_those_after_it_once_they_are_in_order(
    store: str, ledger: Ledger, reader: Reader
) -> None:
    add_all(ledger, [4, 5, 6])
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    _same(remembered, reader, _asked(store))
    for turn, late in enumerate((3, 0, 1, 7)):
        do(ledger, Step("add", late))
        follow(ledger.store)
        _same(remembered, reader, _asked(store, 2 * turn), f"{late} followed")
        settle(ledger.store)
        _same(remembered, reader, _asked(store, 2 * turn + 1), f"{late} settled")


def test_what_is_kept_behind_the_ledger_is_not_remembered(ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, [0, 4])
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    remembered.look(Filters())
    add_all(ledger, [5])
    assert remembered.plan(Filters()) is None
    assert remembered.look(Filters()).knowledge.world.behind
    _same(remembered, reader, [Filters(), Filters(kind="killed")])


def test_only_the_story_to_which_a_report_came_is_worked_out_again(ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, [0, 1, 4, 6, 8])
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    add_all(ledger, [5])
    caught_up(ledger.store)
    plan = remembered.plan(Filters())
    assert plan is not None
    [flood] = {one.story for one in whole.knowledge.world.carriers.values() if "lood" in (one.title or "")}
    assert [names for names, group in plan.groups if not plan.stories.has(group)] == [[flood]]
    assert 0 < plan.left < len(plan.look().knowledge.tellings)


def test_days_between_which_nothing_was_published_are_one_and_worked_out_once(demo_place: Place) -> None:
    with Reader.open(demo_place) as reader:
        remembered = Remembered(reader, MOST)
        remembered.look(Filters())
        later = remembered.plan(Filters(as_of="2040"))
        assert later is not None
        assert later.left == 0
        assert later.look().filters == Filters(as_of="2040")


def test_first_and_last_are_of_these_stories_whatever_the_as_of(demo_place: Place) -> None:
    with Reader.open(demo_place) as reader:
        remembered = Remembered(reader, MOST)
        whole, early = remembered.look(Filters()), remembered.look(Filters(as_of="2022-01-06"))
        assert (early.first, early.last) == (whole.first, whole.last)
        assert whole.last is not None
        assert whole.last > "2022-03"
        none = remembered.look(Filters(text="nowhere said"))
        assert (none.first, none.last) == (None, None)


def test_without_what_was_recorded_later_it_is_what_was_known_before(ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, [0, 6])
    caught_up(ledger.store)
    remembered = Remembered(reader, MOST)
    before = remembered.look(Filters())
    [killed] = [one for one in before.series if one.series.kind == "killed"]
    _judge(ledger, killed.values[0].id, Verdicts.CONFIRM)
    add_all(ledger, [4, 5])
    caught_up(ledger.store)
    now, without = remembered.look(Filters()), remembered.look(Filters(), before.head.seq)
    assert now.series != before.series
    assert now.knowledge.world.verdicts
    _equal(replace(without, head=before.head, first=before.first, last=before.last), before, "without")


def test_no_date_is_refused(demo_place: Place) -> None:
    with Reader.open(demo_place) as reader, pytest.raises(SaysoError) as error:
        Remembered(reader, MOST).look(Filters(as_of="yesterday"))
    assert error.value.code.code == "E011"


def _steps(ledger: Ledger, reader: Reader) -> Iterator[str]:
    for numbers in ([0, 6], [1, 4], [2, 3, 10], [7, 8, 9], [5, 11]):
        add_all(ledger, numbers)
        caught_up(ledger.store)
        yield f"added {numbers}"
    do(ledger, Step("add", 4, 2))
    caught_up(ledger.store)
    yield "read again"
    known = plain_look(reader, Filters())
    toll = next(one for one in known.series if one.series.kind == "killed")
    arrests = next(one for one in known.series if one.series.kind in ("arrest", "detained", "arrested"))
    flood, strike = (_incident_of(known, one.series.id) for one in (toll, arrests))
    judged = [
        (toll.series.id, Verdicts.CONFIRM),
        (toll.values[0].id, Verdicts.REFUTE),
        (toll.values[-1].tellings[0].claim.id, Verdicts.CONFIRM),
        (arrests.series.tellings[0].claim.id, Verdicts.WRONG_READING),
        (paired(*(t.claim.id for t in toll.series.tellings[:2])), Verdicts.DUPLICATE),
        (paired(toll.series.tellings[-1].claim.id, arrests.series.tellings[-1].claim.id), Verdicts.DUPLICATE),
        (paired(flood, strike), Verdicts.SAME_INCIDENT),
        (paired(*(t.claim.id for t in toll.series.tellings[1:3])), Verdicts.OTHER_INCIDENT),
        (flood, Verdicts.REFUTE),
        (paired(flood, strike), Verdicts.OTHER_INCIDENT),
    ]
    for subject, word in judged:
        _judge(ledger, subject, word)
        yield f"{word} {subject}"
    do(ledger, Step("redact", 0))
    caught_up(ledger.store)
    yield "redacted"
    do(ledger, Step("add", 0))
    caught_up(ledger.store)
    yield "added again"


def _incident_of(of: Look, series: str) -> str:
    """Of the claims of a series."""
    claims = {t.claim.id for one in of.series if one.series.id == series for t in one.series.tellings}
    return next(one.id for one, _ in of.incidents if claims & {t.claim.id for t in one.tellings})


def _judge(ledger: Ledger, subject: str, word: Verdicts) -> None:
    at = datetime(2022, 3, 4, 12, tzinfo=UTC)
    ledger.append_verdict(Verdict(subject, word, "seen", "Ann", at, "0" * 64))


def _asked(store: str, turn: int = 0) -> list[Filters]:
    return _crossed(QUESTIONS, DAYS, PARTS[store], turn)


def _crossed(questions: Sequence[Filters], days: Sequence[str | None], part: int, turn: int) -> list[Filters]:
    """Each question with each day; of `part` turns each has others of these pairs, and all of them have all."""
    every = ((i + j, replace(question, as_of=day)) for i, question in enumerate(questions) for j, day in enumerate(days))
    return [filters for at, filters in every if at % part == turn % part]


def _same(remembered: Remembered, reader: Reader, asked: Iterable[Filters], when: str = "") -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(look, "load", cache(load))  # nothing is written meanwhile, and the whole is asked for with each day
        for filters in asked:
            _equal(remembered.look(filters), plain_look(reader, filters), f"{when} {filters}")


def _equal(one: Look, other: Look, when: str) -> None:
    assert [f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)] == [], when
