"""The list that ships: compact, words only, and in the shape that `rarity` expects."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from bench.development import DATA, present
from sayso.reconcile.stories.rarity import COMMON, RAREST, rarity
from sayso.reconcile.stories.words import stem

FILE = resources.files("sayso.reconcile").joinpath("words", "en", "rarity.txt")


def test_rare_words_have_higher_classes() -> None:
    assert rarity("the") < COMMON <= rarity(stem("police")) < rarity(stem("ferry")) < rarity("no-such-word") == RAREST


def test_the_list_is_compact_and_holds_words_only() -> None:
    text = FILE.read_text(encoding="utf8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert len(text.encode()) <= 400_000
    assert [word for word, _ in rows] == sorted({word for word, _ in rows})
    assert [word for word, level in rows if " " in word or word[0].isdigit() or not 0 <= int(level) < RAREST] == []


@pytest.mark.skipif(not present(), reason="the development data (../shared) is not beside this project")
def test_the_list_is_what_the_script_makes(tmp_path: Path) -> None:
    script = Path(__file__).resolve().parents[3] / "training" / "rarity.py"
    arguments = [sys.executable, str(script), str(DATA), str(tmp_path / "rarity.txt")]
    subprocess.run(arguments, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    assert (tmp_path / "rarity.txt").read_text("utf8") == FILE.read_text("utf8")
