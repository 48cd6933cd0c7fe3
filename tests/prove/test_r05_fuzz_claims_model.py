"""R5: any text to claims, by the reader `model`."""

from __future__ import annotations

from sayso.understand.model.reader import Model
from tests.prove.proof import Proof
from tests.prove.reading_anything import read_anything


def test_any_text(proof: Proof) -> None:
    read_anything(Model(), proof)
