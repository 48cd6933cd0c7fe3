"""The question at the right of the review: one thing, its evidence, what speaks against it, what rules and people say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sayso.errors import SaysoError
from sayso.reconcile.days import on
from sayso.reconcile.doubts import Doubt
from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.pairs import parted
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.shown_number import UNDONE, shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.show.page.cards import heading
from sayso.show.page.figure import Text, folded
from sayso.show.page.subjects import Subjects
from sayso.show.page.told import who
from sayso.show.words import plain, what
from sayso.vocabulary import Verdicts

MOST_TEXTS = 3
"""Texts shown as evidence; the next are folded below them."""
MOST_FOLDED = 30
MOST_RIVALS = 8
MOST_SUGGESTED = 8
LONGEST = 90
"""Characters of a suggestion."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict that can be given, with its key."""

    key: str
    verdict: Verdicts
    label: str
    of_two: bool = False


CHOICES = (
    Choice("1", Verdicts.CONFIRM, "Confirm"),
    Choice("2", Verdicts.REFUTE, "Refute"),
    Choice("3", Verdicts.UNVERIFIABLE, "Unverifiable"),
    Choice("4", Verdicts.WRONG_READING, "Wrong reading"),
    Choice("5", Verdicts.DUPLICATE, "Duplicate of …", of_two=True),
    Choice("6", Verdicts.SAME_INCIDENT, "Same incident as …", of_two=True),
    Choice("7", Verdicts.OTHER_INCIDENT, "Another incident than …", of_two=True),
)
OF_THESE_TWO = (
    Choice("5", Verdicts.DUPLICATE, "One is a duplicate of the other"),
    Choice("6", Verdicts.SAME_INCIDENT, "The same incident"),
    Choice("7", Verdicts.OTHER_INCIDENT, "Another incident"),
)
"""The same where both are known: nothing is left to name."""
OF_ONE = frozenset({Verdicts.CONFIRM, Verdicts.REFUTE, Verdicts.UNVERIFIABLE})
OF_INCIDENTS = frozenset({Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT})


@dataclass(frozen=True, slots=True)
class Rival:
    """What is told beside it, of the same line."""

    id: str
    number: str
    who: str
    when: str
    standing: Standing
    struck: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: str
    label: str


class Evidence(NamedTuple):
    shown: tuple[Text, ...]
    folded: tuple[Text, ...]
    more: int
    """How many texts are not even among these."""


