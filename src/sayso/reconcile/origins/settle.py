"""What the tellings of one series say of each other's origins.

A headline is short for its text: whom the text names for a number, the headline means too. A number in a report's own voice
belongs to whom the same report names for it elsewhere, or the text that it is a copy of, or the same outlet in an earlier
report. Behind a newspaper stands whom another report names before it, and a body without a country is the one whose country
others name. Where two could be meant, none is: the number stays untold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.origins.naming import MEDIA
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.spelling import folded, same_person
from sayso.reconcile.origins.voices import UNTOLD, media_key
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Claim
from sayso.vocabulary import BlockKind

Number = tuple[int | None, str | None]


def settle(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    """The same tellings, in their order, with the origins that the others give them."""
    told = _headlines(_one_person(_behind_outlets(with_countries(sorted(tellings, key=_order)))))
    named = _Named(told)
    shared = _shared_keys([named.settled(t) for t in told])
    return tuple(shared[t.claim.id] for t in tellings)


def voice(carrier: Carrier) -> str:
    """Whose voice a report is: the agency whose copy it is, else its outlet."""
    return UNTOLD + media_key(carrier.credit or carrier.publisher)


def number(claim: Claim) -> Number | None:
    """What must be equal for two claims to give one number; None without a figure."""
    figure = claim.figure
    if figure is None:
        return None
    return (figure.low if figure.low is not None else figure.high, figure.vague.lower() if figure.vague else None)


def _headlines(told: Sequence[Telling]) -> list[Telling]:
    """A headline's number goes to whom alone the text below names for it: "President calls …; 9,900 detained" names nobody."""
    below: dict[tuple[str, Number | None], dict[str, Origin]] = defaultdict(dict)
    for t in told:
        if t.origin.identified and t.claim.evidence.block is not BlockKind.TITLE:
            below[t.carrier.id, number(t.claim)].setdefault(t.origin.key, t.origin)
    return [_as_below(t, below.get((t.carrier.id, number(t.claim)), {})) for t in told]


def _as_below(one: Telling, below: dict[str, Origin]) -> Telling:
    if one.claim.evidence.block is not BlockKind.TITLE or len(below) != 1 or one.origin.key in below:
        return one
    [origin] = below.values()
    return _with(one, origin, "the text below the headline names it for the same number")


class _Named:
    """Who is named for each number: in each report, in each text with its copies, in each outlet's or agency's voice."""

    def __init__(self, told: Sequence[Telling]) -> None:
        """`told` in the order of publication."""
        self._at: dict[tuple[str, str, Number | None], _Tellers] = defaultdict(_Tellers)
        self._places = {carrier.id: tuple(_places(carrier)) for carrier in {t.carrier.id: t.carrier for t in told}.values()}
        for t in told:
            if t.origin.identified:
                for place, whose in self._places[t.carrier.id]:
                    self._at[place, whose, number(t.claim)].add(t)

    def settled(self, one: Telling) -> Telling:
        """`one` with the origin named for its number, the closest place first; as it is where nobody is named, or two are."""
        mine = number(one.claim)
        if one.origin.identified or mine is None:
            return one
        for place, whose in self._places[one.carrier.id]:
            told = self._at.get((place, whose, mine))
            fits = told.of(one) if told else None
            before = one.carrier.place_in_order if place == EARLIER else None
            if fits and fits.first and (before is None or fits.first.carrier.place_in_order < before):
                only = fits.second is None or (before is not None and fits.second.carrier.place_in_order >= before)
                return _with(one, fits.first.origin, WHY[place].format(fits.first.carrier.publisher)) if only else one
        return one


class _Tellers:
    """Who is named for one number in one place: anybody, and without private persons."""

    def __init__(self) -> None:
        self._any, self._public = _FirstTwo(), _FirstTwo()

    def add(self, told: Telling) -> None:
        self._any.add(told)
        if ":" not in told.origin.key:
            self._public.add(told)

    def of(self, one: Telling) -> _FirstTwo:
        """Those for whom `one` may stand: "officials" are no rabbi, though a report's own voice may take up his number."""
        return self._public if one.claim.attribution.chain else self._any


@dataclass(slots=True)
class _FirstTwo:
    """The first telling, and the first of another origin: as much as tells who alone was named by some place in the order."""

    first: Telling | None = None
    second: Telling | None = None

    def add(self, told: Telling) -> None:
        if self.first is None:
            self.first = told
        elif self.second is None and told.origin.key != self.first.origin.key:
            self.second = told


