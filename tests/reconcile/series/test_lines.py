"""Which figures are on one line, by phenomenon: made-up reports through the rules, and the lines that they must give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.incidents import incidents
from sayso.reconcile.series import Series, series
from sayso.reconcile.telling import Telling
from tests.reconcile.made_tellings import figure, read

JAN_7, JAN_9, MAR_1 = "2022-01-07", "2022-01-09", "2022-03-01"


def lines(told: list[Telling]) -> list[Series]:
    return list(series(told, incidents(told)))


def numbers(one: Series) -> list[int | str | None]:
    return [f.low if f.low is not None else f.vague for t in one.tellings if (f := t.claim.figure)]


CASES: dict[str, tuple[list[tuple[str, str]], list[list[int | str | None]]]] = {
    "rioters, officers and all the dead": (
        [(JAN_7, "The ministry said 31 rioters and 12 policemen were killed."), (JAN_9, "In all 88 people were killed.")],
        [[31], [12], [88]],
    ),
    "a running toll through months": (
        [(JAN_7, "Some 88 people were killed in the unrest."), (MAR_1, "The unrest of January cost 97 lives.")],
        [[88, 97]],
    ),
    "labels of one side and the other": (
        [(JAN_7, "Police said 31 rioters were killed."), (JAN_9, "Relatives say 35 protesters were killed.")],
        [[31, 35]],
    ),
    "a number alone": (
        [(JAN_7, "Another 31 rioters were injured, the ministry said."), (JAN_9, "The ministry counts 31 injured.")],
        [[31, 31]],
    ),
    "part of a total, by who they are": (
        [(JAN_7, "Some 88 people were killed, 12 of them policemen."), (JAN_9, "Fourteen policemen were killed.")],
        [[88], [12, 14]],
    ),
    "part of a total, of nobody in particular": (
        [(JAN_7, "Some 88 people were killed.\nSix of the dead had come from the hills.")],
        [[88], [6]],
    ),
    "those held at a border": (
        [(JAN_7, "Some 4,100 people were detained.\nAbout 300 people were detained while crossing the border.")],
        [[4100], [300]],
    ),
    "critical condition": (
        [(JAN_7, "Some 250 people were injured.\nForty people were in critical condition, a doctor said.")],
        [[250], [40]],
    ),
    "acts and people": (
        [(JAN_7, "The ministry reported more than 900 arrests.\nThe police chief said 950 people were detained.")],
        [[900], [950]],
    ),
    "acts that another report calls people": (
        [
            (JAN_7, "State television spoke of more than 900 arrests."),
            (JAN_9, "More than 900 people were arrested, state television said."),
        ],
        [[900, 900]],
    ),
    "another attack": (
        [(JAN_7, "A bomb killed 88 people in Paris on Thursday.\nIn 2015, gunmen killed 33 people in Brussels.")],
        [[88], [33]],
    ),
    "capital and country": (
        [
            (JAN_7, "Some 88 people were killed across Kazakhstan, 61 of them in Almaty."),
            (MAR_1, "In Almaty, 70 people were killed."),
        ],
        [[88], [61, 70]],
    ),
    "two countries of one earthquake": (
        [
            (JAN_7, "At least 76 people were killed in Turkey and 230 in Syria when an earthquake struck on Thursday."),
            (JAN_9, "The death toll in Turkey rose to 340. In Syria, 812 people have died."),
        ],
        [[76, 340], [230, 812]],
    ),
    "one place alone": (
        [(JAN_7, "At least 340 people were killed in Turkey."), (JAN_9, "In Gaziantep alone, 210 people were killed.")],
        [[340], [210]],
    ),
    "protesters detained, people detained": (
        [(JAN_7, "Police in Minsk detained about 300 protesters."), (JAN_9, "Some 670 people were detained in Minsk.")],
        [[300, 670]],
    ),
    "over the years": (
        [(JAN_7, "A bomb in Kano killed 12 people on Thursday. The insurgency has killed 20,000 people.")],
        [[12], [20000]],
    ),
    "a town and its country, of one attack": (
        [(JAN_7, "A bomb killed 88 people in Nice on Thursday."), (JAN_9, "The bomb in France killed 90 people.")],
        [[88, 90]],
    ),
    "women where all were women": (
        [(JAN_7, "Some 88 women were hurt in the square."), (JAN_9, "The police counted 110 people hurt.")],
        [[88, 110]],
    ),
    "workers among others": (
        [(JAN_7, "The blast killed 12 people.\nThree workers were killed, and nine passers-by were killed.")],
        [[12], [3], [9]],
    ),
    "one number, two names": (
        [(JAN_7, "The crash killed 14 Americans.\nAll 14 passengers were killed.")],
        [[14, 14]],
    ),
    "crew and passengers": (
        [(JAN_7, "The crash killed 14 passengers and two pilots."), (JAN_9, "Two crew members and 14 passengers were killed.")],
        [[14, 14], [2, 2]],
    ),
    "freed of those taken before": (
        [(JAN_7, "Gunmen freed 23 schoolgirls on Thursday."), (JAN_9, "They freed 23 of the schoolgirls kidnapped in 2014.")],
        [[23, 23]],
    ),
}


@pytest.mark.parametrize(("reports", "expected"), CASES.values(), ids=CASES)
def test_lines(reports: list[tuple[str, str]], expected: list[list[int | str | None]]) -> None:
    told = [t for n, (day, text) in enumerate(reports) for t in read(f"{n}", day, text)]
    assert sorted(map(str, (numbers(one) for one in lines(told)))) == sorted(map(str, expected))


def test_a_line_says_what_it_counts_and_why_a_figure_is_on_it() -> None:
    told = [*read("a", JAN_7, "Another 31 rioters were injured."), *read("b", JAN_9, "The ministry counts 31 injured.")]
    [one] = lines(told)
    assert one.because == ("injured, demonstrators", "a number alone: the same as that of demonstrators")
    assert (one.id[1:], one.story, one.population) == (one.tellings[0].claim.id[1:], "s", "rioters")


def test_stories_are_not_mixed() -> None:
    told = [t for s in ("one", "two") for t in read(s, JAN_7, "Some 88 people were killed.", story=s)]
    assert [one.story for one in lines(told)] == ["one", "two"]


def test_two_towns_of_one_name_are_two_places() -> None:
    """In two countries: the gazetteer's place counts, not its name."""
    here = figure("a", "2022-01-07", 5, place="Bree", happened="2022-01-06")
    there = figure("b", "2022-01-07", 9, place="Bree", happened="2022-01-06")
    assert there.claim.place
    elsewhere = replace(there.claim.place, geonames=99, country="ZZ", admin1="South")
    there = replace(there, claim=replace(there.claim, place=elsewhere))
    told = [here, there]
    assert sorted([t.claim.figure.low for t in one.tellings if t.claim.figure] for one in lines(told)) == [[5], [9]]


def test_a_quake_in_two_countries_has_a_count_in_each() -> None:
    told = [
        *read("a", "2023-02-06", "An earthquake killed 2,900 people in Turkey on Monday, the disaster agency said."),
        *read("b", "2023-02-06", "The earthquake killed 1,700 people in Syria on Monday. In Turkey, 2,900 people were killed."),
    ]
    assert sorted(sorted({n for n in numbers(one) if isinstance(n, int)}) for one in lines(told)) == [[1700], [2900]]
