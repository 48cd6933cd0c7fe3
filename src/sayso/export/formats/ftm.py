"""`ftm`: followthemoney entities as JSON lines, for OpenAleph and its kin.

    Article ◄─ Documentation ─► Event          a report tells of an incident
    Article ◄─ Documentation ─► Organization   a report quotes an institution

An Event for each incident, an Article for each report (never its text), an Organization for each institution that is quoted
(PublicBody where it is of a state). Persons are no entities: officials count by their office, who else told something by role,
beside the sentence. Values are lists of strings, as everywhere in followthemoney.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, BinaryIO

from sayso.export.formats.coded import PREFIX
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.json_text import web, write_lines
from sayso.export.formats.notes import AGAINST
from sayso.export.formats.persons import is_public
from sayso.export.formats.stands import stands_of
from sayso.reconcile.figure_words import number
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.vocabulary import DEMONSTRATION, SourceKind

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Article": ("title", "fileName", "sourceUrl", "publisher", "publishedAt", "modifiedAt", "notes"),
    "Organization": ("name", "country", "classification", "notes"),
    "PublicBody": ("name", "country", "classification", "notes"),
    "Event": ("name", "startDate", "endDate", "location", "country", "summary", "notes", "recordId", "proof"),
    "Documentation": ("document", "entity", "role", "status", "summary", "description", "date"),
}
COLUMNS = ("id", "schema", *(f"{schema}.{name}" for schema, names in PROPERTIES.items() for name in names))
PUBLIC_BODIES = frozenset({SourceKind.GOVERNMENT, SourceKind.POLICE, SourceKind.MILITARY, SourceKind.EMERGENCY})
MOST_SENTENCES = 5
"""Of one report that are quoted for one event or institution."""
DIGITS = 20
ZONE = re.compile(r"T[^T\n]*(?:Z|[+-]\d\d:\d\d)$")
Entity = dict[str, Any]


def entities(of: Exported) -> Iterator[Entity]:
    """Each id once, and what is named before what names it."""
    known = of.knowledge()
    shown = tuple(happenings(known))
    of_figures = (t for view in known.shown_series() for t in view.series.tellings)
    told = {t.claim.id: t for t in (*(t for one in shown for t in one.incident.tellings), *of_figures)}.values()
    yield from (_article(carrier) for carrier in {t.carrier.id: t.carrier for t in told}.values())
    quoted = [t for t in told if is_public(t.origin)]
    by_origin = _grouped(quoted, lambda t: t.origin.key)
    yield from (_institution(some) for some in by_origin.values())
    fallen = {id: of.standing for id, of in stands_of(known).items() if of.standing in AGAINST}
    for one in shown:
        yield _event(one)
        yield from _documents(_of(one.incident.id), "tells of it", one.incident.tellings, fallen)
    for origin, some in by_origin.items():
        yield from _documents(_key(origin), "quotes it", some, fallen)


def _article(carrier: Carrier) -> Entity:
    return _entity(
        _of(carrier.id),
        "Article",
        title=[carrier.title or carrier.name],
        fileName=[carrier.name],
        sourceUrl=[web(carrier.url)],
        publisher=[carrier.outlet],
        publishedAt=[_utc(carrier.published)],
        modifiedAt=[_utc(carrier.updated)],
        notes=[DEMONSTRATION if carrier.demonstration else None],
    )


def _institution(quoted: Sequence[Telling]) -> Entity:
    """A real one too may be quoted by demonstrations alone; then that is said."""
    origin: Origin = quoted[-1].origin
    return _entity(
        _key(origin.key),
        "PublicBody" if origin.kind in PUBLIC_BODIES else "Organization",
        name=[origin.name],
        country=[origin.country.lower() if origin.country else None],
        classification=[origin.kind.replace("_", " ")],
        notes=[DEMONSTRATION if all(t.carrier.demonstration for t in quoted) else None],
    )


def _event(one: Happening) -> Entity:
    incident, place = one.incident, one.incident.place
    what = incident.kind.replace("_", " ").capitalize()
    return _entity(
        _of(incident.id),
        "Event",
        name=[", ".join(filter(None, (f"{what} in {place.name}" if place else what, incident.start)))],
        startDate=[incident.start],
        endDate=[incident.end],
        location=[place.name if place else None],
        country=[place.country.lower() if place and place.country else None],
        summary=[one.standing.sentence],
        notes=[one.note],
        recordId=[incident.id],
        proof=[_of(carrier.id) for carrier in one.carriers],
    )


def _documents(entity: str, role: str, tellings: Iterable[Telling], fallen: Mapping[str, str]) -> Iterator[Entity]:
    """One for each report, with what it says in its own words. `fallen`: claims that do not stand, or not alone, and how."""
    for report, some in _grouped(tellings, lambda t: t.carrier.id).items():
        document = _of(report)
        yield _entity(
            _key(document + entity),
            "Documentation",
            document=[document],
            entity=[entity],
            role=[role],
            status=[str(t.claim.status) for t in some],
            summary=[_told(t, fallen.get(t.claim.id)) for t in some],
            description=[*[t.claim.evidence.text for t in some][:MOST_SENTENCES], *_noted(some[0].carrier)],
            date=[(some[0].carrier.published or "")[:10]],
        )


def _told(t: Telling, word: str | None) -> str:
    """ "killed: at least 26 (Interior Ministry)", "killed: 164 (Health Ministry; retracted)"."""
    figure = f": {number(t.claim.figure)}" if t.claim.figure else ""
    return f"{t.claim.kind.replace('_', ' ')}{figure} ({'; '.join(filter(None, (t.origin.name, word)))})"


def _noted(carrier: Carrier) -> Sequence[str]:
    """Documentation has no notes: among its words."""
    return [f"{DEMONSTRATION.capitalize()}."] if carrier.demonstration else []


def _utc(told: str | None) -> str | None:
    """As followthemoney has moments: of UTC, without saying so. Before the year 1 there is none: the day as it is told."""
    if not told or not ZONE.search(told):
        return told
    try:
        return datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return told[:10]


def _grouped(tellings: Iterable[Telling], by: Any) -> Mapping[str, Sequence[Telling]]:
    groups: dict[str, list[Telling]] = defaultdict(list)
    for one in tellings:
        groups[by(one)].append(one)
    return groups


def _entity(id: str, schema: str, **properties: Sequence[str | None]) -> Entity:
    """Without what is not known; a property without a value is not there."""
    told = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _of(id: str) -> str:
    return PREFIX + id


def _key(words: str) -> str:
    """An id for what has none: the same wherever it is exported from."""
    return PREFIX + sha256(words.encode("utf8", "replace")).hexdigest()[:DIGITS]


def _write(of: Exported, into: BinaryIO) -> None:
    write_lines(entities(of), into)


FORMAT = Format(
    name="ftm",
    suffix=".ftm.json",
    media="application/jsonl",
    about="Incidents, reports and institutions as followthemoney entities: JSON lines",
    columns=COLUMNS,
    write=_write,
)
