"""View: incidents, the claims about one happening; `links` are people's words on which are the same, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from sayso.reconcile.incidents.gathering import gather
from sayso.reconcile.incidents.incident import Incident, Judged, Link, incident_id
from sayso.reconcile.incidents.settings import in_order, order, setting
from sayso.reconcile.incidents.told import Linked, told
from sayso.reconcile.incidents.verdicts import judged
from sayso.reconcile.telling import Telling

__all__ = ["Incident", "Judged", "Link", "as_told", "incident_id", "incidents"]


def incidents(tellings: Sequence[Telling], links: Sequence[Judged] = ()) -> tuple[Incident, ...]:
    """The incidents of each story, stories by name, the first told first. A claim belongs to one incident at most."""
    by_story = groupby(sorted(in_order(tellings), key=lambda t: t.carrier.story), key=lambda t: t.carrier.story)
    made: list[Incident] = []
    for story, of_story in by_story:
        gathered = gather([setting(telling) for telling in of_story])
        main = gathered.main()
        made += as_told(story, ((draft.linked, draft is main) for draft in gathered.drafts))
    return judged(made, links)


def as_told(story: str, gathered: Iterable[tuple[Linked, bool]]) -> list[Incident]:
    """The incidents of a story, the first told first: of each its claims, and whether it is the main one."""
    found = [told(story, linked, main=main) for linked, main in gathered]
    return sorted(found, key=lambda one: order(one.tellings[0]))
