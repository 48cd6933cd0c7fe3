"""What one report tells of its tellers: the institutions that it names in full, and the persons who speak for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reconcile.origins.naming import PERSON, as_named, by_scene
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.seats import Scene
from sayso.reconcile.origins.spelling import folded, same_person
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.telling import Origin
from sayso.types import Claim, Report, Source
from sayso.vocabulary import SourceKind

BEFORE, AFTER = 90, 90
"""Characters before and after a surname in which its office may stand."""
BREAK = re.compile(r"[.!?;:\n“”\"()]\s|[\n“”\"()]")
OFFICE_FIRST = re.compile(r"^,\s+(?:(?:the|a|an)\s+)?[^,.;:\n“”\"()]{3,70}(?=[,.;:\n“”\"()])")
CLAUSE = re.compile(r"^,\s+(?:who|whose|which|and|but|or|where|when|as|after|while|said|in|on|at|to|with|according)\b")
MOST_PLACES = 6
"""Places of a surname in the text that are looked at."""


@dataclass(frozen=True, slots=True)
class Naming:
    """An institution named at `at` (None where the reader gave no span), by `said`."""

    at: int | None
    said: Teller
    origin: Origin


class Known:
    """`named` are the institutions of the report's tellers, in the order of the text."""

    def __init__(self, report: Report, claims: Sequence[Claim], scene: Scene) -> None:
        self.report, self.scene = report, scene
        self.named = sorted(self._named(claims), key=lambda n: (n.at if n.at is not None else -1, n.origin.key))
        self.bodies = frozenset(n.said.words for n in self.named if n.said.body)
        self._offices: dict[str, Naming | None] = {}

    def is_loose(self, origin: Origin) -> bool:
        """Is it an office or person that another naming in this report may tell more of: no town, or no office?"""
        if origin.key.startswith(f"{self.report.id}:{PERSON}"):
            return True
        return any(self._narrows(naming.origin, origin) for naming in self.named)

    def narrower(self, origin: Origin) -> Origin | None:
        """The one office of this report that is the same with a narrower seat: "Cologne police" for "police"."""
        found = {n.origin.key: n.origin for n in self.named if self._narrows(n.origin, origin)}
        return next(iter(found.values())) if len(found) == 1 else None

    def before(self, ending: str, at: int | None, country: str | None) -> Origin | None:
        """The institution of the report whose key ends so: the only one, or the last before `at` where nothing else is near."""
        fits = [n for n in self.named if _ends(n.origin.key, ending) and country in (None, n.origin.country)]
        keys = {n.origin.key for n in fits}
        if len(keys) == 1:
            return fits[0].origin
        near = [n for n in fits if at is not None and n.at is not None and at - NEAR <= n.at < at]
        return near[-1].origin if len({n.origin.key for n in near}) == 1 else None

    def in_text_before(self, ending: str, at: int | None) -> Origin | None:
        """The last institution before `at` whose key ends so, in the words of the text; None where there is none near."""
        if at is None or ending not in HEADWORDS:
            return None
        begin = max(0, at - NEAR)
        text = self.report.text[begin:at]
        for match in reversed(list(HEADWORDS[ending].finditer(text))):
            said = teller(_last_words(match.group()))
            if said.public and said.seat and said.seat.office.endswith(ending):
                source = Source(said.words, SourceKind.GOVERNMENT, None)
                return as_named(source, said, self.report, self.scene)
        return None

    def office_of(self, person: str) -> Naming | None:
        """The institution that a person speaks for, as a teller's words or the text around the name say; None if unsure."""
        if person not in self._offices:
            self._offices[person] = self._from_tellers(person) or self._from_text(person)
        return self._offices[person]

    def in_text(self, words: re.Pattern[str]) -> bool:
        return words.search(self.report.text) is not None

    def _named(self, claims: Sequence[Claim]) -> Iterator[Naming]:
        seen: set[tuple[str, int | None]] = set()
        for claim in claims:
            for source in claim.attribution.chain:
                at = source.span.start if source.span else None
                if (source.name, at) in seen:
                    continue
                seen.add((source.name, at))
                for name in (source.name, source.normalised):
                    if name and (found := self._naming(source, name, at)):
                        yield found

    def _naming(self, source: Source, name: str, at: int | None) -> Naming | None:
        said = teller(name)
        if not said.public:
            return None
        origin = as_named(source, said, self.report, self.scene)
        return Naming(at, said, origin) if origin is not None else None

    def _narrows(self, narrow: Origin, wide: Origin) -> bool:
        if narrow.key == wide.key or not wide.identified:
            return False
        office, other = narrow.key.rpartition("/")[2], wide.key.rpartition("/")[2]
        same = office == other or (other == "prosecutor" and office.startswith("prosecutor"))
        return same and wide.country in (None, narrow.country) and wide.key.count("/") <= 1 and _told_by_scene(wide)

    def _from_tellers(self, person: str) -> Naming | None:
        of = folded(person)
        found = {n.origin.key: n for n in self.named if n.said.person and same_person(of, folded(n.said.person))}
        return next(iter(found.values())) if len(found) == 1 else None

    def _from_text(self, person: str) -> Naming | None:
        found: dict[str, Naming] = {}
        for at in _places(self.report.text, person.rsplit(maxsplit=1)[-1]):
            for naming in self._around(person, at):
                found.setdefault(naming.origin.key, naming)
        offices = {key: n for key, n in found.items() if n.said.public} or found
        return next(iter(offices.values())) if len(offices) == 1 else None

    def _around(self, person: str, at: int) -> Iterator[Naming]:
        text, surname = self.report.text, person.rsplit(maxsplit=1)[-1]
        end = at + len(surname)
        head = BREAK.split(text[max(0, at - BEFORE) : end])[-1]
        phrases = [head.rsplit(", ", 1)[-1], head]
        tail = OFFICE_FIRST.match(text[end : end + AFTER])
        if tail and not CLAUSE.match(tail.group()):
            phrases.append(f"{person}{tail.group()}")
        for phrase in phrases:
            said = teller(_last_words(phrase))
            if (said.public or said.for_himself) and said.person and same_person(folded(said.person), folded(person)):
                source = Source(phrase, SourceKind.GOVERNMENT, None)
                origin = as_named(source, said, self.report, self.scene)
                if origin is not None:
                    yield Naming(at, said, origin)


HEADWORDS = {
    "ministry": re.compile(
        r"(?:[A-Z][\w-]+(?:['’]s)?\s+){0,3}(?:\w+\s+){0,2}[Mm]inist(?:ry|er)\b(?:\s+(?:of|for)\s+(?:the\s+)?\w+(?:\s+(?:and\s+)?[A-Z]?\w+)?)?"
    )
}
"""What the text may call the institution that a bare word stands for, by how its key ends."""
NEAR = 400
"""Characters back to an institution that "the ministry" may stand for where the report names two: two sentences of news."""
LONGEST = 14
"""Words before a surname, or of a name with its apposition, that are read."""


def _ends(key: str, ending: str) -> bool:
    office = key.rpartition("/")[2]
    return ending == "*" or (office.startswith(ending[:-1]) if ending.endswith("*") else office.endswith(ending))


def _told_by_scene(origin: Origin) -> bool:
    return by_scene(origin) or origin.country is None


def _places(text: str, surname: str) -> Iterator[int]:
    at, seen = text.find(surname), 0
    while at >= 0 and seen < MOST_PLACES:
        seen += 1
        yield at
        at = text.find(surname, at + 1)


def _last_words(phrase: str) -> str:
    return " ".join(phrase.split()[-LONGEST:]) if "," not in phrase else phrase
