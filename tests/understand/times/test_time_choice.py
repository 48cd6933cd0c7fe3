"""Which time a claim is of, and when it was said. Published on Friday, 7 January 2022."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.types import Layers, Report, Span, When
from sayso.understand.pipeline import run
from sayso.understand.rules import Rules
from sayso.understand.sentences import sentences
from sayso.understand.times.choice import EventTimes
from sayso.understand.times.layer import times
from sayso.understand.times.main_event import main_day
from sayso.vocabulary import BlockKind, TimeRole
from tests.understand.reports_for_tests import report_of, titled


def chosen(report: Report, claim: str, cue: str | None) -> tuple[When | None, When | None]:
    found: Layers = run((sentences, times), report)
    at = report.text.index(claim)
    span = Span(at, at + len(claim))
    number = next(n for n, s in enumerate(found.sentences) if s.span.holds(span))
    here = found.sentences[number].span
    cue_at = report.text.index(cue, here.start) if cue else 0
    return EventTimes(report, found).of(span, number, Span(cue_at, cue_at + len(cue)) if cue else None)


def main_day_of(report: Report) -> str | None:
    day = main_day(report, Rules().layers(report, frozenset({"figures", "events", "certainties", "times"})))
    return day.start if day else None


def days(report: Report, claim: str, cue: str | None) -> tuple[str | None, str | None]:
    happened, said = chosen(report, claim, cue)
    return (happened.start if happened else None), (said.start if said else None)


CASES = {
    "said opens the sentence": (
        "On Monday, state radio reported that 26 men had been killed.",
        "26 men",
        "reported",
        None,
        "2022-01-03",
    ),
    "said beside the cue": (
        "Police said on Monday that three men died on Sunday.",
        "three men",
        "said",
        "2022-01-02",
        "2022-01-03",
    ),
    "said without preposition": (
        "Police said Monday three men died on Sunday.",
        "three men",
        "said",
        "2022-01-02",
        "2022-01-03",
    ),
    "the day until which it holds": (
        "A curfew was declared in the capital, until 19 January.",
        "curfew",
        None,
        None,
        None,
    ),
    "day after the claim is the event's": ("Police said three men died on Sunday.", "three men", "said", "2022-01-02", None),
    "cue at the end": ("On Sunday, three men were killed, police said.", "three men", "said", "2022-01-02", None),
    "cue and day at the end": (
        "Three men were killed on Sunday, police said on Monday.",
        "Three men",
        "said",
        "2022-01-02",
        "2022-01-03",
    ),
    "own voice": ("As recently as Thursday, members had sent soldiers.", "sent soldiers", None, "2022-01-06", None),
    "a day of belief": ("On Sunday, rebels were believed to have shot two men.", "two men", "believed", "2022-01-02", None),
    "the nearer clause": ("Six men died on Monday, and two more drowned on Tuesday.", "two more", None, "2022-01-04", None),
    "the other clause": ("Six men died on Monday, and two more drowned on Tuesday.", "Six men", None, "2022-01-03", None),
    "a year of another clause": ("The group, which was formed in 2002, killed nine men.", "nine men", None, None, None),
    "a duration is no time": ("In the past three days nine men died.", "nine men", None, None, None),
    "believed to be is no future": (
        "On Wednesday, he was believed to be among nine men shot.",
        "nine men",
        None,
        "2022-01-05",
        None,
    ),
    "a month that opens": ("In May, after a long night, nine men died.", "nine men", None, "2021-05", None),
    "a month of another clause": ("Nine men fled, and in May the army slept.", "Nine men", None, None, None),
    "the year in which a count began": ("Nine men died since the war began in 2012.", "Nine men", None, None, None),
    "a month of the clause with when": (
        "Nine men died when a roof fell in Lima in May 2019.",
        "Nine men",
        None,
        "2019-05",
        None,
    ),
    "a year that opens": ("In 1996, a ferry sank near Mwanza, drowning nine men.", "nine men", None, "1996", None),
    "a year and what happened then": ("It was the worst in 2012, when nine men died.", "nine men", None, "2012", None),
    "a month of its own relative clause": ("He named nine men who died in May.", "nine men", None, "2021-05", None),
    "the day of a video is none of the event": ("In May they posted a video of nine men.", "nine men", None, None, "2021-05"),
    "a discharge": ("Nine men were discharged on Monday.", "Nine men", None, None, None),
    "the page's own time": ("Updated: 2022-01-06 nine men died.", "nine men", None, None, None),
}


@pytest.mark.parametrize(("text", "claim", "cue", "happened", "said"), CASES.values(), ids=CASES)
def test_one_sentence(text: str, claim: str, cue: str | None, happened: str | None, said: str | None) -> None:
    assert days(report_of(text), claim, cue) == (happened, said)


def test_from_to_is_one_stretch() -> None:
    happened, _ = chosen(report_of("From Monday to Wednesday nine men died."), "nine men", None)
    assert happened is not None
    assert (happened.start, happened.end, happened.words) == ("2022-01-03", "2022-01-05", "Monday to Wednesday")


def test_since_runs_up_to_the_day_of_writing() -> None:
    happened, _ = chosen(report_of("Nine men have died since Monday."), "Nine men", None)
    assert happened is not None
    assert (happened.start, happened.end) == ("2022-01-03", "2022-01-07")


AS_OF = {
    "as of a day": ("As of Monday, 40 people had died.", "40 people", None, "2022-01-03"),
    "so far": ("So far, 40 people have died.", "40 people", None, "2022-01-07"),
    "so far, said on a day": ("Police said on Thursday that 40 people had died so far.", "40 people", "said", "2022-01-06"),
}


@pytest.mark.parametrize(("text", "claim", "cue", "day"), AS_OF.values(), ids=AS_OF)
def test_a_running_total_is_true_as_of_a_day(text: str, claim: str, cue: str | None, day: str) -> None:
    happened, _ = chosen(report_of(text), claim, cue)
    assert happened is not None
    assert (happened.start, happened.role) == (day, TimeRole.AS_OF)


def test_without_publication_date_nothing_is_guessed() -> None:
    report = report_of("Police said on Monday that so far three men died on Sunday.", published=None)
    assert days(report, "three men", "said") == (None, None)


INHERITED = {
    "the sentence before": (("A bus fell on Monday. Nine men died.",), "2022-01-03"),
    "the main event": (("A bus fell on Monday.", "It was full.", "Nine men died."), "2022-01-03"),
    "a headline": (("Nine men died in bus crash", "A bus fell on Monday, police said."), "2022-01-03"),
    "a day of saying is none": (("A bus fell, police said on Monday.", "Nine men died."), None),
    "a day of reporting at the head is none": (("On Monday, a paper reported that a bus fell.", "Nine men died."), None),
    "a year is too wide": (("The bus was built in 2002. Nine men died.",), None),
    "an old day is background": (("A bus fell on June 3, 2019.", "Nine men died."), None),
    "a day to come is none": (("A vigil will be held on Sunday.", "Nine men died."), None),
    "a month is not carried on": (("It rained in May. Nine men died.",), None),
    "a quoted day is none": (("“It fell this morning, I saw it,” a man recalled.", "Nine men died."), None),
}


@pytest.mark.parametrize(("paragraphs", "day"), INHERITED.values(), ids=INHERITED)
def test_inherited(paragraphs: tuple[str, ...], day: str | None) -> None:
    assert days(report_of(*paragraphs), "Nine men", None) == (day, None)


def test_the_day_beside_what_the_title_tells() -> None:
    lines = ["Nobody knows why."] * 9
    told = titled("Bus crash kills nine", "\n".join([*lines, "The bus crashed on Monday.", "Nine men died."]))
    other = titled("Bus crash kills nine", "\n".join([*lines, "It snowed on Monday.", "Nine men died."]))
    assert [main_day_of(told), main_day_of(other)] == ["2022-01-03", None]


def test_the_day_beside_a_count_comes_first() -> None:
    assert main_day_of(titled("", "It snowed on Monday.\nFour women died on Tuesday.")) == "2022-01-04"


def test_a_caption_may_give_the_day_of_the_picture() -> None:
    report = report_of("A bus fell on Monday.", "A street is empty on Tuesday. Nine men died.")
    caption = replace(report.blocks[1], kind=BlockKind.CAPTION)
    assert days(report, "Nine men", None) == ("2022-01-04", None)
    assert days(replace(report, blocks=(report.blocks[0], caption)), "Nine men", None) == ("2022-01-03", None)


def test_a_headline_inside_the_report_goes_by_what_is_below() -> None:
    report = report_of("A bus fell on Monday.", "Nine men dead", "A car burnt on Tuesday.")
    heading = replace(report.blocks[1], kind=BlockKind.HEADING)
    assert days(replace(report, blocks=(report.blocks[0], heading, report.blocks[2])), "Nine men", None) == ("2022-01-04", None)


def test_an_entry_of_a_live_blog_inherits_from_no_other() -> None:
    report = report_of("A bus fell on Monday.", "Nine men died.", kind=BlockKind.ENTRY)
    assert days(report, "Nine men", None) == (None, None)
