"""What changed between two looks: what is gone is told of, what only has another name is not."""

from __future__ import annotations

from sayso.reconcile.incidents import Incident, incidents
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.series import series
from sayso.reconcile.series_view import series_view
from sayso.reconcile.standing import Standing, Word
from sayso.reconcile.telling import Telling
from sayso.show.page.changed import GONE, MOST, Known, changes
from tests.show.demo import told


def known(of: tuple[Telling, ...]) -> Known:
    here = incidents(of)
    return Known([series_view(one, {}) for one in series(of, here)], [_single(one) for one in here], measures(of))


def _single(one: Incident) -> tuple[Incident, Standing]:
    return one, Standing(Word.SINGLE, "single", (), Word.SINGLE)


def without(claims: set[str]) -> tuple[Telling, ...]:
    return tuple(t for t in told() if t.claim.id not in claims)


def test_a_figure_whose_claims_are_all_misread_is_told_of_as_gone() -> None:
    before = known(told())
    lost = next(v for v in before.series if v.series.kind == "deployed" and "2,500" in v.sentence)
    after = known(without({t.claim.id for t in lost.series.tellings}))
    first = changes(before, after).figures[0]
    assert (first.before, first.after, first.series) == ("about 2,500", GONE, None)


def test_a_measure_and_an_incident_that_are_gone_are_told_of() -> None:
    before = known(told())
    measure, (incident, _) = before.measures[0], before.incidents[0]
    after = Known(before.series, before.incidents[1:], before.measures[1:])
    found = changes(before, after)
    assert found.figures == ()
    assert [(one.after, one.incident) for one in found.others] == [(GONE, None), (GONE, None)]
    assert found.others[0].what.startswith(measure.kind.replace("_", " "))
    assert found.others[1].what.startswith(f"incident: {incident.kind.replace('_', ' ')}")


def test_an_incident_that_only_has_another_name_is_not_gone() -> None:
    before = known(told())
    joined, _ = next((one, s) for one, s in before.incidents if len(one.tellings) > 1)
    after = known(without({joined.tellings[0].claim.id}))
    assert joined.id not in {one.id for one, _ in after.incidents}
    assert not any(one.after == GONE and one.what.startswith("incident") for one in changes(before, after).others)


def test_a_new_incident_is_told_with_who_tells_of_it() -> None:
    """ "incident: killed · Kazakhstan – → single" told a reader nothing."""
    after = known(told())
    new, _ = next((one, s) for one, s in after.incidents if one.place and one.origins.identified > 1)
    before = Known(after.series, [pair for pair in after.incidents if pair[0].id != new.id], after.measures)
    [one] = changes(before, after).others
    assert new.place is not None
    assert (one.what, one.before) == (f"new incident: {new.kind.replace('_', ' ')}, {new.place.name}", "")
    assert one.is_new_incident and one.after == str(new.origins)


def test_an_incident_that_stands_otherwise_is_told_as_before_and_after() -> None:
    before = known(told())
    (one, _), *rest = before.incidents
    after = Known(before.series, [(one, Standing(Word.CONTESTED, "x", (), Word.CONTESTED)), *rest], before.measures)
    [change] = changes(before, after).others
    assert (change.before, change.after, change.is_new_incident) == ("single", "contested", False)


def test_of_much_that_is_gone_the_most_are_listed_and_the_rest_counted() -> None:
    before = known(told())
    found = changes(before, Known((), (), ()))
    assert len(found.figures) == len(found.others) == MOST
    assert found.more == len(before.series) + len(before.measures) + len(before.incidents) - 2 * MOST
