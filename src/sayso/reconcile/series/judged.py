"""People's words on incidents, as they bear on figures: a claim that is of another incident counts on no line of the first.

Of a joined incident all figures are of one happening: that of those whom the rules put there. A claim that a person took out
has a happening of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.reconcile.incidents.incident import Incident
from sayso.reconcile.series.saying import Saying

Words = Mapping[str, tuple[str, str | None]]
"""Claim → its incident, of incidents on which people have spoken, and the reviewer who put it there."""


def by_people(incidents: Sequence[Incident]) -> Words:
    spoken = [one for one in incidents if any(link.by for link in one.links)]
    return {link.telling.claim.id: (one.id, link.by) for one in spoken for link in one.links}


def obey(sayings: Sequence[Saying], words: Words) -> None:
    """Sets `occasion` of figures that people put into their incident."""
    ours: dict[str, Counter[str]] = {}
    for one in sayings:
        incident, by = words.get(one.telling.claim.id, ("", None))
        if incident and by is None:
            ours.setdefault(incident, Counter())[one.occasion] += 1
    for one in sayings:
        incident, by = words.get(one.telling.claim.id, ("", None))
        if by is not None:
            most = ours.get(incident, Counter())
            one.occasion = min(most, key=lambda occasion: (-most[occasion], occasion), default=incident)
            one.because.append(f"of its incident, by {by}")
