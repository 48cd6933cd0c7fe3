"""What an outlet is called of which a report gives only the site, as of any moment: what `outlet_names.one_name` makes of all
reports anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sayso.reconcile.looks.since import Moment, Since
from sayso.reconcile.outlet_names import most_used, named_stem, site_stem
from sayso.reconcile.telling import Carrier

MOST = 50_000
"""Answers that are remembered."""

Told = tuple[tuple[str, Since], ...]
"""A name, and from when on it is known that a report has it."""


class SiteNames:
    """It stays as it is; `grown` makes the next one, which shares what did not change."""

    def __init__(self, names: Mapping[str, Told]) -> None:
        self._names = names
        self._found: dict[tuple[str, Moment], str | None] = {}

    def named(self, carrier: Carrier, at: Moment) -> Carrier:
        """One that the table of outlets does not know, with the name that most others of its site's name have."""
        stem = site_stem(carrier)
        if stem is None or stem not in self._names:
            return carrier
        found = self._found if len(self._found) < MOST else {}
        if (stem, at) not in found:
            found[stem, at] = self._most_used(stem, at)
        self._found, name = found, found[stem, at]
        return replace(carrier, outlet=name) if name else carrier

    def _most_used(self, stem: str, at: Moment) -> str | None:
        known = Counter(name for name, since in self._names[stem] if since.by(at))
        return most_used(known) if known else None

    def grown(self, unlisted: Iterable[tuple[Carrier, Since]]) -> SiteNames:
        """With the names of other outlets that the table does not know."""
        more: dict[str, list[tuple[str, Since]]] = defaultdict(list)
        for carrier, since in unlisted:
            if (stem := named_stem(carrier)) and carrier.outlet:
                more[stem].append((carrier.outlet, since))
        if not more:
            return self
        return SiteNames({**self._names, **{stem: (*self._names.get(stem, ()), *told) for stem, told in more.items()}})
