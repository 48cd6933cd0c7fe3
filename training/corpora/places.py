"""Where the corpora lie, and which documents are held out. Whole documents and outlets are, never sentences of one."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from functools import cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"
OWN = Path(__file__).resolve().parents[1] / "own"

if not DATA.is_dir():
    sys.exit(f"the corpora are not at {DATA}: training needs them (training/README.md)")

FIFTH, TENTH = 51, 26
"""Documents whose hash begins with a byte below these are held out (a fifth is the rule of ../shared/eval/sentences.py)."""


def byte(corpus: str, document: str) -> int:
    return hashlib.sha256(f"{corpus}:{document}".encode()).digest()[0]


def document(ref: str) -> str:
    """The document of a sentence: its reference without the number of the sentence."""
    return re.sub(r"[_:#]\d+$", "", ref)


@cache
def held_out() -> frozenset[tuple[str, str]]:
    """(corpus, document) of every held-out sentence of `sentences`: no other corpus trains on these documents either."""
    rows = json.loads((DATA / "sentences" / "sentences.json").read_text(encoding="utf8"))
    docs = {(row["corpus"], document(row["ref"])) for row in rows}
    return frozenset(d for d in docs if byte(*d) < FIFTH)
