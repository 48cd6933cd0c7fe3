"""A proof for each test of a row, and its result kept, whatever became of it."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

import pytest

from tests.prove.machine import commit, machine, today
from tests.prove.proof import FORM, KEPT, Proof, Result
from tests.prove.rows import BY_NAME

FILE = re.compile(r"test_r(\d\d)_\w+\.py")
PROOF = pytest.StashKey[Proof]()


@pytest.fixture(autouse=True)
def proof(request: pytest.FixtureRequest) -> Iterator[Proof]:
    """Of the row that the file is called after: `test_r01_killed.py` proves R1."""
    named = FILE.fullmatch(request.path.name)
    assert named, f"{request.path.name} is not called after a row"
    made = Proof(f"R{int(named[1])}")
    assert made.row in BY_NAME
    request.node.stash[PROOF] = made
    yield made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    made = item.stash.get(PROOF, None)
    if made is not None and (report.when == "call" or not report.passed):
        _keep(item, made, report)
    return report


def _keep(item: pytest.Item, made: Proof, report: pytest.TestReport) -> None:
    why = "" if report.passed else str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext)
    Result(
        row=made.row,
        test=item.nodeid.rpartition("/")[2],
        outcome=report.outcome,
        seconds=round(report.duration, 1),
        when=today(),
        commit=commit(),
        machine=machine(),
        seen=tuple(made.seen),
        unmet=tuple(made.unmet),
        accounts=tuple(made.accounts),
        why=why.strip().splitlines()[-1][:300] if why.strip() else "",
    ).write(KEPT / FORM)
