"""Where the corpora lie, and which documents are held out. Whole documents and outlets are, never sentences of one."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from bench.held_out import FIFTH, byte, document

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"
OWN = Path(__file__).resolve().parents[1] / "own"

if not DATA.is_dir():
    sys.exit(f"the corpora are not at {DATA}: training needs them (training/README.md)")


@cache
def held_out() -> frozenset[tuple[str, str]]:
    """(corpus, document) of every held-out sentence of `sentences`: no other corpus trains on these documents either."""
    rows = json.loads((DATA / "sentences" / "sentences.json").read_text(encoding="utf8"))
    docs = {(row["corpus"], document(row["ref"])) for row in rows}
    return frozenset(d for d in docs if byte(*d) < FIFTH)
