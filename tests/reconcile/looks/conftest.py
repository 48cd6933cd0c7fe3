from __future__ import annotations

from tests.ledger.conftest import ledger, path, reader

__all__ = ["ledger", "path", "reader"]
