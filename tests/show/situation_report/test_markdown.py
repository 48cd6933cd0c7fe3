"""The same contents as text: every footnote is there once and used, and no word from outside is markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.situation_report.contents import Contents
from sayso.show.situation_report.markdown import escaped, escaped_part, markdown
from tests.show.situation_report.made import made

NOTE = re.compile(r"(?<!\\)\[\^(\d+)\]")
BARE = re.compile(r"(?<!\\)[`*_\[\]#|~<>&!$^]")


@pytest.fixture(scope="module")
def of(demo_ledger: Path) -> Contents:
    return made(demo_ledger, place="KZ")


def test_every_footnote_is_there_once_and_used(of: Contents) -> None:
    above, below = markdown(of).split("## Appendix A. Evidence")
    defined = [int(n) for n in re.findall(r"^\[\^(\d+)\]: ", below, re.MULTILINE)]
    used = {int(n) for n in NOTE.findall(above)}
    assert defined == [item.number for item in of.evidence]
    assert used == set(defined)


def test_it_tells_what_the_page_tells(of: Contents) -> None:
    text = markdown(of)
    assert "**238[^1]** · Kazakhstan · single, unreviewed" in text
    assert "Two origins differ for 9 January 2022" in text and "took back a figure of **164 people**" in text
    assert f"sayso verify --head {of.head.hash}" in text and "written for demonstration" in text
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == list(of.sections.values())


def test_rows_of_a_table_have_as_many_cells_as_its_head(of: Contents) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", markdown(of), re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1, block


@given(st.text(max_size=80))
def test_no_letter_of_a_word_from_outside_is_markup(text: str) -> None:
    for told in (escaped(text), escaped_part(text)):
        assert "\n" not in told and "\r" not in told
        assert BARE.search(told.replace("\\\\", "")) is None, told


@pytest.mark.parametrize("text", ["- item", "1. item", "1) x", "+ x", "= x", ": x", "# x", "> x", "```", "[^1]: x"])
def test_no_line_begins_as_something_else(text: str) -> None:
    told = escaped(text)
    assert re.match(r"([-+=:#>`]|\d+[.)]|\[)", told) is None, told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Log in at https://evil.example now", "Log in at https\\://evil.example now"),
        ("see WWW.evil.example", "see WWW\\.evil.example"),
        ("at 10:30, he said: no", "at 10:30, he said: no"),
    ],
)
def test_an_address_in_a_headline_is_no_link(text: str, told: str) -> None:
    """GitHub and others make links of bare addresses."""
    assert (escaped(text), escaped_part(text)) == (told, told)
