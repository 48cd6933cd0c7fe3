"""Links between the claims of a series: which repeats, updates, contradicts, denies or attributes which.

One claim stands for a value (the first that told it), so that a series of two thousand tellings has some thousand links and not
two million. A retraction or denial names each value that it reaches.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.reconcile.algebra import Between
from sayso.reconcile.bounds import is_later
from sayso.reconcile.contradictions import among
from sayso.reconcile.days import when
from sayso.reconcile.saying_values import said_on
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How, Undone, taken_back, undone
from sayso.reconcile.values import Value, between_values, recalls
from sayso.vocabulary import SourceKind, Status

LOOK_BACK = 60
"""Values before a value among which the one that it updates is sought; far more than a toll has in a week."""


PLAIN_NOT = "certainty.denied.near"
"""The rule of the reading for "not", "no" and "never"; verbs of denying have others."""

SPEAKING_FOR = frozenset(SourceKind) - {
    SourceKind.WITNESS,
    SourceKind.FAMILY,
    SourceKind.MEDICAL,
    SourceKind.EXPERT,
    SourceKind.OTHER,
    SourceKind.OFFICIAL_UNNAMED,
}
"""Kinds of tellers that speak for a body, so that their "did not" answers what others say of it."""


class LinkKind(StrEnum):
    REPEATS = "repeats"
    UPDATES = "updates"
    CONTRADICTS = "contradicts"
    DENIES = "denies"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Link:
    """`claim` does it to `of`: the later claim repeats, updates, denies or attributes the earlier one."""

    kind: LinkKind
    claim: str
    of: str
    because: str

    @property
    def id(self) -> str:
        """The same whatever else is told later."""
        return "l" + hashlib.sha256("\x1f".join((self.kind, self.claim, self.of)).encode()).hexdigest()[:16]


def links(values: Sequence[Value], refuted: Collection[str] = ()) -> tuple[Link, ...]:
    """All links within the values of one series, in a fixed order, each once. `refuted`: ids of values that persons refute."""
    later = (*_updates(values, refuted), *_contradicts(values, refuted))
    made = (*_repeats(values), *later, *_undoes(values), *_attributes(values))
    return tuple(sorted({link.id: link for link in made}.values(), key=lambda one: (one.kind, one.of, one.claim)))


def denials(tellings: Sequence[Telling]) -> tuple[Link, ...]:
    """Within one incident: what is denied, against the first assertion of the same kind by each other origin."""
    first: dict[tuple[str, str], Telling] = {}
    ordered = sorted(tellings, key=lambda t: (t.carrier.place_in_order, t.claim.id))
    for one in ordered:
        if one.claim.status is Status.ASSERTED and one.claim.figure is None:
            first.setdefault((one.claim.kind, one.origin.key), one)
    by_kind: dict[str, list[Telling]] = defaultdict(list)
    for (kind, _), one in first.items():
        by_kind[kind].append(one)
    denied = [t for t in ordered if t.claim.status is Status.DENIED and t.claim.figure is None and _is_denial(t)]
    return tuple(_denies(t, one) for t in denied for one in by_kind[t.claim.kind] if one.origin.key != t.origin.key)


def _is_denial(told: Telling) -> bool:
    """Is it more than a "not" of somebody who speaks for nobody: "she said that police did not take her seriously"?"""
    plain_not = any(reason.rule == PLAIN_NOT for reason in told.claim.because)
    return not plain_not or (told.origin.identified and told.origin.kind in SPEAKING_FOR)


def _repeats(values: Sequence[Value]) -> Iterator[Link]:
    """Every further telling of a value repeats its first."""
    for value in values:
        first, *others = value.tellings
        for one in others:
            copied = one.carrier.copy == first.carrier.copy and one.carrier.id != first.carrier.id
            how = "a copy of it" if copied else f"the same number on the word of {value.origin.name}"
            yield Link(LinkKind.REPEATS, one.claim.id, first.claim.id, how)


def _updates(values: Sequence[Value], refuted: Collection[str]) -> Iterator[Link]:
    """Each value against the last before it that it replaces or outgrows: of its own origin, and of all. What only tells an
    earlier value again updates nothing, nor does what a person refuted, and what was taken back is not outgrown."""
    gone = {*taken_back(undone(values)), *recalls(values), *refuted}
    given = sorted((v for v in values if v.is_given and v.id not in gone), key=_told_at)
    for at, value in enumerate(given):
        before = [v for v in given[max(0, at - LOOK_BACK) : at] if is_later(value, v)]
        for what in (Between.REPLACE, Between.GROW):
            earlier = next((v for v in reversed(before) if between_values(v, value) is what), None)
            if earlier is not None:
                yield _link(LinkKind.UPDATES, value, earlier, f"{said_on(value)}, after {said_on(earlier)}")


def _contradicts(values: Sequence[Value], refuted: Collection[str]) -> Iterator[Link]:
    for one in among(values, refuted):
        later, earlier = (one.a, one.b) if is_later(one.a, one.b) else (one.b, one.a)
        because = f"{one.sentence} {one.settled}." if one.settled else one.sentence
        yield _link(LinkKind.CONTRADICTS, later, earlier, because)


def _undoes(values: Sequence[Value]) -> Iterator[Link]:
    """Each act names what it takes back, corrects or denies, as it was first told; each value, the first act that reaches it.
    So there are no more links than acts and values, though a hundred reports tell of one retraction."""
    acted: set[str] = set()
    reached: set[str] = set()
    for one in sorted(undone(values), key=lambda u: _told_at(u.value)):
        if one.by.id not in acted or one.value.id not in reached:
            acted.add(one.by.id)
            reached.add(one.value.id)
            yield Link(LinkKind.DENIES, one.claim, one.tellings[0].claim.id, _undoing(one))


def _undoing(one: Undone) -> str:
    if one.how is How.DENIED:
        return f"{one.by.origin.name} denies {said_on(one.value)}"
    what = f"{said_on(one.value)}"
    if one.how is How.CORRECTED:
        return f"{one.by.tellings[0].carrier.publisher} corrects on {when(one.day)} what it told: {what}"
    if one.by.origin.identified:
        return f"{one.by.origin.name} takes back {what}"
    return f"{one.by.tellings[0].carrier.publisher} reports that it was taken back: {what}"


def _attributes(values: Sequence[Value]) -> Iterator[Link]:
    """The first named teller of a number, to each value of that number that names nobody."""
    named: dict[object, Value] = {}
    for value in values:
        if value.is_given and value.origin.identified:
            named.setdefault(value.number, value)
    for value in values:
        teller = named.get(value.number)
        if teller and value.is_given and not value.origin.identified:
            yield _link(LinkKind.ATTRIBUTES, teller, value, f"{teller.origin.name} is named for the number")


def _told_at(value: Value) -> tuple[object, ...]:
    """By the day that it is for, within a day by the first report that carries it."""
    first = value.tellings[0]
    return (value.day or "", first.carrier.place_in_order, first.claim.id, value.id)


def _link(kind: LinkKind, claim: Value, of: Value, because: str) -> Link:
    return Link(kind, claim.tellings[0].claim.id, of.tellings[0].claim.id, because)


def _denies(denial: Telling, of: Telling) -> Link:
    return Link(LinkKind.DENIES, denial.claim.id, of.claim.id, f"{denial.origin.name} denies what {of.origin.name} told")
