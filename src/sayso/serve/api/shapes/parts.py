"""What many shapes have in common: how they are checked, and what stands around the items of a list."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from sayso.vocabulary import DEMONSTRATION

T = TypeVar("T")


class Shape(BaseModel):
    """An object without any other field."""

    model_config = ConfigDict(extra="forbid")


class Head(Shape):
    """The end of the chain of entries."""

    seq: int = Field(description="Number of the last entry of the ledger that was looked at.", ge=0)
    hash: str = Field(description="Its hash, 64 hex digits: `sayso verify` prints the same.", pattern="^[0-9a-f]{64}$")


Note = Annotated[
    Literal[DEMONSTRATION] | None,  # type: ignore[valid-type]  # one word, from the vocabulary
    Field(description="Says that a report behind this was written for demonstration; null where none was."),
]


class Listed(Shape, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="In the order of the command of this name; of a large ledger story by story.")
    next: str | None = Field(description="Address of the next page, on this host; null on the last. As in the header `Link`.")
    head: Head = Field(description="Where the ledger ended when the first page was made: all pages of a list look as far.")
    note: Note


class One(Shape, Generic[T]):
    """One thing."""

    item: T
    head: Head = Field(description="Where the ledger ended when this was made.")
    note: Note


class Shown(Shape):
    """How much of what fits was looked at: of a large ledger the largest stories; `story=ID` asks for any other."""

    stories: int = Field(ge=0)
    of_stories: int = Field(ge=0)
    claims: int = Field(ge=0)
    of_claims: int = Field(ge=0)


class ListedOfPart(Listed[T], Generic[T]):
    """One page of a list that is made across stories."""

    shown: Shown


class Problem(BaseModel):
    """What is wrong (RFC 9457)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "nothing in the ledger has the id s0123456789abcdef",
                    "code": "E027",
                    "remedy": "sayso claims and sayso received list them",
                }
            ]
        },
    )

    type: Literal["about:blank"] = Field(description="The code says what it is about.")
    title: str = Field(description="The status in words.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong, in one line.")
    code: str = Field(description="Sayso's code for it (docs/errors.md), the same in every version.", pattern="^E[0-9]{3}$")
    remedy: str = Field(description="What to do about it.")
