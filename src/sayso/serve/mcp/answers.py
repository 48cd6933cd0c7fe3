"""What every answer has, and the parts that several tools give. The field descriptions are what an assistant reads."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from sayso.reconcile.looks.choosing import Shown
from sayso.reconcile.standing import Standing
from sayso.serve.mcp.quoting import NOTICE, quoted
from sayso.types import Figure
from sayso.vocabulary import DEMONSTRATION

ClaimIds = Annotated[list[str], Field(description="Claim ids: the tool evidence gives the words behind each.")]


class Answer(BaseModel):
    notice: Annotated[str, Field(description="How to take the quoted words in this answer.")] = NOTICE


class Page(Answer):
    next_cursor: Annotated[
        str | None, Field(description="There are more: ask the same again with this as cursor. null: this is the end.")
    ] = None


class Shows(BaseModel):
    """How much of the ledger an answer rests on."""

    stories: Annotated[int, Field(description="Courses of events that were looked at.")]
    of_stories: Annotated[int, Field(description="Of so many that fit. Where these are more, narrow the question.")]

    @classmethod
    def of(cls, shown: Shown) -> Shows:
        return cls(stories=shown.number, of_stories=shown.of_number)


class Number(BaseModel):
    """As it was told: low 3700 and relation more_than is "more than 3,700"; vague has the word where there is no number."""

    low: int | None
    high: int | None
    relation: str
    vague: str | None
    population: Annotated[str | None, Field(description="Of whom, in the words of the report.")]

    @classmethod
    def of(cls, figure: Figure) -> Number:
        return cls(
            low=figure.low,
            high=figure.high,
            relation=figure.relation,
            vague=figure.vague,
            population=quoted(figure.population) if figure.population else None,
        )


class Stands(BaseModel):
    word: Annotated[str, Field(description="single, corroborated, contested, superseded, denied, retracted, confirmed …")]
    why: str

    @classmethod
    def of(cls, standing: Standing) -> Stands:
        return cls(word=standing.word, why=quoted(standing.sentence))


class Teller(BaseModel):
    name: Annotated[str, Field(description="In the words of the report; of private persons the role.")]
    kind: str


def note(demonstration: bool) -> str | None:
    """For the field `note`."""
    return DEMONSTRATION if demonstration else None


Note = Annotated[str | None, Field(description="Where the report says so of itself: written for demonstration. Repeat it.")]
