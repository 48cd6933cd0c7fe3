"""The fonts that a report carries are those that are listed, with their licences."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import sayso.show.situation_report as package
from sayso.show.situation_report.html import FONTS

FOLDER = Path(package.__file__).parent / "fonts"
LICENCES = Path(package.__file__).parents[1] / "page" / "vendored"


def test_every_font_is_listed_and_the_one_that_is_listed() -> None:
    with (FOLDER / "LIST.csv").open(encoding="utf8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert {file.name for file in FOLDER.glob("*.woff2")} == rows.keys() == {name for _, _, name in FONTS}
    for name, row in rows.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == row["sha256"]
        assert "SIL OPEN FONT LICENSE" in (LICENCES / row["licence_file"]).read_text(encoding="utf8").upper()
