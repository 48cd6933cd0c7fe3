"""How claims stand in a ledger too large to be known whole: a few stories at a time, as they come.

What is worked out of a story is remembered while its claims may still come; of a story that is itself too large it is not told.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence

from sayso.export.formats.exported import Stands
from sayso.export.formats.stands import stands_of
from sayso.ledger.filters import Filters
from sayso.ledger.query import Listed, Reader
from sayso.limits import EXPORT_CLAIMS_AT_ONCE, EXPORT_CLAIMS_REMEMBERED
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.of_stories import claims_in, of_stories, stories_of
from sayso.reconcile.world import load


class ByStory:
    """`moment`: what was known then. What the ledger held at an earlier moment would have to be worked out anew for every few
    stories: of that nothing is told."""

    def __init__(
        self,
        reader: Reader,
        moment: Filters,
        at_once: int = EXPORT_CLAIMS_AT_ONCE,
        remembered: int = EXPORT_CLAIMS_REMEMBERED,
    ) -> None:
        self._reader, self._moment = reader, moment
        self._at_once, self._remembered = at_once, remembered
        self._known: OrderedDict[str, Mapping[str, Stands]] = OrderedDict()

    def __call__(self, some: Sequence[Listed]) -> Mapping[str, Stands]:
        """Of those of `some` of which it is known, by claim id."""
        if self._moment.recorded_by is not None:
            return {}
        stories = stories_of(self._reader, {one.report.id for one in some})
        for group in self._groups([story for story in dict.fromkeys(stories.values()) if story not in self._known]):
            self._work_out(group)
        known = {one.claim.id: self._known.get(stories.get(one.report.id, ""), {}).get(one.claim.id) for one in some}
        self._forget(set(stories.values()))
        return {id: stands for id, stands in known.items() if stands is not None}

    def _groups(self, stories: Sequence[str]) -> Iterator[list[str]]:
        """Of as many claims together as are worked out at once."""
        group, claims = list[str](), 0
        for story, size in claims_in(self._reader, stories).items():
            if size > self._at_once:
                self._known[story] = {}
                continue
            if group and claims + size > self._at_once:
                yield group
                group, claims = [], 0
            group.append(story)
            claims += size
        if group:
            yield group

    def _work_out(self, stories: Sequence[str]) -> None:
        known = knowledge(load(self._reader, of_stories(self._moment, frozenset(stories))))
        made: dict[str, dict[str, Stands]] = {story: {} for story in stories}
        for id, stands in stands_of(known).items():
            made[stands.story][id] = stands
        self._known |= made

    def _forget(self, used: set[str]) -> None:
        """The stories that came first, of which the least is still to come; none of those in use."""
        for story in used & self._known.keys():
            self._known.move_to_end(story)
        held = sum(map(len, self._known.values()))
        while held > self._remembered and len(self._known) > len(used):
            _, gone = self._known.popitem(last=False)
            held -= len(gone)
