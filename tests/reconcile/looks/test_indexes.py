"""What indexes say as of a moment is what is made of all reports of that moment anew."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies.groups import groups
from sayso.reconcile.looks.copy_index import CopyIndex
from sayso.reconcile.looks.since import Moment, Since, earliest
from sayso.reconcile.looks.site_names import SiteNames
from sayso.reconcile.outlet_names import in_table, one_name
from sayso.reconcile.telling import Carrier

DAYS = ("", "2022-01-01", "2022-01-02", "2022-01-03")
SINCE = st.builds(Since, st.sampled_from(DAYS), st.integers(1, 6))
MOMENTS = st.builds(Moment, st.none() | st.sampled_from(DAYS[1:]), st.none() | st.integers(1, 6))
IDS = tuple(f"r{n}" for n in range(8))
LINKS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda link: link[0] != link[1]), max_size=10)
OUTLETS = st.lists(
    st.sampled_from((None, "marsh-post.invalid", "Marsh Post", "The Marsh Post", "hill.invalid", "Hill")), max_size=8
)


def carrier(id: str, outlet: str | None = None, known_by: str | None = None) -> Carrier:
    return Carrier(id, id, outlet, None, None, None, None, None, known_by)


@given(st.lists(SINCE, max_size=6), MOMENTS)
def test_the_earliest_tell_from_when_on_something_is_known(told: list[Since], at: Moment) -> None:
    assert any(one.by(at) for one in earliest(told)) == any(one.by(at) for one in told)


@given(LINKS, st.integers(0, 10), st.sets(st.sampled_from(IDS)))
def test_within_its_knot_a_report_has_the_copy_group_that_it_has_among_all(
    links: Sequence[tuple[str, str]], first: int, known: set[str]
) -> None:
    index = CopyIndex({}).grown(links[:first]).grown(links[first:])
    whole = groups([carrier(id) for id in known], links)
    for id in known:
        knot = index.knot(id)
        here = [one for one in (knot.reports if knot else (id,)) if one in known]
        assert groups([carrier(one) for one in here], knot.links if knot else ())[id] == whole[id]


@given(OUTLETS, st.lists(SINCE, min_size=8, max_size=8), st.integers(0, 8), MOMENTS)
def test_an_outlet_has_the_name_that_it_has_among_all(
    outlets: list[str | None], since: list[Since], first: int, at: Moment
) -> None:
    reports = [(carrier(id, outlet), when) for id, outlet, when in zip(IDS, outlets, since)]  # noqa: B905
    unlisted = [(one, when) for one, when in reports if not in_table(one)[1]]
    names = SiteNames({}).grown(unlisted[:first]).grown(unlisted[first:])
    known = [one for one, when in reports if when.by(at)]
    listed = map(in_table, known)
    assert [one if is_listed else names.named(one, at) for one, is_listed in listed] == one_name(known)
