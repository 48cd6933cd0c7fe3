"""Shared servers over the ledger of two situations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.once import once
from tests.serve.shared.people import Server, shared
from tests.serve.shared.two import two_situations


@pytest.fixture(scope="session")
def two_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For looking only: copy it before you change it."""

    def make(folder: Path) -> None:
        two_situations(folder)

    return once(tmp_path_factory, "two situations", make) / "two.ledger"


@pytest.fixture
def server(two_ledger: Path, tmp_path: Path) -> Iterator[Server]:
    """Over a copy of its own, with nobody in it yet."""
    with ExitStack() as open_:
        yield shared(Path(shutil.copy(two_ledger, tmp_path / "two.ledger")), open_)
