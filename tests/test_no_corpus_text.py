"""The text of the first report stays out of the project, in tests, docs and word lists as well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.development import SEED

ROOT = Path(__file__).resolve().parents[1]
RUN = 6
"""Words in a row that are no accident."""
NAMES = {"of the collective security treaty organization"}
FOLDERS = ("src", "tests", "docs", "demo", "bench")
ENDINGS = {".py", ".txt", ".md", ".html", ".csv"}


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_words_of_the_first_report() -> None:
    report = SEED / "almaty.txt"
    if not report.is_file():
        pytest.skip("the first report (../shared/seed) is not beside this project")
    kept_out = runs(report.read_text(encoding="utf8")) - NAMES
    files = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.suffix in ENDINGS] + list(ROOT.glob("*.md"))
    assert len(files) > 300
    found = {str(p.relative_to(ROOT)): hit for p in files if (hit := runs(p.read_text(encoding="utf8")) & kept_out)}
    assert found == {}
