"""The time grammar as one: finds the time expressions of a sentence, longest first from the left, and what they come to.

    sentence → classes (`words.py`) → rules (`dates.py`, `relative.py`, `spans.py`, `clock.py`)

One expression of all rules finds where a rule may begin; the rules are then tried there one by one. Matching is linear in the
words of a sentence, and no rule looks further than some ten words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sayso.types import Span
from sayso.understand.times import clock as time_clock
from sayso.understand.times import dates as time_dates
from sayso.understand.times import relative as time_relative
from sayso.understand.times import spans as time_spans
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.rule import Family, Scene, anonymous
from sayso.understand.times.words import OTHER, Classed, of_classes

RULES = (*time_clock.RULES, *time_dates.RULES, *time_relative.RULES, *time_spans.RULES)
GRAMMAR = Family.of(RULES)
NEVER_FIRST = f"(?![{OTHER}<comma><dot><colon><dash><slash><of><and><to><at><on>])"
"""Said before the rules so that the words that cannot begin one cost nothing."""
START = re.compile(of_classes(NEVER_FIRST + anonymous(RULES)))
CORE = re.compile(
    of_classes(
        "[<month><mon><weekday><weekdays><year><decade><unit><units><quarter><quarter_of><part><moment><season><fall>"
        "<deictic><overnight><reference><again><holiday><half_day><oclock><zone><colon><slash><dash><current><recent><past>]"
    )
)
"""Every expression has one of these; a sentence without any is passed over."""


def expressions(words: Classed, scene_at: Callable[[int], Scene]) -> Iterator[tuple[Span, Stretch]]:
    """The span and the reading of each time expression. `scene_at` gives the scene for the place of a word."""
    at = 0 if CORE.search(words.letters) else len(words.letters)
    while found := START.search(words.letters, at):
        read = GRAMMAR.at(words, found.start(), scene_at(found.start()))
        at = read[0] if read else found.start() + 1
        if read and read[1].value:
            yield words.span(found.start(), read[0]), read[1]
