"""The rows of each view, as the commands have them, and what their columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.export.figure_lines import COLUMNS as FIGURE_COLUMNS
from sayso.export.figure_lines import figure_rows
from sayso.export.formats.claim_cells import COLUMNS as CLAIM_COLUMNS
from sayso.export.formats.claim_cells import claim_cells
from sayso.export.formats.persons import actor_name
from sayso.export.formats.stands import happened, stands_of
from sayso.export.incident_lines import INCIDENT_COLUMNS, incident_line
from sayso.export.story_lines import STORY_COLUMNS, story_line
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.library.frame import Columns
from sayso.reconcile.incidents import Incident
from sayso.reconcile.keep.reasons import story_parts
from sayso.reconcile.knowledge import knowledge, most_reported
from sayso.reconcile.stories.summary import summaries
from sayso.reconcile.world import World
from sayso.vocabulary import DEMONSTRATION

Row = Mapping[str, Any]

HOLDS: Mapping[type, frozenset[str]] = {
    int: frozenset(
        {"low", "high", "figure_low", "figure_high", "place_geonames", "origins", "at_most", "texts"}
        | {f"{part}_{end}" for part in ("figure", "actor", "target", "evidence") for end in ("start", "end")}
    ),
    float: frozenset({"latitude", "longitude", "place_latitude", "place_longitude", "confidence"}),
    bool: frozenset({"identified", "origin_identified"}),
    list: frozenset({"actors", "targets", "populations"}),
}
"""What a column holds, by its name; what is in none of these is a string."""


def _columns(names: Iterable[str], lists: frozenset[str] = frozenset()) -> Columns:
    found = {name: kind for kind, of in HOLDS.items() for name in of} | dict.fromkeys(lists, list)
    return {name: found.get(name, str) for name in names}


CLAIMS = _columns(CLAIM_COLUMNS)
FIGURES = _columns(FIGURE_COLUMNS, frozenset({"reports", "outlets", "claims"}))
INCIDENTS = _columns((*INCIDENT_COLUMNS, "claims", "note"), frozenset({"reports", "claims"}))
STORIES = _columns(STORY_COLUMNS, frozenset({"reports", "outlets"}))


def claims(reader: Reader, filters: Filters, found: World, names: bool) -> Iterator[Row]:
    stands = stands_of(knowledge(found))
    return (claim_cells(one, stands.get(one.claim.id), names) for one in reader.claims(filters))


def figures(found: World, top: int | None) -> Iterator[Row]:
    shown = knowledge(found).shown_series()
    return figure_rows(list(most_reported(shown, top)) if top else shown)


def incidents(found: World, names: bool) -> Iterator[Row]:
    for one, standing in happened(knowledge(found)):
        yield {**incident_line(one, standing, why=False), **_people(one, names), "note": _note(one)}


def stories(reader: Reader, filters: Filters, found: World) -> Iterator[Row]:
    parts = story_parts(reader, filters.recorded_by, found.carriers)
    ids = {id: carrier.name for id, carrier in found.carriers.items()}
    told = summaries(found.carriers.values(), {id: part.terms for id, part in parts.items()})
    return (story_line(story, ids) for story in told)


def _people(one: Incident, names: bool) -> Row:
    """Who did it and to whom, private persons by role."""
    by_claim = [t.claim for t in one.tellings]
    actors = (actor_name(claim.actor, claim, names) for claim in by_claim if claim.actor)
    targets = (actor_name(claim.target, claim, names) for claim in by_claim if claim.target)
    return {"actors": list(dict.fromkeys(actors)), "targets": list(dict.fromkeys(targets))}


def _note(one: Incident) -> str | None:
    return DEMONSTRATION if any(t.carrier.demonstration for t in one.tellings) else None
