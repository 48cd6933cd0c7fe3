from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from tests.ledger.by_hand import Clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.ledger"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path, Clock(), create=True, wait_seconds=5) as ledger:
        yield ledger


@pytest.fixture
def reader(ledger: Ledger) -> Reader:
    return Reader(ledger.store)
