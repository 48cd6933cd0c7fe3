"""One name an outlet: a page that names none is known by its site, "steppewire.invalid", and is the Steppe Wire's all the same.

Else one outlet would count as two that carry a number. Which name is shown follows from the reports known by the moment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.read import outlets
from sayso.reconcile.origins.voices import media_key
from sayso.reconcile.telling import Carrier

MANY = 4_096
"""Names of outlets that are remembered: every look at a ledger asks for all of them."""


def one_name(carriers: Sequence[Carrier]) -> list[Carrier]:
    """`carriers` in their order; those that have only a site with the name that most others of that site's name have."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for carrier in carriers:
        if carrier.outlet and not _is_site(carrier.outlet):
            names[_stem(carrier.outlet)][carrier.outlet] += 1
    return [_named(carrier, names) for carrier in carriers]


def _named(carrier: Carrier, names: dict[str, Counter[str]]) -> Carrier:
    if not carrier.outlet or not _is_site(carrier.outlet):
        return carrier
    known = names.get(_stem(carrier.outlet))
    return replace(carrier, outlet=min(known, key=lambda name: (-known[name], name))) if known else carrier


@lru_cache(MANY)
def _is_site(name: str) -> bool:
    return outlets.host_of(name) is not None


@lru_cache(MANY)
def _stem(name: str) -> str:
    return media_key(name).replace("-", "")
