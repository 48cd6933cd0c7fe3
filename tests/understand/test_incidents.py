"""Place and day of figures, through the whole reader: what is of the main incident, and what is of another one.

Published on Friday, 7 January 2022. Each text tells of a main event on Wednesday or Thursday.
"""

from __future__ import annotations

import pytest

from sayso.types import Claim, Layers, Span
from sayso.understand.incidents import is_over_many
from sayso.understand.rules import Rules
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import titled

CRASH = "Bus crash in Peru kills 12"
FALL = "A bus fell off a bridge near Arequipa on Wednesday.\n"
RELEASE = "Rebels free 30 miners in Nigeria"
FREED = "Rebels in Nigeria freed 30 of the 90 miners on Thursday.\n"


def figure(title: str, text: str, words: str) -> Claim:
    report = titled(title, text)
    at = report.text.index(words)
    claims = Rules()(report).claims
    return next(c for c in claims if c.figure and c.figure.span.overlaps(Span(at, at + len(words))))


CASES: dict[str, tuple[str, str, str, str | None, str | None]] = {
    "the main incident": (CRASH, FALL + "\nThe driver and 12 passengers died.", "12 passengers", "Arequipa", "2022-01-05"),
    "an earlier one with a place": (
        CRASH,
        FALL + "\nIn March 2015, nine people died in a crash in Cusco.",
        "nine people",
        "Cusco",
        "2015-03",
    ),
    "an earlier one without a place has none": (
        CRASH,
        FALL + "\nIn March 2015, nine people died in a similar crash.",
        "nine people",
        None,
        "2015-03",
    ),
    "a sentence after one that goes back": (
        CRASH,
        FALL + "\nIn March 2015, a bus burnt out in Cusco. Nine people died.",
        "Nine people",
        "Cusco",
        None,
    ),
    "this year goes not back": (
        CRASH,
        FALL + "\nThis year, it began badly on the road. Nine people died.",
        "Nine people",
        "Arequipa",
        "2022-01-05",
    ),
    "a week before is still of it": (
        CRASH,
        FALL + "\nOn Monday, nine people were hurt on the bridge.",
        "nine people",
        "Arequipa",
        "2022-01-03",
    ),
    "a count over years": (
        CRASH,
        FALL + "\nOver the past decade 4,000 people have died on such roads.",
        "4,000 people",
        "Peru",
        None,
    ),
    "since an era began": (
        CRASH,
        FALL + "\nSome 4,000 people have been arrested since the coup.",
        "4,000 people",
        "Peru",
        None,
    ),
    "an earlier one there": (
        CRASH,
        FALL + "\nIn March 2015, nine people were killed there.",
        "nine people",
        "Arequipa",
        "2015-03",
    ),
    "millions": (
        CRASH,
        FALL + "\nMore than 2 million people are at risk of hunger.",
        "2 million people",
        "Peru",
        None,
    ),
    "as of a day is not the main event's": (
        "Fire in Lima kills 30",
        "A blaze broke out in Lima on Wednesday.\nAs of Friday, 24 people were in hospital.\nIn all 30 people died.",
        "30 people",
        "Lima",
        "2022-01-05",
    ),
    "beside an earlier one": (
        CRASH,
        FALL + "\nIn March 2015, six people died in Cusco, and floods that year drowned nine men.",
        "nine men",
        "Cusco",
        None,
    ),
    "the deadliest since": (
        CRASH,
        FALL + "\nIn the deadliest crash since 2009, 12 passengers died.",
        "12 passengers",
        "Arequipa",
        "2022-01-05",
    ),
    "shown long before": (
        CRASH,
        FALL + "\nIn May the group released a video of ten men who had been killed.",
        "ten men",
        None,
        None,
    ),
    "the taken of a release": (
        RELEASE,
        FREED + "\nThe miners were kidnapped from a camp in Jos.\nAnother 60 miners are still held captive.",
        "60 miners",
        "Jos",
        None,
    ),
    "the freed of a release": (
        RELEASE,
        "Rebels in Nigeria freed 30 miners on Thursday who were kidnapped from a camp in Jos.\n\n"
        "The men were handed over in Maiduguri.\n\nIn all 30 miners were freed.",
        "30 miners were",
        "Maiduguri",
        "2022-01-06",
    ),
    "the freed where only the taking has a town": (
        RELEASE,
        FREED + "\nThe miners were kidnapped from a camp in Jos.\nIn all 30 miners were freed.",
        "30 miners were",
        "Nigeria",
        "2022-01-06",
    ),
    "a part is not of the day of the whole": (
        RELEASE,
        "Rebels in Nigeria freed 30 of the 90 miners who were kidnapped in May.\nThey came home on Thursday.",
        "30 of",
        "Nigeria",
        "2022-01-06",
    ),
    "those who escaped were not released": (
        RELEASE,
        FREED + "\nThe miners were kidnapped from a camp in Jos.\nAbout 20 miners escaped at night.",
        "20 miners",
        "Jos",
        None,
    ),
    "discharged later": (
        CRASH,
        FALL + "\nSix injured passengers were discharged on Thursday.",
        "Six injured",
        "Arequipa",
        "2022-01-05",
    ),
}


@pytest.mark.parametrize(("title", "text", "words", "place", "day"), CASES.values(), ids=CASES)
def test_place_and_day(title: str, text: str, words: str, place: str | None, day: str | None) -> None:
    claim = figure(title, text, words)
    assert (claim.place.name if claim.place else None, claim.time.start if claim.time else None) == (place, day)


OVER_MANY = {
    "The insurgency has killed 900 people.": True,
    "Some 900 people have died since 2009.": True,
    "Some 900 people were held since the army took power.": True,
    "Attacks in the past year killed 900 people.": True,
    "Nine people have died since Monday.": False,
    "It was the worst attack since 2009 and killed nine people.": False,
    "The third attack in the past year killed nine people.": False,
    "Nine people died.": False,
}


@pytest.mark.parametrize(("text", "expected"), OVER_MANY.items())
def test_counts_over_many_incidents(text: str, expected: bool) -> None:
    assert is_over_many(sentences.run(titled("", text), Layers())[0]) is expected
