"""Where the corpora lie, and which documents are held out. Whole documents and outlets are, never sentences of one."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bench.held_out import FIFTH, byte, document

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"
OWN = Path(__file__).resolve().parents[1] / "own"

if not DATA.is_dir():
    sys.exit(f"the corpora are not at {DATA}: training needs them (training/README.md)")


def byte_is_held_out(row: Mapping[str, Any]) -> bool:
    """Is a row of `sentences` held out?"""
    return byte(row["corpus"], document(row["ref"])) < FIFTH


@cache
def held_out() -> frozenset[tuple[str, str]]:
    """(corpus, document) of every held-out sentence of `sentences`: no other corpus trains on these documents either."""
    rows = json.loads((DATA / "sentences" / "sentences.json").read_text(encoding="utf8"))
    docs = {(row["corpus"], document(row["ref"])) for row in rows}
    return frozenset(d for d in docs if byte(*d) < FIFTH)
