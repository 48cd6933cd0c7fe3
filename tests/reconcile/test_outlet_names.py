"""An outlet has one name, whether a page tells it or only its site does."""

from __future__ import annotations

from dataclasses import replace

from sayso.reconcile.outlet_names import one_name
from tests.reconcile.copies.made import carrier


def test_a_site_has_the_name_that_other_reports_give_it() -> None:
    given = [carrier(name) for name in ("a", "b", "c", "d")]
    named = ["Steppe Wire", "steppewire.invalid", "otherwire.invalid", "The Thornbridge Herald"]
    carriers = [replace(one, outlet=name) for one, name in zip(given, named, strict=True)]
    found = [one.outlet for one in one_name(carriers)]
    assert found == ["Steppe Wire", "Steppe Wire", "otherwire.invalid", "The Thornbridge Herald"]
    assert [one.outlet for one in one_name(carriers[::-1])] == found[::-1]
    assert [one.outlet for one in one_name(carriers[1:3])] == ["steppewire.invalid", "otherwire.invalid"]


def test_the_article_is_no_part_of_a_name() -> None:
    site, name = (
        replace(carrier("a"), outlet="thornbridgeherald.invalid"),
        replace(carrier("b"), outlet="The Thornbridge Herald"),
    )
    assert {one.outlet for one in one_name([site, name])} == {"The Thornbridge Herald"}


def test_who_has_no_outlet_keeps_none() -> None:
    assert one_name([replace(carrier("a"), outlet=None)])[0].outlet is None
