"""Inputs on which the proofs R5 to R7 once failed, each by its name."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sayso import limits
from sayso.collect import xml_text
from sayso.collect.schedule.records import Kind, Watched
from sayso.collect.schedule.state import State
from sayso.commands.alert_outbox import Outbox
from sayso.commands.chromium import MADE
from sayso.errors import SaysoError
from sayso.ledger import canonical
from sayso.ledger.address import where
from sayso.ledger.postgresql.failures import NO_DATABASE, REFUSED
from sayso.read.assemble import Draft, assemble
from sayso.read.captions import MARKED_CREDIT
from sayso.read.entries import STAMP
from sayso.read.originals import MERE
from sayso.read.pdf_paragraphs import HYPHENATED, PAGE_NUMBER
from sayso.reconcile.sums import SIDE_BY_SIDE
from sayso.settings import Settings
from sayso.types import Report, Span
from sayso.understand.checks import VERIFIED
from sayso.understand.figures.numbers import quantities
from sayso.understand.rules import Rules
from sayso.understand.sentences import tokens
from tests.conftest import Sayso
from tests.serve.conftest import Serve, serve

__all__ = ["serve"]

MANY = 50_000
SLOW = 0.5
"""Seconds of processor time. Each took 10 to 100 before it was mended, and takes some milliseconds."""


@pytest.mark.parametrize(
    ("use", "text"),
    [
        (MERE.fullmatch, " \n" * MANY),
        (MARKED_CREDIT.match, "photo" + " " * MANY + "x"),
        (STAMP.match, "posted at 1:11 a.m. (GMT)" + " " * MANY + "x"),
        (VERIFIED.search, "Z-" * MANY),
        (SIDE_BY_SIDE.fullmatch, " " * MANY + "x"),
        (REFUSED.search, "role a" * MANY),
        (NO_DATABASE.search, "database a" * MANY),
        (PAGE_NUMBER.fullmatch, "(page" + " " * MANY + "x"),
        (HYPHENATED.search, "é" * MANY + "!"),
        (MADE.search, b"/ModDate (D:11111111111111a" * MANY),
    ],
    ids=["source line", "credit", "stamp", "verified", "list", "role", "database", "page number", "hyphen", "day of a PDF"],
)
def test_an_expression_takes_time_by_the_length_alone(use: Callable[..., object], text: str | bytes) -> None:
    begun = time.process_time()
    use(text)
    assert time.process_time() - begun < SLOW


@pytest.mark.parametrize(
    ("use", "text", "rest"),
    [
        (MARKED_CREDIT.match, "Photo : Jane", "Jane"),
        (MARKED_CREDIT.match, "Photo by: Jane", "Jane"),
        (MARKED_CREDIT.match, "Image copyright Jane", "Jane"),
        (STAMP.match, "14:05 GMT: The mayor speaks", "The mayor speaks"),
        (STAMP.match, "14:05   The mayor speaks", "The mayor speaks"),
        (STAMP.match, "14:05  ", ""),
        (SIDE_BY_SIDE.fullmatch, " , and  another ", ""),
        (PAGE_NUMBER.fullmatch, "– page 3 of 12 –", ""),
        (PAGE_NUMBER.fullmatch, "3/12", ""),
    ],
)
def test_it_takes_what_it_took(use: Callable[[str], object], text: str, rest: str) -> None:
    found = use(text)
    assert found is not None
    assert text[found.end() :] == rest  # type: ignore[attr-defined]


def test_a_character_in_two_halves_keeps_its_length_in_the_ledger() -> None:
    report = assemble(Draft("x", "\ud83d\ude00 12 died. \ude00\ud83d", "\ud83d\ude00"), "x")
    assert report.text == "\ufffd\ufffd\n\n\ufffd\ufffd 12 died. \ude00\ud83d"
    assert canonical.decode(Report, canonical.encode(report)) == report


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01-08", "9999-12-31"])
@pytest.mark.parametrize("words", ["between Monday and Thursday", "until Friday", "on Monday", "last week", "in 2015"])
def test_a_report_of_the_first_and_of_the_last_day_there_is_is_read(words: str, published: str) -> None:
    text = f"The curfew was extended {words}. 12 people were killed {words}, police said."
    assert Rules()(assemble(Draft("x", text, published=published, language="en"), "x")).claims


def test_a_number_that_goes_on_beyond_what_is_looked_at_is_none_and_not_half_of_itself() -> None:
    text = "two " + "hundred and two " * limits.MAX_QUANTITY
    assert all(text[: q.end] and q.first > 0 for q in quantities(tuple(tokens(text, Span(0, len(text))))))


@pytest.mark.parametrize("told", ["unicode_escape", "raw_unicode_escape", "unicode-escape"])
def test_a_codec_of_pythons_own_is_no_encoding_of_a_document(told: str) -> None:
    assert xml_text.text_of(b"\\\x10\xfa", told) == "\\\x10ú"


@pytest.mark.parametrize("text", ["postgresql://a@h/b?x=\udfff", "postgresql://a\udc80@h/b"])
def test_an_address_of_no_letters_is_refused(text: str) -> None:
    with pytest.raises(SaysoError, match="E025"):
        where(text)


@pytest.mark.parametrize("text", ["", ".", "/"])
def test_a_ledger_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(SaysoError, match="E024"):
        where(text)


def test_a_setting_that_does_not_fit_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "two\u2028hundred\n")
    with pytest.raises(SaysoError, match="E035") as told:
        Settings()
    assert len(told.value.line.splitlines()) == 1


def test_rows_of_alerts_that_hold_something_else_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.alerts"
    with Outbox.open(path):
        pass
    _change(path, "INSERT INTO held VALUES ('a', 'a', '{}')")
    with Outbox.open(path) as box, pytest.raises(SaysoError, match="E093"):
        box.held("a")


def test_rows_of_the_watch_that_hold_something_else_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.watch"
    with State(path) as state:
        state.begin([Watched(Kind.FEED, "http://a.invalid/", 60.0)], 1.0)
    _change(path, "UPDATE polled SET kind = 'x'")
    with State(path) as state, pytest.raises(SaysoError, match="E090"):
        list(state.polled())


def _change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(sql)


def test_the_list_of_situations_refuses_a_moment_that_is_none(sayso: Sayso, serve: Serve, tmp_path: Path) -> None:
    assert sayso("situation", "new", "a", "--place", "KZ").status == 0
    assert serve(tmp_path / "test.ledger").get("/situations?as_of=AAAA").status_code == 400
