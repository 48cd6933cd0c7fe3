"""Numbers in sentences become links to their evidence, and nothing else in the sentence changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.figure_words import number
from sayso.reconcile.looks.look import plain_look
from sayso.reconcile.publishing import teller
from sayso.reconcile.values import Value
from sayso.show.situation_report.appendix import Appendix

VALUES: list[Value] = []


@pytest.fixture(scope="module", autouse=True)
def values(demo_ledger: Path) -> list[Value]:
    with Reader.open(demo_ledger) as reader:
        look = plain_look(reader, Filters(place="KZ"))
    VALUES[:] = [value for view in look.series for value in view.values]
    return VALUES


def of(told: str) -> Value:
    return next(value for value in VALUES if number(value.figure) == told)


def pieces(text: str, *told: str) -> list[tuple[str, bool]]:
    return [(one.text, one.to is not None) for one in Appendix().linked(text, [of(one) for one in told], "known")]


@pytest.mark.parametrize(
    ("text", "told", "linked"),
    [
        ("238 people have been killed as of 31 August 2022.", ("238",), ["238"]),
        ("26 rioters as of 26 January 2022", ("26",), ["26"]),
        ("killed on 26 January 2022 and 26 more", ("26",), ["26"]),
        ("5,135 to about 5,800", ("5,135", "about 5,800"), ["5,135", "about 5,800"]),
        ("About 5,800 people, said the office", ("about 5,800",), ["About 5,800"]),
        ("126 and 26,000 and 26.5 and 2,126", ("26",), []),
        ("more than 3,700 arrests", ("more than 3,700",), ["more than 3,700"]),
    ],
)
def test_the_numbers_of_a_sentence(text: str, told: tuple[str, ...], linked: list[str]) -> None:
    found = pieces(text, *told)
    assert "".join(words for words, _ in found) == text
    assert [words for words, is_linked in found if is_linked and words] == linked


def test_the_number_behind_a_teller_leads_to_what_that_teller_said() -> None:
    """Of two who told the same number, beside a third who differed, both led to the sentence of the first."""
    one = of("238")
    club = replace(one.evidence, claim=replace(one.evidence.claim, id="c-other"))
    other = replace(one, id="v-other", tellings=(club,), origin=replace(one.origin, name="Press Club", identified=True))
    appendix = Appendix()
    found = appendix.linked(f"{teller(one)} 238; {teller(other)} 238; not verified.", (one, other), "known")
    cited = [appendix.items[p.to.number - 1].telling.claim.id for p in found if p.to]
    assert cited == [one.evidence.claim.id, "c-other"]


def test_what_a_sentence_does_not_name_follows_it() -> None:
    assert pieces("Nobody knows.", "238") == [("Nobody knows.", False), ("", True)]


@settings(deadline=None, max_examples=60)
@given(st.data(), st.text(max_size=60))
def test_no_letter_is_lost_whatever_the_words(data: st.DataObject, text: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(VALUES), max_size=4))
    with_numbers = text.join(f" {number(value.figure)} " for value in chosen) + text
    appendix = Appendix()
    found = appendix.linked(with_numbers, chosen, "known")
    assert "".join(one.text for one in found) == with_numbers
    anchors = [one.to.anchor for one in found if one.to and one.to.anchor]
    assert len(anchors) == len(set(anchors)) == len(appendix.items)
    assert [item.number for item in appendix.items] == list(range(1, len(appendix.items) + 1))


def test_a_claim_has_one_number_and_each_section_one_place() -> None:
    appendix, value = Appendix(), of("238")
    first = appendix.cite(value.evidence, "known")
    again, elsewhere = appendix.cite(value.evidence, "known"), appendix.cite(value.evidence, "time")
    assert (first.anchor, again.anchor, elsewhere.anchor) == ("known-1", None, "time-1")
    assert {first.number, again.number, elsewhere.number} == {1}
    assert appendix.items[0].uses == {"known": "known-1", "time": "time-1"}
