"""The subject of a verdict on two: their ids in order, joined by a plus sign, which no id holds."""

from __future__ import annotations

BETWEEN = "+"


def paired(a: str, b: str) -> str:
    """One subject, whichever is named first."""
    return BETWEEN.join(sorted((a, b)))


def parted(subject: str) -> tuple[str, str] | None:
    """The two; None where the subject is one alone."""
    a, between, b = subject.partition(BETWEEN)
    return (a, b) if between else None
