"""The words of two versions against each other."""

from __future__ import annotations

import pytest

from sayso.show.page.rewritten import ADDED, MOST_SENTENCES, MOST_SHOWN, REMOVED, Rewritten, rewritten
from sayso.types import Block, Report, Span
from sayso.vocabulary import BlockKind
from tests.claims_for_tests import report


def page(*paragraphs: str) -> Report:
    text, blocks = "", list[Block]()
    for line in paragraphs:
        blocks.append(Block(BlockKind.BODY, Span(len(text), len(text) + len(line))))
        text += f"{line}\n\n"
    return report(text=text, fields=(), blocks=tuple(blocks))


def shown(found: Rewritten) -> list[str]:
    """ "The [-26-]{+18+} officers"."""
    marks = {ADDED: "{{+{}+}}", REMOVED: "[-{}-]"}
    return ["".join(marks.get(p.kind, "{}").format(p.text) for p in passage) for passage in found.passages]


CASES = {
    "a number": (["The 26 officers died."], ["The 18 officers died."], ["The [-26-]{+18+} officers died."]),
    "two words are one change": (
        ["The army arrested seven men in Aktau on Friday."],
        ["The police arrested nine young women in Aktau on Friday."],
        ["The [-army-]{+police+} arrested [-seven men-]{+nine young women+} in Aktau on Friday."],
    ),
    "another sentence": (
        ["Police fired."],
        ["The president left for talks in Moscow."],
        ["{+The president left for talks in Moscow.+}", "[-Police fired.-]"],
    ),
    "added": (["One stays."], ["One stays.", "Correction: it was two."], ["{+Correction: it was two.+}"]),
    "removed": (["One stays.", "Two goes."], ["One stays."], ["[-Two goes.-]"]),
    "moved": (["First here.", "Then there."], ["Then there.", "First here."], []),
    "other commas, other capitals": (["So, it is."], ["SO it is."], []),
    "said twice": (["It burns.", "It burns."], ["It burns."], ["[-It burns.-]"]),
    "nothing before": ([], ["All new."], ["{+All new.+}"]),
    "nothing after": (["All gone."], [], ["[-All gone.-]"]),
}


@pytest.mark.parametrize("name", CASES)
def test_words(name: str) -> None:
    before, after, expected = CASES[name]
    assert shown(rewritten(page(*before), page(*after))) == expected


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_added_was_there_and_what_is_not_removed_is(name: str) -> None:
    before, after, _ = CASES[name]
    for passage in rewritten(page(*before), page(*after)).passages:
        old = "".join(piece.text for piece in passage if piece.kind != ADDED)
        new = "".join(piece.text for piece in passage if piece.kind != REMOVED)
        assert not old or old in before
        assert not new or new in after


def test_what_is_too_long_is_not_compared_and_says_so() -> None:
    found = rewritten(page(*(f"Sentence {n}." for n in range(MOST_SENTENCES + 1))), page("One."))
    assert not found.compared
    assert not found.passages


def test_what_is_too_much_is_counted() -> None:
    found = rewritten(page("One."), page("One.", *(f"Number {n} is new." for n in range(MOST_SHOWN + 7))))
    assert (len(found.passages), found.more) == (MOST_SHOWN, 7)
