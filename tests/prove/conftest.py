"""A proof for each test of a row, and its result kept, whatever became of it: also where it never came to its end."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.prove.machine import commit, machine, today
from tests.prove.proof import FORM, KEPT, Proof, Result
from tests.prove.rows import BY_NAME

FILE = re.compile(r"test_r(\d\d)_\w+\.py")
PROOF = pytest.StashKey[Proof]()


@pytest.fixture(autouse=True)
def proof(request: pytest.FixtureRequest) -> Iterator[Proof]:
    """Of the row that the file is called after: `test_r01_killed.py` proves R1."""
    made = Proof(row_of(request.path.name))
    request.node.stash[PROOF] = made
    yield made


def row_of(file: str) -> str:
    named = FILE.fullmatch(file)
    assert named, f"{file} is not called after a row"
    row = f"R{int(named[1])}"
    assert row in BY_NAME
    return row


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """What begins and is never told of again has failed: a process that is ended writes nothing more."""
    if FILE.fullmatch(item.path.name):
        _write(_named(item), Proof(row_of(item.path.name)), "failed", 0.0, "it did not come to its end")


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A file that cannot be read, or that is passed over as a whole, is told as one test of its row."""
    name = Path(report.nodeid).name
    if not FILE.fullmatch(name):
        return
    if report.passed:
        Result.file(KEPT / FORM, name).unlink(missing_ok=True)
    else:
        _write(name, Proof(row_of(name)), report.outcome, 0.0, _why(report))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if FILE.fullmatch(item.path.name) and (report.when == "call" or not report.passed):
        # where a fixture of the whole file skips or fails, the test has no proof of its own yet
        made = item.stash.get(PROOF, None) or Proof(row_of(item.path.name))
        _write(_named(item), made, report.outcome, report.duration, "" if report.passed else _why(report))
        # all of it beside: what a kill in a certain moment brought about is not seen again at will
        whole = Result.file(KEPT / FORM, _named(item)).with_suffix(".txt")
        if report.failed:
            whole.write_text(
                f"{report.longreprtext}\n{report.caplog}\n{report.capstdout}\n{report.capstderr}", "utf-8", "replace"
            )
        else:
            whole.unlink(missing_ok=True)
    return report


def _named(item: pytest.Item) -> str:
    return item.nodeid.rpartition("/")[2]


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The last line of what went wrong."""
    told = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext).strip()
    return told.splitlines()[-1][:300] if told else ""


def _write(test: str, made: Proof, outcome: str, seconds: float, why: str) -> None:
    Result(
        row=made.row,
        test=test,
        outcome=outcome,
        seconds=round(seconds, 1),
        when=today(),
        commit=commit(),
        machine=machine(),
        seen=tuple(made.seen),
        unmet=tuple(made.unmet),
        accounts=tuple(made.accounts),
        why=why,
    ).write(KEPT / FORM)
