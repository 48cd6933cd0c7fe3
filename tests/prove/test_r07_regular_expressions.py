"""R7: no regular expression explodes. Every pattern of the package, used as the package uses it, on strings made against it."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from tests.prove.attacks import attacks, text
from tests.prove.patterns import Gathered, Known, gathered
from tests.prove.proof import Proof

SEEDS = (7, 8, 9)
STRINGS = 30
"""Attacks on a pattern that each seed makes. The whole form tries them all, the short one the worst of the first seed's."""
WHOLE = 100_000
"""Characters of an attack; half of them take half the time, or it is told."""
MOST = 2.6
FLOOR = 0.003
"""Seconds for the whole attack below which it is 30 nanoseconds a character: a ratio of such times says nothing, and a pattern
whose time grows with the square needs a hundred times as long."""
ENDS = 20.0
"""Seconds after which a pattern is given up, which is a failure."""
SHORT, SUSPICIOUS = 10_000, 0.03
"""What takes so many seconds for so many characters is looked at more closely before it gets more."""
BOUNDED: dict[tuple[str, str], int] = {
    ("reconcile/origins/known.py", "HEADWORDS"): 400,
    ("read/datelines.py", "SHOUTED"): 120,
    ("read/datelines.py", "SPOKEN"): 120,
}
"""Patterns that get no more characters than these, which is shown below: so many are what they are tried on."""
Attack = tuple[str, str, str]
LONGEST = 300
"""Characters that a parser of dates or numbers gets at most, as is promised."""
WATCHED = {
    *(f"{module}, RFC 2822" for module in ("read.dates", "collect.listed_dates", "collect.net.headers")),
    *("collect.feeds, feedparser", "understand.figures, numerals"),
}
"""Parsers that are no patterns of the package, each of which was asked."""
PARSERS = ("read/dates.py", "read/written_dates.py", "collect/listed_dates.py", "understand/figures/numerals.py")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    return gathered(tmp_path_factory.mktemp("patterns") / "patterns.json")


def test_no_pattern_is_missed(found: Gathered, proof: Proof) -> None:
    assert not found.missed, "lines that make a pattern of what is not written there, and that nothing ran"
    assert not found.missing, "modules that could not be imported"
    assert len(found.patterns) > 300
    places = {(one.file, one.line) for one in found.patterns}
    proof.saw(f"{len(found.patterns)} patterns of {len(places)} places in the source, 0 places missed")


def test_parsers_of_dates_and_numbers_get_little(found: Gathered, proof: Proof) -> None:
    longest = {one.file: one.longest for one in found.patterns if one.file in PARSERS}
    for one in found.patterns:
        if one.file in PARSERS:
            longest[one.file] = max(longest[one.file], one.longest)
    assert set(longest) == set(PARSERS)
    assert found.parsed.keys() == WATCHED
    most = max(*longest.values(), *found.parsed.values())
    assert 200 < most <= LONGEST, (longest, found.parsed)
    proof.saw(f"parsers of dates and numbers got {most} characters at most, of texts of 5,000")


def test_bounds_are_kept(found: Gathered) -> None:
    for (file, name), most in BOUNDED.items():
        of_it = [one for one in found.patterns if (one.file, one.name) == (file, name)]
        assert of_it, f"{file} has no {name} any more"
        assert all(0 < one.longest <= most for one in of_it), (file, name, [one.longest for one in of_it])


def test_twice_the_length_takes_twice_the_time(found: Gathered, proof: Proof) -> None:
    slow: list[str] = []
    tried, worst, longest = 0, 0.0, 0.0
    most = proof.count(STRINGS)
    for pattern in found.patterns:
        for use in pattern.uses:
            for attack in _worst(pattern, use, most):
                ratio, seconds = _ratio(pattern, use, attack)
                tried, worst, longest = tried + 1, max(worst, ratio), max(longest, seconds)
                if ratio > MOST:
                    slow.append(
                        f"{pattern.file}:{pattern.line} {pattern.name} {use} {attack!r}: {ratio:.1f} times, {seconds:.3f} s"
                    )
                    break
    assert not slow, f"{len(slow)} are slow (seeds {SEEDS}):\n" + "\n".join(slow[:60])
    proof.saw(
        f"{tried:,} attacks of {WHOLE:,} characters, on {len(found.patterns)} patterns in each of their uses: twice the "
        f"length took {worst:.2f} times as long at most, the slowest {longest:.2f} s "
        f"(what takes under {FLOOR * 1000:.0f} ms counts as nothing)"
    )


def _worst(pattern: Known, use: str, most: int) -> list[Attack]:
    """The attacks on a pattern that take it the longest, while they are short."""
    of_seeds = (attacks(pattern.made.pattern, pattern.made.flags, STRINGS, seed) for seed in SEEDS)
    if most >= STRINGS:
        return list(dict.fromkeys(attack for made in of_seeds for attack in made))
    return sorted(next(of_seeds), key=lambda attack: _seconds(pattern, use, attack, SHORT), reverse=True)[:most]


def _ratio(pattern: Known, use: str, attack: Attack) -> tuple[float, float]:
    """How many times as long the whole attack takes as its half, and the seconds of the whole. What is slow by a quarter is
    measured by that, so that what grows with the square is told in seconds and not in minutes."""
    length = min(WHOLE, BOUNDED.get((pattern.file, pattern.name), WHOLE))
    if length == WHOLE and _seconds(pattern, use, attack, SHORT) > SUSPICIOUS:
        length = 4 * SHORT
    whole = _seconds(pattern, use, attack, length)
    if whole < FLOOR:
        return 0.0, whole
    half = _seconds(pattern, use, attack, length // 2)
    for _ in range(4):
        if whole <= MOST * half:
            break
        whole = min(whole, _seconds(pattern, use, attack, length))
        half = min(half, _seconds(pattern, use, attack, length // 2))
    return whole / max(half, FLOOR / 10), whole


def _seconds(pattern: Known, use: str, attack: Attack, length: int) -> float:
    """Of processor time; `ENDS` where it was given up."""
    tried: Any = text(attack, length)
    if pattern.binary:
        tried = tried.encode("utf-8", "surrogatepass")[:length]
    made = pattern.made
    with _alarm():
        begun = time.process_time()
        try:
            _use(made, use, tried)
        except _Endless:
            return ENDS
        return time.process_time() - begun
    raise AssertionError("not reached")


def _use(made: re.Pattern[Any], use: str, tried: Any) -> None:
    if use in ("sub", "subn"):
        made.sub(lambda match: match[0], tried)
    elif use in ("finditer", "findall", "scanner"):
        for _ in made.finditer(tried):
            pass
    else:
        getattr(made, use)(tried)


class _Endless(BaseException):
    pass


@contextmanager
def _alarm() -> Iterator[None]:
    """Python's expressions look for signals while they run."""

    def ring(signum: int, frame: FrameType | None) -> None:
        raise _Endless

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, ENDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
