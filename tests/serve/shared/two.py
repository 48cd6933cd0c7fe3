"""A ledger of two situations: in texts, names and addresses each has words of its own, none of which is to reach the other."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.commands.judging import Decision, judge
from sayso.commands.session import session
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.subjects import claim_subject
from tests.command import done

NORTH, SOUTH = "northern-view", "southern-view"
"""The situations."""
WORDS = {
    NORTH: ("Quixzorn", "Brelvax", "northwire", "Tolmekh"),
    SOUTH: ("Vantrosk", "Plimdarr", "southwire", "Jespurk"),
}
"""Words that only the one has: in texts, of an official, in an outlet's address, in a reason."""
PLACES = {NORTH: ("KZ", "Almaty", "Kazakhstan", "Kazakh"), SOUTH: ("FR", "Lyon", "France", "French")}


def reports(of: str) -> list[dict[str, str]]:
    word, official, wire, _ = WORDS[of]
    _, city, country, people = PLACES[of]
    texts = (
        f"At least 18 people were killed in {city}, {country}, on Thursday, the {people} interior ministry said. "
        f"The fighting near the {word} bridge went on. Minister Ana {official} told reporters that 40 people were arrested.",
        f"The number of people killed in {city}, {country}, rose to 26, state television reported on Friday. "
        f"Hospitals near the {word} bridge were full, police said.",
        f"Police arrested 120 demonstrators in {city}, {country}, on Saturday, Minister Ana {official} said. "
        f"A curfew was imposed around the {word} bridge.",
    )
    return [
        {
            "id": f"{wire}-{number}",
            "title": f"{word} bridge: day {number}",
            "text": text,
            "publisher": f"{wire}.example",
            "url": f"https://{wire}.example/{number}",
            "published": f"2022-01-0{6 + number}",
        }
        for number, text in enumerate(texts)
    ]


def two_situations(folder: Path) -> Path:
    """The ledger, with a report that tells nothing of either, a verdict on a claim of each, and both situations saved."""
    ledger, lines = folder / "two.ledger", folder / "two.jsonl"
    neither = {"id": "neither", "title": "Harvest", "text": "The harvest was good this year.", "published": "2022-01-05"}
    lines.write_text("\n".join(map(json.dumps, [*reports(NORTH), *reports(SOUTH), neither])), "utf8")
    done(ledger, "add", str(lines), "--reader", "rules")
    for name in (NORTH, SOUTH):
        done(ledger, "situation", "new", name, "--place", PLACES[name][0])
    told = session(ledger)
    with Reader.open(ledger) as reader:
        for name in (NORTH, SOUTH):
            claim = next(iter(reader.claims(Filters(place=PLACES[name][0])))).claim
            why = f"as {WORDS[name][3]} wrote"
            judge(told, reader, lambda _, of=claim: claim_subject(of), Decision(claim.id, "confirm", why, "Ed"))  # type: ignore[misc]
    return ledger
