"""One document on which something fails that nobody foresaw: it is told with E097, and everything else goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.collect.given import Given
from sayso.commands.adding_run import Adding
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.read import contained
from sayso.types import Capture, Report
from sayso.understand import pipeline, rules
from sayso.understand.model import reader as model
from sayso.understand.reader import Failed, reader
from sayso.unforeseen import unforeseen
from tests.commands.test_adding_settled import NOW, Events, lines, text
from tests.commands.test_watching import FEED, Bench
from tests.commands.watch_fakes import Clock, Web, feed, page, said

BAD = "Aktau"
"""The town of the document on which something fails."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "l", lambda: NOW, create=True) as made:
        yield made


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both readers fail in the middle of a report about `BAD`."""
    before = pipeline.run

    def run(layers: object, report: Report, *more: object) -> object:
        if BAD in report.text:
            raise RecursionError(f"a word of the document: {BAD}")
        return before(layers, report, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(rules, "run", run)
    monkeypatch.setattr(model, "run", run)


def added(ledger: Ledger, given: list[Given], name: str = "rules") -> tuple[dict[str, int], Events]:
    events = Events()
    run = Adding(ledger, reader(name), events, settled=events.settled)
    run.all_of(given)
    return {part: count for part, count in run.sum.parts.items() if count}, events


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("name", ["rules", "model"])
def test_a_report_that_the_reader_fails_on_ends_no_run(ledger: Ledger, name: str) -> None:
    parts, events = added(ledger, [text("Almaty"), text(BAD), lines(2), text("Astana")], name)
    assert parts == {"reports": 4, "unreadable": 1}
    assert [one for one in events.told if "line" not in one] == [
        "kept Almaty",
        "settled Almaty.txt",
        f"unreadable {BAD}.txt",
        f"settled {BAD}.txt",
        "kept Astana",
        "settled Astana.txt",
    ]


@pytest.mark.usefixtures("failing")
def test_a_watch_does_not_end_on_the_same_report_again_and_again(tmp_path: Path) -> None:
    web, clock = Web(), Clock()
    good, bad = "http://news.invalid/good", "http://news.invalid/bad"
    web.pages = {
        FEED: f"{bad} {good}".encode(),
        good: page("Six miners were killed in Almaty, the ministry said on Friday."),
        bad: page(f"Six miners were killed in {BAD}, the ministry said on Friday."),
    }
    bench = Bench(tmp_path, web, clock, feed("news.invalid"))
    assert bench.round() == {"reports": 1, "unreadable": 1}
    assert any(line.startswith(f"E097 {bad}: the reader failed on it (RecursionError in ") for line in said(bench.session))
    clock.forward(minutes=16)
    assert bench.round() == {}


def test_a_report_that_the_ledger_cannot_take_ends_no_run(ledger: Ledger) -> None:
    add = ledger.add

    def broken(capture: Capture | None, report: Report, *more: object) -> object:
        if BAD in report.text:
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return add(capture, report, *more)  # type: ignore[arg-type]

    ledger.add = broken  # type: ignore[method-assign, assignment]
    parts, events = added(ledger, [text(BAD), text("Almaty")])
    assert parts == {"reports": 1, "unreadable": 1}
    assert events.told[-1] == "settled Almaty.txt"


def test_plain_text_that_is_read_in_this_process_ends_no_run(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def reports(capture: Capture, published: str | None) -> Iterator[Report]:
        raise UnicodeError(capture.address)

    monkeypatch.setattr(contained, "reports", reports)
    parts, events = added(ledger, [text("Almaty"), lines(2)])
    assert parts == {"reports": 2, "unreadable": 1}
    assert events.told[0] == "unreadable Almaty.txt"


def test_a_document_that_gives_nothing_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contained, "reports", lambda capture, published: iter(()))
    assert added(ledger, [text("Almaty")])[0] == {"unreadable": 1}


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("name", ["rules", "model"])
def test_each_failure_stands_in_its_place(name: str) -> None:
    found = list(reader(name).many(of for of in map(_report, [BAD, "Almaty", BAD])))
    assert [type(one) for one in found] == [Failed, type(found[1]), Failed]
    assert [one.report for one in found] == [_report(town).id for town in (BAD, "Almaty", BAD)]


def test_the_document_s_words_are_not_told() -> None:
    try:
        int("the words of a document")
    except ValueError as error:
        told = unforeseen(error, "a.txt").line
    assert told.startswith("E097 a.txt: the reader failed on it (ValueError in test_unforeseen.py, line ")
    assert "words" not in told


@pytest.mark.parametrize("error", [OSError("full"), ImportError("gone"), SaysoError("E022", path="x", detail="full")])
def test_what_no_document_can_cause_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        unforeseen(error, "a.txt")


def _report(town: str) -> Report:
    capture = text(town).capture
    assert isinstance(capture, Capture)
    [found] = contained.found_in(capture, None)
    assert isinstance(found, Report)
    return found
