"""Values, bounds, links, contradictions and standing, on tellings made by hand and on the demo's toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from bench.contradictions import line
from sayso.reconcile.bounds import headline, lowest, spread
from sayso.reconcile.contradictions import among
from sayso.reconcile.links import LinkKind, links
from sayso.reconcile.readable import readable
from sayso.reconcile.standing import Judged, Standing, Word, reviewed, value_standings, whole_standing
from sayso.reconcile.telling import Origin, Telling
from sayso.reconcile.values import Value, values
from sayso.types import Figure, Reason, Span, Verdict
from sayso.vocabulary import BlockKind, Relation, Scope, SourceKind, Status, Verdicts
from tests.reconcile.made_tellings import figure

RELATION_HIGH = (Relation.AT_LEAST, Relation.MORE_THAN)


def told(
    name: str,
    day: str,
    number: int,
    who: str | None = None,
    *,
    relation: Relation = Relation.EXACT,
    status: Status = Status.ASSERTED,
    rule: str | None = None,
    outlet: str | None = None,
) -> Telling:
    made = figure(name, day, number)
    high = None if relation in RELATION_HIGH else number
    because = (Reason(rule),) if rule else ()
    claim = replace(made.claim, figure=Figure(number, high, relation, Span(0, 2)), status=status, because=because)
    origin = Origin(who or f"outlet/{outlet or name}", who or outlet or name, SourceKind.OTHER, identified=who is not None)
    return Telling(claim, replace(made.carrier, outlet=outlet or name), origin)


def of(*tellings: Telling) -> tuple[Value, ...]:
    return values(line("s1", tellings))


def standing(of_: Sequence[Value], number: int, who: str) -> Standing:
    return next(value_standings(of_)[v.id] for v in of_ if v.figure.low == number and v.origin.key == who and v.is_given)


def series_standing(id: str, found: Sequence[Value], judged: Judged | None = None) -> Standing:
    stands = value_standings(found, judged)
    refuted = {id for id, one in stands.items() if one.word is Word.REFUTED}
    return whole_standing(id, found, spread(found, refuted), stands, judged or {})


TOLL = (
    told("a", "2022-01-09", 164, "health"),
    told("b", "2022-01-09", 164, "health"),
    told("c", "2022-01-09", 164, None, status=Status.RETRACTED, rule="certainty.taken_back"),
    told("d", "2022-01-15", 225, "prosecutor"),
    told("e", "2022-01-15", 164, None),
    told("f", "2022-03-14", 230, "prosecutor"),
    told("g", "2022-08-31", 238, "prosecutor"),
    told("h", "2022-08-31", 164, "health"),
)


def test_the_toll_that_was_taken_back() -> None:
    found = of(*TOLL)
    stands = value_standings(found)
    words = {(v.figure.low, v.day): stands[v.id].word for v in found if v.is_given}
    assert {word for (number, _), word in words.items() if number == 164} == {Word.RETRACTED}
    assert words[225, "2022-01-15"] is Word.SUPERSEDED
    assert words[238, "2022-08-31"] is Word.SINGLE
    assert (spread(found).low, spread(found).high) == (238, 238)
    assert "health 164 on 9 January 2022, taken back the same day" in series_standing("s1", found).because


def test_as_of_the_day_before_the_next_toll_nothing_stands() -> None:
    found = of(*TOLL[:3])
    assert spread(found).best is None
    assert series_standing("s1", found).word is Word.RETRACTED


def test_the_order_in_which_tellings_are_given_does_not_matter() -> None:
    wanted = of(*TOLL)
    for some in list(permutations(TOLL))[:: 40320 // 12]:
        assert of(*some) == wanted
        assert links(of(*some)) == links(wanted)


def test_ids_stay_when_more_is_told() -> None:
    early, late = of(*TOLL[:4]), of(*TOLL)
    assert {v.id for v in early} <= {v.id for v in late}


def test_two_origins_differ() -> None:
    found = of(told("a", "2022-01-09", 5135, "minister"), told("b", "2022-01-09", 5800, "presidency", relation=Relation.ABOUT))
    (one,) = among(found)
    assert one.sentence == "Two origins differ for 9 January 2022: minister: 5,135; presidency: about 5,800."
    assert standing(found, 5135, "minister").word is Word.CONTESTED
    assert series_standing("s1", found).word is Word.CONTESTED
    assert (spread(found).low, spread(found).high) == (5135, 5850)
    assert headline(spread(found)).value is None


def test_two_origins_agree() -> None:
    found = of(told("a", "2022-01-09", 7, "police"), told("b", "2022-01-09", 7, "hospital"))
    assert standing(found, 7, "police").word is Word.CORROBORATED
    head = headline(spread(found)).value
    assert head and head.figure.low == 7


def test_at_least_one_corroborates_nothing() -> None:
    found = of(told("a", "2022-01-09", 7, "police"), told("b", "2022-01-09", 1, "hospital", relation=Relation.AT_LEAST))
    assert standing(found, 7, "police").word is Word.SINGLE


def test_a_page_that_corrects_itself_takes_back_what_it_told_alone() -> None:
    note = told("c", "2022-01-08", 26, None, status=Status.RETRACTED, rule="certainty.correction", outlet="Grove")
    wrong, right = (
        told("a", "2022-01-07", 26, "ministry", outlet="Grove"),
        told("b", "2022-01-07", 18, "ministry", outlet="Wire"),
    )
    found = of(wrong, right, note)
    assert standing(found, 26, "ministry").word is Word.RETRACTED
    assert standing(found, 18, "ministry").word is Word.SINGLE
    (misquoted,) = among(found)
    assert misquoted.settled == "26 was corrected on its own page on 8 January 2022"
    both = of(wrong, right, note, told("d", "2022-01-07", 26, "ministry", outlet="Wire"))
    assert standing(both, 26, "ministry").word is not Word.RETRACTED


def test_a_denial_by_another_takes_nothing_back() -> None:
    found = of(told("a", "2022-01-07", 40, "rebels"), told("b", "2022-01-07", 40, "army", status=Status.DENIED))
    assert standing(found, 40, "rebels").word is Word.DENIED
    assert spread(found).low == 40
    (denies,) = [one for one in links(found) if one.kind is LinkKind.DENIES]
    assert (denies.claim, denies.of) == ("cb-0", "ca-0")


def test_another_origin_that_counted_the_same_keeps_its_number() -> None:
    back = told("c", "2022-01-08", 40, "police", status=Status.RETRACTED, rule="certainty.taken_back")
    found = of(told("a", "2022-01-07", 40, "police"), told("b", "2022-01-07", 40, "hospital"), back)
    assert standing(found, 40, "police").word is Word.RETRACTED
    assert standing(found, 40, "hospital").word is Word.SINGLE


def test_an_old_number_told_again_contradicts_no_newer_one() -> None:
    found = of(
        told("a", "2022-01-07", 3811, "ministry"), told("b", "2022-01-09", 3811, None), told("c", "2022-01-09", 5135, "x")
    )
    assert among(found) == ()


def verdict(subject: str, word: Verdicts, who: str) -> Verdict:
    return Verdict(subject, word, "seen the list", who, datetime(2022, 1, 10, tzinfo=UTC), "h")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ((Verdicts.CONFIRM,), Word.CONFIRMED),
        ((Verdicts.REFUTE,), Word.REFUTED),
        ((Verdicts.UNVERIFIABLE,), Word.UNVERIFIABLE),
        ((Verdicts.CONFIRM, Verdicts.REFUTE), Word.CONTESTED),
        ((Verdicts.SAME_INCIDENT,), Word.SINGLE),
    ],
)
def test_a_person_outranks_the_rules_and_both_are_seen(given: tuple[Verdicts, ...], word: Word) -> None:
    found = of(told("a", "2022-01-07", 40, "police"))
    verdicts = [verdict("ca-0", one, f"reviewer {n}") for n, one in enumerate(given)]
    one = value_standings(found, {"ca-0": verdicts})[found[0].id]
    assert (one.word, one.by_rules) == (word, Word.SINGLE)
    assert len(one.by_person) == sum(v is not Verdicts.SAME_INCIDENT for v in given)


def refuting(found: Sequence[Value], *numbers: int) -> Judged:
    return {v.id: [verdict(v.id, Verdicts.REFUTE, "Ann")] for v in found if v.figure.low in numbers}


def test_what_a_person_refutes_supersedes_nothing() -> None:
    found = of(*TOLL)
    judged = refuting(found, 238)
    stands = value_standings(found, judged)
    words = {v.figure.low: stands[v.id] for v in found if v.is_given}
    assert (words[238].word, words[238].by_rules) == (Word.REFUTED, Word.SINGLE)
    assert words[230].word is Word.SINGLE
    assert words[225].because == ("the same origin gave 230 for 14 March 2022",)
    whole = series_standing("s1", found, judged)
    assert whole.word is Word.SINGLE
    assert whole.sentence.startswith("single: prosecutor 230 on 14 March 2022")
    before = {v.id: v.tellings[0].claim.id for v in found if v.figure.low == 238}
    updates = [one for one in links(found, judged.keys()) if one.kind is LinkKind.UPDATES]
    assert updates
    assert not any({one.claim, one.of} & set(before.values()) for one in updates)


def test_what_a_person_refutes_makes_nothing_contested() -> None:
    found = of(told("a", "2022-01-09", 5135, "minister"), told("b", "2022-01-09", 5800, "presidency"))
    judged = refuting(found, 5800)
    stands = value_standings(found, judged)
    assert [stands[v.id].word for v in found] == [Word.SINGLE, Word.REFUTED]
    assert series_standing("s1", found, judged).word is Word.SINGLE
    (one,) = among(found, judged.keys())
    assert one.settled == "a person refuted 5,800"


def test_what_a_person_refutes_corroborates_nothing() -> None:
    found = of(told("a", "2022-01-09", 7, "police"), told("b", "2022-01-09", 7, "hospital"))
    refuted = next(v for v in found if v.origin.key == "hospital")
    stands = value_standings(found, {refuted.id: [verdict(refuted.id, Verdicts.REFUTE, "Ann")]})
    assert {v.origin.key: stands[v.id].word for v in found} == {"police": Word.SINGLE, "hospital": Word.REFUTED}


def test_where_persons_disagree_what_one_refutes_still_supersedes() -> None:
    found = of(*TOLL)
    judged = {id: [*said, verdict(id, Verdicts.CONFIRM, "Bob")] for id, said in refuting(found, 238).items()}
    stands = value_standings(found, judged)
    assert {stands[v.id].word for v in found if v.figure.low == 230} == {Word.SUPERSEDED}


def test_a_number_whose_claims_are_all_misread_supersedes_nothing() -> None:
    left = of(*readable(TOLL, {"cg-0": [verdict("cg-0", Verdicts.WRONG_READING, "x")]}))
    stands = value_standings(left)
    assert {stands[v.id].word for v in left if v.figure.low == 230} == {Word.SINGLE}


def test_the_rule_of_the_lowest_figure() -> None:
    two = of(told("a", "2022-01-07", 40, "police"), told("b", "2022-01-07", 50, "hospital"))
    assert lowest(spread(two), two) == 40
    dozens = told("a", "2022-01-07", 0, "police")
    vague = replace(dozens.claim, figure=Figure(None, None, Relation.VAGUE, Span(0, 2), "dozens"))
    one = of(replace(dozens, claim=vague))
    assert lowest(spread(one), one) == 12


def test_links_are_bounded() -> None:
    many = [told(f"r{n}", "2022-01-07", 40, "police") for n in range(300)]
    assert len(links(of(*many))) == 299


def test_a_part_and_its_total_are_no_contradiction() -> None:
    part = told("a", "2022-01-07", 5, "police")
    assert part.claim.figure
    subset = replace(part, claim=replace(part.claim, figure=replace(part.claim.figure, scope=Scope.SUBSET)))
    assert among(of(subset, told("b", "2022-01-07", 12, "hospital"))) == ()


def test_what_was_read_wrongly_tells_nothing() -> None:
    told_ = (told("a", "2022-01-07", 40, "police"), told("b", "2022-01-07", 50, "hospital"))
    left = readable(told_, {"ca-0": [verdict("ca-0", Verdicts.WRONG_READING, "x")]})
    assert [v.figure.low for v in of(*left)] == [50]


def test_a_reviewed_claim_makes_a_headline() -> None:
    found = of(told("a", "2022-01-07", 40, "police"), told("b", "2022-01-07", 50, "hospital"))
    confirmed, refuted = reviewed(found, {"ca-0": [verdict("ca-0", Verdicts.CONFIRM, "x")]})
    head = headline(spread(found, refuted), confirmed)
    assert head.value
    assert head.value.figure.low == 40
    assert head.because == "a person confirmed it"


def test_a_headline_means_the_number_as_its_text_has_it() -> None:
    below = told("a", "2022-01-07", 135, "ministry", relation=Relation.AT_LEAST)
    evidence = replace(below.claim.evidence, block=BlockKind.TITLE)
    figure = replace(below.claim.figure, relation=Relation.EXACT, high=135)  # type: ignore[type-var]
    head = replace(below, claim=replace(below.claim, id="chead", evidence=evidence, figure=figure))
    [value] = of(head, below)
    assert (value.figure.relation, len(value.tellings)) == (Relation.AT_LEAST, 2)
    [other] = of(head)
    assert other.figure.relation is Relation.EXACT
