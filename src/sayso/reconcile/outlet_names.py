"""One name an outlet: a page that names none is known by its site, "steppewire.invalid", and is the Steppe Wire's all the same.

Else one outlet would count as two that carry a number. Whom the table of outlets knows, by its site or else by name, has the
name that stands there; which name is shown of the others follows from the reports known by the moment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
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
    named = [in_table(carrier) for carrier in carriers]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for carrier, is_listed in named:
        if not is_listed and (stem := named_stem(carrier)):
            names[stem][carrier.outlet or ""] += 1
    return [carrier if is_listed else _named(carrier, names) for carrier, is_listed in named]


def in_table(carrier: Carrier) -> tuple[Carrier, bool]:
    """With the name that the table of outlets gives, and whether it gives one."""
    row = known(carrier.outlet, carrier.url) if carrier.outlet else None
    return (_in_table(carrier, row), True) if row else (carrier, False)


def named_stem(carrier: Carrier) -> str | None:
    """Of an outlet that is not in the table and has a name: by what those that have only its site find that name."""
    return _stem(carrier.outlet) if carrier.outlet and not _is_site(carrier.outlet) else None


def site_stem(carrier: Carrier) -> str | None:
    """The same of one that is not in the table and has only a site."""
    return _stem(carrier.outlet) if carrier.outlet and _is_site(carrier.outlet) else None


def most_used(names: Mapping[str, int]) -> str:
    """Of several names of one outlet."""
    return min(names, key=lambda name: (-names[name], name))


def _in_table(carrier: Carrier, row: Known) -> Carrier:
    return carrier if carrier.outlet == row.name else replace(carrier, outlet=row.name)


def _named(carrier: Carrier, names: Mapping[str, Counter[str]]) -> Carrier:
    known = names.get(site_stem(carrier) or "")
    return replace(carrier, outlet=most_used(known)) if known else carrier


@lru_cache(MANY)
def _is_site(name: str) -> bool:
    return outlets.host_of(name) is not None


@lru_cache(MANY)
def _stem(name: str) -> str:
    return media_key(name).replace("-", "")
