"""What the tellings of one series say of each other's origins.

A number in a report's own voice belongs to whom the same report names for it elsewhere, or the text that it is a copy of, or the
same outlet in an earlier report. Behind a newspaper stands whom another report names before it. Where two could be meant, none
is: the number stays untold. Only reports that came before, or came as copies of the same text, are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sayso.reconcile.origins.naming import MEDIA, UNTOLD, media_key
from sayso.reconcile.origins.phrase import teller
from sayso.reconcile.origins.spelling import folded, same_person
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Claim

Number = tuple[int | None, str | None]


def settle(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    """The same tellings, in their order, with the origins that the others give them."""
    ordered = sorted(tellings, key=_order)
    told = {t.claim.id: t for t in _one_person(_behind_outlets(ordered))}
    settled = {key: _settled(t, list(told.values())) for key, t in told.items()}
    shared = _shared_keys(list(settled.values()))
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


def _settled(one: Telling, told: Sequence[Telling]) -> Telling:
    if one.origin.identified:
        return one
    mine = number(one.claim)
    same = [t for t in told if t.origin.identified and mine is not None and number(t.claim) == mine]
    for why, fits in _ways(one):
        keys = {t.origin.key: t for t in reversed(same) if fits(t)}
        if len(keys) == 1:
            [named] = keys.values()
            return _with(one, named.origin, why.format(named.carrier.publisher))
        if keys:
            return one
    return one


Way = tuple[str, Callable[[Telling], bool]]


def _ways(one: Telling) -> tuple[Way, ...]:
    carrier = one.carrier
    return (
        ("the same report names it for the same number", lambda t: t.carrier.id == carrier.id),
        ("the copy of this text in {} names it", lambda t: bool(carrier.copy) and t.carrier.copy == carrier.copy),
        (
            "{} named it for the same number in an earlier report",
            lambda t: voice(t.carrier) == voice(carrier) and t.carrier.place_in_order < carrier.place_in_order,
        ),
    )


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
    first: list[tuple[str, Origin]] = []
    out = []
    for t in ordered:
        name = _full_name(t)
        known = next((origin for other, origin in first if name and same_person(name, other)), None)
        if name and known is None and t.origin.identified:
            first.append((name, t.origin))
        differs = known is not None and t.origin.identified and known.key != t.origin.key
        out.append(_with(t, known, "the same person in another office") if differs and known else t)
    return out


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
        if local and t.carrier.copy:
            key = keys.setdefault((t.carrier.copy, local), t.origin.key)
            t = replace(t, origin=replace(t.origin, key=key))
        out[t.claim.id] = t
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
