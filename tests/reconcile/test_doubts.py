"""What a person should look at first, and why: each doubt by a case, their order, and what leaves the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.contradictions import line
from sayso.reconcile.contradictions import among
from sayso.reconcile.doubts import WEIGHT, Doubt, Why, of_joined, of_values, together
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import incidents
from sayso.reconcile.review_queue import Doubtful, left, on_cards, queue
from sayso.reconcile.series_view import SeriesView, series_view
from sayso.reconcile.standing import Word
from sayso.reconcile.telling import Origin, Telling
from sayso.types import Maker
from sayso.vocabulary import Relation, SourceKind, Status
from tests.reconcile.made_tellings import event
from tests.reconcile.made_tellings import figure as plain
from tests.reconcile.test_standing import told


def view(*tellings: Telling, id: str = "s1") -> SeriesView:
    return series_view(line(id, tellings), {})


def why(of: SeriesView, number: int, on_card: bool = False) -> set[Why]:
    found = of_values(of, on_card)
    return {doubt.why for v in of.values if v.figure.low == number and v.is_given for doubt in found.get(v.id, ())}


def unsure(telling: Telling, confidence: float, reader: str = "model") -> Telling:
    made = replace(telling.claim, confidence=confidence, maker=Maker(reader, "1"))
    return replace(telling, claim=made)


def asked(*views: SeriesView) -> tuple[Doubtful, ...]:
    return queue(views, ())


def test_two_origins_that_differ_for_one_day() -> None:
    of = view(told("a", "2022-01-09", 164, "ministry"), told("b", "2022-01-09", 44, "opposition"))
    assert among(of.values)
    assert Why.CONTESTED in why(of, 164) and Why.CONTESTED in why(of, 44)


def test_a_number_that_nobody_is_named_for_only_where_it_is_large() -> None:
    assert Why.NOBODY_NAMED in why(view(told("a", "2022-01-09", 100)), 100)
    assert Why.NOBODY_NAMED not in why(view(told("a", "2022-01-09", 99)), 99)
    assert Why.NOBODY_NAMED not in why(view(told("a", "2022-01-09", 100, "ministry")), 100)


def test_an_unsure_reading_counts_where_an_end_rests_on_it_alone() -> None:
    sure = told("a", "2022-01-09", 164, "ministry")
    weak = unsure(told("b", "2022-01-09", 164, "ministry"), 0.2)
    assert Why.UNSURE in why(view(weak), 164)
    assert Why.UNSURE not in why(view(sure, weak), 164)
    assert Why.UNSURE not in why(view(unsure(sure, 0.2, reader="rules")), 164)
    assert Why.UNSURE not in why(view(weak, told("c", "2022-01-12", 200, "ministry")), 164)  # it stands no longer


def test_what_was_taken_back_within_a_day_and_later() -> None:
    number = told("a", "2022-01-09", 164, "ministry")
    soon = told("b", "2022-01-10", 164, "ministry", status=Status.RETRACTED)
    late = told("b", "2022-01-19", 164, "ministry", status=Status.RETRACTED)
    assert Why.CHANGED in why(view(number, soon), 164)
    assert not why(view(number, late), 164)
    others = [told(f"o{n}", "2022-01-09", 164, "ministry") for n in range(2)]
    assert Why.TAKEN_BACK in why(view(number, *others, late), 164)


def test_several_numbers_of_one_origin_for_one_day_only_where_they_differ() -> None:
    of = view(told("a", "2022-01-09", 164, "ministry"), told("b", "2022-01-09", 160, "ministry"))
    assert Why.CHANGED in why(of, 164) and Why.CHANGED in why(of, 160)
    least = told("b", "2022-01-09", 164, "ministry", relation=Relation.AT_LEAST)
    assert Why.CHANGED not in why(view(told("a", "2022-01-09", 164, "ministry"), least), 164)


def test_what_is_denied() -> None:
    of = view(told("a", "2022-01-09", 164, "ministry"), told("b", "2022-01-10", 164, "army", status=Status.DENIED))
    assert Why.DENIED in why(of, 164)


def test_a_headline_that_nobody_has_looked_at() -> None:
    one = view(told("a", "2022-01-09", 164, "ministry"))
    assert Why.UNREVIEWED in why(one, 164, on_card=True) and Why.UNREVIEWED not in why(one, 164)
    three = view(*(told(name, "2022-01-09", 164, "ministry") for name in "abc"))
    assert Why.UNREVIEWED in why(three, 164)


def test_what_is_in_doubt_twice_is_more_in_doubt_and_never_more_than_wholly() -> None:
    doubts = [Doubt(one, "") for one in Why]
    assert set(WEIGHT) == set(Why) and all(0 < weight < 1 for weight in WEIGHT.values())
    assert together(doubts[:1]) < together(doubts[:2]) < together(doubts) < 1
    assert together([]) == 0


def test_the_graver_the_more_reported_and_what_a_card_shows_come_first() -> None:
    killed = view(told("a", "2022-01-09", 164, "ministry"))
    arrested = replace(view(told("a", "2022-01-09", 164, "ministry"), id="s2"))
    arrested = replace(arrested, series=replace(arrested.series, kind="arrested"))
    assert [one.view for one in asked(arrested, killed)] == [killed, arrested]
    more = view(*(told(name, "2022-01-09", 26, "army") for name in "abcd"), id="s3")
    assert asked(more)[0].score > asked(killed)[0].score
    assert list(on_cards([killed, more])) == [killed]  # of a kind only the first line has a card


def test_the_order_does_not_hang_on_the_order_of_what_is_given() -> None:
    views = [view(told("a", "2022-01-09", n, "ministry"), id=f"s{n}") for n in (100, 200, 300)]
    found = [
        replace(v, series=replace(v.series, kind=kind)) for v, kind in zip(views, ("killed", "injured", "missing"), strict=True)
    ]
    assert [one.subject for one in asked(*found)] == [one.subject for one in asked(*reversed(found))]


def test_a_word_on_a_value_or_on_one_of_its_claims_settles_it() -> None:
    of = view(*(told(name, "2022-01-09", 164, "ministry") for name in "abc"))
    (one,) = asked(of)
    assert one.subject == of.values[0].id
    for id in (one.subject, *(t.claim.id for t in of.values[0].tellings)):
        assert left([one], {id}) == ()
    assert left([one], {"another"}) == (one,)


def test_of_a_value_that_one_claim_tells_the_claim_is_asked_about() -> None:
    of = view(told("a", "2022-01-09", 164))
    (one,) = asked(of)
    assert one.subject == of.values[0].tellings[0].claim.id and of.values[0].id in one.concerns


def joined() -> tuple[Sequence[Doubtful], str]:
    happened = event("a", "2022-01-05", "attack", place="Bree", happened="2022-01-05")
    toll = plain("b", "2022-01-06", 12)
    found = incidents([happened, toll])
    return queue((), [(one, incident_standing(one, {})) for one in found]), found[0].id


def test_a_claim_that_was_put_with_the_main_happening_for_want_of_better() -> None:
    (one,), incident = joined()
    assert one.subject.startswith("c") and one.subject.endswith(f"+{incident}")
    assert [doubt.why for doubt in one.doubts] == [Why.LOOSE] and "the main happening of the story" in one.doubts[0].sentence
    assert left([one], {one.subject}) == ()


def test_what_a_person_put_there_is_not_in_doubt() -> None:
    (one,), _ = joined()
    assert one.incident is not None
    link = one.incident.links[1]
    assert of_joined(one.incident, link) and not of_joined(one.incident, replace(link, by="Ann"))


def test_a_happening_that_another_origin_denies_is_asked_about() -> None:
    """Once: who denies was sought by the word "denied" in reasons that say "denies"."""
    says, denies = (
        replace(event(name, "2022-01-06", "attack", place="Bree", happened="2022-01-05"), origin=Origin(key, key, kind))
        for name, key, kind in (("a", "army", SourceKind.MILITARY), ("b", "rebels", SourceKind.ARMED_GROUP))
    )
    denies = replace(denies, claim=replace(denies.claim, status=Status.DENIED))
    found = incidents([says, denies])
    assert len(found) == 1
    standing = incident_standing(found[0], {})
    assert standing.by_rules in (Word.CONTESTED, Word.DENIED)
    (one,) = queue((), [(found[0], standing)])
    assert [doubt.why for doubt in one.doubts] == [Why.DENIED]
    assert "rebels denies what army told" in one.doubts[0].sentence
