"""The kinds that a filter offers, by group."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from sayso.vocabulary import kinds


@lru_cache(maxsize=1)
def by_group() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Groups and their kinds, in the order of the vocabulary."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, kind in kinds().items():
        found[str(kind.group)].append(name)
    return tuple((group, tuple(names)) for group, names in found.items())
