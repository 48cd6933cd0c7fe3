"""The views are a pure function of the entries: whatever happened, a rebuild gives the same, and as-of is only a filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Listed, Reader
from sayso.ledger.replay import make_views, replay
from sayso.ledger.verify import verify
from sayso.types import Report, Unreadable, Verdict
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, RULES, Clock, capture, later, reading, report
from tests.ledger.tampering import unguard
from tests.stores import Somewhere

DATES = ["2022-01-05", "2022-01-07", "2022-01", None]
REPORTS = [report(f"Report number {n}.", date) for n, date in enumerate(DATES)]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done to a ledger."""

    what: str
    which: int
    number: int


STEPS = st.lists(
    st.builds(
        Step, st.sampled_from(["add", "add", "add", "redact", "unreadable", "verdict"]), st.integers(0, 3), st.integers(0, 3)
    ),
    max_size=12,
)


def do(ledger: Ledger, step: Step) -> None:
    of: Report = REPORTS[step.which]
    match step.what:
        case "add":
            ledger.add(capture(of, f"{step.number}.txt"), of, reading(of, step.number, later(RULES, step.number)))
        case "unreadable":
            ledger.add_unreadable(Unreadable(f"{step.which}.pdf", "E003", "\ud800 is no text"))
        case "verdict":
            ledger.append_verdict(Verdict(of.id, Verdicts.CONFIRM, str(step.number), "Ann", CLOCK, "0" * 64))
        case "redact":
            try:
                ledger.redact(of.id, "asked")
            except SaysoError as error:
                assert error.code.code in {"E027", "E029"}


def keys(listed: list[Listed]) -> set[tuple[int, str]]:
    return {(one.seq, one.claim.id) for one in listed}


SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(steps=STEPS)
def test_views_kept_step_by_step_equal_a_rebuild(somewhere: Somewhere, steps: list[Step]) -> None:
    with Ledger.open(somewhere(), Clock(), create=True) as ledger:
        for step in steps:
            do(ledger, step)
        reader = Reader(ledger.store)
        before, found = reader.state_hash(), list(reader.claims(Filters(text="report")))
        assert verify(ledger.store, reader.head().hash, deep=True) == []
        ledger.rebuild()
        assert reader.state_hash() == before
        assert list(reader.claims(Filters(text="report"))) == found


@SLOW
@given(steps=STEPS, data=st.data())
def test_what_was_recorded_by_then_equals_a_rebuild_up_to_then(
    somewhere: Somewhere, steps: list[Step], data: st.DataObject
) -> None:
    with Ledger.open(somewhere(), Clock(), create=True) as ledger:
        for step in steps:
            do(ledger, step)
        reader = Reader(ledger.store)
        minute = data.draw(st.integers(0, 14))
        then = list(reader.claims(Filters(recorded_by=f"2022-01-08T12:{minute:02}")))
        with ledger.store.writing() as connection:
            until = connection.exec_driver_sql(
                f"SELECT COALESCE(MAX(seq), 0) FROM entries WHERE recorded_at < '2022-01-08T12:{minute:02}:59'"
            ).scalar_one()
            make_views(ledger.store, connection)
            replay(connection, connection, until)
        assert keys(list(reader.claims())) == keys(then)


@pytest.mark.parametrize("then", ["2022-01-04", "2022-01-05", "2022-01-05T10", "2022-01-06", "2022-01-07", "2022-01", "2022"])
def test_what_was_published_by_then_equals_a_ledger_of_only_those_reports(somewhere: Somewhere, then: str) -> None:
    ends = {"2022-01-05": "2022-01-05", "2022-01-07": "2022-01-07", "2022-01": "2022-01-31", None: "0"}
    day = {"2022-01-05T10": "2022-01-04", "2022-01": "2022-01-31", "2022": "2022-12-31"}.get(then, then)
    found = []
    for name, only in (("all", "9"), ("some", day)):
        with Ledger.open(somewhere(), Clock(), create=True) as ledger:
            for made in REPORTS:
                if ends[made.published] <= only:
                    ledger.add(None, made, reading(made, 2))
            filters = Filters(as_of=then) if name == "all" else Filters()
            found.append({one.claim.id for one in Reader(ledger.store).claims(filters)})
    assert found[0] == found[1]


def test_the_order_of_adding_changes_nothing_that_was_said(somewhere: Somewhere, tmp_path: Path) -> None:
    digests = set()
    for place, order in ((somewhere(), REPORTS), (somewhere(), REPORTS[::-1]), (tmp_path / "file", REPORTS[1:] + REPORTS[:1])):
        with Ledger.open(place, Clock(), create=True) as ledger:
            for made in order:
                ledger.add(capture(made), made, reading(made, 2))
                ledger.add(capture(made, "again", CLOCK.replace(year=2023)), made, reading(made, 2))
            digests.add(Reader(ledger.store).content_hash())
    assert len(digests) == 1


@pytest.mark.parametrize("body", [b"{}", b"[]", b"", b"[" * 100_000, b'{"claims":1,"maker":{},"report":""}'])
def test_a_rebuild_of_what_cannot_be_read_names_the_entry_and_leaves_the_views(
    ledger: Ledger, reader: Reader, body: bytes
) -> None:
    ledger.add(None, REPORTS[0], reading(REPORTS[0]))
    before = reader.state_hash()
    with ledger.store.writing() as connection:
        unguard(connection)
        connection.execute(update(schema.entries).where(schema.entries.c.seq == 2).values(body=body))
    with pytest.raises(SaysoError, match="E026 entry 2"):
        ledger.rebuild()
    assert reader.state_hash() == before


def test_a_kind_that_this_version_does_not_know_is_kept(ledger: Ledger, reader: Reader) -> None:
    made = reading(REPORTS[0])
    ledger.add(None, REPORTS[0], replace(made, claims=(replace(made.claims[0], kind="of the future"),)))
    assert [one.claim.kind for one in reader.claims(Filters(group="unknown"))] == ["of the future"]


def test_inputs_are_all_accounted_for(ledger: Ledger, reader: Reader) -> None:
    given = [REPORTS[0], REPORTS[1], REPORTS[0], REPORTS[2], REPORTS[1]]
    outcomes = [ledger.add(capture(r), r, reading(r)) for r in given]
    ledger.redact(REPORTS[2].id, "asked")
    outcomes.append(ledger.add(capture(REPORTS[2]), REPORTS[2], reading(REPORTS[2])))
    outcomes.append(ledger.add_unreadable(Unreadable("x", "E003", "binary")))
    assert outcomes.count(Added.ADDED) == 4
    assert outcomes.count(Added.UNCHANGED) == 2
    assert outcomes.count(Added.REFUSED) == 1
    assert reader.counts().reports + reader.counts().redactions + len(reader.counts().unreadable) == 4
