"""Events as coders of news have them (PLOVER, NGEC): what one report tells of one happening, by PLOVER's category and mode.

Only what is told as a fact: no plan, fear, denial or hypothesis, nothing that was taken back or that a person refuted or called
misread. What PLOVER has no category for is no event: how many died counts as the size of the act that killed them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.export.formats.exported import Exported, Stands
from sayso.export.formats.happenings import GONE
from sayso.export.formats.parties import Party, actors, recipients
from sayso.export.formats.stands import stands_of
from sayso.ledger.query import Listed
from sayso.reconcile.judgement import BY_PERSON, last_words
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.values import GIVEN, RUNNING
from sayso.reconcile.word_tables import table
from sayso.types import Claim, Figure, Report, When, Where
from sayso.vocabulary import Scope, TimeRole, Verdicts, kinds

DAY = len("2022-01-07")
PREFIX = "SAYSO-"
"""Begins every id: no row passes for one of another database."""
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}

QUADS = {
    1: frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
    2: frozenset({"COOPERATE", "AID", "RETREAT"}),
    3: frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    4: frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
}
"""Verbal and material cooperation, verbal and material conflict: of NGEC's sixteen categories."""


@dataclass(frozen=True, slots=True)
class Coded:
    told: tuple[Listed, ...]
    """The claims of one report, in the order of its text."""
    event: str
    mode: str | None
    stands: Stands
    size: dict[str, int]
    """Under the words of `SIZES`, as far as the report tells."""
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    publisher: str
    """As all reports together call it: some give only its site."""

    @property
    def id(self) -> str:
        """Of the claim that tells it first, so that it stays when others come."""
        return PREFIX + self.told[0].claim.id

    @property
    def link(self) -> str | None:
        """One for all events that tell of the same happening."""
        return PREFIX + self.stands.incident if self.stands.incident else None

    @property
    def quad(self) -> int | None:
        return next((number for number, events in QUADS.items() if self.event in events), None)

    @property
    def report(self) -> Report:
        return self.told[0].report

    @property
    def spoken(self) -> Listed:
        """The first in running text; a headline is shorter than what it says."""
        return next((one for one in self.told if one.claim.evidence.block in RUNNING), self.told[0])

    @property
    def place(self) -> Where | None:
        return next((one.claim.place for one in self.told if one.claim.place), None)

    @property
    def when(self) -> When | None:
        """Where the words tell the day of it, or more exactly."""
        times = (one.claim.time for one in self.told)
        return next((t for t in times if t and t.role is TimeRole.HAPPENED and min(len(t.start), len(t.end)) >= DAY), None)

    @property
    def day(self) -> str | None:
        """The day on which it happened, else that of the publication, as NGEC has it; None for a report without date."""
        if self.when:
            return self.when.start[:DAY]
        published = self.report.published or ""
        return published[:DAY] if len(published) >= DAY else None


def coded(of: Exported) -> Iterator[Coded]:
    """In the order of the ledger, the newest report first. Says how many no day is known for: they are left out."""
    known, undated = of.knowledge(), 0
    sound = {t.claim.id for t in known.tellings if not _refuted(known, t.claim.id)}
    stands = {id: at for id, at in stands_of(known).items() if id in sound}
    for report, told in groupby(of.claims(), lambda one: one.report.id):
        carrier = known.world.carriers.get(report)
        for event in _of_report(list(told), stands, of.names, carrier.publisher if carrier else report):
            undated += event.day is None
            if event.day is not None:
                yield event
    if undated:
        of.tell(f"left out, since neither words nor report tell a day: {undated}")


def _refuted(known: Knowledge, claim: str) -> bool:
    """By everybody who judged it, whatever its incident amounts to."""
    given = [v for v in known.world.verdicts.get(claim, ()) if v.verdict in BY_PERSON]
    return {v.verdict for v in last_words(given)} == {Verdicts.REFUTE}


def _of_report(told: Sequence[Listed], stands: Mapping[str, Stands], names: bool, publisher: str) -> Iterator[Coded]:
    facts = [one for one in told if one.claim.id in stands and _is_fact(one.claim, stands[one.claim.id])]
    events: dict[tuple[str, str, str | None], list[Listed]] = defaultdict(list)
    happenings: dict[str, list[Claim]] = defaultdict(list)
    for one in sorted(facts, key=lambda one: (one.claim.evidence.span.start, one.claim.id)):
        happening = stands[one.claim.id].incident or one.claim.id
        happenings[happening].append(one.claim)
        kind = kinds().get(one.claim.kind)
        if kind and kind.plover_event:
            events[happening, kind.plover_event, kind.plover_mode].append(one)
    for (happening, event, mode), some in events.items():
        claims = [one.claim for one in some]
        did, suffered = actors(claims, names), recipients(claims, names)
        yield Coded(tuple(some), event, mode, stands[some[0].claim.id], _size(happenings[happening]), did, suffered, publisher)


def _is_fact(claim: Claim, at: Stands) -> bool:
    return claim.status in GIVEN and at.standing not in GONE


def _size(claims: Sequence[Claim]) -> dict[str, int]:
    """The most that the report gives for the happening as a whole: of "26 demonstrators" and "18 officers" it is 26, since no
    report that does not say so may be made to add them."""
    told: dict[str, int] = {}
    for claim in claims:
        word, least = SIZES.get(claim.kind), _least(claim.figure)
        if word and least is not None:
            told[word] = max(told.get(word, 0), least)
    return told


def _least(figure: Figure | None) -> int | None:
    """The least that the words mean, "dozens" 12; None where they only give an upper end, or speak of a part."""
    if figure is None or figure.scope is Scope.SUBSET:
        return None
    if figure.low is None and figure.vague:
        word = table("vague_numbers").get(figure.vague.lower())
        return int(word) if word else None
    return figure.low
