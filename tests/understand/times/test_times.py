"""Layer `times`: which words are a time expression, and what they come to.

Published on Friday, 7 January 2022 unless said otherwise.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.types import Dateline, Layers, Report, Span, TimeMention
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from sayso.understand.times.layer import times
from sayso.vocabulary import BlockKind, TimePrecision, TimexType
from tests.understand.reports_for_tests import report_of

PIPELINE = (sentences, times)


def layers(report: Report) -> Layers:
    return run(PIPELINE, report)


def found(text: str, published: str | None = "2022-01-07") -> list[TimeMention]:
    return list(layers(report_of(text, published=published)).times)


def told(text: str, published: str | None = "2022-01-07") -> list[tuple[str, str]]:
    """Words and value of each mention."""
    return [(m.span.of(text), m.value) for m in found(text, published)]


DATES = {
    "day month year": ("It began on 5 January 2022.", "5 January 2022", "2022-01-05"),
    "month day year": ("It began on September 11, 2001.", "September 11, 2001", "2001-09-11"),
    "abbreviated month": ("It began on Jan. 5 in the west.", "Jan. 5", "2022-01-05"),
    "ordinal day": ("On the 21st of June it ended.", "the 21st of June", "2021-06-21"),
    "weekday with date": ("On Sunday, Jan. 9, it will snow.", "Sunday, Jan. 9", "2022-01-09"),
    "iso": ("Filed 2022-01-05 in Oslo.", "2022-01-05", "2022-01-05"),
    "slashes that can be read one way": ("Filed 13/01/2022 in Oslo.", "13/01/2022", "2022-01-13"),
    "month and year": ("In January 2022 it began.", "January 2022", "2022-01"),
    "bare month is the last one": ("They met in March.", "March", "2021-03"),
    "last month of that name": ("They met last September.", "last September", "2021-09"),
    "month of a told year": ("It ends in October of next year.", "October of next year", "2023-10"),
    "day of a told year": ("It opened on June 12 last year.", "June 12 last year", "2021-06-12"),
    "year": ("They left in 2019.", "2019", "2019"),
    "year as an adjective": ("The 2015 earthquake killed many.", "2015", "2015"),
    "decade": ("He ruled in the 1990s.", "the 1990s", "199"),
    "two-digit decade": ("He ruled in the 80s.", "the 80s", "198"),
    "century": ("A church of the 19th century burned.", "the 19th century", "18"),
    "quarter": ("Growth slowed in the third quarter of 2008.", "the third quarter of 2008", "2008-Q3"),
    "quarter of a told year": ("Growth slowed in the first quarter of last year.", "the first quarter of last year", "2021-Q1"),
    "fiscal": ("Losses grew in fiscal 2009.", "fiscal 2009", "FY2009"),
    "season": ("They fled in spring 2010.", "spring 2010", "2010-SP"),
    "fall with a year": ("They fled in the fall of 2010.", "the fall of 2010", "2010-FA"),
    "edge of a month": ("It ends in mid-January.", "mid-January", "2022-01"),
    "edge of a year": ("It began in early 2017.", "early 2017", "2017"),
    "end of a year": ("By the end of 2008 they were gone.", "the end of 2008", "2008"),
    "holiday": ("They gathered on New Year's Eve.", "New Year's Eve", "2021-12-31"),
    "holiday with curly apostrophe": ("They gathered on New Year’s Day.", "New Year’s Day", "2022-01-01"),
    "holiday with a year": ("Shots fell on Christmas Day 2019.", "Christmas Day 2019", "2019-12-25"),
    "range of days": ("From 2 to 5 January roads were shut.", "2 to 5 January", "2022-01-02/2022-01-05"),
    "a day far ahead is the last one": ("The June 3 hearing looms.", "June 3", "2021-06-03"),
}
RELATIVE = {
    "weekday": ("As recently as Thursday, soldiers left.", "Thursday", "2022-01-06"),
    "the weekday of writing": ("Shots were heard on Friday.", "Friday", "2022-01-07"),
    "coming weekday by will": ("The court will meet on Monday.", "Monday", "2022-01-10"),
    "coming weekday by until": ("Banks stay shut until Wednesday.", "Wednesday", "2022-01-12"),
    "by a day that is past": ("By 11 October, 90 people had been held.", "11 October", "2021-10-11"),
    "coming weekday by schedule": ("The vote is scheduled for Sunday.", "Sunday", "2022-01-09"),
    "will of another clause": ("Police said on Monday that it will rain.", "Monday", "2022-01-03"),
    "will after an opening day": ("On Tuesday, the union will strike.", "Tuesday", "2022-01-11"),
    "next weekday": ("They return next Tuesday.", "next Tuesday", "2022-01-11"),
    "weekday of a week": ("He fled on Friday last week.", "Friday last week", "2021-12-31"),
    "late weekday": ("A bomb went off late Tuesday.", "late Tuesday", "2022-01-04"),
    "earlier on a weekday": ("He had spoken earlier on Tuesday.", "earlier on Tuesday", "2022-01-04"),
    "possessive weekday": ("Tuesday's attack shook them.", "Tuesday", "2022-01-04"),
    "yesterday": ("It rained yesterday.", "yesterday", "2022-01-06"),
    "day before yesterday": ("It rained the day before yesterday.", "the day before yesterday", "2022-01-05"),
    "last week": ("He resigned last week.", "last week", "2021-W52"),
    "next month": ("They vote next month.", "next month", "2022-02"),
    "this year": ("Prices rose this year.", "this year", "2022"),
    "earlier this month": ("Prices rose earlier this month.", "earlier this month", "2022-01"),
    "the end of the year": ("It closes by the end of the year.", "the end of the year", "2022"),
    "weekend": ("Crowds grew over the weekend.", "the weekend", "2021-W52-WE"),
    "weeks ago": ("They met two weeks ago.", "two weeks ago", "2021-W51"),
    "years ago": ("They met more than two years ago.", "more than two years ago", "2020"),
    "unclear ago": ("They met several years ago.", "several years ago", "PAST_REF"),
    "ago before the first year": ("It was built 5000 years ago.", "5000 years ago", "PAST_REF"),
    "now": ("It is now quiet.", "now", "PRESENT_REF"),
    "recently": ("He recently fled.", "recently", "PAST_REF"),
    "recent weeks": ("In recent weeks he fled.", "recent weeks", "PAST_REF"),
    "the future": ("It may return in the near future.", "the near future", "FUTURE_REF"),
}
TIMES = {
    "part of a weekday": ("On Friday morning, it began.", "Friday morning", "2022-01-07TMO"),
    "weekday night": ("Shots were fired on Sunday night.", "Sunday night", "2022-01-02TNI"),
    "early part": ("It began early Wednesday morning.", "early Wednesday morning", "2022-01-05TMO"),
    "part of a date": ("It began on the morning of July 5, 2021.", "the morning of July 5, 2021", "2021-07-05TMO"),
    "early hours": ("In the early hours of Sunday he left.", "the early hours of Sunday", "2022-01-02TMO"),
    "last night": ("It burned last night.", "last night", "2022-01-06TNI"),
    "tonight": ("A curfew begins tonight.", "tonight", "2022-01-07TNI"),
    "overnight": ("It burned overnight.", "overnight", "2022-01-07TNI"),
    "clock, zone and day": (
        "At 9 p.m. local time on Saturday it sank.",
        "9 p.m. local time on Saturday",
        "2022-01-01T21:00",
    ),
    "day, then clock": ("On Tuesday at 5:30 a.m. it sank.", "Tuesday at 5:30 a.m.", "2022-01-04T05:30"),
    "after noon": ("It sank on Monday, 12:10 p.m.", "Monday, 12:10 p.m.", "2022-01-03T12:10"),
    "midnight hour": ("It sank at 12:10 a.m. Monday.", "12:10 a.m. Monday", "2022-01-03T00:10"),
    "universal time": ("It sank at 14:30 GMT on Monday.", "14:30 GMT on Monday", "2022-01-03T14:30Z"),
    "four digits with a zone": ("It sank at 0800 UTC Monday.", "0800 UTC Monday", "2022-01-03T08:00Z"),
    "noon": ("It sank at noon on Monday.", "noon on Monday", "2022-01-03T12:00"),
}
SPANS = {
    "days": ("They waited for three days.", "three days", "P3D"),
    "hours": ("They waited 24 hours.", "24 hours", "PT24H"),
    "six-month": ("A six-month ban ended.", "six-month", "P6M"),
    "digits and hyphen": ("A 12-day siege ended.", "12-day", "P12D"),
    "a half": ("He served two and a half years.", "two and a half years", "P2.5Y"),
    "half after": ("It took an hour and a half.", "an hour and a half", "PT1.5H"),
    "half an hour": ("It took half an hour.", "half an hour", "PT30M"),
    "number words": ("He served twenty-five years.", "twenty-five years", "P25Y"),
    "the past few days": ("Roads were closed for the past few days.", "the past few days", "PXD"),
    "the past decade": ("It grew in the past decade.", "the past decade", "P10Y"),
    "the next weeks": ("It will grow over the next two weeks.", "the next two weeks", "P2W"),
    "hours after": ("Hours after the blast he fled.", "Hours", "PTXH"),
    "for years": ("They had fought for years.", "years", "PXY"),
    "every weekday": ("They march every Friday.", "every Friday", "XXXX-WXX-5"),
    "plural weekday": ("They march on Fridays.", "Fridays", "XXXX-WXX-5"),
    "each year": ("Thousands drown each year.", "each year", "P1Y"),
    "weekly": ("A weekly march began.", "weekly", "P1W"),
}
ALL = {
    f"{group}: {name}": case
    for group, cases in (("date", DATES), ("relative", RELATIVE), ("time", TIMES), ("span", SPANS))
    for name, case in cases.items()
}


@pytest.mark.parametrize(("text", "words", "value"), ALL.values(), ids=ALL)
def test_expression(text: str, words: str, value: str) -> None:
    assert told(text) == [(words, value)]


NONE = {
    "may": "The bill may pass.",
    "May the name": "Theresa May resigned.",
    "march": "They march on.",
    "a March": "The Women's March drew crowds.",
    "second": "A second man fell.",
    "fall": "Prices fall.",
    "the Sun": "The Sun said so.",
    "sat": "He sat down.",
    "age": "A 19-year-old man fell.",
    "age in words": "A nine-month-old baby fell; she was 30 years old.",
    "number with comma": "Some 2,000 people fell.",
    "number before a noun": "It was felt in 2000 villages.",
    "number after a quantifier": "About 2000 were hurt.",
    "money": "It cost $2015 in all.",
    "flight number": "Flight 1990 sank.",
    "day and month in doubt": "Filed 5/6/2022 in Oslo.",
    "no such day": "Filed 2022-13-45 in Oslo.",
    "newspaper": "The Daily Planet said so.",
    "known name": "He fled the Second World War.",
    "score": "They won 3:75 in all.",
    "compound with now": "The now-cancelled deal fell.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_time(text: str) -> None:
    assert told(text) == []


WITHOUT_ANCHOR = {
    "weekday": ("Shots fell on Friday.", "XXXX-WXX-5"),
    "day": ("It began on Jan. 5.", "XXXX-01-05"),
    "month": ("It began in January.", "XXXX-01"),
    "yesterday": ("It began yesterday.", "XXXX-XX-XX"),
    "last week": ("It began last week.", "XXXX-WXX"),
    "last night": ("It began last night.", None),
}


@pytest.mark.parametrize(("text", "value"), WITHOUT_ANCHOR.values(), ids=WITHOUT_ANCHOR)
def test_no_guess_without_an_anchor(text: str, value: str | None) -> None:
    mentions = found(text, published=None)
    assert mentions and all(m.when is None for m in mentions)
    assert value is None or [m.value for m in mentions] == [value]


def test_absolute_dates_stand_alone() -> None:
    when = found("It began on 5 January 2022.", published=None)[0].when
    assert when is not None
    assert (when.start, when.end, when.precision, when.words, when.anchor) == (
        "2022-01-05",
        "2022-01-05",
        "day",
        "5 January 2022",
        None,
    )


def test_a_malformed_publication_date_is_no_anchor() -> None:
    assert found("It began on Friday.", published="03-02-2009")[0].when is None


STRETCHES = {
    "part of day": ("On Friday morning, it began.", "2022-01-07", "2022-01-07", TimePrecision.PART_OF_DAY),
    "overnight touches two days": ("It burned overnight.", "2022-01-06", "2022-01-07", TimePrecision.SPAN),
    "week": ("He resigned last week.", "2021-12-27", "2022-01-02", TimePrecision.WEEK),
    "month": ("He resigned last month.", "2021-12", "2021-12", TimePrecision.MONTH),
    "hour": ("He resigned at 9 p.m. on Monday.", "2022-01-03T21", "2022-01-03T21", TimePrecision.HOUR),
    "minute": ("He resigned at 9:05 p.m. on Monday.", "2022-01-03T21:05", "2022-01-03T21:05", TimePrecision.MINUTE),
    "midnight is at either end": ("It fell at midnight on Monday.", "2022-01-03", "2022-01-03", TimePrecision.DAY),
    "quarter": ("It fell in the first quarter of 2021.", "2021-01", "2021-03", TimePrecision.SPAN),
    "decade": ("It fell in the 1990s.", "1990", "1999", TimePrecision.SPAN),
    "range": ("It fell from 2 to 5 January.", "2022-01-02", "2022-01-05", TimePrecision.SPAN),
    "past days": ("It fell in the past three days.", "2022-01-04", "2022-01-07", TimePrecision.SPAN),
    "season is known to the year": ("It fell in spring 2010.", "2010", "2010", TimePrecision.YEAR),
}


@pytest.mark.parametrize(("text", "start", "end", "precision"), STRETCHES.values(), ids=STRETCHES)
def test_stretch(text: str, start: str, end: str, precision: TimePrecision) -> None:
    when = found(text)[0].when
    assert when is not None
    assert (when.start, when.end, when.precision) == (start, end, precision)


CHAINS = {
    "a day earlier": ("The strike on Tuesday failed; a day earlier talks had ended.", "2022-01-03"),
    "two days later": ("The strike on Tuesday failed. Two days later talks began.", "2022-01-06"),
    "the same day": ("The strike on Tuesday failed. The same day he left.", "2022-01-04"),
    "the following day": ("The strike on Tuesday failed. The following day he left.", "2022-01-05"),
    "the day before": ("The strike on Tuesday failed. He had left the day before.", "2022-01-03"),
    "that night": ("The strike on Tuesday failed. That night he left.", "2022-01-04TNI"),
    "nothing to tell it from": ("A strike failed. The same day he left.", "XXXX-XX-XX"),
    "later than is no date": ("It came on Tuesday, three days later than planned.", "P3D"),
    "days before an event": ("It came on Tuesday, two days before the vote.", "P2D"),
}


@pytest.mark.parametrize(("text", "value"), CHAINS.values(), ids=CHAINS)
def test_told_from_the_mention_before(text: str, value: str) -> None:
    assert found(text)[-1].value == value


def test_the_anchor_is_the_day_that_it_was_told_from() -> None:
    mentions = found("It fell on 5 June 1967. A day later he left. It fell again on Monday.")
    assert [m.when and m.when.anchor for m in mentions] == [None, "1967-06-05", "2022-01-07"]


def test_the_day_named_before_does_not_carry_into_another_block() -> None:
    report = report_of("The strike on Tuesday failed.", "The same day he left.")
    assert [m.value for m in layers(report).times] == ["2022-01-04", "XXXX-XX-XX"]


def test_an_entry_of_a_live_blog_has_its_own_day() -> None:
    report = report_of("Shots fell yesterday.", kind=BlockKind.ENTRY)
    report = replace(report, blocks=(replace(report.blocks[0], at="2022-01-05T14:00"),))
    assert [m.value for m in layers(report).times] == ["2022-01-04"]


def test_the_dateline_stands_in_for_a_missing_publication_date() -> None:
    report = report_of("Shots fell yesterday.", published=None)
    report = replace(report, dateline=Dateline("ALMATY", "2022-01-05", Span(0, 0)))
    assert [m.value for m in layers(report).times] == ["2022-01-04"]


def test_the_own_date_of_a_report_is_no_mention() -> None:
    report = report_of("A title", "7 January 2022", "It began on 7 January 2022.")
    assert [m.span.start for m in layers(report).times] == [report.text.index("7 January 2022.")]


TYPES = {
    "Shots fell on Friday.": TimexType.DATE,
    "Shots fell on Friday morning.": TimexType.TIME,
    "Shots fell for three days.": TimexType.DURATION,
    "Shots fall every Friday.": TimexType.SET,
    "They earn 15 a day.": TimexType.SET,
}


@pytest.mark.parametrize(("text", "kind"), TYPES.items(), ids=TYPES)
def test_type(text: str, kind: TimexType) -> None:
    assert found(text)[0].type is kind
