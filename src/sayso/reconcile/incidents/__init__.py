"""View: incidents, the claims about one happening; `links` are people's words on which are the same, and which are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from sayso.reconcile.incidents.gathering import gather
from sayso.reconcile.incidents.incident import Incident, Judged, Link, incident_id
from sayso.reconcile.incidents.settings import Setting, in_order, order, setting
from sayso.reconcile.incidents.told import told
from sayso.reconcile.incidents.verdicts import judged
from sayso.reconcile.telling import Telling

__all__ = ["Incident", "Judged", "Link", "incident_id", "incidents"]


def incidents(
    tellings: Sequence[Telling], links: Sequence[Judged] = (), setting: Callable[[Telling], Setting] = setting
) -> tuple[Incident, ...]:
    """The incidents of each story, stories by name, the first told first. A claim belongs to one incident at most.

    `setting` may be one that remembers.
    """
    by_story = groupby(sorted(in_order(tellings), key=lambda t: t.carrier.story), key=lambda t: t.carrier.story)
    made: list[Incident] = []
    for story, of_story in by_story:
        gathered = gather([setting(telling) for telling in of_story])
        main = gathered.main()
        found = [told(story, draft.linked, main=draft is main) for draft in gathered.drafts]
        made += sorted(found, key=lambda one: order(one.tellings[0]))
    return judged(made, links)
