"""The end of a page: headlines of other reports, which a site puts below the news."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.read import titles
from sayso.read.furniture import is_furniture
from sayso.read.units import Unit


def links_from(text: str, units: Sequence[Unit]) -> int:
    """The number of the first unit from which on all may be links; that after the last unit where the last is none.

    Found once for a page: a page may hold thousands of lines that each could open such a list.
    """
    number = len(units)
    while number and _may_be_link(units[number - 1].span.of(text)):
        number -= 1
    return number


def _may_be_link(line: str) -> bool:
    return is_furniture(line) or titles.looks_like_heading(line)
