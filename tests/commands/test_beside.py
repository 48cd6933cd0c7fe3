"""`sayso show REPORT`: what changed from version to version of its page, and who else has its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Sayso
from tests.reconcile.copies.made import FERRY

PAGE = "https://harbour.invalid/ferry"
TEXT = "\n\n".join(FERRY)


def given(id: str, text: str, at: str, outlet: str, url: str | None) -> dict[str, str | None]:
    return {"id": id, "title": "Ferry aground", "text": text, "published": at, "publisher": outlet, "url": url}


@pytest.fixture
def filled(sayso: Sayso, tmp_path: Path) -> Sayso:
    reports = [
        given("later", TEXT.replace("Seven of", "Nine of"), "2023-05-01T15:00:00Z", "Harbour Post", f"{PAGE}?utm_source=x"),
        given("first", TEXT, "2023-05-01T10:00:00Z", "Harbour Post", PAGE),
        given("copy", f"{TEXT}\n\n(Reuters)", "2023-05-01T12:00:00Z", "Echo", "https://echo.invalid/1"),
        given("alone", "Pancakes need flour, eggs and milk.", "2023-05-01T12:00:00Z", "Kitchen", "https://kitchen.invalid/1"),
    ]
    (tmp_path / "in.json").write_text(json.dumps(reports), encoding="utf8")
    assert sayso("add", tmp_path / "in.json", "--reader", "rules").status == 0
    return sayso


def test_versions_tell_which_figures_changed_first(filled: Sayso) -> None:
    for name in ("first", "later"):
        out = " ".join(filled("show", name).out.split())
        assert "2 versions of this page 2023-05-01T10:00:00Z" in out
        changed = out.split("2 versions of this page")[1]
        assert changed.index("“Seven of the passengers” → “Nine of the passengers”") < changed.index("1 sentence added")


def test_copies_tell_whose_text_it_is_and_why(filled: Sayso) -> None:
    out = " ".join(filled("show", "copy").out.split())
    assert "3 reports have this text: the text of Reuters (Echo: credited to Reuters)" in out
    assert "stand in the other" in out and "Harbour Post" in out


def test_what_has_neither_says_nothing_of_them(filled: Sayso) -> None:
    out = filled("show", "alone").out
    assert "versions of this page" not in out and "have this text" not in out
