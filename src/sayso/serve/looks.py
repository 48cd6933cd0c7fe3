"""What the page shows of what is known, made once for each question and kept while the ledger stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, replace

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.denials import named_denials
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.world import load


@dataclass(frozen=True, slots=True)
class Look:
    """All that is known by a moment, of what is asked for."""

    head: Head
    """End of the ledger that it was made from."""
    filters: Filters
    knowledge: Knowledge
    series: tuple[SeriesView, ...]
    incidents: tuple[tuple[Incident, Standing], ...]
    """The latest first."""
    measures: tuple[Measure, ...]
    first: str | None
    last: str | None
    """First and last moment by which a dated report of these stories was known, whatever the as-of."""


class Looks:
    def __init__(self, reader: Reader, most_claims: int = 1_000_000) -> None:
        self._reader = reader
        self._most = most_claims
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[Head, Filters], Future[Look]] = OrderedDict()

    def at(self, filters: Filters, stale_ok: bool = False) -> Look:
        """What is known of what `filters` ask for, with the ledger as it is now. E011 for a date that is none."""
        head = self._reader.head()
        with self._lock:
            found = self._made.get((head, filters))
            mine = found is None
            if found is None:
                found = self._made[head, filters] = Future()
        if mine:
            try:
                found.set_result(self._make(head, filters))
            except BaseException as error:
                with self._lock:
                    self._made.pop((head, filters), None)
                found.set_exception(error)
        return found.result()

    @property
    def head(self) -> Head:
        return self._reader.head()

    def without(self, look: Look, *, as_of: str | None = None, seq: int | None = None) -> Look:
        """The same question with only what had been published by `as_of` and recorded as an entry up to `seq`."""
        return self.at(replace(look.filters, as_of=as_of))

    def ready(self, filters: Filters) -> bool:
        """Is there an answer that takes no time?"""
        return any(f == filters for _, f in self._made)

    def warm(self, filters: Filters) -> None:
        """Make the answer, so that the first who asks does not wait."""
        self.at(filters)

    def _make(self, head: Head, filters: Filters) -> Look:
        known = knowledge(load(self._reader, filters))
        whole = known if filters.as_of is None else None
        named = named_denials(known.tellings)
        told = tuple((one, incident_standing(one, known.world.verdicts, named)) for one in known.shown_incidents())
        carriers = (whole.world if whole else load(self._reader, replace(filters, as_of=None))).carriers
        dated = [c.known_by for c in carriers.values() if c.known_by]
        return Look(
            head,
            filters,
            known,
            known.shown_series(),
            told,
            known.measures(),
            min(dated, default=None),
            max(dated, default=None),
        )