NONE = Evidence((), (), 0)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """`subject` is what is judged, `other` the second of two where the question is about two."""

    subject: str
    other: str
    ask: str
    """The question: "Does this number stand?"."""
    number: str
    """What stands large: a number, or a kind of happening."""
    of: str
    who: str
    when: str
    choices: tuple[Choice, ...]
    concerns: frozenset[str]
    """Ids whose opinions are shown with it."""
    standing: Standing | None = None
    doubts: tuple[Doubt, ...] = ()
    evidence: Evidence = NONE
    beside: str = ""
    """Of two the second, in words, and what tells of it."""
    beside_texts: tuple[Text, ...] = ()
    rivals: tuple[Rival, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    because: tuple[str, ...] = ()
    figure: str | None = None
    """The series and the incident where all of it is shown."""
    incident: str | None = None

    @property
    def id(self) -> str:
        """As the address has it."""
        return f"{self.subject}+{self.other}" if self.other else self.subject


def asked_about(of: Subjects, id: str) -> AskedAbout:
    """What the id names, the beginning of one, or two of them. SaysoError E027 for none, E028 for several."""
    two = parted(id)
    doubts = next((one.doubts for one in of.queue if one.subject == id), ())
    if two is not None:
        return replace(_two(of, of.find(two[0]).id, of.find(two[1]).id), doubts=doubts)
    return replace(_one(of, of.find(id).id), doubts=doubts)


def _one(of: Subjects, id: str) -> AskedAbout:
    if id in of.values:
        return _value(*of.values[id])
    if id in of.series:
        return _figure(of.series[id])
    if id in of.incidents:
        return _incident(of, *of.incidents[id])
    if id in of.measures:
        return _measure(of.measures[id])
    if id in of.tellings:
        return _claim(of, of.tellings[id])
    link = of.link(id)
    if link is None:
        raise SaysoError("E027", id=id)
    view, one = link
    both = [of.tellings[claim] for claim in (one.claim, one.of) if claim in of.tellings]
    return AskedAbout(
        id,
        "",
        f"Is it so that the one {one.kind} the other?",
        str(one.kind),
        heading(view),
        "",
        "",
        _offered(OF_ONE),
        frozenset({id}),
        evidence=_texts(both),
        because=(one.because,),
        figure=view.series.id,
    )


def _value(view: SeriesView, value: Value) -> AskedAbout:
    return AskedAbout(
        subject=value.id,
        other="",
        ask="Does this number stand?",
        number=number(value.figure),
        of=heading(view),
        who=teller(value),
        when=on(value.day),
        choices=_offered(OF_ONE),
        concerns=frozenset((*value.names, *(t.claim.id for t in value.tellings))),
        standing=view.standings[value.id],
        evidence=_texts(value.tellings),
        rivals=tuple(_rivals(view, value)),
        because=value.origin.because,
        figure=view.series.id,
    )


def _claim(of: Subjects, telling: Telling) -> AskedAbout:
    claim = telling.claim
    valued, happened = of.by_claim.value(claim.id), of.by_claim.incident_told_by(claim.id)
    made = AskedAbout(
        subject=claim.id,
        other="",
        ask="Does this claim stand, and was it read right?",
        number=number(claim.figure) if claim.figure else plain(claim.kind),
        of=heading(valued[0]) if valued else what(claim) or plain(claim.kind),
        who=who(telling.claim, telling.origin),
        when=on(claim.time.start[:10] if claim.time else (telling.carrier.published or "")[:10] or None),
        choices=CHOICES,
        concerns=frozenset({claim.id}),
        standing=happened[1] if happened else None,
        evidence=_texts([telling]),
        suggestions=tuple(_suggested(of, telling)),
        because=telling.origin.because,
        incident=happened[0].id if happened else None,
    )
    if valued is None:
        return made
    view, value = valued
    return replace(
        made,
        concerns=made.concerns | {*value.names},
        standing=view.standings[value.id],
        rivals=tuple(_rivals(view, value)),
        figure=view.series.id,
    )


def _figure(view: SeriesView) -> AskedAbout:
    return AskedAbout(
        subject=view.series.id,
        other="",
        ask="Does this figure stand as it is shown?",
        number=shown_number(view),
        of=heading(view),
        who=view.behind_it,
        when="",
        choices=_offered(OF_ONE),
        concerns=frozenset(view.series.names),
        standing=view.standing,
        evidence=_texts([value.evidence for value in latest_first(view)]),
        rivals=tuple(_rivals(view, None)),
        because=view.series.because,
        figure=view.series.id,
    )


def _incident(of: Subjects, one: Incident, standing: Standing) -> AskedAbout:
    return AskedAbout(
        subject=one.id,
        other="",
        ask="Did this happen, as one thing?",
        number=plain(one.kind),
        of=one.place.name if one.place else "place not told",
        who=f"{one.origins}",
        when=on(one.start),
        choices=_offered(OF_ONE | OF_INCIDENTS),
        concerns=frozenset(one.names),
        standing=standing,
        evidence=_texts(one.tellings),
        suggestions=tuple(_nearby(of, one)),
        incident=one.id,
    )


def _measure(one: Measure) -> AskedAbout:
    return AskedAbout(
        subject=one.id,
        other="",
        ask="Was this imposed, as it is told?",
        number=plain(one.kind),
        of=one.place.name if one.place else "place not told",
        who=", ".join(dict.fromkeys(origin.name for origin in one.origins)),
        when=on(one.opened.day or None) if one.opened else "",
        choices=_offered(OF_ONE),
        concerns=frozenset({one.id}),
        evidence=_texts(one.tellings),
        because=one.because,
    )


def _two(of: Subjects, a: str, b: str) -> AskedAbout:
    """A claim beside another, or beside an incident."""
    if a not in of.tellings and b in of.tellings:
        a, b = b, a
    first, second = _one(of, a), _one(of, b)
    whole = of.incidents.get(b)
    link = next((link for link in whole[0].links if link.telling.claim.id == a), None) if whole else None
    claims = a in of.tellings and b in of.tellings
    return replace(
        first,
        other=b,
        ask="Do these two tell of one thing?" if claims else "Does this belong to that happening?",
        choices=tuple(c for c in OF_THESE_TWO if claims or c.verdict in OF_INCIDENTS),
        concerns=frozenset({a, f"{a}+{b}", f"{b}+{a}"}),
        standing=None,
        evidence=Evidence(first.evidence.shown[:1], (), 0),
        beside=", ".join(part for part in (second.number, second.of, second.when) if part),
        beside_texts=second.evidence.shown[:2],
        rivals=(),
        suggestions=(),
        because=tuple(map(plain, link.because)) if link else first.because,
        incident=second.incident,
    )


def _offered(verdicts: frozenset[Verdicts]) -> tuple[Choice, ...]:
    return tuple(choice for choice in CHOICES if choice.verdict in verdicts)


def _texts(tellings: Sequence[Telling]) -> Evidence:
    found = tuple(folded(tellings))
    return Evidence(found[:MOST_TEXTS], found[MOST_TEXTS:MOST_FOLDED], max(0, len(found) - MOST_FOLDED))


def _rivals(view: SeriesView, value: Value | None) -> Iterator[Rival]:
    """The other numbers of the line, the latest first, each number of an origin once."""
    seen = {(value.origin.key, value.number)} if value else set()
    others = (v for v in latest_first(view) if v.is_given and v is not value)
    shown = 0
    for one in others:
        key = (one.origin.key, one.number)
        if key in seen or shown == MOST_RIVALS:
            continue
        seen.add(key)
        shown += 1
        standing = view.standings[one.id]
        yield Rival(one.id, number(one.figure), teller(one), on(one.day), standing, standing.word in UNDONE)


def _suggested(of: Subjects, telling: Telling) -> Iterator[Suggestion]:
    """Claims that may be the same one, then what its incident holds, then incidents of the story."""
    claim = telling.claim
    valued, happened = of.by_claim.value(claim.id), of.by_claim.incident_told_by(claim.id)
    same = [t for t in valued[1].tellings if t.claim.id != claim.id] if valued else []
    here = [t for t in happened[0].tellings if t.claim.id != claim.id and t not in same] if happened else []
    for one in (*same[:MOST_SUGGESTED], *here[:2]):
        yield Suggestion(one.claim.id, _short(f"claim, {one.carrier.publisher}: {one.claim.evidence.text}"))
    if happened:
        yield from _nearby(of, happened[0])


def _nearby(of: Subjects, one: Incident) -> Iterator[Suggestion]:
    others: Iterable[Incident] = (other for other, _ in of.incidents.values() if other.story == one.story and other is not one)
    like = sorted(others, key=lambda other: (other.kind != one.kind, other.start or "", other.id))
    for other in like[:MOST_SUGGESTED]:
        where = f", {other.place.name}" if other.place else ""
        yield Suggestion(other.id, _short(f"incident: {plain(other.kind)}{where}, {on(other.start)}"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
