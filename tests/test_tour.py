"""The tour is true: every line of docs/tour.md runs and gives what it says."""

import doctest
from pathlib import Path

TOUR = Path(__file__).resolve().parents[1] / "docs" / "tour.md"


def test_the_tour() -> None:
    failed, tried = doctest.testfile(str(TOUR), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried > 30
    assert failed == 0
