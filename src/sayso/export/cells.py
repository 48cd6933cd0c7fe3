"""Cells of CSV and Markdown: harmless wherever they are opened."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from sayso.printable import clean

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""First characters that make a spreadsheet run a cell, also in their wide forms (OWASP, CSV injection). Such a cell gets an
apostrophe before it, and so does one that begins with apostrophes and then one of them: taking the first apostrophe away from
what this matches gives the cell back."""

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""A longitude in the west begins with a minus and is no formula."""


def csv_line(cells: Iterable[str]) -> str:
    """One RFC 4180 record with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(harmless(cell) for cell in cells)
    return out.getvalue()


def markdown_line(cells: Iterable[str]) -> str:
    """One row of a Markdown table, without markup of the cells' own."""
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def harmless(cell: str) -> str:
    cell = clean(cell)
    return "'" + cell if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _cell(value: str) -> str:
    return " ".join(clean(value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())
