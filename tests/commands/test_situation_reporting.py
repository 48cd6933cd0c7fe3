"""`sayso report`: the same ledger and question give the same file, it is there whole or not at all, and says what is wrong."""

from __future__ import annotations

import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.commands import situation_reporting
from sayso.ledger.ledger import Ledger
from sayso.reconcile.looks.choosing import Bound
from tests.commands.test_reading import refused
from tests.conftest import Sayso
from tests.reconcile.keep.made import POOL, add_all, caught_up
from tests.show.situation_report.made import Page


@pytest.fixture
def filled(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> Sayso:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    assert sayso("situation", "new", "unrest", "--place", "KZ").status == 0
    return sayso


def test_the_same_question_gives_the_same_bytes(filled: Sayso, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.html", "b.html", "c.md", "d.markdown")]
    for file in files:
        ran = filled("report", "unrest", "-o", file, "--as-of", "2022-01-12")
        assert (ran.status, ran.out, ran.err) == (0, "", "")
    first, again, text, text_again = (file.read_bytes() for file in files)
    assert first == again and text == text_again
    told = Page(first.decode("utf8"))
    assert "unrest" in told.words and "as of 12 January 2022" in told.words and "In KZ" in told.words
    assert not list(tmp_path.glob(".*.part")), "nothing is left beside it"


def test_a_link_that_lies_beside_it_is_not_written_through(filled: Sayso, tmp_path: Path) -> None:
    """In a folder that others may write to, a link of the name that can be guessed led what was written to another file."""
    other = tmp_path / "mine.txt"
    other.write_text("mine", encoding="utf8")
    (tmp_path / ".a.md.part").symlink_to(other)
    assert filled("report", "unrest", "-o", tmp_path / "a.md").status == 0
    assert other.read_text(encoding="utf8") == "mine" and "unrest" in (tmp_path / "a.md").read_text(encoding="utf8")
    assert not (tmp_path / "a.md").is_symlink()


def test_the_moment_of_making_only_where_it_is_given(filled: Sayso, tmp_path: Path) -> None:
    for typed in ((), ("--made", "2022-02-03T04:05")):
        assert filled("report", "unrest", "-o", tmp_path / "a.html", *typed).status == 0
        words = Page((tmp_path / "a.html").read_text(encoding="utf8")).words
        assert ("3 February 2022, 04:05" in words) == bool(typed)


@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2099-02-03 14:00:05.25 UTC", "held it on 3 February 2099, 14:00 UTC"),
        ("2099-02-03", "held it on 3 February 2099"),
        ("2099-02", "held it in February 2099"),
    ],
)
def test_as_the_ledger_held_it_at_a_moment(filled: Sayso, tmp_path: Path, name: str, moment: str, words: str) -> None:
    """A time of day ended in E099, on the page in 500."""
    assert filled("report", "-o", tmp_path / name, "--recorded-by", moment).status == 0
    assert words in (tmp_path / name).read_text("utf-8")


def test_filters_narrow_the_situation(filled: Sayso, tmp_path: Path) -> None:
    typed = ("--kind", "killed", "--until", "2022-01-09", "--place", "Almaty")
    assert filled("report", "unrest", "-o", tmp_path / "a.html", *typed).status == 0
    told = Page((tmp_path / "a.html").read_text(encoding="utf8"))
    assert "In Almaty, published until 2022-01-09, killed" in told.words
    assert [kind.text for kind in told.tree.xpath("//h3[@class='kind-of']")] == ["Killed"]


def test_without_a_situation_it_is_named_after_its_place(filled: Sayso, tmp_path: Path) -> None:
    for typed, title in (
        (("--place", "KZ"), "Kazakhstan"),
        ((), "Everything in this ledger"),
        (("--situation", "unrest"), "unrest"),
    ):
        assert filled("report", "-o", tmp_path / "a.html", *typed).status == 0
        (heading,) = Page((tmp_path / "a.html").read_text(encoding="utf8")).tree.xpath("//h1")
        assert heading.text == title


def test_nothing_fits(filled: Sayso, tmp_path: Path) -> None:
    ran = filled("report", "--place", "Atlantis", "-o", tmp_path / "a.html")
    assert ran.status == 0 and "nothing in the ledger fits" in ran.err
    assert "Nothing in this ledger fits." in (tmp_path / "a.html").read_text(encoding="utf8")


