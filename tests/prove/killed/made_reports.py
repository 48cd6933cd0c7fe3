"""Reports of our own, in parts of twenty: most as text, some as JSON lines and as pages, some twice, some unreadable."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

EACH = 20
"""Reports of a part that are new."""
CITIES = ("Almaty", "Astana", "Shymkent", "Karaganda", "Aktobe", "Taraz", "Pavlodar", "Semey", "Atyrau", "Aktau")
OFFICES = ("the interior ministry", "the health ministry", "police", "the mayor's office", "the prosecutor's office")
DONE = ("were killed", "were arrested", "were wounded", "were evacuated", "were reported missing")
WHO = ("protesters", "police officers", "residents", "soldiers", "passengers")
LINES_AT, PAGES_AT = 3, 7
"""Which part in ten is JSON lines, and which is pages: these are read in a child."""


PUBLISHED = "2022-01-07"
"""What is typed for those that tell no date."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one `sayso add` is given: a path, and what an uninterrupted run makes of the inputs in it."""

    path: Path
    reports: int = EACH
    duplicates: int = 1
    unreadable: int = 1

    @property
    def inputs(self) -> int:
        return self.reports + self.duplicates + self.unreadable


def story(number: int) -> str:
    """No two are alike; some are about the same city and day, so that there are stories and incidents to keep."""
    rng = random.Random(number)
    city, other = rng.choice(CITIES), rng.choice(CITIES)
    first = f"{rng.randint(2, 90)} {rng.choice(WHO)} {rng.choice(DONE)} in {city}, {rng.choice(OFFICES)} said on Friday."
    second = (
        f"At least {rng.randint(2, 90)} {rng.choice(WHO)} {rng.choice(DONE)} in {other}, according to {rng.choice(OFFICES)}."
    )
    third = f"A spokesman told reporters that case {number} was under review and that roads near {city} were closed."
    return f"{first} {second} {third}"


def day(number: int) -> str:
    """Any of a month: some reports come later than others that were published after them."""
    return f"2022-01-{random.Random(-number).randint(1, 31):02}"


def part(folder: Path, number: int) -> Path:
    """Writes the part, if it is not there: a folder of texts or pages, or a file of lines."""
    numbers = range(number * EACH, (number + 1) * EACH)
    if number % 10 == LINES_AT:
        return _lines(folder / f"part-{number:04}.jsonl", numbers)
    made = folder / f"part-{number:04}"
    if not made.exists():
        made.mkdir(parents=True)
        write = _page if number % 10 == PAGES_AT else _text
        for one in numbers:
            write(made, f"{one:06}", story(one))
        write(made, f"{numbers[EACH // 2]:06}-again", story(numbers[EACH // 2]))
        (made / "empty.txt").write_bytes(b" \n")
    return made


def parts(folder: Path, reports: int) -> list[Part]:
    """As many as hold that many reports."""
    return [Part(part(folder, number)) for number in range(-(-reports // EACH))]


def _text(folder: Path, name: str, words: str) -> None:
    (folder / f"{name}.txt").write_text(words, "utf-8")


def _page(folder: Path, name: str, words: str) -> None:
    dated = f'<meta property="article:published_time" content="{day(int(name[:6]))}">'
    page = f"<!doctype html><html><head>{dated}</head><body><article><p>{words}</p></article></body></html>"
    (folder / f"{name}.html").write_text(page, "utf-8")


def _lines(path: Path, numbers: range) -> Path:
    told = [json.dumps({"title": f"Case {one}", "text": story(one), "published": day(one)}) for one in numbers]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*told, told[EACH // 2], "{bad"]) + "\n", "utf-8")
    return path
