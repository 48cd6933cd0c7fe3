"""Which claims of a story tell of one happening: one pass over its reports, in the order of publication.

Within a report, claims that say themselves where or when come first; those without follow what their sentence, their report, a
copy of it, or else the story tells of. What is decided for a report never changes when later ones come, so that ids stay and a
view as of any moment is the beginning of the view of today. A claim is compared with what happened about its own days and its
own place only (`nearby.py`), so that the cost is that of the claims, not of their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from sayso.reconcile.incidents.draft import Draft, is_happening
from sayso.reconcile.incidents.nearby import Nearby, is_behind
from sayso.reconcile.incidents.settings import Setting
from sayso.types import Span
from sayso.vocabulary import Status

NOT_YET = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.ORDERED, Status.POSSIBLE, Status.FEARED})
"""What is only to come, or only feared, founds no incident."""

OF_COPY = "what a copy of this report tells of"
OF_STORY = "the main happening of the story"
"""Why a claim that says neither where nor when is put with others, where nothing in its own report tells."""


class Gathering:
    """The incidents of one story, growing report by report."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._nearby = Nearby()
        self._told: Counter[int] = Counter()
        """Draft → reports that tell of it."""
        self._of_copy: dict[str, Counter[int]] = defaultdict(Counter)
        """Copy group → drafts that its texts tell of."""

    def report(self, settings: Sequence[Setting]) -> None:
        """All claims of one report, in the order of the text."""
        of_sentence: dict[Span, Draft] = {}
        own = [one for one in settings if one.tells_own]
        for one in sorted(own, key=lambda s: not is_happening(s)):
            self._place(one, of_sentence)
        rest = [one for one in settings if not one.tells_own]
        for one in sorted(rest, key=lambda s: not is_happening(s)):
            self._place(one, of_sentence)

    def _place(self, one: Setting, of_sentence: dict[Span, Draft]) -> None:
        draft, because = self._find(one, of_sentence)
        if draft is None:
            if not is_happening(one) and one.claim.status in NOT_YET:
                return
            draft, because = self._found(one), ("the first claim of it",)
        report, copy = one.telling.carrier.id, one.telling.carrier.copy
        self._told[draft.number] += draft.by_report[report] == 0
        self._of_copy[copy][draft.number] += 1
        draft.add(one, because)
        of_sentence.setdefault(one.claim.evidence.span, draft)

    def _found(self, one: Setting) -> Draft:
        made = Draft(len(self.drafts), one.families, one.spot, one.days)
        self.drafts.append(made)
        self._nearby.add(made)
        return made

    def _find(self, one: Setting, of_sentence: dict[Span, Draft]) -> tuple[Draft | None, tuple[str, ...]]:
        report = one.telling.carrier.id
        told = of_sentence.get(one.claim.evidence.span)
        if told is not None and told.fits(one) and not told.wide_of(one):
            return told, ("told in one sentence", *told.reasons(one))
        if not one.tells_own and (followed := self._followed(one, report)):
            return followed
        fitting = [draft for draft in self._nearby.to(one) if draft.fits(one)]
        if not fitting:
            return None, ()
        best = max(fitting, key=lambda draft: draft.likeness(one, report))
        return best, best.reasons(one)

    def _followed(self, one: Setting, report: str) -> tuple[Draft, tuple[str, ...]] | None:
        """What a claim without place and day of its own tells of: what its report does, or its copies, or the story.

        What lies long behind the report comes last: that it recalls an earlier attack does not make its toll that of the other.
        """
        here = self._of_copy[one.telling.carrier.copy]
        ours = [self.drafts[n] for n in sorted(here, key=lambda n: (-self.drafts[n].by_report[report], -here[n], n))]
        main = self.main()
        for draft in sorted([*ours, *([main] if main else [])], key=lambda draft: is_behind(draft, one)):
            if draft.fits(one) and not draft.wide_of(one):
                return draft, (f"no place or day of its own: {self._why(draft, here, report)}", *draft.reasons(one))
        return None

    def _why(self, draft: Draft, here: Counter[int], report: str) -> str:
        if draft.by_report[report]:
            return "what this report tells of most"
        return OF_COPY if here[draft.number] else OF_STORY

    def main(self) -> Draft | None:
        """The happening that most reports tell of; of several, the first."""
        number = min(self._told, key=lambda n: (-self._told[n], n), default=None)
        return None if number is None else self.drafts[number]


def gather(settings: Iterable[Setting]) -> Gathering:
    """`settings` of one story, in order."""
    made = Gathering()
    for _, of_report in groupby(settings, key=lambda s: s.telling.carrier.id):
        made.report([one for one in of_report if one.families and not one.many])
    return made
