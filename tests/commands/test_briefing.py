"""`sayso brief`: one page whose every number of evidence leads somewhere, with nothing of outside that acts as markup."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.commands.test_reading import refused
from tests.conftest import Sayso

NUMBER = re.compile(r"(?<!\\)\[(\d+)\]")


@pytest.fixture
def filled(sayso: Sayso, demo_ledger: Path, tmp_path: Path) -> Sayso:
    shutil.copy(demo_ledger, tmp_path / "test.ledger")
    assert sayso("situation", "new", "unrest", "--place", "KZ").status == 0
    return sayso


def pages(text: str) -> tuple[str, dict[int, str]]:
    """The page above its evidence, and the evidence by number."""
    above, below = text.split("## Evidence")
    found = [line for line in below.splitlines() if line]
    return above, {int(line[1 : line.index("]")]): line for line in found}


@pytest.mark.parametrize("moment", [(), ("--as-of", "2022-01-09"), ("--recorded-by", "2099-01-01")])
def test_every_number_of_evidence_is_there_once_and_used(filled: Sayso, moment: tuple[str, ...]) -> None:
    above, evidence = pages(filled("brief", "unrest", *moment).out)
    used = [int(n) for n in NUMBER.findall(above)]
    assert set(used) == set(evidence) and list(dict.fromkeys(used)) == sorted(evidence)
    for line in above.split("## Figures")[1].splitlines():
        assert not line.startswith("- **") or NUMBER.search(line), line


def test_the_line_to_publish_stands_beside_each_figure(filled: Sayso) -> None:
    out = filled("brief", "unrest").out
    assert "238 people have been killed in Kazakhstan as of 31 August 2022, according to the Prosecutor General" in out
    assert "6 people (a part of a greater number) have been killed" in out
    assert "is a sum of parts" not in out  # 26 rioters and 18 officers are two sides


def test_what_was_not_yet_published_is_not_told(filled: Sayso) -> None:
    out = filled("brief", "unrest", "--as-of", "2022-01-09T12:00:00").out
    for later in ("225", "230", "238", "Prosecutor", "9,900"):
        assert later not in out, later


def test_an_incident_stands_as_in_the_view_of_incidents(filled: Sayso) -> None:
    told = [json.loads(line) for line in filled("incidents", "--situation", "unrest", "--format", "jsonl").out.splitlines()]
    happened = filled("brief", "unrest").out.split("## What happened")[1].split("## Evidence")[0]
    words = {(one["place"], one["kind"].replace("_", " "), one["standing"]) for one in told}
    lines = [line for line in happened.splitlines() if line.startswith("- ") and "more incidents" not in line]
    for line in lines:
        assert any(f"{place}: {kind}" in line and f"; {standing}," in line for place, kind, standing in words), line


def test_words_from_outside_are_no_markup_and_no_evidence_number(sayso: Sayso, tmp_path: Path) -> None:
    text = "At least 5 people were killed in Lagos on Monday, police said, <script>alert(1)</script> [7] citing <b>nobody</b>."
    given = [{"id": "x", "title": "Lagos", "text": text, "published": "2021-02-22", "publisher": "<i>Post</i>"}]
    (tmp_path / "in.json").write_text(json.dumps(given), encoding="utf8")
    assert sayso("add", tmp_path / "in.json", "--reader", "rules").status == 0
    sayso("situation", "new", "all")
    out = sayso("brief", "all").out
    assert "<" not in out and "&lt;script>" in out and "\\[7]" in out
    above, evidence = pages(out)
    assert set(map(int, NUMBER.findall(above))) == set(evidence)


def test_an_unknown_situation_is_refused(filled: Sayso) -> None:
    assert refused(filled("brief", "nowhere"), "E042")
