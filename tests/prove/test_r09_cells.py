"""R9: cells that a spreadsheet would run, in every field, through every export and view that is a table."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from sayso.export.formats.registry import FORMATS
from tests.conftest import Sayso
from tests.prove.payload_ledger import payload_ledger
from tests.prove.proof import Proof

CELLS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "@cmd", "-2+3+cmd|' /C calc'!A0"),
    *('=HYPERLINK("https://pwn.invalid","x")', '=IMPORTXML(CONCAT("https://pwn.invalid"),"//a")', "＝1+1", "＋1+1", "－1"),
    *("＠x", '"=1+1"', ",=1+1", '","=1+1', ";=1+1", "x\n=1+1", "x\r=1", "%0A=1", '=DDE("cmd";"/C calc";"x")', "+cmd"),
    *("\ufeff=1",),
)
RUNS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet may run (OWASP, CSV injection), and the same signs in full width."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
VIEWS = ("claims", "figures", "incidents", "sources", "stories", "received", "origins")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return payload_ledger(tmp_path_factory.mktemp("cells"), CELLS)


def dangerous(text: str, separator: str) -> tuple[list[str], int]:
    """Cells that would run, and how many there are."""
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
    return [cell for cell in cells if RUNS.match(cell) and not NUMBER.fullmatch(cell)], len(cells)


TABLES = {name: made for name, made in FORMATS.items() if made.suffix in (".csv", ".tsv", ".txt")}


def test_no_cell_runs(sayso: Sayso, hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(hostile))
    tables, cells, told = [], 0, ""
    assert TABLES.keys() >= {"claims", "acled", "ucdp", "hxl", "polecat"}
    for name, made in TABLES.items():
        file = tmp_path / f"out{made.suffix}"
        for more in ((), ("--names",)):
            ran = sayso("export", name, "-o", file, *more)
            assert ran.status == 0, ran.err
            separator = "\t" if file.suffix in (".tsv", ".txt") else ","
            written = file.read_text(encoding="utf-8-sig")
            wrong, count = dangerous(written, separator)
            told += written
            assert not wrong and count > 100, (name, wrong[:5], count)
            cells += count
        tables.append(name)
    for name in VIEWS:
        ran = sayso(name, "--format", "csv")
        if ran.status:
            assert "csv" in ran.err or "No such command" in ran.err, (name, ran.err)
            continue
        wrong, count = dangerous(ran.out, ",")
        assert not wrong and count, (name, wrong[:5])
        told += ran.out
        cells += count
        tables.append(f"`{name}`")
    plain = "".join(told.replace('""', '"').split())
    absent = [cell for cell in CELLS if "".join(cell.replace("\ufeff", "").split()) not in plain]
    assert not absent, "in no table, so that nothing was looked at"
    proof.saw(f"{len(CELLS)} cells with = + - @ tab CR … in every field, {len(tables)} tables, {cells:,} cells: 0 run")
