"""`docs/reliability.md`: a line a row, nothing hidden, and rows that were not run again keep what was seen before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.prove import conftest
from tests.prove.proof import Account, Proof, Result, forget, results
from tests.prove.rows import ROWS
from tests.prove.table import PAGE, former, write

pytest_plugins = ["pytester"]
PASSED = Result("R1", "test_r01.py::test_x", "passed", 12.4, "2026-11-29", "abc123", "2 cores", ("300 kills: 0 lost",))


def rows_of(page: Path, form: str) -> dict[str, str]:
    return former(page.read_text("utf-8"), form)


def test_each_row_has_its_file_and_its_line() -> None:
    for row in ROWS:
        assert list((Path(__file__).parent / "prove").glob(f"test_r{row.number:02d}_*.py")), row.name
    for form in ("full", "short"):
        assert list(rows_of(PAGE, form)) == [row.name for row in ROWS]


def test_a_row_tells_what_was_seen(tmp_path: Path) -> None:
    PASSED.write(tmp_path / "full")
    write(tmp_path / "page.md", tmp_path)
    line = rows_of(tmp_path / "page.md", "full")["R1"]
    assert "| 300 kills: 0 lost | met | 2026-11-29, `abc123`, 12 s on 2 cores |" in line
    assert "| not run yet |" in rows_of(tmp_path / "page.md", "short")["R1"]


def test_a_row_that_was_not_run_again_keeps_its_line(tmp_path: Path) -> None:
    page, first, second = tmp_path / "page.md", tmp_path / "first", tmp_path / "second"
    page.write_text("# Promises\n\n", "utf-8")
    PASSED.write(first / "full")
    write(page, first)
    replace(PASSED, row="R2", seen=("a | b",)).write(second / "short")
    write(page, second)
    assert "300 kills" in rows_of(page, "full")["R1"]
    assert "a \\| b" in rows_of(page, "short")["R2"]
    assert page.read_text("utf-8").startswith("# Promises\n")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (replace(PASSED, outcome="failed", why="AssertionError: 1 lost"), "FAILED: AssertionError: 1 lost"),
        (replace(PASSED, outcome="skipped", why="no PostgreSQL"), "not proved here: no PostgreSQL"),
        (replace(PASSED, unmet=("62 s of 60 s",)), "not met: 62 s of 60 s"),
    ],
    ids=("failed", "skipped", "unmet"),
)
def test_what_is_not_met_is_told(result: Result, told: str, tmp_path: Path) -> None:
    PASSED.write(tmp_path / "full")
    replace(result, test="test_r01.py::test_y").write(tmp_path / "full")
    write(tmp_path / "page.md", tmp_path)
    assert f"| {told} |" in rows_of(tmp_path / "page.md", "full")["R1"]


def test_an_account_that_does_not_add_up_fails_its_row_and_the_row_of_accounts(tmp_path: Path) -> None:
    proof = Proof("R1")
    with pytest.raises(AssertionError):
        proof.account("kills", inputs=3, reports=2)
    proof.account("kills", inputs=3, reports=1, refused=1, unreadable=1)
    replace(PASSED, accounts=(Account("kills", 3, 2, 0, 0, 0),)).write(tmp_path / "full")
    replace(PASSED, row="R18", test="test_r18.py::test_x").write(tmp_path / "full")
    write(tmp_path / "page.md", tmp_path)
    assert "| FAILED: kills |" in rows_of(tmp_path / "page.md", "full")["R18"]


TRIED = """
import os, pytest

@pytest.fixture(scope="module")
def lacking(): {lacking}

def test_a(proof): proof.saw("1 of 1")

def test_b(lacking, proof): proof.saw("2 of 2")
"""


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        (TRIED.format(lacking="return"), "met"),
        (TRIED.format(lacking="pytest.skip('no browser here')"), "not proved here: Skipped: no browser here"),
        (TRIED.format(lacking="raise OSError('no disk')"), "FAILED: test_r01_x.py:4: OSError"),
        ("import nothing_of_this_name", "FAILED: E   ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("import pytest\npytest.skip('not here', allow_module_level=True)", "not proved here: Skipped: not here"),
    ],
    ids=("passes", "is skipped for its file", "fails for its file", "cannot be read", "is passed over as a whole"),
)
def test_no_row_is_met_without_what_was_not_tried(
    source: str, verdict: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A browser or a compiler that is not there, in a fixture of a whole file, once left no trace."""
    monkeypatch.setattr(conftest, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(conftest, "FORM", "full")
    pytester.makepyfile(test_r01_x=source)
    pytester.inline_run("-p", "tests.prove.conftest", "-p", "no:cacheprovider")
    write(tmp_path / "page.md", tmp_path / "kept")
    assert f"| {verdict} |" in rows_of(tmp_path / "page.md", "full")["R1"]


def test_a_test_that_ends_its_process_has_failed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(conftest, "KEPT", tmp_path)
    pytester.makepyfile(test_r01_x="def test_a(): raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        pytester.inline_run("-p", "tests.prove.conftest", "-p", "no:cacheprovider")
    [folder] = tmp_path.iterdir()
    assert [(one.outcome, one.why) for one in results(folder)] == [("failed", "it did not come to its end")]


def test_a_row_that_is_run_again_is_forgotten_first(tmp_path: Path) -> None:
    """A test that has another name by now is not told of twice."""
    PASSED.write(tmp_path)
    replace(PASSED, row="R2", test="test_r02.py::test_x").write(tmp_path)
    forget(tmp_path, ("R1",))
    assert [one.row for one in results(tmp_path)] == ["R2"]
