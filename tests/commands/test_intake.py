"""What comes in is read in children: one bad document hurts no other, and the account adds up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.collect.sniff import HTML
from sayso.commands.adding_run import Adding, Came
from sayso.commands.intake import taken_in
from sayso.ledger.ledger import Ledger
from sayso.read import contained
from sayso.read.notes import Note
from sayso.read.reports import Found
from sayso.types import Capture, Unreadable
from sayso.understand.reader import reader

NOW = datetime(2022, 1, 8, tzinfo=UTC)
WORDS = "<html><body><p>A fire in the old town has killed {n} people, police said on Friday.</p></body></html>"
FATAL = b"<p>this page ends who reads it</p>"


def page(n: int) -> Capture:
    return capture(WORDS.format(n=n).encode(), f"{n}.html")


def capture(body: bytes, address: str) -> Capture:
    return Capture(address, NOW, HTML, hashlib.sha256(body).hexdigest(), body)


def may_end(given: Capture, published: str | None) -> list[Found]:
    """In a child."""
    if given.body == FATAL:
        os._exit(7)
    return contained.found_in(given, published)


@pytest.fixture(scope="module")
def children() -> Iterator[Contained]:
    with Contained(2, jobs={"reports": f"{__name__}:may_end"}) as made:
        yield made


class Told:
    """A listener that wants the run stopped after some reports."""

    def __init__(self, enough: int = 1_000) -> None:
        self.enough = enough
        self.addresses: list[str] = []
        self.codes: list[str] = []

    def came(self, one: Came) -> None:
        self.addresses.append(one.address)

    def unreadable(self, item: Unreadable) -> None:
        self.codes.append(item.code)

    def note(self, note: Note) -> None:
        pass

    def late(self) -> None:
        pass

    def stopped(self) -> bool:
        return len(self.addresses) >= self.enough


def test_reports_come_in_order_with_their_captures(children: Contained) -> None:
    captures = [page(n) for n in range(3, 20)]
    told: list[Unreadable | Note] = []
    found = list(taken_in(map(Given, captures), told.append, children))
    assert [one for one, _ in found] == captures
    assert [report.name for _, report in found] == [str(n) for n in range(3, 20)]
    assert told == []


def test_a_document_that_ends_its_reader_is_an_entry_and_the_account_adds_up(children: Contained, tmp_path: Path) -> None:
    given: list[Capture | Unreadable] = [
        page(3),
        capture(FATAL, "fatal.html"),
        page(4),
        Unreadable("gone.html", "E010", "gone"),
        page(3),
        page(5),
    ]
    told = Told()
    with Ledger.open(tmp_path / "ledger", lambda: NOW, create=True) as ledger:
        run = Adding(ledger, reader("rules"), told, contained=children)
        run.all_of(Given(one) for one in given)
    assert told.addresses == ["3.html", "4.html", "3.html", "5.html"]
    assert told.codes == ["E084", "E010"]
    assert sum(run.sum.parts.values()) == len(given)
    assert run.sum.parts["unreadable"] == 2


def test_what_was_taken_before_a_stop_is_kept(children: Contained, tmp_path: Path) -> None:
    taken: list[str] = []

    def given() -> Iterator[Given]:
        for n in range(3, 60):
            taken.append(f"{n}.html")
            yield Given(page(n))

    told = Told(enough=2)
    with Ledger.open(tmp_path / "ledger", lambda: NOW, create=True) as ledger:
        run = Adding(ledger, reader("rules"), told, told.stopped, children)
        run.all_of(given())
    assert told.addresses == taken
    assert 2 <= len(taken) <= 2 + 2 * children.ahead
    assert sum(run.sum.parts.values()) == len(taken)


def test_a_document_of_many_reports_goes_no_further_after_a_stop(children: Contained, tmp_path: Path) -> None:
    body = "\n".join(f'{{"text": "A fire has killed {n} people, police said."}}' for n in range(3, 40)).encode()
    many = Capture("many.jsonl", NOW, "application/jsonl", hashlib.sha256(body).hexdigest(), body)
    told = Told(enough=5)
    with Ledger.open(tmp_path / "ledger", lambda: NOW, create=True) as ledger:
        Adding(ledger, reader("rules"), told, told.stopped, children).all_of([Given(many), Given(page(3))])
    assert told.addresses.count("many.jsonl") == 5
