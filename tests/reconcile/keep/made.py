"""Reports of our own that really are copies, versions and reports on one course of events, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.ledger.store import Store
from sayso.reconcile.keep.follow import aside, follow, set_new, settle, state
from sayso.reconcile.keep.schema import derived, followed
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.world import World
from sayso.types import Outlet, Reading, Report, Verdict
from sayso.understand.reader import all_read, reader
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, RULES, capture, claim, later, report

FLOOD = (
    "At least 12 people were killed when the river Isim burst its banks at Kokshar, the Emergency Ministry said on Wednesday. "
    "Soldiers are filling sandbags along the lower town, where the water stands a metre high in the market hall. "
    "Emergency Minister Arman Seitov told reporters that 40 people were injured and that the bridge to the station is gone. "
    "Teachers opened two schools for families whose houses on the left bank can no longer be entered. "
    "The railway stopped all trains between Kokshar and the capital until engineers have looked at the embankment."
)
FLOOD_NEXT = (
    "The flood on the river Isim has killed 17 people, the Emergency Ministry said in Kokshar on Friday. "
    "Seitov said the bridge to the station would be rebuilt before the winter and that soldiers stay in the lower town."
)
FLOOD_LAST = (
    "Kokshar counts its losses after the flood of the Isim. The ministry said 19 people were killed and 55 were injured. "
    "Trains between Kokshar and the capital run again, and the schools on the left bank teach again."
)
STRIKE = (
    "Police arrested 30 miners at the Karaton pit on Thursday after a march for higher pay, the Interior Ministry said. "
    "A trade union said 45 miners were arrested, among them its chairman. "
    "The company that runs the pit promised talks with the union about wages and about the old hoists."
)
STRIKE_NEXT = (
    "All miners arrested at the Karaton pit are free again, the union said. Interior Ministry spokesman Daniyar Abenov said "
    "25 miners were arrested. Talks about wages at the pit go on."
)
BREAD = "The price of bread rose again in the capital. Bakers blame the harvest, and the mills blame the price of diesel."
FOUL = (
    "Officials said 3 people were killed in \x1b[31mRedtown\x1b[0m, [bold]wrote[/bold] a \u202ereporter. "
    "The Interior Ministry of \ud800Lostland said 4 people were injured."
)
"""Words that break terminals, cells and drivers."""

HOST = "https://wire.invalid/flood"


def _outlet(name: str) -> Outlet:
    return Outlet(name.lower(), name)


def _made(words: str, published: str | None, title: str, outlet: str | None, **changes: Any) -> Report:
    made = report(words, published, title)
    return replace(made, name=f"{made.id[1:7]} {title}"[:40], outlet=_outlet(outlet) if outlet else None, **changes)


POOL: tuple[Report, ...] = (
    _made(FLOOD, "2022-03-02", "Flood in Kokshar kills 12", "Isim Agency", url=HOST),
    _made(FLOOD, "2022-03-02", "Twelve dead in flood", "Morning Sheet", credit="Isim Agency"),
    _made(FLOOD + " Rain is forecast for the weekend.", "2022-03-03", "Flood in Kokshar", "Evening Sheet"),
    _made(FLOOD.replace("12 people", "13 people"), "2022-03-03T08:00", "Flood in Kokshar kills 13", "Isim Agency", url=HOST),
    _made(FLOOD_NEXT, "2022-03-04", "Flood toll in Kokshar rises", "Morning Sheet"),
    _made(FLOOD_LAST, "2022-03-09", "After the flood in Kokshar", None),
    _made(STRIKE, "2022-03-03", "Miners arrested at Karaton pit", "Pit Herald"),
    _made(STRIKE, "2022-03", "Miners held at Karaton", "Evening Sheet"),
    _made(STRIKE_NEXT, "2022-03-06", "Karaton miners free", "Pit Herald"),
    _made(STRIKE_NEXT, None, "Miners of Karaton free again", None),
    _made(BREAD, "2022-03-05", "Bread dearer", "Morning Sheet"),
    _made(
        FOUL,
        "2022-03-05",
        "=Foul \x1b[2Jwords\x00 \udfff",
        "\ud800Outlet",
        credit="\udc00AP",
        url="https://x.invalid/\ud800?q=\udfff",
    ),
)
"""Dated out of the order in which they stand here; one month long, one without a date."""


@cache
def read(number: int, version: int = 1) -> Reading:
    """What the rules find in `POOL[number]`; a later version of them finds one claim more."""
    of = POOL[number]
    found = _rules(of)
    more = tuple(replace(claim(of, n), maker=RULES) for n in range(version - 1))
    return replace(found, maker=later(found.maker, version), claims=(*found.claims, *more))


@cache
def _rules(of: Report) -> Reading:
    return next(all_read(reader("rules").many([of])))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done to a ledger."""

    what: str
    which: int
    version: int = 1


def do(ledger: Ledger, step: Step) -> None:
    of = POOL[step.which]
    match step.what:
        case "add":
            ledger.add(capture(of, f"{step.version}.txt"), of, read(step.which, step.version))
        case "verdict":
            ledger.append_verdict(Verdict(of.id, Verdicts.CONFIRM, str(step.version), "Ann", CLOCK, "0" * 64))
        case "redact":
            try:
                ledger.redact(of.id, "asked")
            except SaysoError as error:
                assert error.code.code in {"E027", "E029"}
        case "follow":
            follow(ledger.store)
        case "set_new":
            set_new(ledger.store)
        case "settle":
            settle(ledger.store, step.which)


def add_all(ledger: Ledger, numbers: Sequence[int]) -> None:
    for number in numbers:
        do(ledger, Step("add", number))


def caught_up(store: Store) -> None:
    follow(store)
    settle(store)


def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every kept table."""
    tables = [table for table in derived.sorted_tables if table is not followed]
    return {t.name: [tuple(r) for r in connection.execute(select(t).order_by(*t.primary_key.columns))] for t in tables}


def kept_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as connection:
        return rows(connection)


def fresh_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """As they are when everything is followed at once on an empty store."""
    with store.reading() as connection, aside(connection) as fresh:
        return rows(fresh)


def is_whole(store: Store) -> bool:
    with store.reading() as connection:
        made = state(connection)
    return made is not None and made.open_from is None


def seen(world: World) -> dict[str, Any]:
    """All that a view is made of, and what is made of it."""
    found = knowledge(world)
    return {
        "carriers": dict(world.carriers),
        "tellings": world.tellings,
        "incidents": found.incidents,
        "series": found.series,
        "verdicts": dict(world.verdicts),
    }
