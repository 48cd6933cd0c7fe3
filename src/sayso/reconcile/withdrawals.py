"""Verdicts that were taken back. `withdraw` takes back the last word of the same person on the same subject that still stands.

    confirm, withdraw              nothing was said
    confirm, refute, withdraw      confirm
    confirm, refute, 2 × withdraw  nothing was said

So whatever is made of the verdicts is, after a verdict and its withdrawal, what it was before them. Both entries stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Verdict
from sayso.vocabulary import Verdicts


def that_stand(said: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Of verdicts in the order of their entries those that nobody took back; a withdrawal of nothing is passed over."""
    standing: list[Verdict] = []
    for verdict in said:
        if verdict.verdict is not Verdicts.WITHDRAW:
            standing.append(verdict)
            continue
        own = (at for at, v in enumerate(standing) if (v.reviewer, v.subject) == (verdict.reviewer, verdict.subject))
        last = max(own, default=None)
        if last is not None:
            del standing[last]
    return tuple(standing)
