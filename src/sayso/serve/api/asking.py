"""What the address of a route may ask for: the names of the page and of the commands. What is none of them is refused.

The patterns let through exactly what is a date or a point, so that a program sees from the description what will be answered.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sayso.ledger.filters import Filters
from sayso.ledger.nearness import FARTHEST_KM
from sayso.ledger.query import Reader
from sayso.serve.asking import LONGEST, Question
from sayso.vocabulary import Group, kinds

MOST, AT_ONCE = 200, 100
"""Items of one page: at most, and where nothing else is asked for. Of 200 claims each report with its whole text may have to be
read."""
LONGEST_CURSOR = 600

_YEAR, _MONTH = r"[12]\d{3}", r"(0[1-9]|1[0-2])"
_LEAP = r"([12]\d(0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00)-02-29"
_DAY = rf"({_LEAP}|{_YEAR}-({_MONTH}-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31))"
_TIME = r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?"
DATE = rf"^({_YEAR}|{_YEAR}-{_MONTH}|{_DAY}|{_DAY}{_TIME})$"
_DEGREES = r"(\.\d{1,9})?"
POINT = rf"^-?([1-8]?\d{_DEGREES}|90),-?((1[0-7]\d|[1-9]?\d){_DEGREES}|180)$"
CURSOR = rf"^[A-Za-z0-9_-]{{1,{LONGEST_CURSOR}}}$"

Date = Annotated[str, Field(pattern=DATE)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Asks(BaseModel):
    """What every route takes that tells something of the ledger."""

    model_config = ConfigDict(extra="forbid")

    as_of: Date | None = Field(
        None,
        description="What was known by then: what had been published. A date as ISO 8601, or the beginning of one: `2022-01` "
        "runs to the end of that month. Without a zone it is UTC.",
        examples=["2022-01-09"],
    )
    recorded_by: Date | None = Field(
        None,
        description="What this ledger held by then; a date like `as_of`. Worked out from the entries, which takes longer.",
        examples=["2022-01-09T12:00"],
    )

    @property
    def question(self) -> Question:
        """As the page asks it. Of what a route does not take, nothing is asked for."""
        asked = self.model_dump(exclude_none=True, exclude={"limit", "cursor", "why"})
        return Question(**{name: value if isinstance(value, str) else f"{value!r}" for name, value in asked.items()})

    def filters(self, reader: Reader) -> Filters:
        """Raises SaysoError as `Question.filters`."""
        return self.question.filters(reader)

    @property
    def asked(self) -> dict[str, str]:
        """As it stands in an address."""
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in self.model_dump(exclude_defaults=True).items()
        }


class AsksWhy(Asks):
    why: bool = Field(False, description="With the reasons, as `--why` of the commands gives them.", examples=[True])


class AsksPage(Asks):
    """What every list takes."""

    limit: int = Field(
        AT_ONCE, ge=1, le=MOST, description="How many items a page has at most. It may have fewer, and `next` all the same."
    )
    cursor: Annotated[str, Field(pattern=CURSOR)] | None = Field(
        None,
        description="Where the page before this one ended. It comes from `next`, and belongs to this question alone.",
    )


class AsksDays(AsksPage):
    """What a list takes of which only the days are asked."""

    since: Date | None = Field(
        None, description="Only what was published then or later; a date like `as_of`.", examples=["2022-01-02"]
    )
    until: Date | None = Field(
        None, description="Only what was published then or earlier; a date like `as_of`.", examples=["2022-01-31"]
    )


class AsksFiltered(AsksDays):
    """What a list of claims takes."""

    situation: Words | None = Field(
        None, description="Only what fits this saved situation (`/situations`).", examples=["unrest"]
    )
    kind: Words | None = Field(
        None,
        description="Only this kind of claims, or this group of kinds (`/kinds`).",
        json_schema_extra={"enum": [*kinds(), *(group.value for group in Group)]},
        examples=["killed"],
    )
    place: Words | None = Field(
        None,
        description="Only this place, by name, with everything in it; or a country, by its two letters.",
        examples=["KZ"],
    )
    near: Annotated[str, Field(pattern=POINT)] | None = Field(
        None,
        description="Only claims of places near this point: latitude and longitude in degrees, with a comma between.",
        examples=["43.25,76.95"],
    )
    within: float | None = Field(
        None,
        gt=0,
        le=FARTHEST_KM,
        allow_inf_nan=False,
        description="How near that is, in kilometres; 25 without it. It says nothing without `near`.",
        examples=[50],
    )
    text: Words | None = Field(
        None, description="Only claims with all of these words in their evidence or title.", examples=["Almaty"]
    )

    @property
    def question(self) -> Question:
        found = super().question
        return found if found.near else Question(**{**found.asked, "within": None})


class AsksView(AsksFiltered):
    """The same of what is made from claims story by story."""

    story: Words | None = Field(None, description="Only this story (`/stories`), by its whole id.")


class AsksViewWhy(AsksView):
    why: bool = Field(False, description="With the reasons, as `--why` of the commands gives them.", examples=[True])
