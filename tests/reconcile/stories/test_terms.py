from __future__ import annotations

import math
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.stories.terms import MOST, terms
from sayso.types import Outlet, Report
from tests.reconcile.stories.made import FERRY, report


def keys(title: str, body: str, outlet: Outlet | None = None) -> dict[str, float]:
    return {term.key: term.weight for term in terms(report("r1", title, body, outlet=outlet))}


def test_the_headline_weighs_more_than_the_body() -> None:
    found = keys("Ferry sinks", "A trawler sank. Trawlers fish here.")
    assert found["ferry"] > found["trawler"]


def test_rare_words_weigh_more_than_common_ones_and_the_commonest_nothing() -> None:
    found = keys("", "The police said that divers were in Marovo.")
    assert found["marovo"] > found["polic"] > 0
    assert not {"the", "that", "in", "said"} & set(found)


def test_a_pair_counts_where_it_stands_twice() -> None:
    assert "gas pric" in keys("Gas price doubles", "The gas price went up.")
    assert "gas pric" not in keys("Gas price doubles", "Prices of gas went up.")


def test_the_outlets_own_name_and_dates_are_left_out() -> None:
    outlet = Outlet("marovotimes.invalid", "Marovo Times", "marovotimes.invalid")
    found = keys("Ferry sinks, Marovo Times learns", "On Monday, 3 January 2022, a ferry sank.", outlet=outlet)
    assert not {"marovo", "monday", "january", "2022"} & set(found)
    assert "ferry" in found


def test_what_is_told_is_as_the_report_writes_it() -> None:
    shown = {term.key: term.shown for term in terms(report("r1", "Missiles over Marovo", "Missiles fell."))}
    assert shown["missil"] == "Missiles"


@pytest.mark.parametrize("body", ["", "the of and", "1 2 3", "—…\n\n***"])
def test_a_report_of_nothing_has_no_terms(body: str) -> None:
    assert terms(report("r1", "", body)) == ()


@given(st.text(alphabet=st.sampled_from("abcdefgh ABC 123 ,.-'’\n"), max_size=600), st.text(max_size=60))
def test_weights_have_length_one_and_shares_add_up(body: str, title: str) -> None:
    found = terms(report("r1", title, body))
    assert len(found) <= MOST
    assert list(found) == sorted(found, key=lambda term: (-term.weight, term.key))
    if found:
        assert math.isclose(sum(term.weight**2 for term in found), 1)
        assert math.isclose(sum(term.headline for term in found), 1) or not any(term.headline for term in found)


def test_in_a_language_without_a_list_short_words_are_common_and_names_are_not() -> None:
    """Two Spanish reports were alike by "que", "lo" and "con", which an English list of words takes for rare."""
    spanish = replace(
        report("r1", "", "El volcán de Tajo obliga a los vecinos a que se vayan con lo que puedan."), language="es"
    )
    assert {term.key for term in terms(spanish)} >= {"volcán", "tajo", "vecino"}
    assert not {term.key for term in terms(spanish)} & {"que", "lo", "con", "los"}


def test_terms_are_made_fast() -> None:
    """2 ms for 3,000 characters is the aim; the bound leaves room for a busy machine."""
    long = report("r1", FERRY[0][0], " ".join(body for _, body in FERRY) * 12)
    assert len(long.text) > 3_000
    terms(long)
    best = min(_timed(long) for _ in range(5))
    assert best < 0.01


def _timed(long: Report) -> float:
    start = time.perf_counter()
    terms(long)
    return time.perf_counter() - start
