"""What an assistant may ask: the filters of the commands, under their names.

What nobody knows is refused, not ignored: a filter that is misspelled would else give an answer to another question.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sayso.commands.asking import Asked
from sayso.commands.knowing import typed
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.limits import MCP_IDS, MCP_ITEMS
from sayso.reconcile.situations import situation

LONGEST = 200
"""Characters of one filter."""

Word = Annotated[str | None, Field(max_length=LONGEST)]


class Nothing(BaseModel):
    """A tool that takes no argument."""

    model_config = ConfigDict(extra="forbid")


class Question(BaseModel):
    """The filters that all views share; those that are given must all hold."""

    model_config = ConfigDict(extra="forbid")

    situation: Annotated[Word, Field(description="A saved situation, by name (tool situations).")] = None
    kind: Annotated[Word, Field(description="A kind of claim, or a group of kinds (tool kinds): killed, arrested, curfew.")] = (
        None
    )
    place: Annotated[
        Word, Field(description="A place by name, with everything in it; or a country by its two letters: KZ.")
    ] = None
    near: Annotated[Word, Field(description="Places near this point, in degrees, latitude first: 43.25,76.95.")] = None
    within: Annotated[Word, Field(description="How near that is, in kilometres: 25 without it.")] = None
    since: Annotated[Word, Field(description="Published on this day or later: 2022-01-05.")] = None
    until: Annotated[Word, Field(description="Published on this day or earlier.")] = None
    as_of: Annotated[
        Word, Field(description="What was known by then, that is: had been published. 2022-01-08, 2022-01-08T14:00.")
    ] = None
    recorded_by: Annotated[Word, Field(description="What this ledger held by then. Seldom needed.")] = None
    text: Annotated[Word, Field(description="Words that the quoted sentence or the title holds, all of them.")] = None

    def filters(self, reader: Reader) -> Filters:
        """SaysoError E011 for no date, E016 for no kind, E033 for no point, E042 for no situation."""
        names = Asked.__dataclass_fields__
        asked = Asked(**{name: getattr(self, name) or None for name in names})
        found = typed(asked, self.text or None, limit=None)
        if asked.situation is None:
            return found
        return situation(reader, asked.situation, found.recorded_by).filters(found)


class Listing(Question):
    """A question whose answer is a list."""

    limit: Annotated[int, Field(ge=1, le=MCP_ITEMS, description="At most so many at once.")] = 10
    cursor: Annotated[
        Word, Field(description="next_cursor of the answer before, with the same filters: goes on where that ended.")
    ] = None


class Disputes(Listing):
    only_open: Annotated[
        bool, Field(description="Leave out what is settled, because a number was taken back or a person refuted it.")
    ] = False


class Ids(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ids: Annotated[
        list[Annotated[str, Field(max_length=LONGEST)]],
        Field(min_length=1, max_length=MCP_IDS, description="Claim ids, as the other tools give them: c1f04…"),
    ]


class OfGroup(BaseModel):
    model_config = ConfigDict(extra="forbid")

    group: Annotated[Word, Field(description="Only this group: people, violence, contention, measure, words or relation.")] = (
        None
    )
