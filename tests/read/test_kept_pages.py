"""Page to text on pages of our own in the layouts of the web: ours against trafilatura's own result, by the words of the truth.

`pages/kept/NAME.html` is a page, `NAME.txt` the news that a reader would want of it, without the headline, a paragraph a line.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean

import pytest
from trafilatura import extract

from sayso.vocabulary import BlockKind
from tests.read.reading import page

PAGES = sorted((Path(__file__).parent / "pages" / "kept").glob("*.html"))
NAMES = [path.stem for path in PAGES]
WORSE = 0.03
"""By how much ours may be worse than trafilatura's on one page: a caption's credit, a byline."""
GIVEN_UP = 0.5
"""Token F1 below which trafilatura has given a page up."""
SECOND_READER = 0.8
WORD = re.compile(r"\w+")


def f1(found: str, truth: str) -> float:
    """Of the words, as often as they stand there."""
    ours, wanted = Counter(WORD.findall(found.lower())), Counter(WORD.findall(truth.lower()))
    shared = (ours & wanted).total()
    return 2 * shared / (ours.total() + wanted.total()) if shared else 0.0


@cache
def scores(name: str) -> tuple[float, float]:
    """Ours and trafilatura's; a headline in either is no fault."""
    path = next(path for path in PAGES if path.stem == name)
    html, truth = path.read_text(encoding="utf8"), path.with_suffix(".txt").read_text(encoding="utf8")
    report = page(html)
    shown = [block.span.of(report.text) for block in report.blocks if block.kind is not BlockKind.TITLE]
    shown += [report.dateline.span.of(report.text)] if report.dateline else []
    theirs = extract(html, include_comments=False, include_tables=True) or ""
    headline = report.title or ""
    return f1("\n".join(shown), truth), f1("\n".join(line for line in theirs.split("\n") if line.strip() != headline), truth)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_read_worse_than_by_trafilatura(name: str) -> None:
    ours, theirs = scores(name)
    assert ours >= theirs - WORSE


@pytest.mark.parametrize("name", NAMES)
def test_the_second_reader_reads_what_trafilatura_gives_up_on(name: str) -> None:
    ours, theirs = scores(name)
    assert theirs >= GIVEN_UP or ours >= SECOND_READER


def test_the_mean_is_no_worse_than_trafilaturas() -> None:
    assert len(NAMES) >= 24
    ours, theirs = zip(*(scores(name) for name in NAMES), strict=True)
    assert mean(ours) >= mean(theirs)
