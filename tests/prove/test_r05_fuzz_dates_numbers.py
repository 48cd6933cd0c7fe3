"""R5: dates in every writing and numbers in digits and words: parsed or refused, whatever they are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from sayso import limits
from sayso.collect import listed_dates
from sayso.collect.feeds import feed
from sayso.collect.net.headers import retry_after
from sayso.errors import SaysoError
from sayso.ledger.moments import stretch
from sayso.ledger.nearness import near
from sayso.read import dates, written_dates
from sayso.types import Span
from sayso.understand.figures.numbers import quantities
from sayso.understand.language import table
from sayso.understand.sentences import tokens
from sayso.understand.times.grammar import expressions
from sayso.understand.times.rule import Scene
from sayso.understand.times.words import classed
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import ODD_LETTERS, mutated_text
from tests.prove.proof import Proof

DATES = (
    *(
        "2022-01-07T14:00:00+06:00",
        "2022-01-07",
        "2022",
        "2022-01",
        "Fri, 07 Jan 2022 14:00:00 +0600",
        "7 January 2022 at 2.05 p.m.",
    ),
    *(
        "Last updated: Friday, January 7th, 2022 14:05 GMT",
        "Jan. 7",
        "07/01/2022",
        "2022-01-07 00:00:00.000Z",
        "0000-00-00",
        "9999-12-31T23:59:60-14:00",
    ),
    *(
        "on Friday morning",
        "the first week of January 2022",
        "3 to 5 January",
        "two days ago",
        "since last summer",
        "at 14:05 on 6 May",
        "1,5 years",
    ),
    *(
        "between Monday and Thursday night",
        "every second Friday",
        "in the 1990s",
        "29 February 2023",
        "31 June",
        "the end of the third quarter of 2021",
    ),
)
NUMBERS = (
    *(
        "at least 18",
        "some 30",
        "between 5 and 7",
        "two dozen",
        "scores",
        "a further 12",
        "3,700",
        "20 000",
        "2.5 million",
        "1.2m",
        "1,00,000",
    ),
    *(
        "two hundred and fifty",
        "a dozen",
        "half a million",
        "twenty-five thousand",
        "5-6,000",
        "no one",
        "as many as 95",
        "up to 32",
        "one in five",
    ),
    *(
        "several hundred",
        "dozens of thousands",
        "1.000.000",
        "12 or so",
        "100-odd",
        "a pair",
        "over thousand",
        "from 12 to 15 dead",
        "1/2",
        "½ million",
    ),
)
WORDS_OF_TIME = st.sampled_from(
    [*sorted(table("time_words"))[::3], "2022", "7", "14:05", "-", "to", "of", "and", ",", "7th", "th"]
)
WORDS_OF_NUMBER = st.sampled_from(
    [
        *table("number_words"),
        *table("number_scales"),
        *table("number_vague"),
        *table("quantifier_before"),
        "a",
        "and",
        "-",
        ",",
        "7",
        "1,000",
    ]
)
ODD = st.sampled_from(ODD_LETTERS) | st.text(max_size=6)
ANY_DATE = st.lists(WORDS_OF_TIME | ODD, max_size=25).map(" ".join) | st.datetimes().map(str) | st.text(max_size=60)
ANY_NUMBER = st.lists(WORDS_OF_NUMBER | ODD, max_size=40).map(" ".join) | st.integers().map(str) | st.floats().map(str)
CAME = datetime(2022, 1, 8, tzinfo=UTC)
SCENE = Scene(date(2022, 1, 8), date(2022, 1, 6), False)
FIRST, LAST = Scene(date.min, None, False), Scene(date.max, None, True)


class _Answer:
    def __init__(self, told: str) -> None:
        self._told = told

    def header(self, name: str) -> str:
        return self._told


def _date(text: str) -> None:
    for parse in (dates.published, listed_dates.iso):
        found = parse(text)
        assert found is None or dates.iso(found), (text, found)
    for anchor in (None, "2022", "2022-01-08", "0001-01-01", "9999-12-31"):
        moment = written_dates.moment(text, anchor)
        assert moment is None or dates.iso(moment)
    for strict in (dates.iso, stretch):
        try:
            strict(text)
        except SaysoError as error:
            assert error.code.code == "E011"
    retry_after(_Answer(text), CAME)  # type: ignore[arg-type]
    for scene in (SCENE, FIRST, LAST):
        for span, read in expressions(classed(tuple(tokens(text, Span(0, len(text))))), lambda at, scene=scene: scene):  # type: ignore[misc]
            assert read.value and 0 <= span.start < span.end <= len(text)


def test_dates(proof: Proof) -> None:
    door = Door("dates")
    for text in of(proof.count(WHOLE), ANY_DATE, DATES, mutated_text):
        door.put(text, _date)
    for text in (
        "?" * 100_000,
        "1" * 100_000,
        "Fri, " * 20_000,
        "7 January " * 10_000,
        " " * 100_000,
        "(" * 100_000,
        "07:" * 30_000,
    ):
        door.put(text, _date)
    door.told(proof)


def test_dates_of_feeds(proof: Proof) -> None:
    """Which feedparser reads, where ours do not."""
    door = Door("dates of feeds")
    for text in of(proof.count(WHOLE), ANY_DATE, DATES, mutated_text):
        door.put(text, _feed)
    for unit in ("?", "1", "Fri, ", "07 Jan ", " ", "(", "2022-", "T14:", "+06:00", "년 "):
        door.put(unit * (100_000 // len(unit)), _feed)
    door.told(proof)


def _feed(text: str) -> None:
    safe = "".join(letter for letter in text if letter.isprintable()).replace("&", "").replace("<", "").replace("]]>", "")
    item = "".join(f"<{name}>{safe}</{name}>" for name in ("pubDate", "updated", "published", "dc:date", "created"))
    head = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><link>http://a.invalid/1</link>"
    [found] = feed(f"{head}{item}</item></channel></rss>".encode("utf-8", "replace"), None, "").items
    assert found.published is None or dates.iso(found.published)


def _number(text: str) -> None:
    found = tuple(tokens(text, Span(0, len(text))))
    end = 0
    for one in quantities(found):
        assert end <= one.first <= one.core < one.end <= len(found)
        assert one.low is None or one.high is None or one.low <= one.high
        assert found[one.end - 1].end - found[one.first].start <= limits.MAX_QUANTITY + 20, "what stands behind it may bound it"
        end = one.end
    try:
        near(text, text)
    except SaysoError as error:
        assert error.code.code == "E033"


def test_numbers(proof: Proof) -> None:
    door = Door("numbers")
    for text in of(proof.count(WHOLE), ANY_NUMBER, NUMBERS, mutated_text):
        door.put(text, _number)
    for unit in (
        "9",
        "1,",
        "million ",
        "two hundred and ",
        "a dozen ",
        "half a ",
        "over ",
        "five to ",
        "from ",
        "-",
        "twenty-",
    ):
        door.put(unit * (100_000 // len(unit)), lambda text: _number(text[: limits.MAX_SENTENCE]))
    door.told(proof)
