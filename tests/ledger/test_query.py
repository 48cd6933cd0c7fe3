from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.types import Figure, Span
from sayso.vocabulary import Relation
from tests.ledger.by_hand import RULES, claim, later, reading, report

EARLY = report("The hospital counted the wounded.", "2022-01-05", "Hospital")
LATE = report("Café owners closed; \u201cGunfire\u201d was heard.", "2022-01-09T14:00+06:00", "Street")
UNDATED = report("Nobody says when.", None, "Undated")


@pytest.fixture
def filled(ledger: Ledger, reader: Reader) -> Reader:
    """Recorded in the minutes 12:01, 12:02 and 12:03 of 8 January 2022."""
    for made in (LATE, EARLY, UNDATED):
        ledger.add(None, made, reading(made, claims=2))
    return reader


def titles(reader: Reader, filters: Filters) -> list[str | None]:
    """The titles of the listed claims, each once, in order."""
    return list(dict.fromkeys(listed.report.title for listed in reader.claims(filters)))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["Street", "Hospital", "Undated"]),
        (Filters(as_of="2022-01-05"), ["Hospital", "Undated"]),
        (Filters(as_of="2022-01-05T12"), ["Undated"]),  # "5 January" may be after noon
        (Filters(as_of="2022-01"), ["Street", "Hospital", "Undated"]),
        (Filters(as_of="2022-01-09T08:00"), ["Street", "Hospital", "Undated"]),  # 14:00 at +06:00
        (Filters(as_of="2022-01-09T07:59"), ["Hospital", "Undated"]),
        (Filters(since="2022-01-06"), ["Street", "Undated"]),
        (Filters(since="2022-01-06", as_of="2022-01-08"), ["Undated"]),
        (Filters(recorded_by="2022-01-08T12:00"), []),
        (Filters(recorded_by="2022-01-08T12:01"), ["Street"]),
        (Filters(recorded_by="2022-01-08"), ["Street", "Hospital", "Undated"]),
        (Filters(text="wounded hospital"), ["Hospital"]),
        (Filters(text="CAFE gunfire"), ["Street"]),
        (Filters(text='"gunfire" OR'), []),
        (Filters(text='gunfire" NEAR ( *'), []),
        (Filters(text='gunfire ( * \x00 "'), ["Street"]),
        (Filters(text="  —  "), []),
        (Filters(place="almaty"), ["Street", "Hospital", "Undated"]),
        (Filters(place="kz"), ["Street", "Hospital", "Undated"]),
        (Filters(place="Astana"), []),
        (Filters(kind="killed", limit=1), ["Street"]),
        (Filters(group="measure"), ["Street", "Hospital", "Undated"]),
        (Filters(kind="looting"), []),
        (Filters(report=EARLY.id), ["Hospital"]),
    ],
)
def test_filters(filled: Reader, filters: Filters, expected: list[str]) -> None:
    assert titles(filled, filters) == expected


def test_claims_come_back_as_they_were_in_the_order_of_the_text(filled: Reader) -> None:
    assert [listed.claim for listed in filled.claims(Filters(report=EARLY.id))] == [claim(EARLY, 0), claim(EARLY, 1)]


def test_what_has_no_date_is_marked(filled: Reader) -> None:
    assert {listed.report.title for listed in filled.claims() if listed.undated} == {"Undated"}


def test_an_update_counts_as_published_when_it_was_updated(ledger: Ledger, reader: Reader) -> None:
    updated = replace(EARLY, id="r2", updated="2022-01-20")
    ledger.add(None, updated, reading(updated))
    assert titles(reader, Filters(as_of="2022-01-10")) == []


def test_a_country_by_the_name_that_reports_give_it_holds_its_cities(ledger: Ledger, reader: Reader) -> None:
    made = reading(EARLY, 2)
    first, second = made.claims
    assert first.place
    country = replace(first.place, name="Kazakhstan", precision=type(first.place.precision).COUNTRY, admin1=None)
    ledger.add(None, EARLY, replace(made, claims=(replace(first, place=country), second)))
    assert len(list(reader.claims(Filters(place="kazakhstan")))) == 2


def test_a_number_beyond_every_column_is_kept_exactly(ledger: Ledger, reader: Reader) -> None:
    huge = replace(claim(EARLY, 0), figure=Figure(10**300, 10**300, Relation.EXACT, Span(0, 1)))
    ledger.add(None, EARLY, replace(reading(EARLY), claims=(huge,)))
    assert reader.claim(huge.id).claim == huge


def test_the_beginning_of_an_id_is_enough(filled: Reader) -> None:
    wanted = claim(EARLY, 0)
    assert filled.claim(wanted.id[:12]).claim == wanted
    assert filled.report(EARLY.id[:12]) == EARLY
    assert filled.report(EARLY.name) == EARLY
    assert filled.entry(EARLY.id[:12]).id == EARLY.id


def test_a_superseded_claim_is_shown_as_it_reads_now(ledger: Ledger, filled: Reader) -> None:
    ledger.add(None, EARLY, reading(EARLY, maker=later(RULES, 2)))
    assert filled.claim(claim(EARLY, 0).id).claim.maker.version == "2"
    assert filled.claim(claim(EARLY, 1).id).claim.maker.version == "1"  # only the first reading has it


@pytest.mark.parametrize(("id", "code"), [("c", "E028"), ("cz", "E027"), ("", "E027"), ("\ud800", "E027"), ("%", "E027")])
def test_unknown_and_ambiguous_ids(filled: Reader, id: str, code: str) -> None:
    with pytest.raises(SaysoError, match=code):
        filled.claim(id)


@pytest.mark.parametrize("filters", [Filters(since="soon"), Filters(as_of="2022-13"), Filters(recorded_by="x")])
def test_a_date_that_is_none(filled: Reader, filters: Filters) -> None:
    with pytest.raises(SaysoError, match="E011"):
        list(filled.claims(filters))


def test_counts(filled: Reader) -> None:
    counts = filled.counts()
    assert (counts.reports, counts.claims, counts.redactions, counts.unreadable) == (3, 6, 0, ())
    assert filled.head().seq == 6


def test_reports_in_the_order_of_recording(filled: Reader) -> None:
    assert list(filled.reports()) == [LATE, EARLY, UNDATED]


def test_a_name_of_two_versions_of_a_page_tells_their_ids(ledger: Ledger, filled: Reader) -> None:
    second = replace(EARLY, id="r" + "0" * 20, text=f"{EARLY.text} ")
    ledger.add(None, second, reading(second))
    with pytest.raises(SaysoError, match=f"{EARLY.name} may be any of 2: {second.id}, {EARLY.id}: give one of these"):
        filled.report(EARLY.name)
