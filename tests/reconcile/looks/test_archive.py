"""Of a ledger of many stories a look shows the largest, and of these exactly what it would show without the others' absence."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.nearness import Near
from sayso.ledger.query import Reader
from sayso.reconcile.looks import knowing
from sayso.reconcile.looks.choosing import Bound
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.looks.listing import listed, told_of
from sayso.reconcile.looks.look import Look, plain_look
from sayso.reconcile.of_stories import of_stories
from sayso.reconcile.pairs import paired
from sayso.types import Verdict
from sayso.vocabulary import Verdicts
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do

MOST = 100_000
BOUNDS = [Bound(0, most) for most in (1, 5, 12, 20, 1_000)]
QUESTIONS = [
    Filters(as_of=day, **asked)
    for day in (None, "2022-03-02", "2022-03-03T09", "2022-03-06")
    for asked in (
        {},
        {"kind": "killed"},
        {"kinds": ("arrest", "people")},
        {"place": "Kokshar"},
        {"text": "miners"},
        {"since": "2022-03-04"},
    )
]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    return ledger


@pytest.mark.parametrize("bound", BOUNDS, ids=str)
def test_what_is_shown_of_the_largest_stories_is_all_that_is_known_of_them(
    filled: Ledger, reader: Reader, bound: Bound
) -> None:
    remembered = Remembered(reader, MOST)
    for filters in QUESTIONS:
        _is_plain(remembered.look(filters, bound=bound), reader, filters)


def test_with_hardly_anything_held_it_is_the_same(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST, most_held=1)
    for filters in QUESTIONS:
        _is_plain(remembered.look(filters, bound=BOUNDS[1]), reader, filters)
    assert len(remembered._moments._held) == 1
    assert len(remembered._stories._made) <= 1


def test_it_grows_and_shrinks_with_the_ledger(ledger: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    added = [Step("add", n) for n in (8, 3, 6, 0, 10, 4)]
    for step in (*added, Step("add", 4, 2), Step("redact", 0), Step("add", 0), Step("add", 1)):
        do(ledger, step)
        caught_up(ledger.store)
        for filters in QUESTIONS[::3]:
            _is_plain(remembered.look(filters, bound=BOUNDS[1]), reader, filters)


def test_as_many_of_the_largest_as_the_bound_holds_and_one_at_least(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    told = whole.knowledge.world.tellings
    reports = Counter(story for story, _ in {(one.carrier.story, one.carrier.id) for one in told})
    claims = Counter(one.carrier.story for one in told)
    for bound in BOUNDS:
        shown = remembered.look(Filters(), bound=bound).shown
        if shown.stories is None:
            assert sum(claims.values()) <= bound.whole
            continue
        least = min(reports[one] for one in shown.stories)
        assert all(reports[one] <= least for one in claims.keys() - shown.stories)
        assert len(shown.stories) == 1 or sum(claims[one] for one in shown.stories) <= bound.part
        assert (shown.number, shown.claims) == (len(shown.stories), sum(claims[one] for one in shown.stories))
        assert (shown.of_number, shown.of_claims) == (len(claims), len(told))


def test_up_to_the_first_bound_all_is_shown(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    claims = len(whole.knowledge.world.tellings)
    assert _differences(remembered.look(Filters(), bound=Bound(claims, 1)), whole) == []
    assert remembered.look(Filters(), bound=Bound(claims - 1, 1)).shown.is_part


def test_every_story_is_listed_and_is_shown_when_it_is_asked_for(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    rows = remembered.asked(Filters(), lambda of: listed(of, Filters()))
    assert rows is not None
    assert {row.id for row in rows} == {one.carrier.story for one in whole.knowledge.world.tellings}
    assert [row.reports for row in rows] == sorted((row.reports for row in rows), reverse=True)
    seen: list[str] = []
    for row in rows:
        look = remembered.look(of_stories(Filters(), frozenset({row.id})), bound=BOUNDS[0])
        assert {one.carrier.story for one in look.knowledge.world.tellings} == {row.id}
        assert len(look.knowledge.world.tellings) == row.claims == row.fitting
        seen += [view.series.id for view in look.series]
        line = remembered.asked(Filters(), lambda of, row=row: told_of(of, Filters(), row))  # type: ignore[misc]
        assert line is not None
        assert line.title in {one.title for one in look.knowledge.world.carriers.values()}
    assert sorted(seen) == sorted(view.series.id for view in whole.series)


def test_what_a_verdict_ties_to_a_story_comes_with_it(filled: Ledger, reader: Reader) -> None:
    """Else a double in another story would count in the one and not in the other."""
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    stories: dict[str, str] = {}
    for told in whole.knowledge.world.tellings:
        stories.setdefault(told.carrier.story, told.claim.id)
    (first, one), (second, other), *_ = stories.items()
    at = datetime(2022, 3, 4, 12, tzinfo=UTC)
    filled.append_verdict(Verdict(paired(one, other), Verdicts.DUPLICATE, "seen", "Ann", at, "0" * 64))
    look = remembered.look(of_stories(Filters(), frozenset({second})))
    assert look.shown.stories == frozenset({first, second})
    assert {one, other} - {t.claim.id for t in look.knowledge.tellings} == {other}


def test_a_thing_is_found_in_its_story(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    whole = remembered.look(Filters())
    for view in whole.series:
        for id in view.series.names:
            assert remembered.asked(Filters(), lambda of, id=id: of.story_of(id)) == view.series.story  # type: ignore[misc]
    for id, carrier in whole.knowledge.world.carriers.items():
        assert remembered.asked(Filters(), lambda of, id=id: of.story_of(id)) == carrier.story  # type: ignore[misc]
    assert remembered.asked(Filters(), lambda of: of.story_of("s" + "0" * 20)) is None


def test_the_copies_of_a_report_are_those_of_its_group(filled: Ledger, reader: Reader) -> None:
    remembered = Remembered(reader, MOST)
    carriers = remembered.look(Filters()).knowledge.world.carriers
    groups = Counter(one.copy for one in carriers.values())
    assert max(groups.values()) > 1
    for id, carrier in carriers.items():
        found = remembered.asked(Filters(), lambda of, id=id: of.copies(id))  # type: ignore[misc]
        assert found is not None
        mine = {one for one, other in carriers.items() if other.copy == carrier.copy}
        assert {one.id for one in found} == (mine if len(mine) > 1 else set())


def _is_plain(look: Look, reader: Reader, filters: Filters) -> None:
    only = look.shown.stories
    plain = plain_look(reader, filters if only is None else of_stories(filters, only))
    shown = replace(look.shown, of_number=plain.shown.of_number, of_claims=plain.shown.of_claims)
    assert _differences(replace(look, shown=shown, filters=plain.filters), plain) == [], filters


def _differences(one: Look, other: Look) -> list[str]:
    return [f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)]


def test_each_filter_there_is_is_asked_of_the_columns_too(filled: Ledger, reader: Reader) -> None:
    """One that they did not know would be passed over in silence."""
    assert {f.name for f in fields(Filters)} == {
        *("kind", "group", "kinds", "place", "near", "since", "until", "as_of", "recorded_by", "text", "report", "limit")
    }
    remembered = Remembered(reader, MOST)
    for filters in (
        Filters(near=Near(51.1, 71.4, 2_000.0)),
        Filters(near=Near(0.0, 0.0, 1.0)),
        Filters(report=POOL[4].id),
        Filters(limit=3),
        Filters(group="casualties"),
    ):
        _is_plain(remembered.look(filters, bound=BOUNDS[1]), reader, filters)


def test_what_came_into_a_large_ledger_is_read_when_nobody_waits(
    filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page after each report took as long as arranging anew what hangs on all reports."""
    monkeypatch.setattr(knowing, "READ_AT_ONCE", 0)
    remembered = Remembered(reader, MOST)
    before = remembered.look(Filters())
    do(filled, Step("add", 4, 2))
    caught_up(filled.store)
    plan = remembered.plan(Filters(), behind_ok=True)
    assert plan is not None
    assert plan.look().head == before.head
    assert remembered.asked(Filters(), lambda of: of.holding.state.head) == before.head
    remembered.renew()
    _is_plain(remembered.look(Filters()), reader, Filters())
    assert remembered.look(Filters()).head == reader.head() != before.head


def test_what_was_redacted_is_not_shown_however_large_the_ledger(
    filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "READ_AT_ONCE", 0)
    remembered = Remembered(reader, MOST)
    remembered.look(Filters())
    do(filled, Step("redact", 0))
    caught_up(filled.store)
    plan = remembered.plan(Filters(), behind_ok=True)
    assert plan is not None
    _is_plain(plan.look(), reader, Filters())
