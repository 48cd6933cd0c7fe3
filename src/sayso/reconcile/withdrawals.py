"""Verdicts that were taken back. `withdraw` takes back the last word of the same person on the same subject that still stands.

    confirm, withdraw              nothing was said
    confirm, refute, withdraw      confirm
    confirm, refute, 2 × withdraw  nothing was said

So whatever is made of the verdicts is, after a verdict and its withdrawal, what it was before them. Both entries stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.types import Verdict
from sayso.vocabulary import Verdicts


def that_stand(said: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Of verdicts in the order of their entries those that nobody took back; a withdrawal of nothing is passed over."""
    gone: set[int] = set()
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, verdict in enumerate(said):
        before = own[verdict.reviewer, verdict.subject]
        if verdict.verdict is not Verdicts.WITHDRAW:
            before.append(at)
            continue
        gone |= {at, *before[-1:]}
        del before[-1:]
    return tuple(verdict for at, verdict in enumerate(said) if at not in gone)


def by_subject(said: Iterable[Verdict]) -> Mapping[str, tuple[Verdict, ...]]:
    """What stands, by subject; `said` in the order of the entries."""
    given: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in said:
        given[verdict.subject].append(verdict)
    standing = ((subject, that_stand(of)) for subject, of in given.items())
    return {subject: of for subject, of in standing if of}
