"""Measures from tellings: what opens, widens, ends and denies them, and what must never change them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.tellings import demo, tellings
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.measure import Measure, State
from sayso.reconcile.telling import Telling
from sayso.vocabulary import Phase, Status
from tests.reconcile.made_tellings import event, read
from tests.reconcile.measures.made import ENDS, HOLDS, STARTS, said


def _one(*told: Telling) -> Measure:
    [measure] = measures(told)
    return measure


def _days(found: Sequence[Measure]) -> list[tuple[str | None, str | None]]:
    return [(m.opened.day if m.opened else None, m.closed.day if m.closed else None) for m in found]


def test_opened_by_one_claim_and_closed_by_another() -> None:
    measure = _one(said("a", "2022-03-01", STARTS, on="2022-02-28"), said("b", "2022-03-06", ENDS, on="2022-03-05", by="mayor"))
    assert _days([measure]) == [("2022-02-28", "2022-03-05")]
    moments = ("2022-02-27", "2022-02-28", "2022-03-04T12:00", "2022-03-05")
    assert [measure.state(at) for at in moments] == [State.NOT_YET, State.OPEN, State.OPEN, State.CLOSED]
    assert [o.name for o in measure.origins] == ["ministry", "mayor"]


def test_a_planned_end_that_has_passed_is_no_end() -> None:
    measure = _one(said("a", "2022-03-01", STARTS, until="2022-03-10"))
    assert (measure.planned_end, measure.closed) == ("2022-03-10", None)
    assert [measure.state(at) for at in ("2022-03-10", "2022-03-11")] == [State.OPEN, State.PLANNED_END_PASSED]


def test_extended() -> None:
    measure = _one(said("a", "2022-03-01", STARTS, until="2022-03-10"), said("b", "2022-03-09", HOLDS, until="2022-03-20"))
    assert (measure.planned_end, measure.state("2022-03-15")) == ("2022-03-20", State.OPEN)


def test_imposed_again_is_another_measure() -> None:
    told = [
        said("a", "2022-03-01", STARTS, on="2022-03-01"),
        said("b", "2022-03-03", ENDS, on="2022-03-03"),
        said("c", "2022-03-07", STARTS, on="2022-03-07"),
        said("d", "2022-03-09", ENDS, on="2022-03-09"),
    ]
    assert _days(measures(told)) == [("2022-03-01", "2022-03-03"), ("2022-03-07", "2022-03-09")]


def test_looking_back_opens_nothing() -> None:
    told = [
        said("a", "2022-03-01", STARTS, on="2022-03-01"),
        said("b", "2022-03-03", ENDS, on="2022-03-03"),
        said("c", "2022-08-31", STARTS),
        said("d", "2022-08-31", ENDS, on="2022-03-03"),
    ]
    assert _days(measures(told)) == [("2022-03-01", "2022-03-03")]


def test_still_in_force_after_an_end_is_another_one() -> None:
    told = [
        said("a", "2022-03-01", STARTS, on="2022-03-01"),
        said("b", "2022-03-03", ENDS, on="2022-03-03"),
        said("c", "2022-03-20", HOLDS),
    ]
    found = measures(told)
    assert _days(found) == [("2022-03-01", "2022-03-03"), ("2022-03-20", None)]
    assert found[1].opened is not None and not found[1].opened.stated


def test_only_the_end_is_told() -> None:
    measure = _one(said("a", "2022-03-03", ENDS, on="2022-03-02"), said("b", "2022-03-03", ENDS))
    assert _days([measure]) == [(None, "2022-03-02")] and len(measure.tellings) == 2
    assert "only its end is told" in measure.because


def test_it_widens_to_the_whole_country() -> None:
    measure = _one(
        said("a", "2022-03-01", STARTS, "Bree", also=("Dale",), on="2022-03-01"),
        said("b", "2022-03-02", HOLDS, "Dale", also=("Arda",)),
    )
    assert measure.place is not None and measure.place.name == "Arda"
    assert [t.place.name for t in measure.reach if t.place] == ["Bree", "Dale", "Arda"]
    assert "widened to Arda, told by ministry" in measure.because


def test_two_towns_are_two_measures() -> None:
    assert len(measures([said("a", "2022-03-01", STARTS, "Bree"), said("b", "2022-03-01", STARTS, "Dale")])) == 2


def test_an_end_in_one_town_does_not_end_it_in_the_country() -> None:
    measure = _one(said("a", "2022-03-01", STARTS), said("b", "2022-03-05", ENDS, "Bree"))
    assert measure.closed is None and [t.place.name for t in measure.ended_in if t.place] == ["Bree"]
    assert "ended in part: Bree" in measure.because


def test_an_end_in_every_place_ends_it() -> None:
    measure = _one(
        said("a", "2022-03-01", STARTS, "Bree", also=("Dale",)),
        said("b", "2022-03-05", ENDS, "Bree"),
        said("c", "2022-03-07", ENDS, "Dale"),
    )
    assert measure.closed is not None and measure.closed.day == "2022-03-07"


def test_an_end_in_the_country_ends_it_in_the_town() -> None:
    assert _one(said("a", "2022-03-01", STARTS, "Bree"), said("b", "2022-03-05", ENDS, "Arda")).closed is not None


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED, Status.FEARED, Status.POSSIBLE])
@pytest.mark.parametrize("phase", [STARTS, ENDS])
def test_what_is_not_asserted_neither_opens_nor_closes(status: Status, phase: Phase) -> None:
    doubtful = said("b", "2022-03-05", phase, status=status, by="spokesman")
    assert measures([doubtful]) == ()
    measure = _one(said("a", "2022-03-01", STARTS), doubtful)
    assert _days([measure]) == [("2022-03-01", None)] and doubtful in measure.tellings
    assert (measure.denials == (doubtful,)) is (status is Status.DENIED)


def test_a_withdrawal_closes_a_deployment() -> None:
    told = [
        said("a", "2022-03-01", STARTS, kind="deployment", on="2022-03-01"),
        said("b", "2022-03-08", ENDS, kind="withdrawal", on="2022-03-08"),
    ]
    measure = _one(*told)
    assert measure.kind == "deployment" and measure.closed is not None and measure.closed.day == "2022-03-08"


def test_bans_of_two_stories_are_two() -> None:
    told = [said("a", "2022-03-01", STARTS, kind="ban"), said("b", "2022-03-01", STARTS, kind="ban", story="other")]
    assert len(measures(told)) == 2


def test_an_emergency_of_one_country_told_in_two_stories_is_one() -> None:
    kind = "state_of_emergency"
    told = [said("a", "2022-03-01", STARTS, kind=kind), said("b", "2022-03-01", STARTS, kind=kind, story="other")]
    assert len(measures(told)) == 1


def test_without_a_place_it_goes_to_the_country_of_its_story() -> None:
    assert len(measures([said("a", "2022-03-01", STARTS), said("b", "2022-03-05", ENDS, None)])) == 1


def test_other_kinds_are_passed_over() -> None:
    assert measures([event("a", "2022-03-01", "riot", place="Arda")]) == ()


# --- from words to measures, with a reader


def test_who_imposes_it_by_declaring_it() -> None:
    measure = _one(*read("a", "2022-03-01", "The president's office has declared a state of emergency in Almaty."))
    assert measure.imposed_by == ("The president's office",)


def test_who_only_tells_of_it_does_not_impose_it() -> None:
    assert _one(*read("a", "2022-03-01", "A curfew was imposed in Almaty, the ministry said.")).imposed_by == ()


def test_since_when_it_holds_is_its_start() -> None:
    measure = _one(*read("a", "2022-03-09", "A curfew declared on 5 March remains in force in Almaty until 20 March."))
    assert _days([measure]) == [("2022-03-05", None)] and measure.planned_end == "2022-03-20"


def test_internet_off_and_on_again() -> None:
    off = read("a", "2022-03-02", "Internet access was cut in Almaty on 1 March, a monitor said.")
    on = read("b", "2022-03-05", "Internet access was restored in Almaty on 4 March.")
    assert _days(measures([*off, *on])) == [("2022-03-01", "2022-03-04")]


def test_an_airport_and_a_border_are_two() -> None:
    one = read("a", "2022-03-02", "Kazakhstan closed its border with Kyrgyzstan on 1 March.")
    other = read("b", "2022-03-03", "The airport was closed in Kazakhstan on 2 March.")
    assert len(measures([*one, *other])) == 2


# --- what holds for any tellings

DAYS = st.integers(1, 28).map(lambda n: f"2022-03-{n:02}")
TOLD = st.builds(
    lambda number, day, phase, place, on, until, status, kind: said(
        f"r{number}", day, phase, place, on=on, until=until, status=status, kind=kind
    ),
    st.integers(0, 40),
    DAYS,
    st.sampled_from([STARTS, HOLDS, ENDS, None]),
    st.sampled_from(["Arda", "Bree", "Dale", None]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.sampled_from([Status.ASSERTED, Status.ASSERTED, Status.DENIED, Status.PLANNED]),
    st.sampled_from(["curfew", "deployment", "withdrawal", "internet_shutdown"]),
)
ALL = st.lists(TOLD, max_size=12, unique_by=lambda t: t.claim.id)


@settings(deadline=None)
@given(ALL, st.randoms())
def test_order_does_not_matter(told: list[Telling], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert measures(shuffled) == measures(told)


@settings(deadline=None)
@given(ALL, DAYS)
def test_what_is_published_later_takes_no_measure_away(told: list[Telling], day: str) -> None:
    """As of an earlier moment the same measures stand under the same ids: a later telling adds, closes or widens.

    A report without a place is left out: to which country it belongs hangs on the rest of its story.
    """
    placed = [t for t in told if t.claim.place]
    before = measures([t for t in placed if (t.carrier.known_by or "")[:10] <= day])
    after = {m.id: m for m in measures(placed)}
    for measure in before:
        assert set(measure.tellings) <= set(after[measure.id].tellings)
        assert after[measure.id].closed == measure.closed or measure.closed is None


@settings(deadline=None)
@given(ALL)
def test_every_asserted_telling_is_of_one_measure_at_most(told: list[Telling]) -> None:
    kept = [t.claim.id for m in measures(told) for t in m.tellings]
    assert len(kept) == len(set(kept))
    speaking = {t.claim.id for t in told if t.claim.status is Status.ASSERTED and t.claim.phase}
    assert speaking <= set(kept) | {t.claim.id for t in told if t.claim.kind == "withdrawal" and t.claim.phase is None}


# --- the demo


@pytest.mark.parametrize("reader", ["rules", "model"])
def test_the_demo(reader: str) -> None:
    reports = demo()
    found = {m.kind: m for m in measures(tellings(reports, {r.name: "s" for r in reports}, reader))}
    emergency, troops = found["state_of_emergency"], found["deployment"]
    assert len(found) == len(measures(tellings(reports, {r.name: "s" for r in reports}, reader)))
    assert emergency.opened is not None and emergency.opened.day == "2022-01-05"
    assert [t.place.geonames or t.place.name for t in emergency.reach if t.place] == [1526384, "Mangystau", 1526273, 1522867]
    assert (emergency.planned_end, emergency.closed) == ("2022-01-19", None)
    assert [emergency.state(at) for at in ("2022-01-19", "2022-01-20")] == [State.OPEN, State.PLANNED_END_PASSED]
    assert [o.name for o in emergency.origins if o.identified] == ["Presidency"]
    assert troops.opened is not None and troops.opened.day == "2022-01-06"
    assert troops.closed is not None and troops.closed.day == "2022-01-13"
    assert any("Collective Security Treaty Organization" in name for name in troops.imposed_by)


# --- faults that were seen


def _read(*reports: tuple[str, str]) -> tuple[Measure, ...]:
    return measures([t for number, (day, text) in enumerate(reports) for t in read(str(number), day, text)])


def test_a_deed_of_before_the_lifting_opens_nothing_again() -> None:
    found = _read(
        ("2022-01-05", "A curfew was imposed in Almaty on Wednesday."),
        ("2022-01-10", "The curfew in Almaty was lifted on Monday."),
        ("2022-01-11", "Residents of Almaty had defied the curfew on Friday."),
    )
    assert [m.state("2022-01-20") for m in found] == [State.CLOSED]


def test_a_withdrawal_that_is_only_planned_ends_nothing() -> None:
    found = _read(
        ("2022-01-06", "Troops were deployed in Kazakhstan on Thursday."),
        ("2022-01-11", "The troops will begin to withdraw from Kazakhstan on 13 January."),
    )
    assert [m.state("2022-01-12") for m in found] == [State.OPEN]


def test_an_old_planned_end_told_again_does_not_undo_an_extension() -> None:
    found = _read(
        ("2022-01-05", "A state of emergency was declared in Almaty on Wednesday until 12 January."),
        ("2022-01-11", "The state of emergency in Almaty was extended until 30 January."),
        ("2022-01-13", "A state of emergency was declared in Almaty on 5 January until 12 January."),
    )
    assert [m.planned_end for m in found] == ["2022-01-30"]
