"""Reports made up for the tests of stories."""

from __future__ import annotations

from sayso.reconcile.stories.index import Features
from sayso.reconcile.stories.terms import terms
from sayso.types import Block, Outlet, Report, Span
from sayso.vocabulary import BlockKind

FERRY = (
    (
        "Ferry sinks off Marovo, dozens missing",
        "A ferry with 120 passengers sank off Marovo in a storm. Divers look for the missing.",
    ),
    (
        "Divers find ferry wreck near Marovo",
        "Divers found the wreck of the ferry that sank off Marovo. The ferry lies 40 metres deep.",
    ),
    (
        "Captain of sunken ferry held",
        "Police in Marovo arrested the captain of the ferry that sank in the storm. Divers go on.",
    ),
)
DAM = (
    (
        "Dam near Telsk cracks, villages emptied",
        "A crack in the dam above Telsk widened. Engineers emptied villages below the reservoir.",
    ),
    (
        "Engineers lower reservoir above Telsk",
        "Engineers opened the gates of the cracked dam above Telsk and lowered the reservoir.",
    ),
)


def report(id: str, title: str, body: str, known_by: str | None = None, outlet: Outlet | None = None) -> Report:
    """Headline and body, each a block."""
    text = f"{title}\n\n{body}"
    blocks = (Block(BlockKind.TITLE, Span(0, len(title))), Block(BlockKind.BODY, Span(len(title) + 2, len(text))))
    return Report(id=id, name=id, text=text, fields=(), blocks=blocks, outlet=outlet, title=title, published=known_by)


def features(id: str, title: str, body: str, day: int | None = None, month: int = 3) -> Features:
    """Known by the end of a day of 2023; None for a report without date."""
    known_by = f"2023-{month:02}-{day:02}T23:59:59.999999Z" if day else None
    return Features(id, known_by, terms(report(id, title, body)))


def two_stories() -> list[Features]:
    """Three reports on a ferry, two on a dam, day by day in turn."""
    rows = [(f"rf{n}", *row, 2 * n + 1) for n, row in enumerate(FERRY)] + [
        (f"rd{n}", *row, 2 * n + 2) for n, row in enumerate(DAM)
    ]
    return [features(*row) for row in rows]
