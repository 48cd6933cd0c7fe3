"""Which claims of a story tell of one happening: one pass over its reports, in the order of publication.

Within a report, claims that say themselves where or when come first; those without follow what their sentence, their report, a
copy of it, or else the story tells of. What is decided for a report never changes when later ones come, so that ids stay and a
view as of any moment is the beginning of the view of today. A claim is compared with what happened about its own days and its
own place only (`nearby.py`), so that the cost is that of the claims, not of their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, groupby

from sayso.reconcile.incidents.draft import Draft, is_happening
from sayso.reconcile.incidents.nearby import Nearby, before_report, is_behind
from sayso.reconcile.incidents.settings import Setting
from sayso.types import Span
from sayso.vocabulary import Status

NOT_YET = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.ORDERED, Status.POSSIBLE, Status.FEARED})
"""What is only to come, or only feared, founds no incident."""

BARE = "no place or day of its own"
OF_COPY = "what a copy of this report tells of"
OF_STORY = "the main happening of the story"
"""Why a claim that says neither where nor when is put with others, where nothing in its own report tells."""


def followed(what: str) -> str:
    """The reason of a claim that is put with others because of what else is told."""
    return f"{BARE}: {what}"


Placed = tuple[Setting, int, tuple[str, ...]]
"""A claim, the number of the draft that it belongs to, and why."""


class Gathering:
    """The incidents of one story, growing report by report."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._nearby = Nearby()
        self._told: Counter[int] = Counter()
        """Draft → reports that tell of it."""
        self._main: int | None = None
        self._of_copy: dict[str, Ranked] = defaultdict(Ranked)
        """Copy group → drafts that its texts tell of."""
        self._of_report: Counter[int] = Counter()
        """Drafts that the report which is being placed tells of, and how much."""

    def report(self, settings: Sequence[Setting]) -> Sequence[Placed]:
        """All claims of one report, in the order of the text; the happening of each that belongs to one."""
        of_sentence: dict[Span, Draft] = {}
        placed: list[Placed | None] = []
        self._of_report = Counter()
        own = [one for one in settings if one.tells_own]
        for one in sorted(own, key=lambda s: not is_happening(s)):
            placed.append(self._place(one, of_sentence))
        rest = [one for one in settings if not one.tells_own]
        for one in sorted(rest, key=lambda s: not is_happening(s)):
            placed.append(self._place(one, of_sentence))
        return [one for one in placed if one]

    def _place(self, one: Setting, of_sentence: dict[Span, Draft]) -> Placed | None:
        draft, because = self._find(one, of_sentence)
        if draft is None:
            if not is_happening(one) and one.claim.status in NOT_YET:
                return None
            draft, because = self._found(one), ("the first claim of it",)
        if draft.number not in self._of_report:
            self._tell(draft.number)
        self._of_copy[one.telling.carrier.copy].add(draft.number)
        self._of_report[draft.number] += 1
        draft.add(one, because)
        of_sentence.setdefault(one.claim.evidence.span, draft)
        return one, draft.number, because

    def _tell(self, number: int) -> None:
        """One more report tells of it."""
        self._told[number] += 1
        main = self._main
        if main is None or (-self._told[number], number) < (-self._told[main], main):
            self._main = number

    def _found(self, one: Setting) -> Draft:
        made = Draft(len(self.drafts), one.families, one.spot, one.days)
        self.drafts.append(made)
        self._nearby.add(made)
        return made

    def _find(self, one: Setting, of_sentence: dict[Span, Draft]) -> tuple[Draft | None, tuple[str, ...]]:
        told = of_sentence.get(one.claim.evidence.span)
        if told is not None and told.fits(one) and not told.wide_of(one):
            return told, ("told in one sentence", *told.reasons(one))
        if not one.tells_own and (followed := self._followed(one)):
            return followed
        fitting = [draft for draft in self._nearby.to(one) if draft.fits(one)]
        if not fitting:
            return None, ()
        best = max(fitting, key=lambda draft: draft.likeness(one, self._of_report[draft.number]))
        return best, best.reasons(one)

    def _followed(self, one: Setting) -> tuple[Draft, tuple[str, ...]] | None:
        """What a claim without place and day of its own tells of: what its report does, or its copies, or the story.

        What lies long behind the report comes last: that it recalls an earlier attack does not make its toll that of the other.
        """
        here, first = self._of_copy[one.telling.carrier.copy], self._of_report
        ours = sorted(first, key=lambda n: (-first[n], -here.count[n], n))
        numbers = chain(ours, (n for n in here.order if n not in first), [] if self._main is None else [self._main])
        before, behind = before_report(one), list[Draft]()
        for number in numbers:
            draft = self.drafts[number]
            if is_behind(draft, before):
                behind.append(draft)
            elif draft.fits(one) and not draft.wide_of(one):
                return self._reasons(draft, one, here)
        late = next((draft for draft in behind if draft.fits(one) and not draft.wide_of(one)), None)
        return self._reasons(late, one, here) if late else None

    def _reasons(self, draft: Draft, one: Setting, here: Ranked) -> tuple[Draft, tuple[str, ...]]:
        return draft, (followed(self._why(draft, here)), *draft.reasons(one))

    def _why(self, draft: Draft, here: Ranked) -> str:
        if draft.number in self._of_report:
            return "what this report tells of most"
        return OF_COPY if here.count[draft.number] else OF_STORY

    def main(self) -> Draft | None:
        """The happening that most reports tell of; of several, the first."""
        return None if self._main is None else self.drafts[self._main]


class Ranked:
    """Numbers by how often they were added, the most frequent first, of several the lowest; kept in order as they come."""

    def __init__(self) -> None:
        self.count: Counter[int] = Counter()
        self.order: list[int] = []

    def add(self, number: int) -> None:
        count, order = self.count, self.order
        at = order.index(number) if number in count else len(order)
        if at == len(order):
            order.append(number)
        count[number] += 1
        mine = (-count[number], number)
        while at and mine < (-count[order[at - 1]], order[at - 1]):
            order[at] = order[at - 1]
            at -= 1
        order[at] = number


def gather(settings: Iterable[Setting]) -> Gathering:
    """`settings` of one story, in order."""
    made = Gathering()
    for _, of_report in groupby(settings, key=lambda s: s.telling.carrier.id):
        made.report([one for one in of_report if one.families and not one.many])
    return made
