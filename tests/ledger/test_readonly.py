"""A ledger that may not be written can be read whole, and writing it is refused."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.ledger.by_hand import Clock, capture, reading, report

NOBODY = 65534
ONE, TWO = report("One."), report("Two.")


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write whatever the permissions say, so be somebody else for as long."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody can enter: pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-test-"))
    folder.chmod(0o755)
    with Ledger.open(folder / "l", Clock(), create=True) as ledger:
        ledger.add(capture(ONE), ONE, reading(ONE, 2))
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def closed(folder: Path, bits: int) -> Path:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(bits)
    return folder / "l"


@pytest.mark.parametrize("bits", [0o555, 0o777], ids=["folder closed", "folder open"])
def test_it_can_be_read_and_verified(place: Path, bits: int) -> None:
    path = closed(place, bits)
    with unprivileged(), Reader.open(path, 1) as reader:
        assert len(list(reader.claims())) == 2
        assert verify(reader.store, deep=True) == []


@pytest.mark.parametrize("bits", [0o555, 0o777], ids=["folder closed", "folder open"])
@pytest.mark.parametrize(
    "change", [lambda x: x.add(capture(TWO), TWO, reading(TWO)), lambda x: x.redact(ONE.id, "asked"), Ledger.rebuild]
)
def test_writing_it_is_refused(place: Path, bits: int, change: Callable[[Ledger], object]) -> None:
    path = closed(place, bits)
    before = path.read_bytes()
    with unprivileged(), pytest.raises(SaysoError, match="E025"), Ledger.open(path, Clock(), wait_seconds=1) as ledger:
        change(ledger)
    assert path.read_bytes() == before


def test_what_stands_only_in_the_log_is_never_left_out_in_silence(place: Path) -> None:
    with Ledger.open(place / "l", Clock()) as ledger:
        ledger.add(capture(TWO), TWO, reading(TWO))
        copy = place / "copy"
        copy.mkdir()
        for name in ("l", "l-wal"):  # as a backup of the files takes them, in the middle
            shutil.copy(place / name, copy / name)
    path = closed(copy, 0o555)
    try:
        with unprivileged(), pytest.raises(SaysoError, match="E025"):
            Reader.open(path, 1)
    finally:
        copy.chmod(0o755)
    with Reader.open(path, 1) as reader:
        assert reader.counts().reports == 2
