"""Who hands documents over is told when each is kept: in order, after its last report, and not where one was left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.collect.given import Given
from sayso.collect.sniff import JSON_LINES, TEXT
from sayso.commands.adding_run import Adding, Came
from sayso.ledger.ledger import Ledger
from sayso.read.notes import Note
from sayso.types import Capture, Unreadable
from sayso.understand.reader import reader

NOW = datetime(2022, 1, 8, tzinfo=UTC)


class Events:
    """What the listener and the giver were told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def came(self, one: Came) -> None:
        self.told.append(f"kept {one.report.name}")

    def unreadable(self, item: Unreadable) -> None:
        self.told.append(f"unreadable {item.address}")

    def note(self, note: Note) -> None: ...

    def late(self) -> None: ...

    def settled(self, given: Given) -> None:
        self.told.append(f"settled {given.capture.address}")


def text(name: str) -> Given:
    body = f"Two people were killed in {name}, police said on Friday.".encode()
    return Given(Capture(f"{name}.txt", NOW, TEXT, hashlib.sha256(body).hexdigest(), body))


def lines(count: int) -> Given:
    made = [{"id": f"line{n}", "text": f"Fire {n} killed {n + 2} people, police said on Friday."} for n in range(count)]
    body = "\n".join(map(json.dumps, made)).encode()
    return Given(Capture("lines.jsonl", NOW, JSON_LINES, hashlib.sha256(body).hexdigest(), body))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "l", lambda: NOW, create=True) as made:
        yield made


@pytest.mark.parametrize("name", ["rules", "model"])  # the model takes some reports ahead
def test_each_is_settled_after_its_last_report_and_in_order(ledger: Ledger, name: str) -> None:
    events, bad = Events(), Given(Unreadable("gone.txt", "E001", "E001 gone.txt: no such file"))
    run = Adding(ledger, reader(name), events, settled=events.settled)
    run.all_of([bad, text("Almaty"), lines(3), text("Aktau")])
    assert [one for one in events.told if "settled" in one] == [
        "settled gone.txt",
        "settled Almaty.txt",
        "settled lines.jsonl",
        "settled Aktau.txt",
    ]
    order = events.told.index
    assert order("unreadable gone.txt") < order("settled gone.txt")
    assert order("kept Almaty") < order("settled Almaty.txt")
    assert max(order(f"kept line{n}") for n in range(3)) < order("settled lines.jsonl")


def test_what_is_stopped_in_its_middle_is_not_settled(ledger: Ledger) -> None:
    events = Events()
    run = Adding(ledger, reader("rules"), events, lambda: "kept line0" in events.told, settled=events.settled)
    run.all_of([lines(5), text("Almaty")])
    assert "kept line0" in events.told and "kept line4" not in events.told
    assert "settled lines.jsonl" not in events.told


def test_what_the_ledger_could_not_take_is_not_settled(ledger: Ledger) -> None:
    events = Events()

    def broken(*_: object) -> None:
        raise OSError("the disk")

    run = Adding(ledger, reader("rules"), events, settled=events.settled)
    run.ledger.add = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(OSError, match="the disk"):
        run.all_of([text("Almaty")])
    assert events.told == []
