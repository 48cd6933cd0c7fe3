"""Ledgers of any size for measuring, made of the demo reports: deterministic, and a report in a millisecond.

    made(1_000_000)     captures, reports and their readings in the order of publication, a million claims in all

Each base text is two demo reports in one, read once by the reader `rules`; `mould` casts it. A story has its own names, places
and country, and between one and several hundred reports; most of its reports are texts of their own, some are copies with an
agency's credit and a few words changed. Its days move the dates of the reading; the text keeps the days that it tells.
"""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from bench.mould import Cast, Mould, Spot
from bench.places import Country, countries
from bench.texts import DEMO
from bench.wording import AGENCIES, AGENCY, Drawn, drawn, drawn_in, letters, names_in
from sayso.collect.files import captures
from sayso.ledger.bodies import lean
from sayso.read.assemble import BETWEEN, Draft, assemble
from sayso.read.reports import reports
from sayso.types import Capture, Outlet, Reading, Report
from sayso.understand.reader import reader
from sayso.vocabulary import BlockKind

SEED = 8
FIRST = datetime(2022, 1, 3, tzinfo=UTC)
DAYS = 120
"""Days on which stories begin."""
LARGEST = 700
"""Reports of a story."""
COPIES = 0.3
"""Share of a story's reports that are copies of an earlier one."""
CHANGED = 0.06
"""Share of a copy's words that are others than in the original."""
CITIES = ("Northgate", "Eastbrook", "Southmoor", "Westhaven", "Millford", "Ashby", "Larkhill", "Dunmore", "Kelso", "Tarn")
OUTLETS = tuple(
    Outlet(f"{city}-{sort}.invalid".lower(), f"{city} {sort}", site=f"www.{city}-{sort}.invalid".lower())
    for city in CITIES
    for sort in ("Courier", "Gazette", "Observer", "Record", "Times", "Post")
)


@dataclass(slots=True)
class Story:
    """What its reports share."""

    number: int
    size: int
    begins: datetime
    country: Country
    names: Mapping[str, str]
    places: Mapping[int, Spot]
    scale: float
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """Of one report of a story, what a copy of it takes over."""

    mould: Mould
    words: Mapping[str, str]
    figures: Mapping[int, int]


def made(claims: int) -> Iterator[tuple[Capture, Report, Reading]]:
    """Until there are so many claims; the last report may bring a few more."""
    draw, left = random.Random(f"{SEED} {claims}"), claims
    each = sum(mould.claims for mould in moulds()) / len(moulds())
    for at, story, seed in _in_order(draw, round(1.1 * claims / each) + 1):
        if left <= 0:
            return
        capture, report, reading = _report(story, at, random.Random(seed))
        left -= len(reading.claims)
        yield capture, report, reading


