"""What is found by claims and ids is what a walk over the whole look would find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.ledger.address import Place
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.looks.by_claim import by_claim
from sayso.reconcile.looks.look import Look, plain_look


@pytest.fixture(scope="module", params=[Filters(), Filters(as_of="2022-01-09"), Filters(kind="killed")])
def look(demo_place: Place, request: pytest.FixtureRequest) -> Iterator[Look]:
    with Reader.open(demo_place) as reader:
        yield plain_look(reader, request.param)


def test_each_id_of_now_and_of_once_leads_to_its_own(look: Look) -> None:
    of = by_claim(look.series, look.incidents)
    assert look.series and look.incidents
    for view in look.series:
        assert all(of.figure(id) is view for id in view.series.names)
    for one in look.incidents:
        assert all(of.incident(id) is one for id in one[0].names)


def test_a_claim_leads_to_the_number_that_it_gave(look: Look) -> None:
    of = by_claim(look.series, look.incidents)
    for view in look.series:
        for value in view.values:
            assert {of.value(telling.claim.id) == (view, value) for telling in value.tellings} == {True}
    assert of.value("c0") is None


def test_what_is_of_another_kind_or_none_leads_nowhere(look: Look) -> None:
    of = by_claim(look.series, look.incidents)
    assert not any(of.figure("v" + view.series.id[1:]) or of.figure("i" + view.series.id[1:]) for view in look.series)
    assert not any(of.incident("s" + one[0].id[1:]) for one in look.incidents)
    assert (of.figure(""), of.figure("s"), of.incident("i0000")) == (None, None, None)


def test_of_some_claims_all_that_hold_one_in_the_order_of_the_look(look: Look) -> None:
    of = by_claim(look.series, look.incidents)
    claims = [telling.claim.id for telling in look.knowledge.tellings]
    for some in (claims[:1], claims[::7], claims[::-3], ["c0"], []):
        held = set(some)
        assert of.figures_of(some) == [v for v in look.series if any(t.claim.id in held for t in v.series.tellings)]
        assert of.incidents_of(some) == [one for one in look.incidents if any(t.claim.id in held for t in one[0].tellings)]
