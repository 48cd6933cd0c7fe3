"""What holds of any tellings: nothing is lost, nothing depends on the order, the past does not change."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.incidents import incidents
from sayso.reconcile.incidents.settings import in_order
from sayso.reconcile.series import Series, series
from sayso.reconcile.telling import Telling
from sayso.vocabulary import PopulationKind, Scope
from tests.reconcile.made_tellings import event, figure

DAYS = ("2022-01-05", "2022-01-06", "2022-01-07", "2022-03-01")
REPORTS = tuple((f"{day}{letter}", day) for day in DAYS for letter in "ab")
PEOPLE = (
    (None, PopulationKind.PEOPLE),
    ("people", PopulationKind.PEOPLE),
    ("crew members", PopulationKind.PEOPLE),
    ("women", PopulationKind.PEOPLE),
    ("Americans", PopulationKind.FOREIGNERS),
    ("passengers", PopulationKind.PASSENGERS),
    ("officers", PopulationKind.SECURITY),
    ("rioters", PopulationKind.DEMONSTRATORS),
)
numbers = st.sampled_from((1, 2, 3, 12, 26, 100, 103, 164))


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    """Figures and events of up to eight reports in two stories, no two claims with one id."""
    out = []
    for at in range(draw(st.integers(1, 14))):
        name, day = draw(st.sampled_from(REPORTS))
        place = draw(st.sampled_from((None, "Arda", "Bree", "Dale")))
        happened = draw(st.sampled_from((None, "2015", "2022-01", *DAYS)))
        story = draw(st.sampled_from("st"))
        if draw(st.booleans()):
            kind = draw(st.sampled_from(("riot", "shooting", "attack", "accident", "arrest")))
            out.append(event(f"{name}{story}", day, kind, place=place, happened=happened, at=at, story=story))
            continue
        people, who = draw(st.sampled_from(PEOPLE))
        kind, scope = draw(st.sampled_from(("killed", "arrested"))), draw(st.sampled_from(Scope))
        told = figure(
            f"{name}{story}",
            day,
            draw(numbers),
            kind=kind,
            people=people,
            who=who,
            scope=scope,
            place=place,
            happened=happened,
            at=at,
            story=story,
        )
        out.append(told)
    return out


def lines(told: list[Telling]) -> tuple[Series, ...]:
    return series(told, incidents(told))


@given(tellings())
def test_every_figure_is_on_exactly_one_line(told: list[Telling]) -> None:
    on_lines = sorted(t.claim.id for one in lines(told) for t in one.tellings)
    assert on_lines == sorted(t.claim.id for t in told if t.claim.figure)


@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_does_not_matter(told: list[Telling], random: Random) -> None:
    shuffled = random.sample(told, len(told))
    assert incidents(shuffled) == incidents(told)
    assert lines(shuffled) == lines(told)


@given(tellings(), st.sampled_from(DAYS))
def test_a_view_of_the_past_is_what_it_was(told: list[Telling], until: str) -> None:
    """What later reports tell is not looked at: the view as of a day is that of a ledger which ended then."""
    then = [t for t in told if (t.carrier.published or "") <= until]
    assert lines(list(reversed(then))) == lines(then)
    known = {t.claim.id for t in then}
    now = incidents(told)
    for one in incidents(then):
        [same] = [later for later in now if later.id == one.id]
        assert [link for link in same.links if link.telling.claim.id in known] == list(one.links)


@given(tellings())
def test_a_line_has_the_id_of_its_founding_claim_and_no_other_has_it(told: list[Telling]) -> None:
    made = lines(told)
    assert len({one.id for one in made}) == len(made)
    for one in made:
        assert list(one.tellings) == in_order(one.tellings)
        assert one.id[1:] == one.tellings[0].claim.id[1:]


@given(tellings())
def test_a_line_never_mixes_kinds_stories_or_those_whom_words_keep_apart(told: list[Telling]) -> None:
    for one in lines(told):
        assert {(t.claim.kind, t.carrier.story) for t in one.tellings} == {(one.kind, one.story)}
        kinds = {f.population_kind for t in one.tellings if (f := t.claim.figure) and f.population}
        assert len(kinds & {PopulationKind.SECURITY, PopulationKind.DEMONSTRATORS}) <= 1
