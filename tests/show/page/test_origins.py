"""One origin: whom it has a page for, and what its chart says of what its table leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.telling import Origin, Telling
from sayso.show.page.origins import MOST_LINES, MOST_ON_GRAPH, OneOrigin, one_origin
from sayso.vocabulary import SourceKind
from tests.reconcile.made_tellings import figure

MINISTRY = Origin("AR/ministry", "the ministry", SourceKind.GOVERNMENT)


def told(outlets: int, origin: Origin = MINISTRY) -> list[Telling]:
    made = [figure(f"a{n}", "2022-01-05", n + 1) for n in range(outlets)]
    return [replace(t, origin=origin, carrier=replace(t.carrier, outlet=f"Outlet {n}")) for n, t in enumerate(made)]


def shown(tellings: list[Telling], key: str = MINISTRY.key) -> OneOrigin | None:
    return one_origin(key, tellings, [], [], lambda key: f"/origins?origin={key}")


@pytest.mark.parametrize("further", [0, 1, 30])
def test_lines_that_only_the_table_lacks_are_counted_as_that(further: int) -> None:
    """Once: they were told as what fewer reports tell of, left out of the drawing too."""
    one = shown(told(MOST_LINES + further))
    assert one is not None
    assert len(one.chain.table.rows) == MOST_LINES
    assert one.chain.note == (f"not in the table: {further} more" if further else "")


def test_a_chart_of_the_newest_claims_says_so() -> None:
    """Once: earlier ones were left out without a word."""
    one = shown([replace(told(1)[0], claim=t.claim) for t in told(MOST_ON_GRAPH + 1)])
    assert one is not None and one.chain.note == "of the newest 1,000 claims"


def test_of_what_kind_nobody_knows_only_the_country_is_told() -> None:
    """ "other · KZ" stood there. A code that is no country's stays one."""
    one = shown(told(2, replace(MINISTRY, kind=SourceKind.OTHER, country="KZ")))
    assert one is not None and one.row.what == "Kazakhstan"
    unknown = shown(told(2, replace(MINISTRY, country="ZZ")))
    assert unknown is not None and unknown.row.what == "government · ZZ"


def test_who_tells_nothing_has_no_page_and_no_private_person_has_one() -> None:
    assert shown(told(2), "AR/nobody") is None
    assert shown(told(2, replace(MINISTRY, kind=SourceKind.WITNESS))) is None
    assert shown(told(2)) is not None
