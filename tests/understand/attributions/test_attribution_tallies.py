"""Attributions by a noun of counting and by brackets, where no verb says that anybody says it."""

from __future__ import annotations

import pytest

from tests.understand.attributions.attributions_for_tests import Row, chains, rows

OWNED: list[tuple[str, list[Row]]] = [
    ("The Transit Ministry’s own figure is 41 hurt.", [("The Transit Ministry", "’s own figure", ("is 41 hurt",))]),
    ("By the Red Cross's count, 12 people fled.", [("the Red Cross", "'s count", ("12 people fled",))]),
    ("Twelve people fled, by the ministry's count.", [("the ministry", "'s count", ("Twelve people fled",))]),
    ("Some 250 in all, by the ministry's own account.", [("the ministry", "'s own account", ("Some 250 in all",))]),
    ("The ministry's account of it is long.", []),
    ("It was enough to keep the ministry's estimate steady.", [("the ministry", "'s estimate", ("steady",))]),
    ("Norway's toll rose to 30.", []),
    ("The army's toll rose to 30.", []),
    ("Sunday's count was 30.", []),
]
OFFICIAL: list[tuple[str, list[Row]]] = [
    ("The official figure is 96 dead.", [("official figure", "figure", ("is 96 dead",))]),
    ("An official toll of 96 came late.", [("official toll", "toll", ("of 96 came late",))]),
    ("The clinic gave the official figure.", [("The clinic", "gave", ("the official figure",))]),
]
GIVEN: list[tuple[str, list[Row]]] = [
    (
        "The number of dead, which the army gave as 61, may rise.",
        [("the army", "gave", ("The number of dead", "as 61, may rise"))],
    ),
    (
        "Ten fled, if the figure that the clinic gave is right.",
        [("the clinic", "gave", ("Ten fled, if the figure", "is right"))],
    ),
]
BRACKETS: list[tuple[str, list[Row]]] = [
    ("August: 40 killed (Prosecutor's Office).", [("Prosecutor's Office", "(Prosecutor's Office)", ("August: 40 killed",))]),
    ("Three died, 12 were hurt (figures: police).", [("police", "(figures: police)", ("Three died, 12 were hurt",))]),
    (
        "May: 30 killed (Governor Jane Roe, in parliament).",
        [("Governor Jane Roe", "(Governor Jane Roe, in parliament)", ("May: 30 killed",))],
    ),
    ("Twelve trucks of the World Food Programme (WFP).", []),
    ("The meeting of the 12 ended at noon (Kyodo)", []),
    ("The ministry met (see page 12).", []),
    ("The crowd met the minister (police).", []),
]


@pytest.mark.parametrize(("text", "expected"), OWNED + OFFICIAL + GIVEN + BRACKETS)
def test_relations(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_a_count_with_a_teller_of_its_own_is_his() -> None:
    text = "The clinic’s figure is twice the number of deaths announced by the Transit Ministry on Friday, when 26 were named."
    assert chains(text) == [["the Transit Ministry"]]


def test_whose_count_it_is_must_be_known() -> None:
    assert chains("Rain fell. Its tally includes 40 minors.") == [[]]
