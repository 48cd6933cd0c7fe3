"""`python -m handbook.kinds`: writes `docs/kinds.md` from `kinds.csv`. A test holds that it is what this makes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from sayso.vocabulary import MEASURES, Group, Kind, kinds

PAGE = Path("docs/kinds.md")
OPENS_AND_CLOSES = " \\*"

GROUPS = {
    Group.PEOPLE: "Numbers of people. They carry a figure, and figures through time are made of them.",
    Group.VIOLENCE: "Acts of violence. Who did it is the actor of the claim, to whom its target; the kind says what was done.",
    Group.CONTENTION: "Protest, riot, and what is done against them.",
    Group.MEASURE: "What is ordered, imposed, lifted. The measures with a start and an end are marked with \\*.",
    Group.WORDS: "What is said: demands, accusations, denials, promises.",
    Group.RELATION: "What belongs together: a cause and its effect, a body and its members.",
}


def page() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Kinds of claim"
    yield ""
    yield (
        "Every claim has one kind. `--kind`, the page and the tools for assistants take a kind, or a group of kinds: "
        "`--kind people`.\n`sayso explain KIND` prints one row of these tables. A kind without a code has none that would fit: "
        "PLOVER and ACLED code\nevents, and many kinds are none."
    )
    for group, of in groupby(kinds().values(), lambda kind: kind.group):
        yield ""
        yield f"## {group.capitalize()}"
        yield GROUPS[group]
        yield ""
        yield "| kind | means | PLOVER event and mode | ACLED event type and sub-event type |"
        yield "|---|---|---|---|"
        yield from (_row(kind) for kind in of)


def _row(kind: Kind) -> str:
    plover = " / ".join(part for part in (kind.plover_event, kind.plover_mode) if part)
    acled = " / ".join(part for part in (kind.acled_event_type, kind.acled_sub_event_type) if part)
    mark = OPENS_AND_CLOSES if kind.kind in MEASURES else ""
    return f"| {kind.kind} | {kind.meaning}{mark} | {plover} | {acled} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf8")
