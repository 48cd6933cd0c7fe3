"""A text without paragraphs is one block of everything: the time to read it grows with its length, not with its square."""

from __future__ import annotations

import time

import pytest

from sayso.understand.rules import Rules
from tests.understand.reports_for_tests import report_of

TOLD = (
    "Police said on Monday that 12 people were killed in Kabul after protesters set fire to a bank. "
    "The mayor, Jon Vik, told Reuters that troops had arrested 30 demonstrators. He denied that anyone was shot. "
)
ONLY_OPENED = "“We saw five dead. Two men died. "
SHARE = 2.6
"""Twice the text may take this many times as long."""


@pytest.mark.parametrize("sentences", [TOLD, ONLY_OPENED])
def test_twice_the_text_takes_twice_the_time(sentences: str) -> None:
    seconds(sentences, 2_000)  # loads word lists and the gazetteer
    assert seconds(sentences, 80_000) <= SHARE * seconds(sentences, 40_000)


def seconds(sentences: str, characters: int) -> float:
    """Seconds of processor time, the better of two readings: other programs cost caches too."""
    report, read = report_of(sentences * (characters // len(sentences))), Rules()
    times = []
    for _ in range(2):
        begun = time.process_time()
        read(report)
        times.append(time.process_time() - begun)
    return min(times)
