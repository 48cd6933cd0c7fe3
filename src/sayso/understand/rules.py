"""The reader `rules`: no weights, the fastest, and it explains itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from sayso import __version__
from sayso.types import Layers, Maker, Reading, Report
from sayso.understand.attributions.layer import attributions
from sayso.understand.causes.layer import causes
from sayso.understand.certainty import certainties
from sayso.understand.checks import checks
from sayso.understand.claims import claims_of
from sayso.understand.entities.layer import entities
from sayso.understand.events.layer import events
from sayso.understand.figures.layer import figures
from sayso.understand.memberships import memberships
from sayso.understand.pipeline import check, run
from sayso.understand.places.layer import places
from sayso.understand.reader import Failed, one_by_one
from sayso.understand.sentences import sentences
from sayso.understand.times.layer import times

PIPELINE = (
    sentences,
    entities,
    times,
    places,
    attributions,
    figures,
    events,
    causes,
    memberships,
    certainties,
    checks,
)
check(PIPELINE)


class Rules:
    """Reads by word lists and grammar alone."""

    name = "rules"

    def __init__(self) -> None:
        self.version = f"{__version__}+{rule_set_hash()}"
        self.maker = Maker(self.name, self.version)

    def __call__(self, report: Report) -> Reading:
        found = run(PIPELINE, report)
        return Reading(report.id, self.maker, found, claims_of(report, found, self.maker))

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        return one_by_one(self, reports)

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        return run(PIPELINE, report, only)


@cache
def rule_set_hash() -> str:
    """Eight hex digits over code and word lists of `understand`: a claim's maker tells exactly which rules made it."""
    digest = hashlib.sha256()
    for name, body in sorted(_files(resources.files("sayso.understand"))):
        digest.update(name.encode() + b"\0" + body)
    return digest.hexdigest()[:8]


def _files(folder: Traversable) -> list[tuple[str, bytes]]:
    out = []
    for item in folder.iterdir():
        if item.is_dir():
            out += [(f"{item.name}/{name}", body) for name, body in _files(item)]
        elif item.name.endswith((".py", ".txt", ".csv")):
            out.append((item.name, item.read_bytes()))
    return out