REPORT, COPY, EARLIER = "report", "copy", "earlier"
WHY = {
    REPORT: "the same report names it for the same number",
    COPY: "the copy of this text in {} names it",
    EARLIER: "{} named it for the same number in an earlier report",
}


def _places(carrier: Carrier) -> Iterator[tuple[str, str]]:
    """Where a report's number may be named, the closest first."""
    yield REPORT, carrier.id
    if carrier.copy:
        yield COPY, carrier.copy
    for whose in {voice(carrier): None, UNTOLD + media_key(carrier.publisher): None}:
        yield EARLIER, whose


def with_countries(tellings: Sequence[Telling]) -> list[Telling]:
    """ "The Red Crescent" beside "the Turkish Red Crescent", and no other country's, is that one."""
    of_body: dict[str, dict[str, Origin]] = defaultdict(dict)
    for t in tellings:
        land, _, body = t.origin.key.partition("/")
        if t.origin.identified and land == t.origin.country and "/" not in body:
            of_body[body].setdefault(t.origin.key, t.origin)
    return [_as_only(t, of_body.get(t.origin.key, {})) for t in tellings]


def _as_only(one: Telling, same: dict[str, Origin]) -> Telling:
    if not one.origin.identified or one.origin.country is not None or len(same) != 1:
        return one
    [origin] = same.values()
    return _with(one, origin, f"the only {origin.name} that is told of here")


def _behind_outlets(ordered: Sequence[Telling]) -> list[Telling]:
    """Whom one report names before an outlet stands behind that outlet in the others: ministry, TASS → TASS is the ministry."""
    behind: dict[tuple[str, Number | None], dict[str, Origin]] = defaultdict(dict)
    for t in ordered:
        for between in t.claim.attribution.chain[1:]:
            if t.origin.identified and t.origin.kind not in MEDIA:
                behind[media_key(between.name), number(t.claim)].setdefault(t.origin.key, t.origin)
    return [_through(t, behind.get((t.origin.key, number(t.claim)), {})) for t in ordered]


def _through(one: Telling, behind: dict[str, Origin]) -> Telling:
    if one.origin.kind not in MEDIA or not one.origin.identified or len(behind) != 1:
        return one
    [origin] = behind.values()
    return _with(one, origin, f"{one.origin.name} had it from there, as another report tells")


def _one_person(ordered: Sequence[Telling]) -> list[Telling]:
    """A person to whom two reports give two offices is one origin, that of the first telling."""
    first: dict[str, Origin] = {}
    return [_as_first(t, first) for t in ordered]


def _as_first(one: Telling, first: dict[str, Origin]) -> Telling:
    """`one` with the origin under which its teller came `first`; a teller not met before is added there."""
    name = _full_name(one)
    if name is None or not one.origin.identified:
        return one
    known = first.get(name) or next((origin for other, origin in first.items() if same_person(name, other)), None)
    if known is None:
        first[name] = one.origin
    differs = known is not None and known.key != one.origin.key
    return _with(one, known, "the same person in another office") if known and differs else one


def _full_name(one: Telling) -> str | None:
    """The folded name of the teller in a public office, where it has two words."""
    if not one.claim.attribution.chain or ":" in one.origin.key:
        return None
    source = one.claim.attribution.chain[0]
    person = teller(source.name).person or (teller(source.normalised).person if source.normalised else None)
    return folded(person) if person and " " in person else None


def _shared_keys(settled: Iterable[Telling]) -> dict[str, Telling]:
    """Copies of one text share one key of what is untold, and one of a private person: that of the first of them."""
    keys: dict[tuple[str, str], str] = {}
    out = {}
    for t in settled:
        local = _local(t.origin)
        key = keys.setdefault((t.carrier.copy, local), t.origin.key) if local and t.carrier.copy else t.origin.key
        out[t.claim.id] = t if key == t.origin.key else replace(t, origin=replace(t.origin, key=key))
    return out


def _local(origin: Origin) -> str | None:
    """What makes an origin the same in copies: its role, or that it is untold; None for one that is known anyway."""
    if not origin.identified:
        return UNTOLD
    return origin.key.split(":", 1)[1] if ":" in origin.key else None


def _with(one: Telling, origin: Origin, why: str) -> Telling:
    return replace(one, origin=replace(origin, because=(why, *origin.because)))


def _order(one: Telling) -> tuple[tuple[str, str], str]:
    return (one.carrier.place_in_order, one.claim.id)
