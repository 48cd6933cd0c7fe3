"""Texts of our own for tests of copies, and reports of them."""

from __future__ import annotations

from dataclasses import replace

from sayso.reconcile.telling import Carrier
from sayso.types import Block, Field, Report, Span
from sayso.vocabulary import BlockKind

FERRY = (
    "A ferry with more than forty passengers ran aground off the northern shore on Monday evening, the harbour office said.",
    "Two tugs from the nearest port reached the vessel after three hours and took everybody on board to the mainland.",
    "Seven of the passengers were treated for bruises at a clinic in the harbour town and went home the same night.",
    "The captain is being questioned by investigators, who want to know why the ship had left the marked channel.",
    "Fishermen had warned for years that the sandbank moves with every storm and that the charts are out of date.",
    "The company that runs the line said the next sailing would be on Thursday if divers find no damage to the hull.",
)
TOLD_AGAIN = (
    "Everybody is safe after a passenger ship hit a sandbank in the north of the country, according to port officials.",
    "Rescuers needed most of the night to bring the people ashore, and a handful of them had minor injuries.",
    "Police have begun to look into the accident; the master of the ship has given a first statement to them.",
    "Residents of the coast complain that nobody has measured the depth of these waters since the last big storm.",
)
STATEMENT = "“We are thankful that not one life was lost tonight, and we shall find out what went wrong on that bridge,”"


def report(*paragraphs: str, name: str = "one", kind: BlockKind = BlockKind.BODY, **changes: object) -> Report:
    """A report whose paragraphs are blocks of one kind."""
    text, blocks = "\n\n".join(paragraphs), []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    made = Report(f"r{name}", name, text, (Field("text", Span(0, len(text))),), tuple(blocks))
    return replace(made, **changes)  # type: ignore[arg-type]


def carrier(name: str, known_by: str | None = None, **changes: object) -> Carrier:
    made = Carrier(name, name, name, None, None, None, known_by, None, known_by)
    return replace(made, **changes)  # type: ignore[arg-type]
