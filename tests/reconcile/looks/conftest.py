from __future__ import annotations

from functools import cache

import pytest

from sayso.ledger import canonical
from tests.ledger.conftest import ledger, path, reader

__all__ = ["decoded_once", "ledger", "path", "reader"]


@pytest.fixture(autouse=True)
def decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What bytes say hangs on nothing but them, and looks ask for the same claims some hundred times."""
    monkeypatch.setattr(canonical, "decode", cache(canonical.decode))