def _in_order(draw: random.Random, how_many: int) -> list[tuple[datetime, Story, str]]:
    """Of some stories: when each report comes, its story, and the seed of what it says."""
    most, planned = min(LARGEST, max(30, how_many // 8)), list[tuple[datetime, Story, str]]()
    while len(planned) < how_many:
        story = _story(draw, len(planned), min(most, int(1 / (1 - draw.random()))))
        lasts = 60 * 24 * min(40, 1 + story.size**0.5)
        minutes = [int(lasts * draw.random() ** 2) for _ in range(story.size)]
        planned += [(story.begins + timedelta(minutes=m), story, f"{SEED} {story.number} {n}") for n, m in enumerate(minutes)]
    return sorted(planned, key=lambda one: (one[0], one[2]))


def _story(draw: random.Random, number: int, size: int) -> Story:
    country, change = draw.choice(countries()), letters(draw)
    names = {name: name.translate(change) for name in base_names()}
    names |= {word: drawn(word, draw) for word in sorted(base_words().by_story)}
    places = {}
    for geonames, name in base_places():
        spot = country.spot(draw, name)
        places[geonames] = spot.spot
        if " " not in name and spot.name:
            names[name] = spot.name
    begins = FIRST + timedelta(days=draw.randrange(DAYS), minutes=draw.randrange(24 * 60))
    return Story(number, size, begins, country, names, places, draw.uniform(0.4, 1.3))


def _report(story: Story, at: datetime, draw: random.Random) -> tuple[Capture, Report, Reading]:
    outlet = draw.choice(OUTLETS)
    copied = draw.choice(story.told[-20:]) if story.told and draw.random() < COPIES else None
    told = _changed(copied, draw) if copied else _own(story, at, draw)
    story.told.append(told)
    words = {**story.names, **told.words}
    cast = Cast(words, told.figures, story.places, story.country.codes, (at.date() - told.mould.day).days)
    url = f"https://{outlet.site}/{at:%Y/%m/%d}/{story.number}-{len(story.told)}"
    credit = f"{words[AGENCY].title()} Wire" if copied else None
    published = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    report, reading = told.mould.cast(cast, f"{story.number}-{len(story.told)}", outlet, url, published, credit)
    body = report.text.encode()
    arrived = at + timedelta(minutes=draw.randrange(1, 30))
    return Capture(url, arrived, "text/html", hashlib.sha256(body).hexdigest(), body), report, reading


def _own(story: Story, at: datetime, draw: random.Random) -> Told:
    """A text of its own. Reports of one day mostly tell one figure; those of later days tell more."""
    mould = moulds()[(story.number + len(story.told)) % len(moulds())]
    grown = story.scale * (1 + 0.02 * (at - story.begins).days) * (draw.uniform(0.8, 1.1) if draw.random() < 0.2 else 1)
    words = {word: drawn(word, draw) for word in mould.drawn} | {AGENCY: draw.choice(AGENCIES)}
    return Told(mould, words, {n: _figure(n, grown) for n in mould.numbers})


def _changed(copied: Told, draw: random.Random) -> Told:
    words = {word: drawn(word, draw) if draw.random() < CHANGED else was for word, was in copied.words.items()}
    return replace(copied, words=words | {AGENCY: copied.words[AGENCY]})


def _figure(number: int, scale: float) -> int:
    """As many digits, and as round."""
    step, least = 100 if number % 100 == 0 else 1, int("1".ljust(len(str(number)), "0"))
    return max(least, min(10 * least - step, int(number * scale) // step * step))


@cache
def moulds() -> tuple[Mould, ...]:
    changing = base_words()
    by_story = base_names() | changing.by_story
    return tuple(Mould(report, reading, by_story, changing.by_report) for report, reading in _base_texts())


@cache
def base_words() -> Drawn:
    return drawn_in(_base_texts(), base_names())


@cache
def base_names() -> frozenset[str]:
    """In small letters, those of places among them: each story has others."""
    return names_in(_base_texts()) | {name for _, name in base_places() if " " not in name} | {AGENCY}


@cache
def base_places() -> tuple[tuple[int, str], ...]:
    """The places of the base texts, each under the name in small letters that most of them give it."""
    found = (where for _, reading in _base_texts() for where in reading.layers.places)
    return tuple(sorted({w.geonames: w.name.lower() for w in found if w.geonames is not None}.items()))


@cache
def _base_texts() -> tuple[tuple[Report, Reading], ...]:
    """Each demo report with another one after it."""
    read_it, demo = reader("rules"), _demo()
    return tuple(
        (report, lean(read_it(report)))
        for apart in (7, 13)
        for number, first in enumerate(demo)
        for report in [_joined(first, demo[(number + apart) % len(demo)])]
    )


def _joined(first: Report, second: Report) -> Report:
    text = BETWEEN.join(
        block.span.of(one.text) for one in (first, second) for block in one.blocks if block.kind is not BlockKind.TITLE
    )
    return assemble(Draft(first.name, text, first.title, published=first.published), first.name)


@cache
def _demo() -> tuple[Report, ...]:
    taken = captures([str(DEMO)], io.BytesIO(), lambda: FIRST, 10_000_000)
    return tuple(r for c in taken if isinstance(c, Capture) for r in reports(c) if isinstance(r, Report))