def test_of_an_archive_the_largest_stories_and_it_says_so(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(situation_reporting, "SHOWN", Bound(whole=3, part=3))
    with Ledger.open(tmp_path / "test.ledger", lambda: datetime(2022, 1, 10, tzinfo=UTC), create=True) as ledger:
        add_all(ledger, range(len(POOL)))
        caught_up(ledger.store)
    ran = sayso("report", "-o", tmp_path / "a.html")
    words = Page((tmp_path / "a.html").read_text(encoding="utf8")).words
    assert "This ledger holds more than one report can tell. Shown is the largest of" in words
    assert "the report shows 1 of" in ran.err


def test_what_people_decided_is_in_it(filled: Sayso, tmp_path: Path) -> None:
    lines = filled("figures", "--situation", "unrest", "--kind", "killed", "--format", "jsonl").out.splitlines()
    figure = next(one for one in map(json.loads, lines) if "238" in json.dumps(one))
    claims = filled("claims", "--kind", "killed", "--format", "jsonl").out.splitlines()
    claim = next(one["claim"] for one in map(json.loads, claims) if one["figure"]["low"] == 238)
    for subject in (figure["series"], claim):
        told = filled("review", subject, "confirm", "--why", "seen <b>twice</b>", "--reviewer", "A. Editor")
        assert told.status == 0, told.err
    assert filled("report", "unrest", "-o", tmp_path / "a.html").status == 0
    page = Page((tmp_path / "a.html").read_text(encoding="utf8"))
    (section,) = page.tree.xpath("//section[@aria-labelledby='decided']")
    assert len(section.xpath(".//tbody/tr")) == 2 and "A. Editor: seen <b>twice</b>" in section.text_content()
    assert section.xpath(".//b") == []
    assert "confirmed" in page.tree.xpath("string(//article[@id='f1'])")


SHUT = (
    ("2022-01-03", "Police arrested 40 people in Almaty on Monday, the Interior Ministry said."),
    ("2022-01-04", "Police arrested 60 people in Almaty on Tuesday, the Interior Ministry said."),
    ("2022-01-05", "Internet access was shut down across Kazakhstan on Wednesday, NetBlocks said."),
    ("2022-01-07", "At least 12 people were killed in Almaty on Friday, the Health Ministry said."),
)


def test_while_nothing_could_be_reported_it_says_so(sayso: Sayso, tmp_path: Path) -> None:
    objects = [{"id": day, "title": "News", "text": text, "published": day, "publisher": "Wire"} for day, text in SHUT]
    (tmp_path / "in.json").write_text(json.dumps(objects), encoding="utf8")
    assert sayso("add", tmp_path / "in.json", "--reader", "rules").status == 0
    assert sayso("report", "--place", "KZ", "-o", tmp_path / "a.html").status == 0
    page = Page((tmp_path / "a.html").read_text(encoding="utf8"))
    (head,) = page.tree.xpath("//header//p[@role='note']")
    (below,) = page.tree.xpath("//section[@aria-labelledby='measures']//p[@class='silence']")
    for told in (head.text_content(), below.text_content()):
        assert "Could not report." in told and "Internet off in Kazakhstan since 5 January 2022" in told
        assert "silence is not zero" in told
    (link,) = below.xpath(".//a[@class='n alone']")
    assert "NetBlocks said" in page.evidence(link.get("href").removeprefix("#e"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("unrest", "-o", "a.doc"), "E132"),
        (("unrest", "-o", "report"), "E132"),
        (("unrest", "--format", "docx"), "E132"),
        (("unrest", "-o", "no/such/folder/a.html"), "E133"),
        (("unrest", "--situation", "other", "-o", "a.html"), "E134"),
        (("nowhere", "-o", "a.html"), "E042"),
        (("unrest", "--as-of", "soon", "-o", "a.html"), "E011"),
        (("unrest", "--made", "soon", "-o", "a.html"), "E011"),
        (("unrest", "--kind", "kiled", "-o", "a.html"), "E016"),
    ],
)
def test_what_is_wrong_is_said(
    filled: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(filled("report", *typed), code)
    assert not list(tmp_path.glob("*.html")) and not list(tmp_path.glob("*.doc"))


def test_a_file_that_cannot_be_written_stays_as_it_was(filled: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "a.html"
    there.write_text("before", encoding="utf8")

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    real: Any = Path.open
    monkeypatch.setattr(Path, "open", lambda self, mode="r", **more: Full() if mode == "xb" else real(self, mode, **more))
    ran = filled("report", "unrest", "-o", there)
    assert refused(ran, "E133") and "No space left on device" in ran.err
    assert there.read_text(encoding="utf8") == "before"
