"""Reports in languages without a reader are kept, marked and listed; and so is what could not be read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sayso.commands.printing import FORMATS
from tests.commands.test_reading import TEXT, lines, put, refused
from tests.conftest import Sayso

PAGES = Path(__file__).parents[1] / "read" / "pages" / "kept"
RUSSIAN, KAZAKH, ARABIC = (
    (PAGES / f"{name}.txt").read_text(encoding="utf8") for name in ("cyrillic", "kazakh", "right_to_left")
)
CHINESE = "据当地官员介绍，周五凌晨一家化工厂发生爆炸，造成12人死亡，三十多人受伤。消防人员已将火势扑灭，事故原因正在调查中。"
MIXED = "Полиция города сообщила, что были задержаны 12 человек. Two people were killed, police said. " + RUSSIAN


def folder(tmp_path: Path) -> Path:
    """Five texts that can be taken, and one that cannot."""
    (tmp_path / "in").mkdir()
    given = {"en": TEXT, "ru": RUSSIAN, "ru2": MIXED, "kk": KAZAKH, "ar": ARABIC, "zh": CHINESE}
    for name, text in given.items():
        put(tmp_path, f"in/{name}.txt", text)
    put(tmp_path, "in/none.txt", " ")
    return tmp_path / "in"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_no_claims_are_made_of_them_and_the_end_tells_how_many(sayso: Sayso, tmp_path: Path) -> None:
    ran = sayso("add", folder(tmp_path), "--reader", "rules")
    assert "5 reports in languages without a reader: ru 2, ar 1, kk 1, zh 1; kept, without claims" in flat(ran.err)
    assert "received 7 = 6 reports" in flat(ran.err)
    assert {line["report"] for line in lines(sayso("claims", "--format", "jsonl").out)} == {"en"}


@pytest.mark.parametrize("reader", ["rules", "model"])
def test_reading_makes_none_either(sayso: Sayso, tmp_path: Path, reader: str) -> None:
    ran = sayso("read", put(tmp_path, "x.txt", MIXED), "--reader", reader)
    assert (ran.status, ran.out) == (0, "")
    assert "1 report in a language without a reader: ru 1; no claims are read from them" in flat(ran.err)


def test_a_day_of_the_table_is_on_one_line(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT), "--published", "2022-01-07")
    assert "2022-01-07" in sayso("received", "--format", "table").out


def test_what_was_received_is_listed(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", folder(tmp_path), "--reader", "rules")

    def names(*typed: str) -> list[str]:
        return [str(line["name"] or line["code"]) for line in lines(sayso("received", *typed).out)]

    assert names() == ["ar", "en", "kk", "ru", "ru2", "zh", "E004"]
    assert names("--unread") == ["ar", "kk", "ru", "ru2", "zh"]
    assert names("--language", "ru") == ["ru", "ru2"]
    assert names("--unreadable") == ["E004"]
    assert names("--unread", "--unreadable", "--language", "kk") == ["kk", "E004"]
    assert "E004" not in names("--since", "2099", "--unread")
    english = next(line for line in lines(sayso("received", "--language", "en-GB").out))
    assert (english["what"], english["read"]) == ("report", True)
    assert english["claims"] == len(lines(sayso("claims").out))
    assert str(english["address"]).endswith("en.txt")


def test_a_report_read_anew_or_come_twice_is_listed_once(sayso: Sayso, tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.txt", TEXT), put(tmp_path, "b.txt", TEXT)
    for path, reader in ((first, "rules"), (second, "rules"), (first, "model")):
        sayso("add", path, "--reader", reader)
    [line] = lines(sayso("received").out)
    assert str(line["address"]).endswith("a.txt")
    assert line["claims"] == len(lines(sayso("claims").out))


def test_since_goes_by_publication(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "old.txt", TEXT), "--published", "2022-01-07", "--reader", "rules")
    sayso("add", put(tmp_path, "undated.txt", RUSSIAN), "--reader", "rules")
    assert [line["name"] for line in lines(sayso("received", "--since", "2022-01-08").out)] == ["undated"]
    assert len(lines(sayso("received", "--since", "2022-01").out)) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_every_format(sayso: Sayso, tmp_path: Path, format: str) -> None:
    sayso("add", folder(tmp_path), "--reader", "rules")
    out = sayso("received", "--format", format).out
    match format:
        case "csv":
            assert len(list(csv.DictReader(io.StringIO(out)))) == 7
        case "json":
            assert len(json.loads(out)) == 7
        case "table":
            assert "Kazakh, no" in out
            assert "E004" in out
        case _:
            assert "none.txt" in out


def test_a_format_with_nothing_in_it(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules")
    assert "nothing received that fits" in sayso("received", "--unread", "--format", "table").err
    assert sayso("received", "--unread").out == ""
    assert json.loads(sayso("received", "--unread", "--format", "json").out) == []


def test_what_is_wrong_is_refused(sayso: Sayso, tmp_path: Path) -> None:
    sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules")
    assert refused(sayso("received", "--language", "Russian"), "E033")
    assert refused(sayso("received", "--since", "yesterday"), "E011")
