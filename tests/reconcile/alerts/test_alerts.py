"""What of a changed figure is alerted: a table of two moments, and what a rule is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.append import Head
from sayso.reconcile.alerts import Found, On, Rule, Threshold, alerts
from sayso.reconcile.alerts.comparing import Held
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Origin, Telling
from sayso.reconcile.world import World
from sayso.vocabulary import PopulationKind, SourceKind, Status
from tests.reconcile.made_tellings import figure

SINCE, HEAD = Head(3, "aa", ""), Head(5, "bb", "")
RULE = Rule("dead", "unrest", ("killed",))
ALL = replace(RULE, on=tuple(On))


def look(*tellings: Telling) -> Sequence[SeriesView]:
    carriers = {t.carrier.id: t.carrier for t in tellings}
    return knowledge(World(tellings, carriers, {})).shown_series()


def on(name: str, telling: Telling, kind: SourceKind = SourceKind.GOVERNMENT) -> Telling:
    return replace(telling, origin=Origin(f"AR/{name}", name, kind, "AR", True, ("named",)))


def denied(telling: Telling) -> Telling:
    return replace(telling, claim=replace(telling.claim, status=Status.DENIED))


def compared(before: Sequence[SeriesView], after: Sequence[SeriesView], rule: Rule = RULE, held: Held | None = None) -> Found:
    return alerts(before, after, rule, SINCE, HEAD, held)


FIVE = on("Interior Ministry", figure("a", "2022-01-05", 5))
NINE = on("Interior Ministry", figure("b", "2022-01-06", 9))
NINE_TOO = on("Health Ministry", figure("c", "2022-01-06", 9))
FOUR = on("Interior Ministry", figure("d", "2022-01-07", 4))
OTHER = on("Health Ministry", figure("e", "2022-01-06", 30))
INJURED = on("Interior Ministry", figure("f", "2022-01-06", 40, kind="injured"))
DENIAL = denied(on("Presidency", figure("g", "2022-01-07", 5)))


@pytest.mark.parametrize(
    ("before", "after", "rule", "told"),
    [
        ([], [FIVE], RULE, ["new: 5"]),
        ([FIVE], [FIVE], RULE, []),
        ([FIVE], [FIVE, NINE], RULE, ["was 5, is 9"]),
        ([FIVE], [FIVE, NINE], replace(RULE, threshold=Threshold(4)), ["was 5, is 9"]),
        ([FIVE], [FIVE, NINE], replace(RULE, threshold=Threshold(5)), []),
        ([FIVE], [FIVE, NINE], replace(RULE, threshold=Threshold(80, True)), ["was 5, is 9"]),
        ([FIVE], [FIVE, NINE], replace(RULE, threshold=Threshold(81, True)), []),
        ([], [FIVE], replace(RULE, threshold=Threshold(6)), []),
        ([FIVE], [FIVE, INJURED], RULE, []),
        ([FIVE], [FIVE, INJURED], replace(RULE, kinds=()), ["new: 40"]),
        ([FIVE, NINE], [FIVE, NINE, FOUR], replace(RULE, on=(On.STANDING,)), ["a lower number stands: 4 in place of 9"]),
        ([FIVE, NINE], [FIVE, NINE, NINE_TOO], RULE, []),
        ([NINE], [NINE, NINE_TOO], ALL, ["one more independent origin of 9: Health Ministry"]),
        ([NINE], [NINE, OTHER], replace(RULE, on=(On.STANDING,)), ["contested: Interior Ministry 9 on 6 January 2022"]),
    ],
)
def test_what_is_told(before: list[Telling], after: list[Telling], rule: Rule, told: list[str]) -> None:
    found = compared(look(*before), look(*after), rule)
    said = [sentence for one in found.alerts for sentence in one.news]
    assert said[: len(told)] == told and bool(said) == bool(told)


def test_a_denial_is_told_with_who_denies() -> None:
    [alert] = compared(look(FIVE), look(FIVE, DENIAL), replace(RULE, on=(On.STANDING,))).alerts
    assert alert.after.standing in ("denied", "contested") and alert.before and alert.before.standing == "single"
    assert "the Presidency" in {one.teller for one in alert.told}
    assert DENIAL.claim.id in {one.claim.id for one in alert.evidence}


def test_an_alert_has_old_and_new_and_what_it_rests_on() -> None:
    [alert] = compared(look(FIVE), look(FIVE, NINE)).alerts
    assert alert.before and (alert.before.numbers.best, alert.after.numbers.best) == (5, 9)
    assert (alert.rule, alert.situation, alert.words) == ("dead", "unrest", "killed")
    assert [(one.number, one.teller, one.carriers) for one in alert.told] == [
        ("9", "the Interior Ministry", (NINE.carrier.publisher,))
    ]
    assert [one.claim.id for one in alert.evidence] == [NINE.claim.id]
    assert (alert.since, alert.head) == (SINCE, HEAD)


def test_whom_it_counts_is_in_its_words() -> None:
    officers = on(
        "Interior Ministry", figure("o", "2022-01-05", 3, who=PopulationKind.SECURITY, people="officers", place="Arda")
    )
    [alert] = compared([], look(officers)).alerts
    assert alert.words == "killed, security, Arda"


def test_the_id_hangs_on_rule_figure_and_new_state_alone() -> None:
    at_once = compared(look(), look(FIVE, NINE)).alerts[0]
    in_steps = compared(look(FIVE), look(FIVE, NINE)).alerts[0]
    other_rule = compared(look(FIVE), look(FIVE, NINE), replace(RULE, name="other")).alerts[0]
    earlier = compared(look(), look(FIVE)).alerts[0]
    assert at_once.id == in_steps.id and len({at_once.id, other_rule.id, earlier.id}) == 3


def test_a_private_person_is_a_role() -> None:
    seen = on("witness", figure("w", "2022-01-06", 9), SourceKind.WITNESS)
    [alert] = compared([], look(seen)).alerts
    assert [one.teller for one in alert.told] == ["a witness"]


def test_small_steps_are_told_once_together_they_reach_the_threshold() -> None:
    rule = replace(RULE, threshold=Threshold(5), on=(On.VALUE,))
    steps = [on("Interior Ministry", figure(f"s{n}", f"2022-01-{n + 5:02}", 10 + 2 * n)) for n in range(6)]
    held: Held = {}
    told = []
    for n in range(1, 6):
        found = compared(look(*steps[:n]), look(*steps[: n + 1]), rule, held)
        held = found.held
        told += [sentence for one in found.alerts for sentence in one.news]
    assert told == ["was 10, is 16"]
    assert list(held.values()) != []


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6), st.data())
def test_however_often_it_compares_it_ends_with_the_same_alert(numbers: list[int], data: st.DataObject) -> None:
    """Each change that is there at the end is told, and under one id, whoever compared between."""
    told = [on("Interior Ministry", figure(f"h{n}", f"2022-01-{n + 5:02}", number)) for n, number in enumerate(numbers)]
    at = data.draw(st.integers(1, len(told) - 1))
    whole = {one.id for one in compared(look(told[0]), look(*told)).alerts}
    first = {one.id for one in compared(look(told[0]), look(*told[:at])).alerts}
    then = {one.id for one in compared(look(*told[:at]), look(*told)).alerts}
    assert whole <= first | then
