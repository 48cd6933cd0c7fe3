"""The law of the house: a view as of a moment is the same function over what was known by then, and a filter only chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.address import Place
from sayso.ledger.bodies import decode
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.moments import stretch
from sayso.ledger.query import Reader
from sayso.ledger.views import known_by
from sayso.reconcile.keep.follow import begin_anew
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.situations import Situation, situation, situations
from sayso.reconcile.subjects import subject
from sayso.reconcile.world import load
from sayso.types import Reading
from sayso.vocabulary import EntryKind
from tests.ledger.by_hand import CLOCK, Clock
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do, seen
from tests.reconcile.keep.test_follow import EVERY, FEW, made
from tests.stores import Somewhere

DAYS = ["2021", "2022-03-02", "2022-03-03", "2022-03-03T09:00", "2022-03-04", "2022-03-06", "2022-03", "2023"]
DEMO_DAYS = ["2022-01-05", "2022-01-07", "2022-01-09", "2022-01-15", "2022-03-14"]


def known_by_then(moment: str) -> list[int]:
    """Undated ones too: no date could leave them out."""
    end = stretch(moment)
    assert end
    return [n for n in EVERY if (known_by(POOL[n]) or "") <= end.end]


@FEW
@given(order=st.permutations(EVERY), moment=st.sampled_from(DAYS))
def test_as_of_a_day_it_is_the_ledger_that_only_got_what_was_published_by_then(
    somewhere: Somewhere, order: list[int], moment: str
) -> None:
    with made(somewhere) as whole, made(somewhere) as by_then:
        add_all(whole, order)
        add_all(by_then, known_by_then(moment))
        caught_up(whole.store)
        caught_up(by_then.store)
        as_of = load(Reader(whole.store), Filters(as_of=moment))
        assert seen(as_of) == seen(load(Reader(by_then.store)))
        assert {POOL[9].id} <= as_of.carriers.keys()


@FEW
@given(
    steps=st.lists(
        st.builds(Step, st.sampled_from(["add", "add", "add", "verdict", "follow"]), st.sampled_from(EVERY), st.integers(1, 2)),
        min_size=4,
        max_size=14,
    ),
    part=st.integers(0, 14),
)
def test_recorded_by_a_moment_it_is_the_ledger_as_it_was_then(somewhere: Somewhere, steps: list[Step], part: int) -> None:
    with made(somewhere) as whole, made(somewhere) as then:
        for step in steps[:part]:
            do(whole, step)
            do(then, step)
        moment = Reader(then.store).head().recorded_at or "2001"
        for step in steps[part:]:
            do(whole, step)
        caught_up(whole.store)
        caught_up(then.store)
        recorded = load(Reader(whole.store), Filters(recorded_by=moment))
        assert seen(recorded) == seen(load(Reader(then.store)))
        assert not recorded.behind
        names = Reader(then.store).names()
        assert Reader(whole.store).names(moment) == names


@pytest.fixture(scope="module")
def demo_reader(demo_place: Place) -> Iterator[Reader]:
    with Reader.open(demo_place) as opened:
        yield opened


@pytest.mark.parametrize("day", DEMO_DAYS)
def test_the_demo_as_of_a_day(demo_reader: Reader, tmp_path: Path, day: str) -> None:
    wanted = Filters(as_of=day)
    with Ledger.open(tmp_path / "then", Clock(), create=True) as then:
        end = stretch(day)
        assert end
        for one in demo_reader.reports():
            if (known_by(one) or "") <= end.end:
                with demo_reader.store.reading() as source:
                    of = select(schema.readings.c.id).where(schema.readings.c.report == one.id).scalar_subquery()
                    body = source.execute(select(schema.entries.c.body).where(schema.entries.c.id == of)).scalar_one()
                then.add(None, one, decoded(body))
        caught_up(then.store)
        expected = seen(load(Reader(then.store)))
    assert expected["tellings"]
    assert seen(load(demo_reader, wanted)) == expected


def decoded(body: bytes) -> Reading:
    said = decode(EntryKind.READING, body)
    assert isinstance(said, Reading)
    return said


CHOOSING = [
    Filters(kind="killed"),
    Filters(group="people"),
    Filters(kinds=("arrested", "measure")),
    Filters(place="Almaty"),
    Filters(place="KZ", since="2022-01-07", until="2022-01-09"),
    Filters(text="health ministry"),
    Filters(kind="arrested", as_of="2022-01-09"),
]


@pytest.mark.parametrize("wanted", CHOOSING, ids=str)
def test_a_filter_chooses_and_changes_nothing(demo_reader: Reader, wanted: Filters) -> None:
    chosen, everything = knowledge(load(demo_reader, wanted)), knowledge(load(demo_reader, Filters(as_of=wanted.as_of)))
    fitting = frozenset(listed.claim.id for listed in demo_reader.claims(wanted))
    assert fitting and chosen.world.fitting == fitting
    lines = [view for view in everything.shown_series() if fitting & {t.claim.id for t in view.series.tellings}]
    assert list(chosen.shown_series()) == lines
    assert list(chosen.shown_incidents()) == [
        i for i in everything.shown_incidents() if fitting & {t.claim.id for t in i.tellings}
    ]


def test_a_filter_knows_ministers_whom_other_stories_name(ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, EVERY)
    caught_up(ledger.store)
    every = {t.claim.id: t.origin for t in load(reader).tellings}
    for number in EVERY:
        world = load(reader, Filters(report=POOL[number].id))
        assert {t.claim.id: t.origin for t in world.tellings}.items() <= every.items()


@pytest.mark.parametrize(
    "wanted", [Filters(as_of="yesterday"), Filters(recorded_by="2022-13"), Filters(until="x"), Filters(since="")]
)
def test_no_date_is_refused(ledger: Ledger, reader: Reader, wanted: Filters) -> None:
    add_all(ledger, [0])
    caught_up(ledger.store)
    with pytest.raises(SaysoError, match="E011"):
        load(reader, wanted)


def test_a_ledger_that_was_never_followed_gives_the_same_and_says_so(ledger: Ledger, reader: Reader) -> None:
    add_all(ledger, EVERY)
    never = load(reader)
    caught_up(ledger.store)
    followed = load(reader)
    add_all(ledger, [0])  # nothing new
    do(ledger, Step("verdict", 0))
    ledger.append_setting(Situation("x").setting(CLOCK))
    judged = load(reader)
    do(ledger, Step("add", 0, 2))
    later = load(reader)
    begin_anew(ledger.store)
    anew = load(reader)
    assert (never.behind, followed.behind, judged.behind, later.behind, anew.behind) == (True, False, False, True, True)
    assert seen(never) == seen(followed) and seen(anew) == seen(later)
    assert seen(judged) != seen(followed) and judged.tellings == followed.tellings


def test_an_empty_ledger_is_not_behind(ledger: Ledger, reader: Reader) -> None:
    ledger.append_setting(Situation("x").setting(CLOCK))
    world = load(reader)
    assert (world.tellings, dict(world.carriers), world.behind) == ((), {}, False)


def test_the_last_word_on_a_situation_holds_and_earlier_ones_as_recorded(ledger: Ledger, reader: Reader) -> None:
    ledger.append_setting(Situation("unrest", place="KZ", kinds=("killed",)).setting(CLOCK))
    then = reader.head().recorded_at
    ledger.append_setting(Situation("unrest", place="Almaty").setting(CLOCK))
    ledger.append_setting(Situation("a \ud800 \x1b[1m name", text="=x").setting(CLOCK))
    assert [s.place for s in situations(reader)] == [None, "Almaty"]
    assert situation(reader, "unrest", then).kinds == ("killed",)
    assert situation(reader, "unrest").filters(Filters(place="Aktau", kind="arrested")) == Filters(
        place="Aktau", kind="arrested"
    )
    with pytest.raises(SaysoError, match="E042"):
        situation(reader, "unrest", "2001")


def test_everything_that_is_shown_can_be_named_by_its_id(demo_reader: Reader) -> None:
    known: Knowledge = knowledge(load(demo_reader))
    for id in [one.id for one in known.incidents] + [one.id for one in known.series]:
        assert subject(known, id).id == id
    with pytest.raises(SaysoError, match="E028"):
        subject(known, "")
    with pytest.raises(SaysoError, match="E027"):
        subject(known, "zz")
