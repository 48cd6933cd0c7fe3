"""Which incident a figure is of: the report's main one, or one that lies behind it.

    main         the event that the report is about; what a sentence leaves open is told by title, lead and dateline
    earlier      its own words date it well before the main event: "In 2015 a blast there killed nine"
    many         a count over many incidents: "The insurgency has killed 20,000 people", "held since the coup"
    taking       the captives of a report about a release: they were taken elsewhere, and long before; some may have escaped
    release      those set free, in the same report

Only a figure of the main incident takes its place and day from the rest of the report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from sayso.types import FigureMention, Layers, Sentence, When
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.times.calendar_arithmetic import add_days, parse_day
from sayso.vocabulary import TimePrecision

LONG_BEFORE = 14
"""How long before the main event another one lies, rather than the course of the same."""
LEAD = 5
"""Sentences that tell what a report is about."""
ERA = 8
"""Words after "since" that may name the beginning of an era."""


MILLION = 1_000_000


class Incident(StrEnum):
    MAIN = "main"
    EARLIER = "earlier"
    MANY = "many"
    TAKING = "taking"
    RELEASE = "release"


class Incidents:
    """The incidents of one report. `main_day`: when the main one was, as far as the report tells."""

    def __init__(self, found: Layers, main_day: When | None) -> None:
        self._sentences = found.sentences
        self._main_day = parse_day(main_day.start) if main_day else None
        self.release = tells_of_release(found)

    def undated(self, count: FigureMention) -> Incident:
        """The incident of a count, before it is known when it was."""
        sentence = self._sentences[count.sentence]
        if is_over_many(sentence) or _is_of_millions(count):
            return Incident.MANY
        if not self.release or count.kind not in ("abducted", "freed"):
            return Incident.MAIN
        escaped = any(t.lower in words("incident_escapes") for t in sentence.tokens)
        return Incident.TAKING if count.kind == "abducted" or escaped else Incident.RELEASE

    def of(self, count: FigureMention, scene: When | None) -> Incident:
        """The incident of a count that was, or was told, at this time."""
        incident = self.undated(count)
        return Incident.EARLIER if incident is Incident.MAIN and self.is_earlier(scene) else incident

    def behind(self, found: Layers) -> frozenset[int]:
        """The numbers of the sentences after the lead that tell of a time long before the main event."""
        starts = [s.span.start for s in self._sentences]
        told = (bisect_right(starts, m.span.start) - 1 for m in found.times if self.is_earlier(m.when))
        return frozenset(number for number in told if number >= LEAD)

    def is_earlier(self, happened: When | None) -> bool:
        """Does this time lie so long before the main event that it is of another one?"""
        if happened is None or self._main_day is None or happened.precision is TimePrecision.SPAN:
            return False
        before = add_days(self._main_day, -LONG_BEFORE)
        return before is not None and happened.end[:10] < before.isoformat()[: len(happened.end[:10])]


def tells_of_release(found: Layers) -> bool:
    """Is the report about captives who came free?"""
    return any(f.kind == "freed" and f.sentence < LEAD for f in found.figures)


def _is_of_millions(count: FigureMention) -> bool:
    """No one incident befalls millions, but that they march or have to leave."""
    many = max(count.figure.low or 0, count.figure.high or 0) >= MILLION or count.figure.vague == "millions"
    return many and count.kind not in ("gathered", "displaced")


def is_over_many(sentence: Sentence) -> bool:
    """Does the sentence count over many incidents ("in the past year"), or since an era began ("since the coup")?

    What ranks one incident among others counts that one: "the deadliest attack since 2009", "the third in the past year".
    """
    lowers = [t.lower for t in sentence.tokens]
    span = next(_over_many().find(sentence.tokens), None)
    at = span.first if span else _era_begins(lowers)
    return at is not None and not any(_ranks(word) for word in lowers[:at])


def may_be_over_many(text: str) -> bool:
    """Could `is_over_many` find anything? Most sentences have none of the words, and need not be taken apart."""
    lower = text.lower().replace("’", "'")
    return any(word in lower for word in _rarest_words())


@cache
def _rarest_words() -> frozenset[str]:
    """Of each phrase the longest word."""
    return frozenset({max(phrase.split(), key=len) for phrase in words("incident_many")} | {"since"})


def _era_begins(lowers: Sequence[str]) -> int | None:
    since = lowers.index("since") if "since" in lowers else len(lowers)
    return since if any(_is_era(word) for word in lowers[since + 1 : since + 1 + ERA]) else None


def _is_era(word: str) -> bool:
    return word in words("incident_eras") or (len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"))


def _ranks(word: str) -> bool:
    return word in words("incident_ranks") or (word.endswith("iest") and len(word) > len("iest") + 1)


@cache
def _over_many() -> Phrases[None]:
    return Phrases(dict.fromkeys(words("incident_many")))
