"""One name an outlet: a page that names none is known by its site, "steppewire.invalid", and is the Steppe Wire's all the same.

Else one outlet would count as two that carry a number. Whom the table of outlets knows, by its site or else by name, has the
name that stands there; which name is shown of the others follows from the reports known by the moment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.read import outlets
from sayso.read.outlet_table import Known
from sayso.read.outlets_in_use import known
from sayso.reconcile.origins.voices import media_key
from sayso.reconcile.telling import Carrier

MANY = 4_096
"""Names of outlets that are remembered: every look at a ledger asks for all of them."""


def one_name(carriers: Sequence[Carrier]) -> list[Carrier]:
    """`carriers` in their order, with the names that the table gives; of the others, those that have only a site with the name
    that most others of that site's name have."""
    rows = [known(carrier.outlet, carrier.url) if carrier.outlet else None for carrier in carriers]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for carrier, row in zip(carriers, rows, strict=True):
        if row is None and carrier.outlet and not _is_site(carrier.outlet):
            names[_stem(carrier.outlet)][carrier.outlet] += 1
    return [_in_table(c, row) if row else _named(c, names) for c, row in zip(carriers, rows, strict=True)]


def _in_table(carrier: Carrier, row: Known) -> Carrier:
    return carrier if carrier.outlet == row.name else replace(carrier, outlet=row.name)


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
