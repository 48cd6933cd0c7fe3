"""The list that ships: compact, words only, and in the shape that `rarity` expects."""

from __future__ import annotations

from importlib import resources

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
