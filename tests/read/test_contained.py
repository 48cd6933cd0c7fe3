"""Documents that would hurt whoever reads them, in children; and that nothing else changes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from sayso import limits
from sayso.collect import sniff
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.errors import SaysoError
from sayso.read import contained, reports
from sayso.read.contained import reports_of
from sayso.read.reports import Found
from sayso.types import Capture, Exchange, Report, Unreadable
from tests.read.making_pdf import paragraphs, pdf

PAGES = Path(__file__).parent / "pages"
GOOD = (PAGES / "report.html").read_bytes()
PARAGRAPH = b"<p>A fire in the old town has killed two people and hurt a third, police said on Friday.</p>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BILLION_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">' + LAUGHS + b"]><html><body><p>&l9;</p>" + PARAGRAPH
MB = 1_000_000

HOSTILE = {
    "100,000 nested elements": b"<div>" * 100_000 + PARAGRAPH,
    "a colspan of 9e15": b"<table><tr><td colspan=9000000000000000 rowspan=9000000000000000>x</td></tr></table>" + PARAGRAPH,
    "200,000 links": PARAGRAPH + b"<a href=x>headline of another report</a> " * 200_000,
    "billion laughs": BILLION_LAUGHS,
    "an outside entity": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><body><p>&x;</p>' + PARAGRAPH,
}
TOO_MUCH = {
    "an article of 10 MB": (b"<p>" + b"Two people were killed in the old town. " * 25 + b"</p>") * 10_000,
    "an article of 50 MB": (b"<p>" + b"Two people were killed in the old town. " * 25 + b"</p>") * 50_000,
    "4,000,000 elements": PARAGRAPH + b"<br>x" * 4_000_000,
}
"""An article longer than a report may be, and pages whose trees take more memory than a child has."""


def capture(body: bytes, media_type: str = sniff.HTML, address: str = "x.html") -> Capture:
    return Capture(address, datetime(2022, 1, 8, tzinfo=UTC), media_type, hashlib.sha256(body).hexdigest(), body)


def found(given: Iterable[Given], children: Contained) -> list[list[Found]]:
    return [list(results) for _, results in reports_of(given, children)]


@pytest.fixture(scope="module")
def children() -> Iterator[Contained]:
    with Contained() as made:
        yield made


@pytest.fixture(scope="module")
def good() -> list[Found]:
    """What the reader says in this process."""
    return list(reports.reports(capture(GOOD)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_and_hurt_no_other(children: Contained, good: list[Found], name: str) -> None:
    begun = time.monotonic()
    before, results, after = found([Given(capture(body)) for body in (GOOD, HOSTILE[name], GOOD)], children)
    assert time.monotonic() - begun < limits.CHILD_SECONDS
    assert before == after == good
    [report] = [one for one in results if isinstance(one, Report)]
    assert "killed two people" in report.text
    assert "root:" not in report.text


@pytest.mark.parametrize("name", TOO_MUCH)
def test_pages_that_are_too_much_are_told(children: Contained, good: list[Found], name: str) -> None:
    given = capture(TOO_MUCH[name])
    begun = time.monotonic()
    results, after = found([Given(given), Given(capture(GOOD))], children)
    assert time.monotonic() - begun < limits.CHILD_SECONDS + 5
    [told] = results
    assert isinstance(told, Unreadable)
    assert (told.address, told.sha256) == ("x.html", given.sha256)
    assert told.code == ("E019" if name == "an article of 10 MB" else "E083")
    assert after == good


MAIL = b"From: press@ministry.example\r\nSubject: Fire in Elderton\r\n\r\nTwo people died in the old town on Friday.\r\n"
EVERY_KIND = {
    sniff.MAIL: MAIL,
    sniff.PDF: pdf([paragraphs(["Two people were killed in a fire in the old", "town, police said on Friday."])]),
    sniff.HTML: GOOD,
    sniff.TEXT: b"Fire in the old town\n\nA fire has killed two people, police said on Friday.",
    sniff.JSON: b'[{"text": "Two people died.", "date_publish": "2022-01-07"}, {"title": "a"}, {"text": "\\ud800 died."}]',
    sniff.JSON_LINES: b'{"text": "Two people died.", "published": "soon"}\n{"text"\n{"id": 7, "text": "One died."}',
}


@pytest.mark.parametrize("media_type", EVERY_KIND)
def test_a_child_finds_what_is_found_here(children: Contained, media_type: str) -> None:
    given = Given(capture(EVERY_KIND[media_type], media_type), "2022-01-09")
    assert isinstance(given.capture, Capture)
    assert found([given], children) == [list(reports.reports(given.capture, "2022-01-09"))]


def test_what_is_no_page_is_told_by_its_own_code(children: Contained) -> None:
    [[told]] = found([Given(capture(b"<html><body></body></html>"))], children)
    assert isinstance(told, Unreadable)
    assert told.code == "E012"


def test_plain_text_and_what_could_not_be_received_start_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("sayso.collect.contained.pool.Child", refuse)
    missing = Unreadable("y.txt", "E004", "empty")
    text = capture(EVERY_KIND[sniff.TEXT], sniff.TEXT, "x.txt")
    with Contained() as made:
        first, second = found([Given(missing), Given(text)], made)
    assert first == [missing]
    assert [type(one) for one in second] == [Report]


def test_a_date_that_is_none_is_the_callers_mistake(children: Contained) -> None:
    with pytest.raises(SaysoError) as raised:
        found([Given(capture(GOOD), "soon")], children)
    assert raised.value.code.code == "E011"


def test_the_bytes_go_over_once() -> None:
    sent: list[Capture] = []

    class Fake:
        ahead = 2

        def begin(self, job: Job[Any], arguments: tuple[Any, ...], name: str) -> Future[Any]:
            sent.append(arguments[0])
            future: Future[Any] = Future()
            future.set_result([])
            return future

    whole = capture(GOOD)
    with_exchange = Capture(
        *(whole.address, whole.fetched_at, whole.media_type, whole.sha256, whole.body),
        exchange=Exchange(b"GET", b"HTTP/1.1 200 OK", GOOD),
    )
    assert [one.capture for one, _ in reports_of([Given(with_exchange)], cast(Contained, Fake()))] == [with_exchange]
    assert sent == [whole]


def slow_page(given: Capture, published: str | None) -> list[Found]:
    """In a child: trafilatura does not come to an end."""
    import trafilatura

    trafilatura.bare_extraction = lambda *_, **__: time.sleep(600)
    limits.PAGE_SECONDS = 0.1
    return contained.found_in(given, published)


def test_the_second_reader_takes_over_from_one_that_is_late() -> None:
    with Contained(1, seconds=10, jobs={"reports": f"{__name__}:slow_page"}) as made:
        results = found([Given(capture(GOOD)), Given(capture(GOOD))], made)
        alive = [child for child in made._all if child.process.poll() is None]
    assert all("A fire in the old town" in cast(Report, one).text for [one] in results)
    assert alive == []  # each was replaced: what was given up would go on in it
