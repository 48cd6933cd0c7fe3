"""Lists, searches and counts over one ledger, in a file or a PostgreSQL database, as the page and the command line ask them.

    python -m bench.querying LEDGER     prints the table; the ledger is one of `bench.keeping`, and stays as it is

Each question is drawn anew each time (a day, a place, a word), since one asked twice is answered from memory.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bench.many import FIRST
from bench.model import timed
from bench.pages import spread
from sayso.ledger.address import Place, where
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.mentions import mentions
from sayso.ledger.nearness import Near
from sayso.ledger.paging import claims_page, count, listed_reports
from sayso.ledger.query import Listed, Reader
from sayso.ledger.received import Wanted, received
from sayso.serve.routes.search import AT_ONCE, COUNTED, MENTIONS
from sayso.vocabulary import PlacePrecision

DRAWS = 40
ENOUGH = 8.0
"""Seconds after which a question is asked no more often."""
LAST = 130
"""Days on which reports of `bench.many` come, but for a few later ones."""
COMMON = ("police", "killed", "ministry", "people", "president", "security", "government", "forces")
KINDS = ("killed", "injured", "arrested")
STARTS = 3
"""Times that a command is started."""

Row = tuple[str, str]
Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Sample:
    """Some claims of the ledger, from which questions are drawn."""

    draw: random.Random
    claims: tuple[Listed, ...]

    def one(self) -> Listed:
        return self.draw.choice(self.claims)

    def day(self) -> str:
        return FIRST.fromordinal(FIRST.toordinal() + self.draw.randrange(5, LAST)).date().isoformat()

    def common(self) -> str:
        return self.draw.choice(COMMON)

    def two(self) -> str:
        return " ".join(self.draw.sample(COMMON, 2))

    def rare(self) -> str:
        """A name that few stories have."""
        names = [one.claim.place.name for one in self.claims if one.claim.place and len(one.claim.place.name) > 5]
        return self.draw.choice(names)

    def town(self) -> str:
        towns = [c.claim.place for c in self.claims if c.claim.place and c.claim.place.precision is PlacePrecision.CITY]
        return self.draw.choice(towns).name

    def near(self, within_km: float) -> Near:
        """Around a place of a claim: where more was told, more often."""
        points = [p for c in self.claims if (p := c.claim.place) and p.latitude is not None and p.longitude is not None]
        at = self.draw.choice(points)
        return Near(at.latitude or 0.0, at.longitude or 0.0, within_km)

    def country(self) -> str:
        return self.draw.choice([c.claim.place.country for c in self.claims if c.claim.place and c.claim.place.country])


def rows(place: Place) -> Iterator[Row]:
    with Reader.open(place) as reader:
        sample = sampled(reader)
        for name, ask in (*_lists(reader, sample), *_searches(reader, sample), *_single(reader, sample)):
            yield name, spread(_several(ask))
    yield from _commands(place, sample.one().claim.id)


def sampled(reader: Reader) -> Sample:
    """Claims of some pages, spread over the days."""
    draw = random.Random(8)
    sample = Sample(draw, ())
    pages = (claims_page(reader, Filters(until=sample.day()), AT_ONCE) for _ in range(12))
    return replace(sample, claims=tuple(row for page in pages for row in page.rows))


def _lists(reader: Reader, of: Sample) -> Iterator[tuple[str, Ask]]:
    """Pages of claims and reports, each with the number of claims that fit, as the page counts them."""
    yield "claims, first page", lambda: claims_page(reader, EVERYTHING, AT_ONCE)
    deep = [claims_page(reader, Filters(until=of.day()), AT_ONCE).next for _ in range(DRAWS)]
    yield "claims, a page far in", lambda: claims_page(reader, EVERYTHING, AT_ONCE, of.draw.choice(deep))
    for name, filters in _questions(of):
        yield f"claims of {name}, a page", lambda q=filters: claims_page(reader, q(), AT_ONCE)  # type: ignore[misc]
        yield f"claims of {name}, how many", lambda q=filters: count(reader, q(), COUNTED)  # type: ignore[misc]
    yield "claims, how many", lambda: count(reader, EVERYTHING, COUNTED)
    yield "claims as of a day, how many", lambda: count(reader, Filters(as_of=of.day()), COUNTED)
    yield "reports, first page", lambda: listed_reports(reader, AT_ONCE)
    yield "reports as of a day, a page", lambda: listed_reports(reader, AT_ONCE, filters=Filters(as_of=of.day()))
    yield "received, the first 50", lambda: list(islice(received(reader.store, Wanted()), AT_ONCE))


def _questions(of: Sample) -> Iterator[tuple[str, Callable[[], Filters]]]:
    yield "a kind", lambda: Filters(kind=of.draw.choice(KINDS))
    yield "a kind, as of a day", lambda: Filters(kind=of.draw.choice(KINDS), as_of=of.day())
    yield "a town", lambda: Filters(place=of.town())
    yield "a country", lambda: Filters(place=of.country())
    yield "a town and a kind", lambda: Filters(place=of.town(), kind=of.draw.choice(KINDS))
    yield (
        "a country and a kind, between two days",
        lambda: Filters(place=of.country(), kind="killed", since="2022-02", until=of.day()),
    )
    yield "25 km around a point", lambda: Filters(near=of.near(25))
    yield "500 km around a point", lambda: Filters(near=of.near(500))
    yield "25 km around a point and a kind", lambda: Filters(near=of.near(25), kind=of.draw.choice(KINDS))
    yield "25 km around a point and a common word", lambda: Filters(near=of.near(25), text=of.common())
    yield "a common word", lambda: Filters(text=of.common())
    yield "a common word, as of a day", lambda: Filters(text=of.common(), as_of=of.day())
    yield "two common words", lambda: Filters(text=of.two())
    yield "a rare word", lambda: Filters(text=of.rare())
    yield "a rare and a common word", lambda: Filters(text=f"{of.rare()} {of.common()}")
    yield "a common word and a country", lambda: Filters(text=of.common(), place=of.country())
    yield "a word that nobody says", lambda: Filters(text="zzyzx")


def _searches(reader: Reader, of: Sample) -> Iterator[tuple[str, Ask]]:
    """Texts of the newest reports."""
    yield "texts, a common word", lambda: mentions(reader, Filters(text=of.common()), MENTIONS)
    yield "texts, a rare word", lambda: mentions(reader, Filters(text=of.rare()), MENTIONS)
    yield "texts, a word that nobody says", lambda: mentions(reader, Filters(text="zzyzx"), MENTIONS)


def _single(reader: Reader, of: Sample) -> Iterator[tuple[str, Ask]]:
    yield "a claim by the beginning of its id", lambda: reader.claim(of.one().claim.id[:9])
    yield "a report by the beginning of its id", lambda: reader.report(of.one().report.id[:9])
    yield "a report by its name", lambda: reader.report(of.one().report.name)
    yield "the claims of a report", lambda: list(reader.claims(Filters(report=of.one().report.id)))
    yield "the newest 50 claims as `claims` lists them", lambda: list(reader.claims(Filters(limit=AT_ONCE)))
    yield (
        "50 claims of a common word as `claims` lists them",
        lambda: list(reader.claims(Filters(text=of.common(), limit=AT_ONCE))),
    )
    yield "what the ledger holds, by kind", reader.counts
    yield "every name of every report", reader.names


def _commands(place: Place, claim: str) -> Iterator[Row]:
    """Whole commands in processes of their own."""
    address = place.url if not hasattr(place, "parts") else str(place)
    for name, arguments in (("claims --limit 50", ["claims", "--limit", "50"]), ("show ID", ["show", claim[:9]])):
        command = [sys.executable, "-m", "sayso", "--ledger", address, *arguments]
        best = min(timed(lambda c=command: subprocess.run(c, capture_output=True, check=True)) for _ in range(STARTS))  # type: ignore[misc]
        yield f"sayso {name}, cold", f"{best:.2f} s"


def _several(ask: Ask) -> Sequence[float]:
    until, took = time.monotonic() + ENOUGH, [timed(ask)]
    while len(took) < DRAWS and time.monotonic() < until:
        took.append(timed(ask))
    return took


def main() -> None:
    print("| question | time |\n|---|---|")
    for name, value in rows(where(sys.argv[1])):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
