"""The list of what the pages load that is not ours holds, file by file."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from pathlib import Path

import pytest

import sayso.show.page

PAGE = Path(sayso.show.page.__file__).parent
VENDORED = PAGE / "vendored"
ABOUT = {"LIST.csv", "README.md"}
DOWNLOADS = re.compile(rb"registry\.|npmjs|unpkg|jsdelivr|cdnjs|googleapis|gstatic|\.tgz\b|sourceMappingURL", re.IGNORECASE)
"""What an address of a registry or of a distributor's machine has in it, and what sends a browser's tools after a map file."""
HEAVIEST = {"htmx.min.js": 17_000, "leaflet.js": 43_000, "leaflet.css": 4_000, "countries.json": 110_000}
"""Bytes, packed."""
FONTS = 110_000
FIRST_VISIT = 255_000
"""Of all that a page without unusual letters loads from here; the page itself, our styles and scripts have 45 KB of 300."""


def listed() -> dict[str, dict[str, str]]:
    with (VENDORED / "LIST.csv").open(encoding="utf8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def weight(file: Path) -> int:
    body = file.read_bytes()
    return len(body) if file.suffix == ".woff2" else len(gzip.compress(body, 9))


def test_every_file_is_listed_and_no_other() -> None:
    licences = {row["licence_file"] for row in listed().values()}
    assert {file.name for file in VENDORED.iterdir()} == listed().keys() | licences | ABOUT


@pytest.mark.parametrize("name", sorted(listed()))
def test_the_file_is_the_one_that_is_listed(name: str) -> None:
    row = listed()[name]
    assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == row["sha256"]
    assert all(row[column] for column in ("name", "version", "licence", "changed"))
    assert len((VENDORED / row["licence_file"]).read_text(encoding="utf8")) > 500


@pytest.mark.parametrize("file", sorted(VENDORED.iterdir()), ids=lambda file: file.name)
def test_no_file_tells_where_it_was_fetched(file: Path) -> None:
    assert DOWNLOADS.search(file.read_bytes()) is None


def test_the_notice_names_each() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf8")
    assert [row["name"] for row in listed().values() if row["name"].split(" (")[0] not in notice] == []


def test_weights() -> None:
    too_heavy = {name: weight(VENDORED / name) for name, most in HEAVIEST.items() if weight(VENDORED / name) > most}
    fonts = {file.name: weight(file) for file in VENDORED.glob("*.woff2")}
    first = sum(weight(VENDORED / name) for name in HEAVIEST) + sum(n for name, n in fonts.items() if "-ext" not in name)
    assert too_heavy == {}
    assert sum(fonts.values()) <= FONTS
    assert first <= FIRST_VISIT


def test_every_font_has_its_rule_and_no_rule_asks_for_more() -> None:
    rules = (PAGE / "static" / "fonts.css").read_text(encoding="utf8")
    assert sorted(re.findall(r"url\(\"vendored/([^\"]+)\"\)", rules)) == sorted(file.name for file in VENDORED.glob("*.woff2"))
    assert rules.count("url(") == rules.count("@font-face") == rules.count("unicode-range")
