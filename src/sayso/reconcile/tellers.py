"""View: who is said to have said it. Each origin with how it is called, how often it speaks, and who carries it.

Private persons stay what their reports call them by role: their names are not gathered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.telling import Origin, Telling


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin in all that was told. `tellings` in the order of publication."""

    origin: Origin
    called: tuple[str, ...]
    """Names as written, the most frequent first; none of private persons."""
    kinds: tuple[tuple[str, int], ...]
    """Claim kinds with their numbers, the most frequent first."""
    tellings: tuple[Telling, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.carrier.name for t in self.tellings))

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.carrier.publisher for t in self.tellings))

    @property
    def because(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(why for t in self.tellings for why in t.origin.because))


def voices(tellings: Iterable[Telling]) -> tuple[Voice, ...]:
    """Identified origins first, the one with the most claims first; then what nobody is named for."""
    by_key: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_key[telling.origin.key].append(telling)
    made = [_voice(told) for told in by_key.values()]
    return tuple(sorted(made, key=lambda v: (not v.origin.identified, -len(v.tellings), v.origin.key)))


def _voice(told: Sequence[Telling]) -> Voice:
    kinds = Counter(t.claim.kind for t in told)
    names = Counter(source.name for t in told for source in t.claim.attribution.chain[:1] if source.kind not in ROLES)
    return Voice(told[0].origin, _ranked(names), tuple((kind, kinds[kind]) for kind in _ranked(kinds)), tuple(told))


def _ranked(count: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(count, key=lambda name: (-count[name], name)))
