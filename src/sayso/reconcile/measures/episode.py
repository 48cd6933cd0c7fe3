"""One episode of a measure while its tellings are gathered; `measure` gives it as it stands."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.reconcile.measures.measure import Measure, Turn
from sayso.reconcile.measures.word import DEPLOYMENT, Key, Word, keys
from sayso.reconcile.telling import Origin, Telling
from sayso.types import Claim
from sayso.understand.language import table
from sayso.vocabulary import WITHDRAWAL, Phase, Status


class Episode:
    """Words are given in the order of publishing; the first one founds it, and gives it its id."""

    def __init__(self, founder: Word) -> None:
        self._founder = founder
        self._told: list[Word] = []
        self._shown: list[Telling] = []
        self._denials: list[Telling] = []
        self._opened: Word | None = None
        self._closed: Word | None = None
        self._planned: Word | None = None
        self._reach: dict[Key, Turn] = {}
        self._ended: dict[Key, Turn] = {}
        self._left: set[Key] = set()
        """Places of `_reach` in which it has not ended."""
        self._inside: dict[Key, list[Key]] = defaultdict(list)
        """A place → those of `_reach` in it, itself among them."""

    def is_over_before(self, word: Word) -> bool:
        """Does a start, or what is said to hold, speak of another episode, since this one was over by then?

        "Had defied the curfew on Friday", told after its end, looks back: its own day counts, and that of the telling only
        where it gives none.
        """
        if self._closed is None:
            return False
        if word.telling.claim.time is not None:
            return (word.stated or word.phase is Phase.HOLDS) and word.day > self._closed.day
        return word.phase is Phase.HOLDS and _told_on(word) > self._closed.day

    def begins_after(self, word: Word) -> bool:
        """Is an end, with a day of its own, one of an earlier episode?"""
        return bool(word.stated and self._opened and self._opened.stated and word.day < self._opened.day)

    def go_on(self, word: Word) -> None:
        """It begins, or is said to hold."""
        self._told.append(word)
        if self._opened is None or (word.stated and not self._opened.stated and word.day <= self._opened.day):
            self._opened = word
        if word.telling.claim.until and not self._repeats_the_plan(word):
            self._planned = word
        for where in word.places:
            own, *wider = keys(where)
            if own not in self._reach:
                self._reach[own] = Turn(word.day, word.telling, where, word.stated)
                self._left.add(own)
                for key in (own, *wider):
                    self._inside[key].append(own)

    def _repeats_the_plan(self, word: Word) -> bool:
        """Until when it was to last at its start gives way to what was told of it since, an extension above all."""
        return word.phase is Phase.STARTS and self._planned is not None and self._planned.phase is not Phase.STARTS

    def end(self, word: Word) -> None:
        """It ends: altogether where the end is told of all its places, else in part. One told again changes nothing."""
        self._told.append(word)
        if self._closed is not None:
            return
        for where in word.places:
            own = keys(where)[0]
            self._ended.setdefault(own, Turn(word.day, word.telling, where, word.stated))
            self._left.difference_update(self._inside.pop(own, ()))
        if not self._left or not word.places:
            self._closed = word

    def show(self, word: Word) -> None:
        """What neither opens nor closes it."""
        denied = word.telling.claim.status is Status.DENIED
        (self._denials if denied else self._shown).append(word.telling)

    def measure(self) -> Measure:
        founder = self._founder
        spoken = [w.telling for w in self._told]
        every = sorted((*spoken, *self._shown, *self._denials), key=lambda t: (t.carrier.place_in_order, t.claim.id))
        places = [turn.place for turn in self._reach.values() if turn.place] or list(founder.places)
        return Measure(
            id="m" + hashlib.sha256(founder.telling.claim.id.encode()).hexdigest()[:16],
            kind=founder.group[0],
            place=min(places, key=lambda where: len(keys(where)), default=None),
            country=founder.group[2] or None,
            opened=_turn(self._opened),
            planned_end=self._planned_end(),
            closed=_turn(self._closed),
            reach=tuple(self._reach.values()),
            ended_in=() if self._closed else tuple(self._ended.values()),
            denials=tuple(self._denials),
            tellings=tuple(every),
            origins=_origins(spoken),
            imposed_by=tuple(dict.fromkeys(self._imposers())),
            because=tuple(self._because()),
        )

    def _planned_end(self) -> str | None:
        until = self._planned.telling.claim.until if self._planned else None
        return until.end[:10] if until else None

    def _imposers(self) -> Iterator[str]:
        for word in self._told:
            claim = word.telling.claim
            if word.phase is not Phase.STARTS:
                continue
            if claim.actor:
                yield claim.actor.normalised or claim.actor.name
            elif claim.attribution.chain and _declares(claim):
                yield claim.attribution.chain[-1].told

    def _because(self) -> Iterator[str]:
        """The reasons, for a person to read, in the order of events."""
        if self._opened is None:
            yield "only its end is told"
        else:
            told = self._opened.phase is Phase.STARTS or self._opened.stated
            yield f"opened {_dated(self._opened)}" if told else f"in force {_dated(self._opened)}; its start is not told"
        for turn in self._widenings():
            yield f"widened to {turn.place.name if turn.place else 'more'}, told by {_teller(turn.telling)}"
        if self._planned:
            yield f"planned to end on {self._planned_end()}, told by {_teller(self._planned.telling)}"
        if self._closed:
            what = "a withdrawal, which may take days, began" if self._is_withdrawal() else "closed"
            yield f"{what} {_dated(self._closed)}"
        elif self._ended:
            yield "ended in part: " + ", ".join(t.place.name for t in self._ended.values() if t.place)
        if self._denials:
            yield f"denied by {', '.join(dict.fromkeys(_teller(t) for t in self._denials))}; a denial does not close"

    def _is_withdrawal(self) -> bool:
        closing = self._closed
        return closing is not None and closing.telling.claim.kind == WITHDRAWAL and self._founder.group[0] == DEPLOYMENT

    def _widenings(self) -> Iterator[Turn]:
        """Places that no place told before them holds, after those with which it began."""
        seen: set[Key] = set()
        first = next(iter(self._reach.values()), None)
        for key, turn in self._reach.items():
            inside = turn.place is not None and any(k in seen for k in keys(turn.place))
            began_with = first is not None and turn.telling is first.telling and len(key) > 1
            if seen and not inside and not began_with:
                yield turn
            seen.add(key)


def _origins(spoken: Sequence[Telling]) -> tuple[Origin, ...]:
    """Each by its key once, the first first and as it was first told."""
    found: dict[str, Origin] = {}
    for telling in spoken:
        found.setdefault(telling.origin.key, telling.origin)
    return tuple(found.values())


def _turn(word: Word | None) -> Turn | None:
    return Turn(word.day, word.telling, None, word.stated) if word else None


def _declares(claim: Claim) -> bool:
    """Does the teller impose it by saying so: "the president's office has declared a state of emergency"?"""
    cue = claim.attribution.cue[0] if claim.attribution.cue else None
    if cue is None or not claim.evidence.span.holds(cue):
        return False
    start = claim.evidence.span.start
    said = claim.evidence.text[cue.start - start : cue.end - start].casefold().split()
    return said != [] and table("measure_cues").get(said[-1]) == "start"


def _told_on(word: Word) -> str:
    """The day of the telling, whatever day it speaks of."""
    said = word.telling.claim.said
    return (said.start if said else word.telling.carrier.published or "")[:10]


def _dated(word: Word) -> str:
    day = f"on {word.day}" if word.stated else f"by {word.day or 'a day that is not told'}"
    alleged = ", alleged" if word.telling.claim.status is Status.ALLEGED else ""
    return f"{day}, told by {_teller(word.telling)}{alleged}"


def _teller(telling: Telling) -> str:
    return telling.origin.name
