"""How the words of a page changed from one version to the next: sentences added, removed, and rewritten word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.reconcile.copies.changes import WORD
from sayso.types import Report
from sayso.understand.sentences import split

SAME, ADDED, REMOVED = "", "ins", "del"
"""Kinds of a piece, called as the elements of HTML are."""
MOST_SENTENCES = 1_200
"""Sentences of one version that are compared; the time goes with their square at worst."""
MOST_SHOWN = 40
LIKE = 0.5
"""Share of its words that a sentence keeps to be the same one, rewritten."""
LONGEST = 300
"""Words of a sentence that is compared word by word."""
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`passages` in the order of the later text; `more` are not shown. `compared` is False for texts too long to compare."""

    passages: tuple[tuple[Piece, ...], ...] = ()
    more: int = 0
    compared: bool = True


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: tuple[str, ...]


def rewritten(before: Report, after: Report) -> Rewritten:
    """A sentence that only moved, or changed no word, is not listed."""
    old, new = list(_sentences(before)), list(_sentences(after))
    if max(len(old), len(new)) > MOST_SENTENCES:
        return Rewritten(compared=False)
    found = list(_passages(old, new))
    return Rewritten(tuple(found[:MOST_SHOWN]), max(0, len(found) - MOST_SHOWN))


def _sentences(report: Report) -> Iterator[_Sentence]:
    for block in report.blocks:
        for span in split(report.text, block.span):
            text = " ".join(span.of(report.text).split())
            words = tuple(word.lower() for word in WORD.findall(text))
            if words:
                yield _Sentence(text, words)


def _passages(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[tuple[Piece, ...]]:
    gone, come = Counter(s.words for s in old), Counter(s.words for s in new)
    gone, come = gone - come, come - gone
    matcher = SequenceMatcher(None, [s.words for s in old], [s.words for s in new], autojunk=False)
    for tag, i, j, k, l in matcher.get_opcodes():  # noqa: E741
        if tag != "equal":
            yield from _replaced(list(_taken(old[i:j], gone)), list(_taken(new[k:l], come)))


def _taken(some: Sequence[_Sentence], beyond: Counter[tuple[str, ...]]) -> Iterator[_Sentence]:
    """Those that the other version lacks; what stands there elsewhere only moved."""
    for sentence in some:
        if beyond[sentence.words]:
            beyond[sentence.words] -= 1
            yield sentence


def _replaced(old: list[_Sentence], new: list[_Sentence]) -> Iterator[tuple[Piece, ...]]:
    """Sentences at one place: each of the new ones from the one that it rewrites, in their order; the rest came or went."""
    for sentence in new:
        at = next((n for n, earlier in enumerate(old) if _alike(earlier, sentence)), None)
        if at is None:
            yield (Piece(ADDED, sentence.text),)
            continue
        yield from ((Piece(REMOVED, one.text),) for one in old[:at])
        yield tuple(_by_word(old[at].text, sentence.text))
        del old[: at + 1]
    yield from ((Piece(REMOVED, one.text),) for one in old)


def _alike(old: _Sentence, new: _Sentence) -> bool:
    if max(len(old.words), len(new.words)) > LONGEST:
        return False
    return SequenceMatcher(None, old.words, new.words, autojunk=False).ratio() >= LIKE


def _by_word(old: str, new: str) -> Iterator[Piece]:
    """What went stands before what came in its place; words between two changes that are only a space go with them."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    pieces: list[Piece] = []
    for tag, i, j, k, l in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():  # noqa: E741
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(a[i:j])))
        else:
            pieces += [p for p in (Piece(REMOVED, "".join(a[i:j])), Piece(ADDED, "".join(b[k:l]))) if p.text]
    yield from _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A lone space between two changes would make a chequerboard of them: it is changed with them."""
    went, came = "", ""
    for n, piece in enumerate(pieces):
        lone = piece.kind == SAME and not piece.text.strip() and 0 < n < len(pieces) - 1
        if piece.kind == SAME and not lone:
            yield from (p for p in (Piece(REMOVED, went), Piece(ADDED, came), piece) if p.text)
            went, came = "", ""
            continue
        went += piece.text if piece.kind != ADDED else ""
        came += piece.text if piece.kind != REMOVED else ""
    yield from (p for p in (Piece(REMOVED, went), Piece(ADDED, came)) if p.text)
