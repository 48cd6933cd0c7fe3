"""Reports whose every part bears a word of its own, and the ledger that they are added to."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from sayso.ledger import schema
from sayso.ledger.address import Database, Place
from sayso.ledger.query import Reader
from tests.command import done
from tests.prove.removal.searching import word

PARTS = ("title", "person", "agency", "outlet", "page", "street", "file", "quoted")


@dataclass(frozen=True, slots=True)
class Told:
    """One report: its name in the ledger, and its words by the part that they stand in."""

    name: str
    words: dict[str, str]

    @property
    def url(self) -> str:
        return f"https://news.invalid/{self.words['page'].lower()}"

    def written(self, number: int) -> dict[str, str]:
        w = self.words
        text = (
            f"At least {number + 2} people were killed in Almaty, {w['person']} Omarov of the Interior Ministry said. "
            f"“They came down {w['street']} Street and shot,” a nurse called {w['quoted']} told {w['agency']} News. "
            f"Police arrested {number + 30} others in the {w['street']} quarter, {w['agency']} reported. " + FILLER
        )
        named = {"id": self.name, "title": f"Killed at {w['title']} square", "published": "2022-01-07"}
        return {**named, "text": text, "publisher": f"{w['outlet']} Times", "url": self.url}


FILLER = " ".join(f"Shop number {n} in the old market stayed shut, and its keeper said that nobody came." for n in range(40))
"""So that PostgreSQL compresses the body."""


def reports(how_many: int, seed: str) -> list[Told]:
    rng, drawn = random.Random(seed), set[str]()
    return [Told(f"report {n}", {part: word(rng, drawn) for part in PARTS}) for n in range(how_many)]


def write(folder: Path, some: Sequence[Told]) -> Path:
    folder.mkdir()
    for number, one in enumerate(some):
        path = folder / f"{one.words['file']}.json"
        path.write_text(json.dumps(one.written(number), ensure_ascii=False), "utf-8")
    return folder


def added(ledger: Place, folder: Path, some: Sequence[Told]) -> None:
    """With the reader of rules; what they were added from is taken away afterwards."""
    given = ledger.url if isinstance(ledger, Database) else str(ledger)
    done(given, "add", str(write(folder, some)), "--reader", "rules")
    shutil.rmtree(folder)


def ids(reader: Reader) -> dict[str, str]:
    """By name."""
    with reader.store.reading() as connection:
        return {name: id for id, name in connection.execute(select(schema.reports.c.id, schema.reports.c.name))}
